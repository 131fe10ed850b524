"""Facts from table cells: subject from row and column headings, unit, period and status from the headers."""

from taizhang.model import Document, Fact


def table_facts(document: Document) -> tuple[Fact, ...]:
    """One fact for each number token inside the document's tables, ascending."""
    return ()
