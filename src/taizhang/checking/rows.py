"""The rows of a table with their measures: what stands side by side is compared within the row."""

from dataclasses import dataclass
from decimal import Decimal

from taizhang.linking import Entry
from taizhang.linking.keeping import once
from taizhang.model import Fact

HIGHEST = 1000  # per cent; a rate above it is more likely an amount under the wrong heading


@dataclass(frozen=True, slots=True)
class TableRow:
    """The measures of one row, from left to right.

    whole  its figures stand under their own headings: no row of the table holds more, and no rate is beyond belief.
           Where the columns of a text were worked out from how the words stand, a row with a blank cell may be shifted
    """

    table: int
    row: int
    facts: tuple[Fact, ...]
    whole: bool


@once
def rows_of(entry: Entry) -> tuple[TableRow, ...]:
    """The rows of a document's tables that hold measures, in order."""
    found: dict[tuple[int, int], list[Fact]] = {}
    for fact in entry.reading.facts:
        if fact.place is not None and fact.label == "measure":
            found.setdefault((fact.place.table, fact.place.row), []).append(fact)
    most: dict[int, int] = {}
    for (table, _), facts in found.items():
        most[table] = max(most.get(table, 0), len(facts))
    exact = {table.number for table in entry.reading.document.tables if table.exact}
    return tuple(
        TableRow(table, row, tuple(sorted(facts, key=column_of)), table in exact or _fits(facts, most[table]))
        for (table, row), facts in found.items()
    )


def _fits(facts: list[Fact], most: int) -> bool:
    return len(facts) == most and not any(
        fact.unit == "%" and abs(fact.value or Decimal(0)) > HIGHEST for fact in facts
    )


def column_of(fact: Fact) -> int:
    """The column of a figure in its table."""
    return fact.place.column if fact.place else 0
