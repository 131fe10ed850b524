"""Write the rows and units of a form, from the day on from which they hold."""

from collections.abc import Sequence
from datetime import date

from taizhang.server.accounts.acting import Act
from taizhang.server.returns.forms.given import RowIn, UnitIn
from taizhang.server.returns.models import Form, FormRow, FormUnit


def write_rows(
    act: Act, form: Form, rows: Sequence[RowIn], since: date | None, kept: dict[int, FormRow] | None = None
) -> dict[int, FormRow]:
    """Make rows, each whole before its parts; by position. `kept` are those that stand already."""
    made = dict(kept or {})
    left = [row for row in rows if row.position not in made]
    while left:
        ready = [row for row in left if row.part_of is None or row.part_of in made]
        for row in ready:
            whole = made[row.part_of] if row.part_of is not None else None
            made[row.position] = act.create(_row(form, row, whole, since))
        left = [row for row in left if row.position not in made]
    return made


def _row(form: Form, given: RowIn, whole: FormRow | None, since: date | None) -> FormRow:
    return FormRow(
        form=form,
        indicator_id=given.indicator,
        position=given.position,
        part_of=whole,
        exhaustive=given.exhaustive,
        required=given.required,
        columns=list(given.columns),
        measure=given.measure,
        since=since,
    )


def write_units(act: Act, form: Form, units: Sequence[UnitIn], since: date | None) -> list[FormUnit]:
    """Make the units that report."""
    return act.create_many(
        FormUnit(form=form, reporter_id=each.unit, rows=sorted(set(each.rows)), since=since) for each in units
    )
