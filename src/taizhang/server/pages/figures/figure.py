"""A chart as data: a table whose first column is what the others stand over, and how each of those is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from taizhang.errors import Words
from taizhang.server.pages.language import said

Drawn = Literal[
    "line",  # a line with a mark at each number
    "bar",
    "faint",  # a thin line behind the others: last year, the mean
    "pace",  # a dashed line: what would be on time
    "at_least",  # a target from below: a line, what lies under it shaded
    "at_most",  # a target from above: a line, what lies over it shaded
    "about",  # a target around a number
    "low",  # the lower end of a band, of which `high` is the upper
    "high",
    "told",  # in the table only
]
Kind = Literal["over_time", "side_by_side", "tiles"]
Value = Decimal | int | str | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of numbers: what it is called, in which unit, and how it is drawn."""

    words: Words
    unit: str = ""
    drawn: Drawn = "line"

    @property
    def heading(self) -> str:
        """Its words with its unit, as they stand over the column."""
        return f"{said(self.words)}（{self.unit}）" if self.unit else said(self.words)


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its table.

    key      names it on its page, in addresses and file names
    over     what the first column holds: periods, regions
    columns  those behind it
    rows     each as long as the columns and one more; a number that is not known is None, never nought
    kind     over_time: along the first column; side_by_side: bars, the first row on top; tiles: a map of tiles
    links    for each row the address that it leads to, or none at all
    """

    key: str
    title: Words
    over: Words
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Value]]
    kind: Kind = "over_time"
    note: Words | None = None
    links: Sequence[str] = field(default_factory=tuple)
    places: Sequence[tuple[int, int]] = field(default_factory=tuple)  # of tiles: the column and row of each

    @property
    def drawn_id(self) -> str:
        """The id of the block on the page that holds what it is drawn from."""
        return f"drawn-{self.key}"

    @property
    def is_empty(self) -> bool:
        """Whether there is no number in it."""
        return all(value is None for row in self.rows for value in row[1:])

    def headings(self) -> list[str]:
        """What stands over its columns."""
        return [said(self.over), *(column.heading for column in self.columns)]

    def for_drawing(self) -> dict[str, Any]:
        """What the script draws it from. Numbers become floats only here, where pixels are drawn from them."""
        return {
            "key": self.key,
            "kind": self.kind,
            "title": said(self.title),
            "columns": [
                {"name": said(column.words), "unit": column.unit, "drawn": column.drawn} for column in self.columns
            ],
            "over": [str(row[0]) for row in self.rows],
            "values": [[_drawable(row[at + 1]) for row in self.rows] for at in range(len(self.columns))],
            "links": list(self.links),
            "places": list(self.places),
        }


def _drawable(value: Value) -> float | None:
    return float(value) if isinstance(value, Decimal | int) else None
