"""The versions of a plan (版本) and its adjustments: who decided what, why, and how any two differ."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.ledger.adjusting.deciders import deciders
from taizhang.server.ledger.models import VERSION, Plan, PlanVersion, Step
from taizhang.server.ledger.plans.frozen import UNDER_WAY
from taizhang.server.lib.refusals import NotThere
from taizhang.server.pages.answers import page
from taizhang.server.pages.forms.typed import Form
from taizhang.server.pages.plans.adjustment_form import deciding, opening, proposing
from taizhang.server.pages.plans.differences import difference_of
from taizhang.server.pages.plans.frame import (
    VERSION_WORDS,
    Framed,
    choices_of,
    is_open,
    other_plan,
    plan_at,
    versions_of,
)
from taizhang.server.pages.plans.people import names_by_id
from taizhang.server.pages.plans.words import KINDS, STATE_TAGS


@dataclass(frozen=True, slots=True)
class Row:
    """A version as it is shown, with its stamps and what the person may do with it."""

    version: PlanVersion
    kind: Words
    state: Words
    tag: str
    decider: str
    proposed_by: str
    decided_by: str
    drafted_by: list[str]
    stamps: list[tuple[Step, str]]
    may_change_targets: bool
    may_change_tasks: bool
    may_drop: bool
    own: bool
    forms: list[tuple[Form, bool]]


@page
def versions(request: HttpRequest, actor: Actor, plan: int) -> HttpResponse:
    """The versions, and the difference of two of them."""
    held = plan_at(actor, plan)
    return other_plan(request, actor, held, "plan_versions") or versions_page(request, actor, held)


def versions_page(request: HttpRequest, actor: Actor, plan: Plan, *, refused: Form | None = None) -> HttpResponse:
    """The page; a form that was refused is shown again in its place."""
    held = versions_of(actor, plan)
    stamps = list(plan.steps.exclude(version=None).select_related("document", "version").order_by("pk"))
    people = [key for each in held for key in (each.proposed_by, each.decided_by, *each.also_by)]
    names = names_by_id([*people, *(stamp.by for stamp in stamps)])
    may_open = plan.state in UNDER_WAY and actor.may("adjustment.propose", plan.unit)
    form = (
        refused
        if refused and refused.key == "open"
        else opening(plan)
        if may_open and "adjust" in request.GET
        else None
    )
    context = {
        "rows": [_row(actor, each, stamps, names, refused) for each in reversed(held)],
        "may_open": may_open,
        "opening": form,
        **_compared(request, held),
    }
    status = 422 if refused else 200
    return Framed(request, actor, plan, "plan_versions").shown("plans/versions.html", context, status=status)


def _row(actor: Actor, version: PlanVersion, stamps: list[Step], names: Mapping[int, str], refused: Form | None) -> Row:
    rule = deciders().get(version.kind)
    adjusting = version.base_id is not None
    may_propose = adjusting and is_open(version) and actor.may("adjustment.propose", version.unit)
    may_draft = adjusting and is_open(version) and actor.may("plan.draft", version.unit)
    undecided = adjusting and version.state == "proposed" and actor.may("adjustment.decide", version.unit)
    own = actor.user is not None and actor.user.pk in {version.proposed_by, *version.also_by}
    forms = [proposing(actor, version)] if may_propose else [deciding(actor, version)] if undecided and not own else []
    return Row(
        version=version,
        kind=KINDS[version.kind],
        state=VERSION.states[version.state],
        tag=STATE_TAGS.get(version.state, ""),
        decider=version.decider or (rule.body.zh if rule else ""),
        proposed_by=names.get(version.proposed_by or 0, ""),
        decided_by=names.get(version.decided_by or 0, ""),
        drafted_by=[names[key] for key in version.also_by if key in names],
        stamps=[(stamp, names.get(stamp.by or 0, "")) for stamp in stamps if stamp.version_id == version.pk],
        may_change_targets=may_draft and version.kind == PlanVersion.Kind.PLAN,
        may_change_tasks=may_draft and version.kind != PlanVersion.Kind.PROJECTS,
        may_drop=may_propose,
        own=undecided and own,
        forms=[(refused, True) if refused and refused.key == form.key else (form, False) for form in forms],
    )


def _compared(request: HttpRequest, versions: list[PlanVersion]) -> dict[str, object]:
    """The two versions that are compared: those that the address names, else the last with the one that it follows."""
    if len(versions) < 2:
        return {}
    after = _named(request, "to", versions) or versions[-1]
    usual = next((each for each in versions if each.pk == after.base_id), versions[0])
    before = _named(request, "from", versions) or usual
    return {
        "from": before,
        "to": after,
        "froms": choices_of(versions, before),
        "tos": choices_of(versions, after),
        "difference": difference_of(before, after),
        "as_text": request.GET.get("as") == "text",
    }


def _named(request: HttpRequest, name: str, versions: list[PlanVersion]) -> PlanVersion | None:
    asked = request.GET.get(name)
    if not asked:
        return None
    found = next((each for each in versions if str(each.pk) == asked), None)
    if found is None:
        raise NotThere(thing=VERSION_WORDS)
    return found
