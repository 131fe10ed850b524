"""What is asked of the cycle: stamps, the calendar, opinions, proposals."""

from django.db.models import QuerySet

from taizhang.server.accounts.acting import Actor
from taizhang.server.ledger.cycle.calendar import Entry, calendar_of
from taizhang.server.ledger.cycle.procedure import rules_for
from taizhang.server.ledger.models import Opinion, Plan, Proposal, Step


def steps_for(actor: Actor, plan: Plan) -> "QuerySet[Step]":
    """The stamps of a plan, in the order in which the steps were taken."""
    return Step.objects.filter(plan__in=_seen(actor, plan)).select_related("document")


def calendar(plan: Plan) -> list[Entry]:
    """The calendar of a plan by the procedure of its region."""
    return calendar_of(plan, rules_for(plan.region_id), plan.steps.all())


def opinions_for(
    actor: Actor, *, plan: int | None = None, stage: str | None = None, state: str | None = None
) -> "QuerySet[Opinion]":
    """The table of opinions: those of units where the actor may see plans, so that a unit sees its own."""
    opinions = Opinion.objects.select_related("unit", "plan__unit", "plan__region", "document")
    opinions = opinions.filter(actor.within("plan.read"))
    wanted = {"plan_id": plan, "stage": stage, "state": state}
    return opinions.filter(**{name: value for name, value in wanted.items() if value is not None})


def proposals_for(
    actor: Actor, *, plan: int | None = None, unit: int | None = None, indicator: int | None = None
) -> "QuerySet[Proposal]":
    """The proposals of units where the actor may see plans."""
    proposals = Proposal.objects.select_related("unit", "indicator", "plan__unit", "plan__region")
    proposals = proposals.filter(actor.within("plan.read"))
    wanted = {"plan_id": plan, "unit_id": unit, "indicator_id": indicator}
    return proposals.filter(**{name: value for name, value in wanted.items() if value is not None})


def _seen(actor: Actor, plan: Plan) -> "QuerySet[Plan]":
    plans = Plan.objects.filter(pk=plan.pk)
    return plans.filter(actor.within("plan.read"))
