"""Forms (报表): defined, changed for periods to come, the calendar of their returns, locks by period, reminders."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.api.body import Body
from taizhang.server.api.callers import actor_of
from taizhang.server.api.form_shapes import (
    FormBody,
    FormChange,
    FormOut,
    LockBody,
    RemindPeriodBody,
)
from taizhang.server.api.paging import After, Limit, page
from taizhang.server.api.returns import told
from taizhang.server.api.scalars import Day, Key, RowId, Short, Text
from taizhang.server.api.seen import unit_for
from taizhang.server.lib import clock
from taizhang.server.lib.rows import Json
from taizhang.server.returns.forms import RowIn, UnitIn, change_form, define_form, schedule_form
from taizhang.server.returns.locks import lock_period, unlock_period
from taizhang.server.returns.models import Form
from taizhang.server.returns.notices.reminding import remind_period
from taizhang.server.returns.queries import counted_by_state, forms_for, returns_for

router = Router(tags=["forms"])
FORM = Words("报表", "form")
NULL = frozenset({"lock_days"})


class FormPage(Schema):
    """Forms, and where the next page starts."""

    rows: list[FormOut]
    next: int | None


class ScheduleBody(Body):
    """Up to when shells are made: a year, or all periods that begin by a day."""

    year: Annotated[int, Field(ge=1949, le=2199)] | None = None
    until: Day | None = None
    why: Text = ""


class Made(Schema):
    """How many returns were made, locked or opened."""

    count: int
    returns: list[int]


class Told(Schema):
    """How many notices were made."""

    notices: int


class FormStates(Schema):
    """How many returns of a form for a period are in each state."""

    not_due: int
    due: int
    overdue: int
    submitted: int
    returned: int
    accepted: int


@router.get("/forms", response=FormPage)
def list_forms(
    request: HttpRequest,
    limit: Limit = 100,
    after: After = 0,
    unit: RowId | None = None,
    active: bool | None = None,
) -> object:
    """报表清单；unit 为设表或填报的单位。 Forms; `unit` asks or reports."""
    found = page(forms_for(actor_of(request), unit=unit, active=active), limit, after)
    return told(found, FormOut.of)


@router.get("/forms/{int:form}", response=FormOut)
def get_form(request: HttpRequest, form: Key) -> object:
    """一张报表，含行和填报单位。 One form, with its rows and units."""
    return shown(actor_of(request), form)


@router.post("/units/{int:unit}/forms", response={201: FormOut})
def post_form(request: HttpRequest, unit: Key, body: FormBody) -> object:
    """设立报表：行（指标，可注明其中项）、列、期别、报送和锁定天数、填报单位。 Define a form."""
    actor = actor_of(request)
    asks = unit_for(actor, unit)
    form = define_form(actor, asks, **given(body.dict()))
    return Status(201, shown(actor, form.pk))


@router.patch("/forms/{int:form}", response=FormOut)
def patch_form(request: HttpRequest, form: Key, body: FormChange) -> object:
    """修改报表：只影响尚未开放的期次；行与单位整体给出，自 since 期起生效。 Change a form for periods to come."""
    actor = actor_of(request)
    values = {name: value for name, value in body.dict(exclude_unset=True).items() if value is not None or name in NULL}
    expected = values.pop("revision")
    change_form(actor, form_for(actor, form), expected=expected, **given(values))
    return shown(actor, form)


@router.post("/forms/{int:form}/schedule", response={201: Made})
def post_schedule(request: HttpRequest, form: Key, body: ScheduleBody) -> object:
    """按日历生成一年或截至某日的填报；已有的不变。 Make the shells of a year, or of all periods up to a day."""
    actor = actor_of(request)
    made = schedule_form(actor, form_for(actor, form), **body.dict())
    return Status(201, {"count": len(made), "returns": [filed.pk for filed in made]})


@router.get("/forms/{int:form}/states", response=FormStates)
def get_states(request: HttpRequest, form: Key, period: Short | None = None) -> object:
    """各状态的填报数。 How many returns are in each state, of a period or of all."""
    actor = actor_of(request)
    returns = returns_for(actor, form=form_for(actor, form).pk, period=period)
    return counted_by_state(returns, clock.today())


@router.post("/forms/{int:form}/locks", response=Made)
def post_lock(request: HttpRequest, form: Key, body: LockBody) -> object:
    """手动锁定某一期次的全部填报。 Lock all returns of a period by hand."""
    actor = actor_of(request)
    locked = lock_period(actor, form_for(actor, form), period=body.period, why=body.why)
    return {"count": len(locked), "returns": [filed.pk for filed in locked]}


@router.post("/forms/{int:form}/locks/release", response=Made)
def post_unlock(request: HttpRequest, form: Key, body: LockBody) -> object:
    """取消手动锁定；截止期和审核的锁定不变。 Take back a lock by hand."""
    actor = actor_of(request)
    opened = unlock_period(actor, form_for(actor, form), period=body.period, why=body.why)
    return {"count": len(opened), "returns": [filed.pk for filed in opened]}


@router.post("/forms/{int:form}/remind", response=Told)
def post_remind(request: HttpRequest, form: Key, body: RemindPeriodBody) -> object:
    """催报：提醒某一期次所有未报单位。 Remind all who have not reported a period."""
    actor = actor_of(request)
    return {"notices": len(remind_period(actor, form_for(actor, form), period=body.period, note=body.note))}


def form_for(actor: Actor, key: int) -> Form:
    """The form with that id; what units are asked for everybody signed in may see."""
    return get_for(actor, "unit.read", Form.objects.select_related("unit"), key, FORM)


def shown(actor: Actor, key: int) -> Json:
    """A form as it is told."""
    return FormOut.of(get_for(actor, "unit.read", forms_for(actor), key, FORM))


def given(values: dict[str, Any]) -> dict[str, Any]:
    """The fields of a body as the actions take them."""
    kinds: dict[str, type[RowIn | UnitIn]] = {"rows": RowIn, "units": UnitIn}
    for name, kind in kinds.items():
        if values.get(name) is not None:
            values[name] = [kind(**each) for each in values[name]]
    return {name: getattr(value, "value", value) for name, value in values.items()}
