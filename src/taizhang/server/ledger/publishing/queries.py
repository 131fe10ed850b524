"""What is asked of published plans: which there are, and for those who keep them who published which."""

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import User
from taizhang.server.ledger.models import Plan, PlanPublication, PlanVersion
from taizhang.server.ledger.plans.queries import plans_for
from taizhang.server.lib.rows import row_at

PUBLIC_PLAN = Words("已公开的计划", "published plan")


@dataclass(frozen=True, slots=True)
class Publishing:
    """A plan that was issued, with the decision by which it is public, if it is, and who took it."""

    plan: Plan
    publication: PlanPublication | None
    by: str


def public_plans() -> "QuerySet[Plan]":
    """The plans that are public, for everybody, with `published_at`."""
    current = PlanPublication.objects.filter(withdrawn_at=None)
    at = current.filter(plan=OuterRef("pk")).values("at")[:1]
    plans = Plan.objects.filter(pk__in=current.values("plan"), versions__state="issued")
    return plans.select_related("unit", "region").annotate(published_at=Subquery(at))


def public_plan(key: int) -> Plan:
    """A public plan; NotThere where it is none."""
    return row_at(public_plans(), key, PUBLIC_PLAN)


def publishings_for(actor: Actor) -> list[Publishing]:
    """The issued plans that the actor may see, the latest year first; in three queries."""
    issued = PlanVersion.objects.filter(state="issued").values("plan")
    plans = plans_for(actor).filter(pk__in=issued).order_by("-year", "unit__order")
    rows = list(plans)
    current = {each.plan_id: each for each in PlanPublication.objects.filter(plan__in=rows, withdrawn_at=None)}
    names = {user.pk: str(user) for user in User.objects.filter(pk__in=[each.by for each in current.values()])}
    return [_publishing(plan, current.get(plan.pk), names) for plan in rows]


def _publishing(plan: Plan, publication: PlanPublication | None, names: dict[int, str]) -> Publishing:
    return Publishing(plan, publication, names.get(publication.by or 0, "") if publication else "")
