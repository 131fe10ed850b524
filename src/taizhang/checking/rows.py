"""The rows of a table with their measures: what stands side by side is compared within the row."""

from dataclasses import dataclass

from taizhang.checking.sentences import once
from taizhang.linking import Entry
from taizhang.model import Fact


@dataclass(frozen=True, slots=True)
class TableRow:
    """The measures of one row, from left to right."""

    table: int
    row: int
    facts: tuple[Fact, ...]


@once
def rows_of(entry: Entry) -> tuple[TableRow, ...]:
    """The rows of a document's tables that hold measures, in order."""
    found: dict[tuple[int, int], list[Fact]] = {}
    for fact in entry.reading.facts:
        if fact.place is not None and fact.label == "measure":
            found.setdefault((fact.place.table, fact.place.row), []).append(fact)
    return tuple(TableRow(*key, tuple(sorted(facts, key=lambda fact: _column(fact)))) for key, facts in found.items())


def _column(fact: Fact) -> int:
    return fact.place.column if fact.place else 0
