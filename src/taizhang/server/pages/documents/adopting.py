"""From a document into the ledger: first what would become of each number and statement, then the deed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from taizhang.errors import TaizhangError, Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.documents.models import Document, Fact
from taizhang.server.ledger.adopting.actions import ALL, adopt, preview
from taizhang.server.ledger.adopting.outcomes import NOT_JUDGED, Outcome, What, counted
from taizhang.server.ledger.adopting.queries import plans_to_adopt_into
from taizhang.server.ledger.models import Plan
from taizhang.server.ledger.plans.queries import plans_for
from taizhang.server.lib.refusals import ChangedMeanwhile, Invalid
from taizhang.server.pages.answers import act, page, told
from taizhang.server.pages.asked import key_in, whole
from taizhang.server.pages.documents.asked import document_for
from taizhang.server.pages.documents.leading import leads_to
from taizhang.server.pages.documents.words import Choice
from taizhang.server.pages.language import said

PLAN = Words("计划", "plan")
WHAT = {
    "target": Words("目标", "targets"),
    "observation": Words("数据", "observations"),
    "task": Words("任务", "tasks"),
}
RESULTS = {
    "adopted": Words("将采用", "would be adopted"),
    "there": Words("台账中已有", "in the ledger already"),
    "left": Words("不采用", "left"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """What would become of one thing."""

    says: str
    indicator: str
    why: str
    address: str
    unjudged: bool


@dataclass(frozen=True, slots=True)
class Part:
    """What would become of the things of one kind with one result."""

    what: str
    result: str
    rows: list[Row]


@page
def document_adopt(request: HttpRequest, actor: Actor, document: int) -> HttpResponse:
    """What would be adopted of a document into a plan, and why the rest would not."""
    row = document_for(actor, document)
    plans = _plans(actor, row)
    plan = _chosen(plans, key_in(request.GET, "plan"))
    what = [each for each in request.GET.getlist("what") if each in ALL] or _usual(plan)
    refused, outcomes = "", []
    if plan is not None:
        try:
            outcomes = preview(actor, plan, document=row, what=what)
        except TaizhangError as error:
            refused = told(error)
    return render(
        request,
        "documents/adopt.html",
        {
            "document": row,
            "plans": [Choice(str(each.pk), str(each), each == plan) for each in plans],
            "plan": plan,
            "plan_address": leads_to("plan", plan.pk) if plan else "",
            "kinds": [Choice(name, said(words), name in what) for name, words in WHAT.items()],
            "what": what,
            "refused": refused,
            "parts": _parts(outcomes, row),
            "counts": counted(outcomes),
            **_waiting(outcomes),
        },
    )


@act
def adopt_document(request: HttpRequest, actor: Actor, document: int) -> HttpResponse:
    """Adopt what the preview showed; where it would be other by now, the preview is shown anew."""
    row = document_for(actor, document)
    plan = get_for(actor, "plan.read", plans_for(actor), whole(request.POST.get("plan", "")) or 0, PLAN)
    what = [each for each in request.POST.getlist("what") if each in ALL]
    if not what:
        raise Invalid({"what": Words("请选择采用什么", "choose what is adopted")})
    seen, would = request.POST.get("seen", ""), counted(preview(actor, plan, document=row, what=what))
    if seen != str(would["adopted"]):
        raise ChangedMeanwhile(thing=str(row), who=said(Words("其他人", "somebody")), revision=row.revision)
    made = counted(adopt(actor, plan, document=row, what=what))
    words = Words(
        f"已采用 {made['adopted']} 项；台账中已有 {made['there']} 项，未采用 {made['left']} 项",
        f"{made['adopted']} adopted, {made['there']} there already, {made['left']} left",
    )
    messages.success(request, said(words))
    answer = redirect("document_adopt", row.pk)
    answer["Location"] += f"?plan={plan.pk}"
    return answer


def _plans(actor: Actor, document: Document) -> list[Plan]:
    """The plans of its region into which this person may adopt, that of its year first."""
    return sorted(plans_to_adopt_into(actor, document), key=lambda plan: (plan.year != document.year, -plan.year))


def _chosen(plans: Sequence[Plan], asked: int | None) -> Plan | None:
    if asked is None:
        return plans[0] if plans else None
    found = next((plan for plan in plans if plan.pk == asked), None)
    if found is None:
        raise Invalid(
            {"plan": Words("没有这份计划，或不能采用到其中", "no such plan, or none that you may adopt into")}
        )
    return found


def _usual(plan: Plan | None) -> list[What]:
    """All that the plan can take: without a draft no targets and no tasks."""
    drafted = plan is not None and plan.versions.filter(state="draft").exists()
    return list(ALL) if drafted else ["observation"]


def _parts(outcomes: Sequence[Outcome], document: Document) -> list[Part]:
    """The outcomes by result and kind, what would be done first."""
    found = {
        (result, what): Part(said(words), said(called), [])
        for result, called in RESULTS.items()
        for what, words in WHAT.items()
    }
    for each in outcomes:
        found[each.result, each.what].rows.append(_row(each, document))
    return [part for part in found.values() if part.rows]


def _waiting(outcomes: Sequence[Outcome]) -> dict[str, object]:
    """How many nobody has judged, and which list of the reading room shows them: that of numbers while any waits."""
    waiting = [each for each in outcomes if each.why == NOT_JUDGED]
    numbers = any(isinstance(thing, Fact) for each in waiting for thing in each.things)
    return {"unjudged": len(waiting), "waiting_in": "unjudged" if numbers else "statements"}


def _row(outcome: Outcome, document: Document) -> Row:
    first = outcome.things[0]
    kind = "fact" if isinstance(first, Fact) else "statement"
    address = f"{leads_to('document', document.pk)}?{kind}={first.pk}#{kind}-{first.pk}"
    why = said(outcome.why) if outcome.why else ""
    return Row(outcome.says, outcome.indicator, why, address, outcome.why == NOT_JUDGED)
