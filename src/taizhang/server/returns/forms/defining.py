"""Defining a form."""

from collections.abc import Sequence
from datetime import date

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.accounts.models import Region, Unit
from taizhang.server.ledger.models import Plan
from taizhang.server.lib import clock
from taizhang.server.lib.periods import PeriodType, period_at
from taizhang.server.lib.refusals import Invalid
from taizhang.server.returns.forms.given import (
    RowIn,
    UnitIn,
    Wrong,
    wrong_columns,
    wrong_days,
    wrong_reminders,
    wrong_rows,
    wrong_units,
)
from taizhang.server.returns.forms.writing import write_rows, write_units
from taizhang.server.returns.models import Form
from taizhang.server.returns.models.forms import usual_reminders


@action("form.define")
def define_form(
    act: Act,
    unit: Unit,
    *,
    name: str,
    period_type: PeriodType,
    columns: Sequence[str],
    due_days: int,
    rows: Sequence[RowIn],
    units: Sequence[UnitIn],
    kind: str = Form.Kind.OBSERVATIONS,
    plan_id: int | None = None,
    region_id: int | None = None,
    open_days: int = 0,
    lock_days: int | None = None,
    remind_days: Sequence[int] | None = None,
    starts_on: date | None = None,
    vintage: str = "flash",
    instructions: str = "",
    why: str = "",
) -> Form:
    """Define a form that `unit` asks others to fill in. The autumn form asks once, in the period of its first day."""
    reminders = usual_reminders() if remind_days is None else sorted(set(remind_days))
    begin = starts_on or clock.today()
    region = Region.objects.filter(pk=region_id or unit.region_id).first()
    wrong = dict(_wrong(unit, name, region)) | dict(_wrong_plan(act, kind, plan_id))
    wrong |= dict(wrong_columns(kind, columns))
    wrong |= dict(wrong_rows(columns, rows)) | dict(wrong_units(act, rows, units))
    wrong |= dict(wrong_days(due_days=due_days, open_days=open_days, lock_days=lock_days))
    wrong |= dict(wrong_reminders(reminders))
    if wrong or region is None:
        raise Invalid(wrong)
    form = act.create(
        Form(
            unit=unit,
            region=region,
            name=name.strip(),
            kind=kind,
            plan_id=plan_id,
            period_type=period_type,
            columns=list(columns),
            starts_on=begin,
            ends_on=period_at(period_type, begin).end if kind == Form.Kind.AUTUMN else None,
            open_days=open_days,
            due_days=due_days,
            lock_days=lock_days,
            remind_days=reminders,
            vintage=vintage,
            instructions=instructions,
        )
    )
    write_rows(act, form, rows, None)
    write_units(act, form, units, None)
    return form


def _wrong(unit: Unit, name: str, region: Region | None) -> Wrong:
    if not name.strip():
        yield "name", Words("请填写表名", "a name is wanted")
    if Form.objects.filter(unit=unit, name=name.strip()).exists():
        yield "name", Words(f"本单位已有《{name}》", f"this unit has a form {name!r} already")
    if region is None:
        yield "region_id", Words("没有这个地区", "there is no such region")


def _wrong_plan(act: Act, kind: str, plan_id: int | None) -> Wrong:
    """An autumn form is of a plan that who defines it may see."""
    plan = Plan.objects.select_related("unit").filter(pk=plan_id).first() if plan_id is not None else None
    if kind == Form.Kind.AUTUMN and (plan is None or not act.actor.may("plan.read", plan.unit)):
        yield "plan_id", Words("计划编制征集表应指明下年计划", "an autumn form names the plan of next year")
    if kind == Form.Kind.OBSERVATIONS and plan_id is not None:
        yield "plan_id", Words("数据填报表不属于某一计划", "a form of observations belongs to no plan")
