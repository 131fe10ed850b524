"""A return as the page shows it: rows and columns of a table, and for the script what each cell is."""

import json
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from taizhang.errors import Words
from taizhang.server.ledger.plans.wording import target_words
from taizhang.server.lib.periods import period_of
from taizhang.server.pages.language import said
from taizhang.server.returns.columns import Column
from taizhang.server.returns.grid import Grid, GridCell, GridRow, Neighbour

LACKING = Words("必填，未填也未说明原因", "required: neither a value nor a reason")


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell of the table. `typed` is what stands in its field, `said` what is asked about it, `total` of parts."""

    key: str
    label: str
    kind: str
    cell: GridCell
    typed: str
    said: str
    total: str | None
    refused: str = ""

    @property
    def asks_reason(self) -> bool:
        """Whether its reason stands at the cell."""
        return bool(self.said or self.cell.reason)


@dataclass(frozen=True, slots=True)
class Place:
    """A column of a row: its cell, or None where the row has none there; of words nothing stands beside."""

    column: Column
    spot: Spot | None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table."""

    row: GridRow
    whole: int | None
    unit: str
    target: str
    places: list[Place]


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of the table; its unit where all rows have the same, the periods of what stands beside."""

    column: Column
    unit: str
    last: str
    last_year: str


@dataclass
class Shown:
    """The table, how far it is filled in, and what is still missing."""

    headings: list[Heading]
    lines: list[Line]
    required: int = 0
    done: int = 0
    missing: list[tuple[Spot, str]] = field(default_factory=list)
    has_targets: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """What was typed and could not be saved: by cell, and why, by position and column."""

    typed: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    status: int = 200


def shown(grid: Grid, left: Left) -> Shown:
    """A return as a table, with what was typed in and could not be saved."""
    totals, wholes = _totals(grid), {row.position: row.row for row in grid.rows}
    lines = [_line(grid, row, wholes, _Around(totals, left)) for row in grid.rows]
    table = Shown([_heading(grid, column) for column in grid.columns], lines)
    table.has_targets = any(line.target for line in lines)
    for line in lines:
        for place in line.places:
            if place.spot is not None:
                _count(table, place.spot)
    return table


@dataclass(frozen=True, slots=True)
class _Around:
    totals: dict[tuple[int, str], Decimal]
    left: Left


def _count(table: Shown, spot: Spot) -> None:
    cell = spot.cell
    blank = cell.value is None and not cell.text
    if cell.required:
        table.required += 1
        table.done += bool(not blank or cell.reason)
    if blank and cell.required and not cell.reason:
        table.missing.append((spot, said(LACKING)))
    elif not blank and not cell.answered:
        table.missing.append((spot, spot.said))


def _line(grid: Grid, row: GridRow, wholes: dict[int, int], around: _Around) -> Line:
    cells = {cell.column: cell for cell in row.cells}
    units = {cell.unit_of_measure for cell in row.cells if cell.unit_of_measure}
    unit = units.pop() if len(units) == 1 else row.unit_of_measure
    places = [
        Place(column, _spot(row, column, cells[column.key], around) if column.key in cells else None)
        for column in grid.columns
    ]
    whole = wholes.get(row.part_of) if row.part_of is not None else None
    return Line(row, whole, unit, said(target_words(row.target)) if row.target else "", places)


def _spot(row: GridRow, column: Column, cell: GridCell, around: _Around) -> Spot:
    key, total = f"{row.row}.{column.key}", around.totals.get((row.position, column.key))
    unit = f"（{cell.unit_of_measure}）" if cell.unit_of_measure else ""
    return Spot(
        key,
        f"{row.name} {said(column.name)}{unit}",
        column.kind,
        cell,
        around.left.typed.get(key, in_field(cell)),
        "；".join(said(ask.words) for ask in cell.warnings),
        None if total is None else f"{total:,f}",
        around.left.refused.get(f"{row.position}.{column.key}", ""),
    )


def in_field(cell: GridCell) -> str:
    """What stands in the field of a cell: the number as typed with its thousands set off, or the words."""
    return f"{cell.value:,f}" if cell.value is not None else cell.text


def _totals(grid: Grid) -> dict[tuple[int, str], Decimal]:
    """The sums of parts (其中) by the position of their whole and by column; rates of growth are not summed."""
    levels = {column.key for column in grid.columns if column.kind == "level"}
    totals: dict[tuple[int, str], Decimal] = {}
    for row in grid.rows:
        for cell in row.cells if row.part_of is not None else ():
            if cell.value is not None and cell.column in levels and row.part_of is not None:
                key = (row.part_of, cell.column)
                totals[key] = totals.get(key, Decimal(0)) + cell.value
    return totals


def _heading(grid: Grid, column: Column) -> Heading:
    cells = [cell for row in grid.rows for cell in row.cells if cell.column == column.key]
    units = {cell.unit_of_measure for cell in cells}
    unit = units.pop() if len(units) == 1 else ""
    return Heading(column, unit, _period([cell.last for cell in cells]), _period([cell.last_year for cell in cells]))


def _period(neighbours: list[Neighbour | None]) -> str:
    """What the period of those beside a column is called."""
    first = next((each for each in neighbours if each is not None), None)
    return said(period_of(first.period).words) if first else ""


def for_script(grid: Grid) -> list[dict[str, Any]]:
    """The cells as the script takes them, in the words of the API, as far as there is anything to tell."""
    return [
        {
            "row": row.row,
            "column": cell.column,
            "id": cell.id,
            "revision": cell.revision,
            "comment": cell.comment,
            "reason": cell.reason,
            "attachment": cell.attachment,
            "answered": cell.answered,
            "warnings": [ask.json() for ask in cell.warnings],
            "required": cell.required,
        }
        for row in grid.rows
        for cell in row.cells
        if cell.revision or cell.warnings or cell.required
    ]


def as_seen(grid: Grid) -> str:
    """What the page shows of each cell that was filled in, so that only what was changed on it is saved."""
    cells = ((row, cell) for row in grid.rows for cell in row.cells if cell.revision)
    held = {f"{row.row}.{cell.column}": [cell.revision, in_field(cell), cell.reason] for row, cell in cells}
    return json.dumps(held if grid.open else {}, ensure_ascii=False, separators=(",", ":"))
