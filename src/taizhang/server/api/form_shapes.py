"""How forms are told and asked for by the API."""

from datetime import date
from typing import Annotated

from ninja import Field, Schema

from taizhang.server.api.body import Body
from taizhang.server.api.names import Named
from taizhang.server.api.return_shapes import ColumnKey, Position, RemindBody
from taizhang.server.api.scalars import Day, Line, Revision, RowId, Short, Text
from taizhang.server.ledger.models import Observation
from taizhang.server.lib.rows import Json
from taizhang.server.returns.models import Form, FormRow, FormUnit

Days = Annotated[int, Field(ge=0, le=366)]
RemindDay = Annotated[int, Field(ge=-366, le=366)]


class LockBody(Body):
    """A period of a form to be locked by hand, and why."""

    period: Short
    why: Text


class RemindPeriodBody(RemindBody):
    """The period of a form of which all who have not reported are reminded."""

    period: Short


class RowBody(Body):
    """A row of a form: an indicator at a position; `part_of` is the position of its whole (其中)."""

    indicator: RowId
    position: Annotated[int, Field(ge=1, le=32767)]
    part_of: Position | None = None
    exhaustive: bool = False
    required: bool = True
    columns: list[ColumnKey] = Field(default_factory=list, max_length=10)
    measure: Annotated[str, Field(pattern="^(level|growth|change)$")] = "level"


class FormUnitBody(Body):
    """A unit that reports, and the positions that it is asked for; all where there are none."""

    unit: RowId
    rows: list[Position] = Field(default_factory=list, max_length=500)


class FormBody(Body):
    """A form to be defined."""

    name: Annotated[Line, Field(min_length=1, max_length=120)]
    kind: Form.Kind = Form.Kind.OBSERVATIONS
    plan_id: RowId | None = None
    region_id: RowId | None = None
    period_type: Observation.PeriodType
    columns: Annotated[list[ColumnKey], Field(max_length=10)]
    due_days: Days
    open_days: Days = 0
    lock_days: Days | None = None
    remind_days: Annotated[list[RemindDay], Field(max_length=20)] | None = None
    starts_on: Day | None = None
    vintage: Observation.Vintage = Observation.Vintage.FLASH
    instructions: Text = ""
    rows: Annotated[list[RowBody], Field(max_length=500)]
    units: Annotated[list[FormUnitBody], Field(max_length=5000)]
    why: Text = ""


class FormChange(Body):
    """What changes of a form. Rows and units are given whole and hold from the period `since` on."""

    revision: Revision
    name: Annotated[Line, Field(min_length=1, max_length=120)] | None = None
    columns: Annotated[list[ColumnKey], Field(max_length=10)] | None = None
    due_days: Days | None = None
    open_days: Days | None = None
    lock_days: Days | None = None
    remind_days: Annotated[list[RemindDay], Field(max_length=20)] | None = None
    vintage: Observation.Vintage | None = None
    instructions: Text | None = None
    active: bool | None = None
    rows: Annotated[list[RowBody], Field(max_length=500)] | None = None
    units: Annotated[list[FormUnitBody], Field(max_length=5000)] | None = None
    since: Short | None = None
    why: Text = ""


class FormRowOut(Schema):
    """A row of a form with the spell of periods for which it holds."""

    id: int
    position: int
    indicator: str
    name: str
    unit_of_measure: str
    part_of: int | None
    exhaustive: bool
    required: bool
    columns: list[str]
    measure: str
    since: date | None
    until: date | None


class FormUnitOut(Schema):
    """A unit that reports."""

    unit: Named
    rows: list[int]
    since: date | None
    until: date | None


class FormOut(Schema):
    """A form with its rows and units."""

    id: int
    revision: int
    unit: Named
    region_id: int
    plan_id: int | None
    name: str
    kind: str
    period_type: str
    columns: list[str]
    starts_on: date
    ends_on: date | None
    open_days: int
    due_days: int
    lock_days: int | None
    remind_days: list[int]
    vintage: str
    instructions: str
    active: bool
    rows: list[FormRowOut]
    units: list[FormUnitOut]

    @classmethod
    def of(cls, form: Form) -> Json:
        """How a form is told; rows and units are to be fetched along."""
        return {
            **{name: getattr(form, name) for name in cls.model_fields if name not in {"unit", "rows", "units"}},
            "unit": {"id": form.unit_id, "name": form.unit.name},
            "rows": [_row(row) for row in form.rows.all()],
            "units": [_unit(each) for each in form.units.all()],
        }


def _row(row: FormRow) -> Json:
    return {
        "id": row.pk,
        "position": row.position,
        "indicator": row.indicator.code,
        "name": row.indicator.name,
        "unit_of_measure": row.indicator.unit_of_measure,
        "part_of": row.part_of.position if row.part_of else None,
        "exhaustive": row.exhaustive,
        "required": row.required,
        "columns": row.columns,
        "measure": row.measure,
        "since": row.since,
        "until": row.until,
    }


def _unit(each: FormUnit) -> Json:
    unit = {"id": each.reporter_id, "name": each.reporter.name}
    return {"unit": unit, "rows": each.rows, "since": each.since, "until": each.until}
