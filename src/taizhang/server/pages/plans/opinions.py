"""What is done with opinions on a plan: asked, recorded, given, countersigned, decided."""

from django.http import HttpRequest, HttpResponse

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.ledger.cycle import opinions as doing
from taizhang.server.ledger.cycle.opinions import STAGE_STATES
from taizhang.server.ledger.cycle.queries import opinions_for
from taizhang.server.ledger.models import Opinion, Plan
from taizhang.server.pages.answers import act
from taizhang.server.pages.forms.trying import Tried
from taizhang.server.pages.forms.typed import Form, Typed
from taizhang.server.pages.plans.frame import plan_at
from taizhang.server.pages.plans.opinion_rows import FEW, asking, deciding, giving, recording
from taizhang.server.pages.plans.steps import steps_page
from taizhang.server.pages.plans.words import DECISIONS

OPINION = Words("意见", "opinion")


@act
def ask(request: HttpRequest, actor: Actor, plan: int) -> Words | HttpResponse:
    """Ask units for their opinions."""
    held, typed = plan_at(actor, plan), Typed(request.POST)
    units, due_on = typed.keys("unit_ids"), typed.day("due_on")

    def deed() -> None:
        typed.checked()
        doing.ask_opinions(actor, held, unit_ids=units, due_on=due_on)

    said = Words(f"已向 {len(units)} 个单位征求意见", f"{len(units)} units are asked")
    return _tried(request, actor, held, asking(held)).done(deed, said)


@act
def record(request: HttpRequest, actor: Actor, plan: int) -> Words | HttpResponse:
    """Record an opinion of a committee, at the stage at which the plan stands."""
    held, typed = plan_at(actor, plan), Typed(request.POST)
    stage = next(
        (each.value for each, state in STAGE_STATES.items() if state == held.state), Opinion.Stage.CONSULTATION
    )
    body, article = typed.line("body", 80), typed.line("article", 120)
    opinion, due_on = typed.text("opinion"), typed.day("due_on")

    def deed() -> None:
        typed.checked()
        doing.record_opinion(actor, held, stage=stage, body=body, opinion=opinion, article=article, due_on=due_on)

    return _tried(request, actor, held, recording(held)).done(deed, Words("已登记意见", "The opinion is recorded"))


@act
def give(request: HttpRequest, actor: Actor, opinion: int) -> Words | HttpResponse:
    """Give opinions, article by article."""
    row, typed = _opinion(actor, opinion), Typed(request.POST)
    said = [(typed.line(f"article_{at}", 120), typed.text(f"opinion_{at}")) for at in range(1, FEW + 1)]
    articles = [each for each in said if any(each)]

    def deed() -> None:
        typed.checked()
        doing.give_opinions(actor, row, expected=typed.revision(), articles=articles)

    return _tried(request, actor, row.plan, giving(row)).done(deed, Words("已提出意见", "The opinions are given"))


@act
def countersign(request: HttpRequest, actor: Actor, opinion: int) -> Words:
    """Countersign without an opinion."""
    doing.countersign(actor, _opinion(actor, opinion), expected=Typed(request.POST).revision())
    return Words("已会签，无意见", "Countersigned without an opinion")


@act
def decide(request: HttpRequest, actor: Actor, opinion: int) -> Words | HttpResponse:
    """Adopt an opinion, in part, or not."""
    row, typed = _opinion(actor, opinion), Typed(request.POST)
    decision, reason = typed.choice("decision", DECISIONS), typed.text("reason")
    if not decision:
        typed.errors.setdefault("decision", Words("请选择", "choose"))

    def deed() -> None:
        typed.checked()
        doing.decide_opinion(actor, row, expected=typed.revision(), decision=decision, reason=reason)

    return _tried(request, actor, row.plan, deciding(row)).done(deed, Words("已处理意见", "The opinion is decided"))


def _tried(request: HttpRequest, actor: Actor, plan: Plan, form: Form) -> Tried:
    return Tried(
        request, lambda: form, lambda again: steps_page(request, actor, plan_at(actor, plan.pk), opinion=again)
    )


def _opinion(actor: Actor, key: int) -> Opinion:
    return get_for(actor, "plan.read", opinions_for(actor), key, OPINION)
