"""Values of next year: proposed, balanced, approved."""

from decimal import Decimal

from server.sequences.stage import likely, seen
from server.sequences.steps.plans import PLANS
from server.sequences.steps.registry import step
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.cycle import proposing
from taizhang.server.ledger.models import Indicator, Proposal

PROPOSALS = Proposal.objects.select_related("plan__unit", "unit", "indicator")
COLLECTED = ("collecting", "drafting")


@step(weight=3)
def propose(stage, dice):
    plan = likely(dice, PLANS, state__in=COLLECTED)
    unit = likely(dice, Unit.objects.all(), path__startswith=plan.unit.path)
    by = stage.by(dice, "return.fill", unit)
    said = dice.pick(({"proposed": Decimal(dice.below(90))}, {"estimate": Decimal(90)}, {"reason": "增产"}))
    indicator = dice.pick(Indicator.objects.all())
    return proposing.propose_value(by, unit, plan=plan, indicator_id=indicator.pk, **said)


@step(weight=1)
def add_to_a_proposal(stage, dice):
    proposal = likely(dice, PROPOSALS, approved=None, plan__state__in=COLLECTED)
    by = stage.by(dice, "return.fill", proposal.unit, proposal.proposed_by)
    said = dice.pick(({"estimate": Decimal(dice.below(90))}, {"basis": "三年增速"}, {"proposed": Decimal(77)}))
    more = {"plan": proposal.plan, "indicator_id": proposal.indicator_id, "measure": proposal.measure}
    return proposing.propose_value(by, proposal.unit, **more, **said)


@step(weight=3)
def balance(stage, dice):
    proposal = likely(dice, PROPOSALS, approved=None, plan__state__in=COLLECTED)
    by = stage.by(dice, "proposal.balance", proposal.plan.unit)
    value = Decimal(dice.below(90))
    return proposing.balance_proposal(by, proposal, value=value, expected=seen(dice, proposal), reason="综合平衡")


@step(weight=3)
def approve_proposal(stage, dice):
    wise = {"approved": None, "balanced__isnull": False, "plan__state__in": COLLECTED}
    proposal = likely(dice, PROPOSALS, **wise)
    authors = [proposal.balanced_by, proposal.proposed_by, *proposal.also_by]
    by = stage.by(dice, "proposal.approve", proposal.plan.unit, dice.pick(authors))
    value = dice.pick((None, None, Decimal(80)))
    return proposing.approve_proposal(by, proposal, expected=seen(dice, proposal), value=value, reason="会议审定")


@step(weight=2)
def approve_balanced(stage, dice):
    wise = {"approved": None, "balanced__isnull": False, "plan__state__in": COLLECTED}
    proposal = likely(dice, PROPOSALS, **wise)
    by = stage.by(dice, "proposal.approve", proposal.plan.unit, proposal.balanced_by)
    return proposing.approve_balanced(by, proposal.plan, rows=[(proposal.pk, seen(dice, proposal))])
