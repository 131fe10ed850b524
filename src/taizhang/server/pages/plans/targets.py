"""The targets of a plan (目标): looked at in any version; added, changed, removed, carried over while a draft."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.ledger.cycle.proposing import targets_from_proposals
from taizhang.server.ledger.models import Plan, PlanVersion, Target
from taizhang.server.ledger.plans.queries import targets_for
from taizhang.server.ledger.plans.targets import add_target, carry_over, change_target, remove_target
from taizhang.server.pages.answers import act, page
from taizhang.server.pages.forms.typed import MENDED, Form, Typed
from taizhang.server.pages.plans.frame import (
    Framed,
    choices_of,
    chosen_version,
    may_change_targets,
    other_plan,
    plan_at,
    version_at,
    versions_of,
)
from taizhang.server.pages.plans.target_form import adding, changing, values_in
from taizhang.server.pages.plans.target_rows import Row, rows_of

TARGET = Words("目标", "target")


@page
def plan(request: HttpRequest, actor: Actor, plan: int) -> HttpResponse:
    """The targets of the version in force, or of the one that the address names."""
    held = plan_at(actor, plan)
    if away := other_plan(request, actor, held, "plan"):
        return away
    version = chosen_version(request, versions_of(actor, held))
    return targets_page(request, actor, version)


@act
def add(request: HttpRequest, actor: Actor, version: int) -> Words | HttpResponse:
    """Set a target in a draft."""
    held, typed = version_at(actor, version), Typed(request.POST)
    try:
        values = values_in(typed)
        add_target(actor, held, **values)
    except MENDED as error:
        return targets_page(request, actor, held, adding=adding(held).again(request.POST, error))
    return Words("已增加目标", "The target is added")


@act
def change(request: HttpRequest, actor: Actor, target: int) -> Words | HttpResponse:
    """Change a target of a draft."""
    held, typed = _target(actor, target), Typed(request.POST)
    try:
        change_target(actor, held, expected=typed.revision(), **values_in(typed))
    except MENDED as error:
        fresh = _target(actor, target)
        return targets_page(
            request, actor, fresh.version, changing=changing(fresh).again(request.POST, error), of=target
        )
    return Words("已修改目标", "The target is changed")


@act
def remove(request: HttpRequest, actor: Actor, target: int) -> Words:
    """Take a target out of a draft."""
    remove_target(actor, _target(actor, target), expected=Typed(request.POST).revision())
    return Words("已删除目标", "The target is removed")


@act
def carry(request: HttpRequest, actor: Actor, version: int) -> Words:  # noqa: ARG001 - every button is handed it
    """Take over last year's targets."""
    made = len(carry_over(actor, version_at(actor, version)))
    return Words(f"已沿用上年目标 {made} 项", f"{made} targets of last year are carried over")


@act
def from_proposals(request: HttpRequest, actor: Actor, version: int) -> Words:  # noqa: ARG001 - every button is handed it
    """Write the approved values of the government into the draft."""
    made = len(targets_from_proposals(actor, version_at(actor, version)))
    return Words(f"已写入审定值 {made} 项", f"{made} approved values are written")


def targets_page(
    request: HttpRequest,
    actor: Actor,
    version: PlanVersion,
    *,
    adding: Form | None = None,
    changing: Form | None = None,
    of: int | None = None,
) -> HttpResponse:
    """The page; a form that was refused is shown again in its place."""
    plan, rows = version.plan, rows_of(actor, version)
    may = may_change_targets(actor, version)
    asked = _asked(request, version, rows) if may and adding is None and changing is None else {}
    context = {
        "version": version,
        "choices": choices_of(versions_of(actor, plan), version),
        "rows": rows,
        "may": may,
        "may_deal": actor.may("breakdown.draft", plan.unit),
        "binding": sum(row.target.binding == Target.Binding.BINDING for row in rows),
        "dealt": sum(row.shares.tag == "tag-good" for row in rows),
        "home": _home(plan, version),
        "approved": may and plan.proposals.filter(unit=plan.unit, approved__isnull=False).exists(),
        "adding": adding,
        "changing": changing,
        "of": of,
        **asked,
    }
    refused = adding is not None or changing is not None
    return Framed(request, actor, plan, "plan").shown("plans/targets.html", context, status=422 if refused else 200)


def _asked(request: HttpRequest, version: PlanVersion, rows: list[Row]) -> dict[str, Any]:
    """The form that the address asks for: of a new target, or of one that is there."""
    if "add" in request.GET:
        return {"adding": adding(version)}
    found = next((row.target for row in rows if str(row.target.pk) == request.GET.get("edit")), None)
    return {"changing": changing(found), "of": found.pk} if found else {}


def _home(plan: Plan, version: PlanVersion) -> str:
    """The page without any form."""
    return f"{reverse('plan', args=[plan.pk])}?version={version.pk}"


def _target(actor: Actor, key: int) -> Target:
    return get_for(actor, "plan.read", targets_for(actor), key, TARGET)
