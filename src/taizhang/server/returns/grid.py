"""A return as it is shown for filling in: each cell with what stands beside it and what is asked about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from taizhang.server.accounts.acting import Actor
from taizhang.server.ledger.observations.beside import Wanted
from taizhang.server.lib import clock
from taizhang.server.returns.asking import Ask, asks_of
from taizhang.server.returns.beside import Beside, Known, beside
from taizhang.server.returns.columns import Column, unit_of
from taizhang.server.returns.completing import is_required, unanswered
from taizhang.server.returns.models import Cell, FormRow, Return
from taizhang.server.returns.sheet import Sheet, sheet_of
from taizhang.server.returns.standing import TO_FILL, is_locked
from taizhang.server.returns.targets import targets_of


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A figure of another period, as it is shown beside a cell."""

    period: str
    value: Decimal
    places: int


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell: what stands in it (revision 0: nothing yet), what stands beside it, and what is asked about it."""

    column: str
    unit_of_measure: str
    required: bool
    id: int | None
    revision: int
    value: Decimal | None
    text: str
    places: int
    comment: str
    reason: str
    attachment: str
    warnings: list[Ask]
    answered: bool
    last: Neighbour | None
    last_year: Neighbour | None


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row with its cells. `part_of` is the position of the row of which it is a part."""

    row: int
    position: int
    indicator: str
    name: str
    unit_of_measure: str
    part_of: int | None
    exhaustive: bool
    required: bool
    target: Wanted | None
    cells: list[GridCell]


@dataclass(frozen=True, slots=True)
class Grid:
    """A return with all its cells; `open` tells whether the one who asks may fill it in now."""

    filed: Return
    open: bool
    columns: list[Column]
    rows: list[GridRow]


def grid(actor: Actor, filed: Return) -> Grid:
    """The cells of a return that the unit is asked for, in a number of queries that does not grow with them."""
    sheet = sheet_of(filed)
    around = beside(sheet)
    asked, targets = asks_of(sheet, around), targets_of(sheet)
    whole = {line.row.pk: line.row.position for line in sheet.lines}
    rows = [
        _row(line.row, whole, targets.get(line.row.pk), [
            _cell(sheet, around, line.row, column, asked.get((line.row.pk, column.key), ()))
            for column in line.columns
        ])
        for line in sheet.lines
    ]  # fmt: skip
    columns = {column.key: column for line in sheet.lines for column in line.columns}
    fillable = filed.state in TO_FILL and not is_locked(filed, clock.today())
    open_now = fillable and actor.may("return.fill", filed.unit)
    return Grid(filed, open_now, [columns[key] for key in filed.form.columns if key in columns], rows)


def _row(row: FormRow, positions: dict[int, int], target: Wanted | None, cells: list[GridCell]) -> GridRow:
    return GridRow(
        row=row.pk,
        position=row.position,
        indicator=row.indicator.code,
        name=row.indicator.name,
        unit_of_measure=row.indicator.unit_of_measure,
        part_of=positions.get(row.part_of_id or 0),
        exhaustive=row.exhaustive,
        required=row.required,
        target=target,
        cells=cells,
    )


def _cell(sheet: Sheet, around: Beside, row: FormRow, column: Column, asks: Sequence[Ask]) -> GridCell:
    cell, near = sheet.cells.get((row.pk, column.key)), around.at(row, column)
    shown, figure = cell or Cell(column=column.key), sheet.figures.get((row.pk, column.key))
    return GridCell(
        column=column.key,
        unit_of_measure=unit_of(row, column),
        required=is_required(sheet, row, column),
        id=shown.pk,
        revision=shown.revision if cell else 0,
        value=figure.shown if figure else None,
        text=shown.text,
        places=shown.places,
        comment=shown.comment,
        reason=shown.reason,
        attachment=shown.attachment.partition("/")[2],
        warnings=list(asks),
        answered=not unanswered(cell, asks),
        last=_neighbour(near.last),
        last_year=_neighbour(near.last_year),
    )


def _neighbour(known: Known | None) -> Neighbour | None:
    return Neighbour(known.period.code, known.figure.shown, known.figure.places) if known else None
