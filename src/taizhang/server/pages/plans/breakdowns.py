"""The breakdown of targets (分解): all with their state, one as a tree with its worked sum, drafted and issued."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.ledger.breakdown import actions
from taizhang.server.ledger.breakdown.queries import breakdowns_for
from taizhang.server.ledger.breakdown.weighing import is_weighed
from taizhang.server.ledger.models import BREAKDOWN, Breakdown, Target
from taizhang.server.ledger.plans.queries import targets_for
from taizhang.server.ledger.plans.wording import target_words
from taizhang.server.ledger.wording import name_of
from taizhang.server.lib.periods import period_words
from taizhang.server.lib.refusals import Invalid
from taizhang.server.pages.answers import act, page
from taizhang.server.pages.forms.typed import MENDED, Field, Form, Typed, options, told_of_lost
from taizhang.server.pages.language import said
from taizhang.server.pages.plans.breakdown_rows import leaves_of, may_be_dealt, rows_of, worked
from taizhang.server.pages.plans.frame import Framed, choices_of, chosen_version, other_plan, plan_at, versions_of
from taizhang.server.pages.plans.people import names_by_id
from taizhang.server.pages.plans.share_form import Line, again, lines_of, shares_in
from taizhang.server.pages.plans.words import COMPARATORS, STATE_TAGS

TARGET, CALLED = Words("目标", "target"), Words("目标分解", "breakdown")


@page
def breakdowns(request: HttpRequest, actor: Actor, plan: int) -> HttpResponse:
    """All targets that have a number, each with how far it is dealt out."""
    held = plan_at(actor, plan)
    if away := other_plan(request, actor, held, "plan_breakdowns"):
        return away
    versions = versions_of(actor, held)
    version = chosen_version(request, versions)
    rows = rows_of(actor, version)
    context = {
        "version": version,
        "choices": choices_of(versions, version),
        "rows": rows,
        "counts": _counts([said(row.state) for row in rows]),
        "may": may_be_dealt(version) and actor.may("breakdown.draft", held.unit),
    }
    return Framed(request, actor, held, "plan_breakdowns").shown("plans/breakdowns.html", context)


def _counts(states: list[str]) -> list[tuple[str, int]]:
    return [(state, states.count(state)) for state in dict.fromkeys(states)]


@page
def breakdown(request: HttpRequest, actor: Actor, target: int) -> HttpResponse:
    """One target as a tree of the units among which it is dealt out."""
    return breakdown_page(request, actor, _target(actor, target))


@act
def draft(request: HttpRequest, actor: Actor, target: int) -> Words:  # noqa: ARG001 - every button is handed it
    """Begin to deal a target out, or to deal it out anew."""
    actions.draft_breakdown(actor, _target(actor, target))
    return Words("已建立分解草稿", "A draft of the breakdown is begun")


@act
def save(request: HttpRequest, actor: Actor, breakdown: int) -> Words | HttpResponse:
    """Write the shares of a draft."""
    held = _breakdown(actor, breakdown)
    try:
        shares = shares_in(request.POST)
        actions.put_shares(actor, held, expected=Typed(request.POST).revision(), shares=shares)
    except MENDED as error:
        fresh = _breakdown(actor, breakdown)
        wrong = error.errors if isinstance(error, Invalid) else {}
        lines = again(lines_of(actor, fresh, fresh.unit), request.POST, wrong)
        above = Words("有的分解值填写有误，见下表", "some shares are not valid, see below")
        told = said(above if wrong else Words(error.message("zh"), error.message("en")))
        return breakdown_page(request, actor, fresh.target, lines=lines, told=told)
    return Words("已保存分解值", "The shares are saved")


@act
def issue(request: HttpRequest, actor: Actor, breakdown: int) -> Words | HttpResponse:
    """Issue a breakdown; where it does not add up, with a reason."""
    held, typed = _breakdown(actor, breakdown), Typed(request.POST)
    try:
        reason = typed.text("residue_reason")
        typed.checked()
        actions.issue_breakdown(actor, held, expected=typed.revision(), residue_reason=reason)
    except MENDED as error:
        form = issuing(_breakdown(actor, breakdown)).again(request.POST, error)
        return breakdown_page(request, actor, held.target, refused=form)
    return Words("已下达分解", "The breakdown is issued")


@act
def drop(request: HttpRequest, actor: Actor, breakdown: int) -> Words:
    """Drop a draft with its shares."""
    actions.drop_breakdown(actor, _breakdown(actor, breakdown), expected=Typed(request.POST).revision())
    return Words("已删除分解草稿", "The draft is dropped")


def breakdown_page(
    request: HttpRequest,
    actor: Actor,
    target: Target,
    *,
    lines: list[Line] | None = None,
    told: str = "",
    refused: Form | None = None,
) -> HttpResponse:
    """The page of one target; what was refused is shown again as it was typed."""
    plan = target.version.plan
    held = sorted(breakdowns_for(actor, target=target), key=lambda row: row.number, reverse=True)
    drafted = next((row for row in held if row.state == "draft"), None)
    may_draft = may_be_dealt(target.version) and actor.may("breakdown.draft", plan.unit)
    may_issue = drafted is not None and target.version.state == "issued" and actor.may("breakdown.issue", plan.unit)
    names = names_by_id(row.issued_by for row in held)
    form = (refused or issuing(drafted)) if drafted is not None and may_issue else None
    told_of_lost(request, refused, [form])
    editing = drafted is not None and may_draft
    context = {
        "target": target,
        "name": name_of(target.indicator),
        "wanted": target_words(target),
        "due": period_words(target.due),
        "weighed": is_weighed(target),
        "drafted": drafted,
        "draft_sum": worked(drafted) if drafted else None,
        "lines": (lines or lines_of(actor, drafted, plan.unit)) if drafted is not None and editing else None,
        "told": told,
        "issuing": form,
        "comparators": options(COMPARATORS),
        "may_draft": may_draft and target.measure != Target.Measure.WORDS,
        "trees": [
            (
                row,
                BREAKDOWN.states[row.state],
                STATE_TAGS.get(row.state, ""),
                worked(row),
                leaves_of(row, plan),
                _by(row, names),
            )
            for row in held
            if row.state != "draft" or not editing
        ],
        "home": reverse("plan_breakdown", args=[target.pk]),
    }
    status = 422 if refused or told else 200
    return Framed(request, actor, plan, "plan_breakdowns").shown("plans/breakdown.html", context, status=status)


def _by(row: Breakdown, names: dict[int, str]) -> str:
    return names.get(row.issued_by or 0, "")


def issuing(row: Breakdown) -> Form:
    """The form by which a breakdown is issued; where it does not add up it wants the reason."""
    back, fits = reverse("plan_breakdown", args=[row.target_id]), worked(row).fits
    reason = Field("residue_reason", Words("留有差额的理由", "why it does not add up"), "text", required=True)
    seen = Field("revision", Words("", ""), "hidden", str(row.revision))
    fields = (seen,) if fits else (reason, seen)
    return Form("issue", reverse("plan_breakdown_issue", args=[row.pk]), back, Words("下达分解", "Issue"), fields)


def _target(actor: Actor, key: int) -> Target:
    return get_for(actor, "plan.read", targets_for(actor).select_related("same_as"), key, TARGET)


def _breakdown(actor: Actor, key: int) -> Breakdown:
    return get_for(actor, "plan.read", breakdowns_for(actor), key, CALLED)
