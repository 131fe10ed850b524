"""A return as a sheet: the rows and columns that its unit is asked for, with what stands in each cell."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from taizhang.errors import Words
from taizhang.server.ledger.models import Target
from taizhang.server.lib.periods import Period, period_of
from taizhang.server.returns.columns import Column, columns_of
from taizhang.server.returns.models import Cell, Form, FormRow, FormUnit, Return
from taizhang.server.returns.typed import Figure

Key = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Line:
    """A row that the unit is asked for, and its columns."""

    row: FormRow
    columns: tuple[Column, ...]


@dataclass
class Sheet:
    """The lines of a return, its cells as they stand, and the figures in them, by row and column."""

    filed: Return
    period: Period
    lines: list[Line]
    cells: dict[Key, Cell]
    figures: dict[Key, Figure] = field(default_factory=dict)

    @property
    def form(self) -> Form:
        """The form that it is filled by."""
        return self.filed.form

    def places(self) -> Iterable[tuple[FormRow, Column]]:
        """Every cell that is asked for, whether it is filled or not."""
        return ((line.row, column) for line in self.lines for column in line.columns)

    def parts(self, row: FormRow) -> list[FormRow]:
        """The rows of which `row` is the whole."""
        return [line.row for line in self.lines if line.row.part_of_id == row.pk]


def sheet_of(filed: Return) -> Sheet:
    """The sheet of a return, read in three queries. `filed` brings its form and unit along."""
    cells = {
        (cell.row_id, cell.column): cell for cell in Cell.objects.filter(filed=filed).select_related("row__indicator")
    }
    for cell in cells.values():
        cell.filed = filed
    sheet = Sheet(filed, period_of(filed.period), lines_of(filed), cells)
    sheet.figures = {
        key: Figure(cell.value, cell.places, cell.text) for key, cell in cells.items() if cell.value is not None
    }
    return sheet


def lines_of(filed: Return) -> list[Line]:
    """The rows that the unit of a return is asked for in its period, with their columns."""
    form = filed.form
    rows = [row for row in form.rows.select_related("indicator") if row.holds(filed.period_end)]
    asked = FormUnit.objects.filter(form=form, reporter=filed.unit_id)
    positions = {position for each in asked if each.holds(filed.period_end) for position in each.rows}
    return [Line(row, columns_of(row, form)) for row in rows if not positions or row.position in positions]


def cell_name(row: FormRow, column: Column) -> Words:
    """What a cell is called: its row, with its measure where that is not the level, and its column."""
    zh = en = row.indicator.name
    if row.measure != Target.Measure.LEVEL:
        zh, en = f"{zh}（{Target.Measure(row.measure).label}）", f"{en} ({row.measure})"
    return Words(f"{zh}·{column.name.zh}", f"{en} · {column.name.en}")
