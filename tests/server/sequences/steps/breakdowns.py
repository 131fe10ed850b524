"""Targets broken down to units."""

from decimal import Decimal

from server.sequences.stage import likely, seen
from server.sequences.steps.drafting import TARGETS
from server.sequences.steps.registry import step
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.breakdown import actions
from taizhang.server.ledger.breakdown.wanted import ShareWanted
from taizhang.server.ledger.models import Breakdown

BREAKDOWNS = Breakdown.objects.select_related("target__version__plan__unit", "target__indicator")


@step(weight=3)
def draft_breakdown(stage, dice):
    target = likely(dice, TARGETS, version__state__in=("issued", "draft"), version__plan__unit=stage.city.root)
    return actions.draft_breakdown(stage.by(dice, "breakdown.draft", target.unit), target)


@step(weight=3)
def put_shares(stage, dice):
    breakdown = likely(dice, BREAKDOWNS, state="draft")
    by = stage.by(dice, "breakdown.draft", breakdown.unit)
    whole, other = breakdown.target.value or Decimal(0), Decimal(dice.below(100))
    below = Unit.objects.filter(path__startswith=breakdown.unit.path).exclude(pk=breakdown.unit.pk).order_by("pk")
    assignees = [dice.pick(Unit.objects.all())] if dice.wild() else list(below[:2])
    values = [whole - other, other] if dice.below(3) else [whole, whole]
    comparator = breakdown.target.comparator if breakdown.target.comparator in {">=", "<="} else "="
    shares = [
        ShareWanted(assignee_id=unit.pk, comparator=comparator, value=value, weight=Decimal(1))
        for unit, value in zip(assignees, values, strict=False)
    ]
    return actions.put_shares(by, breakdown, expected=seen(dice, breakdown), shares=shares)


@step(weight=3)
def issue_breakdown(stage, dice):
    breakdown = likely(dice, BREAKDOWNS, state="draft", shares__isnull=False)
    by = stage.by(dice, "breakdown.issue", breakdown.unit)
    reason = dice.pick(("留有余地", ""))
    return actions.issue_breakdown(by, breakdown, expected=seen(dice, breakdown), residue_reason=reason)


@step(weight=1)
def drop_breakdown(stage, dice):
    breakdown = likely(dice, BREAKDOWNS, state="draft")
    by = stage.by(dice, "breakdown.draft", breakdown.unit)
    return actions.drop_breakdown(by, breakdown, expected=seen(dice, breakdown))
