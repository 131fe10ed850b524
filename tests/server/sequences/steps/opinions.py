"""Opinions on drafts and reports."""

from server.sequences.stage import likely, seen
from server.sequences.steps.plans import PLANS
from server.sequences.steps.registry import step
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.cycle import opinions
from taizhang.server.ledger.cycle.opinions import STAGE_STATES
from taizhang.server.ledger.models import Opinion

OPINIONS = Opinion.objects.select_related("plan__unit", "unit")
ANSWERED_IN = ("consultation",)


@step()
def ask_opinions(stage, dice):
    plan = likely(dice, PLANS, state="consultation")
    by = stage.by(dice, "opinion.ask", plan.unit)
    units = likely(
        dice, Unit.objects.exclude(pk=plan.unit_id).exclude(opinions__state="asked"), path__startswith=plan.unit.path
    )
    return opinions.ask_opinions(by, plan, unit_ids=[units.pk])


@step()
def record_opinion(stage, dice):
    plan = likely(dice, PLANS, state__in=("first_examination", "half_year"))
    wise = [name for name, state in STAGE_STATES.items() if state == plan.state]
    name = dice.pick(list(STAGE_STATES) if dice.wild() or not wise else wise)
    by = stage.by(dice, "opinion.ask", plan.unit)
    return opinions.record_opinion(by, plan, stage=name, body="财政经济委员会", opinion="建议补充", article="二")


@step(weight=1)
def countersign(stage, dice):
    opinion = likely(dice, OPINIONS, state="asked", plan__state__in=ANSWERED_IN)
    by = stage.by(dice, "opinion.give", opinion.unit)
    return opinions.countersign(by, opinion, expected=seen(dice, opinion))


@step()
def give_opinions(stage, dice):
    opinion = likely(dice, OPINIONS, state="asked", plan__state__in=ANSWERED_IN)
    by = stage.by(dice, "opinion.give", opinion.unit)
    said = [("一", "建议调低"), ("二", "建议明确责任单位")][: dice.below(2) + 1]
    return opinions.give_opinions(by, opinion, expected=seen(dice, opinion), articles=said)


@step()
def decide_opinion(stage, dice):
    opinion = likely(dice, OPINIONS, state="given")
    by = stage.by(dice, "opinion.decide", opinion.plan.unit, opinion.given_by)
    decision, reason = dice.pick((("adopted", ""), ("partly", "部分可行"), ("not_adopted", "条件不具备")))
    seen_now = seen(dice, opinion)
    return opinions.decide_opinion(by, opinion, expected=seen_now, decision=decision, reason=reason)
