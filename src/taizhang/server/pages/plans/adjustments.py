"""What is done with adjustments: opened, proposed, decided, dropped."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.ledger.adjusting import actions
from taizhang.server.ledger.adjusting.queries import adjustments_for
from taizhang.server.ledger.models import Plan, PlanVersion
from taizhang.server.pages.answers import act
from taizhang.server.pages.forms.trying import Tried
from taizhang.server.pages.forms.typed import Form, Typed
from taizhang.server.pages.plans.adjustment_form import AGREED, deciding, opening, proposing
from taizhang.server.pages.plans.frame import plan_at
from taizhang.server.pages.plans.versions import versions_page
from taizhang.server.pages.plans.words import KINDS

ADJUSTMENT = Words("计划调整", "adjustment")


@act
def open_new(request: HttpRequest, actor: Actor, plan: int) -> Words | HttpResponse:
    """Open an adjustment as the draft of the next version."""
    held, typed = plan_at(actor, plan), Typed(request.POST)
    kind, reason = typed.choice("kind", KINDS), typed.text("reason")

    def deed() -> None:
        typed.checked()
        actions.open_adjustment(actor, held, kind=kind, reason=reason)

    return _tried(request, actor, held, lambda: opening(held)).done(deed, Words("已提起调整", "It is opened"))


@act
def propose(request: HttpRequest, actor: Actor, version: int) -> Words | HttpResponse:
    """Put an adjustment to its decider."""
    held, typed = _adjustment(actor, version), Typed(request.POST)
    document, note = typed.key("document_id"), typed.text("note")

    def deed() -> None:
        typed.checked()
        actions.propose_adjustment(actor, held, expected=typed.revision(), document_id=document, note=note)

    said = Words("已提交决定", "The adjustment is proposed")
    return _tried(request, actor, held.plan, lambda: proposing(actor, _adjustment(actor, version))).done(deed, said)


@act
def decide(request: HttpRequest, actor: Actor, version: int) -> Words | HttpResponse:
    """Record the decision on an adjustment."""
    held, typed = _adjustment(actor, version), Typed(request.POST)
    agreed = typed.choice("agreed", AGREED)
    if not agreed:
        typed.errors.setdefault("agreed", Words("请选择", "choose"))
    reason, decider = typed.text("reason"), typed.line("decider", 80)
    document, number = typed.key("document_id"), typed.line("document_number", 60)

    def deed() -> None:
        typed.checked()
        actions.decide_adjustment(
            actor,
            held,
            expected=typed.revision(),
            agreed=agreed == "yes",
            reason=reason,
            decider=decider,
            document_id=document,
            document_number=number,
        )

    said = Words("已登记决定", "The decision is recorded")
    return _tried(request, actor, held.plan, lambda: deciding(actor, _adjustment(actor, version))).done(deed, said)


@act
def drop(request: HttpRequest, actor: Actor, version: int) -> Words:
    """Drop the draft of an adjustment."""
    actions.drop_adjustment(actor, _adjustment(actor, version), expected=Typed(request.POST).revision())
    return Words("已删除调整草案", "The draft of the adjustment is dropped")


def _tried(request: HttpRequest, actor: Actor, plan: Plan, form: Callable[[], Form]) -> Tried:
    return Tried(request, form, lambda again: versions_page(request, actor, plan_at(actor, plan.pk), refused=again))


def _adjustment(actor: Actor, key: int) -> PlanVersion:
    return get_for(actor, "plan.read", adjustments_for(actor), key, ADJUSTMENT)
