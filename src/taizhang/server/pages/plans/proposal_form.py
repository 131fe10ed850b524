"""The forms of proposals: what a unit proposes, and a value that is approved otherwise than it was balanced."""

from typing import Any

from django.urls import reverse

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import Plan, Proposal
from taizhang.server.lib.rows import digits
from taizhang.server.pages.forms.typed import Field, Form, Typed, named_choices, options
from taizhang.server.pages.plans.target_form import indicator_choices
from taizhang.server.pages.plans.words import COMPARATORS, MEASURES

OF_MEASURE = {name: words for name, words in MEASURES.items() if name != "words"}
BOUNDS = {name: words for name, words in COMPARATORS.items() if name != "range"}
SO_FAR = Words("如 2025-01/2025-10", "as 2025-01/2025-10")
OTHERWISE = Words("与平衡值不同须说明", "wanted where it is not the balanced value")


def units_of(actor: Actor, plan: Plan) -> list[Unit]:
    """The units for which the person may enter what they propose."""
    rows = Unit.objects.filter(actor.within("return.fill", "path"), path__startswith=plan.unit.path, closed_on=None)
    return list(rows.exclude(kind=Unit.Kind.FIRM))


def proposing(actor: Actor, plan: Plan) -> Form:
    """The form in which a unit proposes a value for the year of the plan."""
    units = named_choices(units_of(actor, plan))
    back = reverse("plan_proposals", args=[plan.pk])
    fields = (
        Field("unit_id", Words("单位", "unit"), "choice", choices=units, required=True, first=True),
        Field("indicator_id", Words("指标", "indicator"), "choice", choices=indicator_choices(plan), required=True),
        Field("measure", Words("计量", "measure"), "choice", "growth", options(OF_MEASURE)),
        Field("so_far", Words("1—N 月实绩", "months 1 to N"), "number"),
        Field("so_far_to", Words("期次", "period"), help=SO_FAR),
        Field("estimate", Words("全年预计", "estimate of the year"), "number"),
        Field("comparator", Words("比较方式", "comparator"), "choice", "", options(BOUNDS, Words("—", "—"))),
        Field("proposed", Words("建议值", "proposal"), "number", required=True),
        Field("reason", Words("理由", "reason"), "text"),
        Field("basis", Words("依据", "basis"), "text"),
    )
    return Form("propose", reverse("plan_propose", args=[plan.pk]), back, Words("提出", "Propose"), fields, cancel=back)


def approving(row: Proposal) -> Form:
    """The form in which another value than the balanced one is approved, with the reason."""
    back = f"{reverse('plan_proposals', args=[row.plan_id])}#proposal-{row.pk}"
    value = "" if row.balanced is None else digits(row.balanced)
    fields = (
        Field("value", Words("审定值", "approved value"), "number", value, required=True, first=True),
        Field("reason", Words("理由", "reason"), "text", help=OTHERWISE),
        Field("revision", Words("", ""), "hidden", str(row.revision)),
    )
    deed = reverse("plan_proposal_approve", args=[row.pk])
    return Form(f"approve-{row.pk}", deed, back, Words("审定", "Approve"), fields, cancel=back)


def values_in(typed: Typed) -> dict[str, Any]:
    """What a unit proposes, as the action takes it; what is left blank stays as it was."""
    values: dict[str, Any] = {name: typed.number(name) for name in ("so_far", "estimate", "proposed")}
    values |= {"reason": typed.text("reason"), "basis": typed.text("basis"), "so_far_to": typed.line("so_far_to", 24)}
    values["comparator"] = typed.choice("comparator", BOUNDS)
    values = {name: value for name, value in values.items() if value not in {None, ""}}
    values |= {"measure": typed.choice("measure", OF_MEASURE), "indicator_id": typed.key("indicator_id")}
    if values["indicator_id"] is None:
        typed.errors.setdefault("indicator_id", Words("请选择指标", "choose the indicator"))
    typed.checked()
    return values
