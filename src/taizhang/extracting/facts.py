"""One fact for every number of a document."""

from taizhang.model import Document, Fact


def facts_of(document: Document) -> tuple[Fact, ...]:
    """The facts of the document, ascending, one for every number token and every measure in Chinese numerals."""
    return ()
