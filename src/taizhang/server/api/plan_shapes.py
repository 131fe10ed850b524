"""How plans, versions and targets are told and asked for by the API."""

from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import PlainSerializer

from taizhang.model import Firmness
from taizhang.server.api.body import Body
from taizhang.server.api.names import Measured, Named
from taizhang.server.api.scalars import Line, Number, Revision, RowId, Short, Text, Year
from taizhang.server.ledger.models import PLAN, VERSION, PlanVersion, Target
from taizhang.server.lib.rows import Json, digits

Digits = Annotated[Decimal, PlainSerializer(digits, return_type=str)]
PlanState = Enum("PlanState", {state: state for state in PLAN.states}, type=str)  # type: ignore[misc]
VersionState = Enum("VersionState", {state: state for state in VERSION.states}, type=str)  # type: ignore[misc]
Places = Annotated[int, Field(ge=0, le=8, description="小数位数 · digits after the point")]
Comparator = Target.Comparator | Literal[""]


def given(body: Schema, *besides: str) -> dict[str, Any]:
    """What was named in a body, but for some fields; choices by their plain words."""
    values = body.dict(exclude_unset=True, exclude=set(besides))
    return {name: value.value if isinstance(value, Enum) else value for name, value in values.items()}


class PlanOut(Schema):
    """A plan as it is shown."""

    id: int
    revision: int
    region: Named
    unit: Named
    year: int
    title: str
    state: str


class PlanPublicationOut(Schema):
    """The decision by which a plan is, or was, public."""

    id: int
    plan_id: int
    note: str
    by: int | None
    at: datetime
    withdrawn_at: datetime | None


class PublishIn(Body):
    """What the review before publishing came to."""

    note: Annotated[Text, Field(min_length=1)]


class WithdrawIn(Body):
    """Why it is taken back."""

    why: Annotated[Text, Field(min_length=1)]


class PlanFilters(Schema):
    """Which plans are asked for."""

    region: RowId | None = None
    year: Year | None = None
    state: PlanState | None = None


class PlanIn(Body):
    """A plan to be opened at a government."""

    unit_id: RowId
    year: Year
    title: Annotated[Line, Field(max_length=200)] = ""
    why: Text = ""


class ChangeOut(Schema):
    """What became of a line; `fields` maps each field that changed to what it was and is."""

    of: Literal["target", "task"]
    line: int
    name: str
    what: Literal["added", "removed", "changed"]
    fields: Json


class VersionOut(Schema):
    """A version of a plan as it is shown."""

    id: int
    revision: int
    plan_id: int
    number: int
    base_id: int | None
    kind: PlanVersion.Kind
    state: str
    reason: str
    proposed_by: int | None
    also_by: list[int]
    decider: str
    decided_by: int | None
    decided_at: datetime | None
    decision_reason: str
    document_id: int | None
    document_number: str
    difference: list[ChangeOut] | None


class TargetOut(Schema):
    """A target as it is shown. `same_as_id` is the first row of its line that says the same."""

    id: int
    revision: int
    version_id: int
    line: int
    indicator: Measured
    measure: str
    comparator: str
    value: Digits | None
    value_to: Digits | None
    places: int
    unit_of_measure: str
    words: str
    binding: str
    firmness: str
    due: str
    same_as_id: int | None
    fact_id: int | None
    statement_id: int | None
    programme_id: int | None
    entered_by: int | None


class ResultOut(Schema):
    """What was reached in a period, as the latest vintage that was accepted says."""

    observation_id: int
    period: str
    vintage: str
    value: Digits


class BesideOut(Schema):
    """A target with what was wanted and reached the year before."""

    target: TargetOut
    last_target: TargetOut | None
    last_result: ResultOut | None


class TargetFields(Body):
    """What a target says; unit of measure, places and period may go without saying."""

    comparator: Comparator = ""
    value: Number | None = None
    value_to: Number | None = None
    places: Places | None = None
    unit_of_measure: Annotated[Short, Field(max_length=24)] = ""
    words: Annotated[Line, Field(max_length=200)] = ""
    binding: Target.Binding = Target.Binding.EXPECTED
    firmness: Firmness | Literal[""] = ""
    due: Annotated[Short, Field(max_length=24)] = ""
    fact_id: RowId | None = None
    statement_id: RowId | None = None
    programme_id: RowId | None = None
    why: Text = ""


class TargetIn(TargetFields):
    """A target to be set in a draft."""

    indicator_id: RowId
    measure: Target.Measure


class TargetChange(TargetFields):
    """What may change of a target of a draft; what is not named stays."""

    revision: Revision
    indicator_id: RowId | None = None
    measure: Target.Measure | None = None

    def named(self) -> dict[str, Any]:
        """What is to change."""
        kept = [name for name in ("indicator_id", "measure") if getattr(self, name) is None]
        return given(self, "revision", *kept)


class Changing(Body):
    """The revision that was seen, and a reason for the log."""

    revision: Revision
    why: Text = ""
