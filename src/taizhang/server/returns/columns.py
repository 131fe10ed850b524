"""Columns of forms: what is asked of each row, in which unit it is written, and which rows have it at all."""

from dataclasses import dataclass
from typing import Literal

from taizhang.errors import Words
from taizhang.server.ledger.models import Indicator, Target
from taizhang.server.returns.models import Cell, Form, FormRow

PER_CENT = "%"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a level in the unit of the indicator, a growth in per cent, or words."""

    key: str
    name: Words
    kind: Literal["level", "growth", "text"]
    sums_months: bool = False


def _column(key: Cell.Column, english: str, kind: Literal["level", "growth", "text"], months: bool = False) -> Column:
    return Column(key.value, Words(str(key.label), english), kind, months)


COLUMNS = {
    column.key: column
    for column in (
        _column(Cell.Column.VALUE, "value", "level"),
        _column(Cell.Column.CUMULATIVE, "cumulative", "level", months=True),
        _column(Cell.Column.GROWTH, "growth", "growth"),
        _column(Cell.Column.CUMULATIVE_GROWTH, "cumulative growth", "growth", months=True),
        _column(Cell.Column.SO_FAR, "months 1 to N", "level"),
        _column(Cell.Column.ESTIMATE, "full-year estimate", "level"),
        _column(Cell.Column.PROPOSED, "proposal for next year", "level"),
        _column(Cell.Column.REASON, "reason", "text"),
        _column(Cell.Column.BASIS, "basis", "text"),
    )
}
OF_KIND: dict[str, tuple[str, ...]] = {
    Form.Kind.OBSERVATIONS: ("value", "cumulative", "growth", "cumulative_growth"),
    Form.Kind.AUTUMN: ("so_far", "estimate", "proposed", "reason", "basis"),
}


def columns_of(row: FormRow, form: Form) -> tuple[Column, ...]:
    """The columns that a row of a form has. What stands at a time has no cumulative value."""
    stock = row.indicator.nature == Indicator.Nature.STOCK
    wanted = [COLUMNS[key] for key in form.columns if not row.columns or key in row.columns]
    return tuple(column for column in wanted if not (stock and column.sums_months))


def is_growth(row: FormRow, column: Column) -> bool:
    """Whether what is typed there is a rate of growth."""
    return column.kind == "growth" or (column.kind == "level" and row.measure == Target.Measure.GROWTH)


def unit_of(row: FormRow, column: Column) -> str:
    """The unit of measure in which a cell is written; none for words."""
    if column.kind == "text":
        return ""
    return PER_CENT if is_growth(row, column) else row.indicator.unit_of_measure
