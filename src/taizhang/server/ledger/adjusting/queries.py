"""What is asked of adjustments: which there are, and how any two versions of a plan differ."""

from django.db.models import QuerySet

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.ledger.adjusting.tasks import changes_between
from taizhang.server.ledger.models import PlanVersion
from taizhang.server.ledger.plans.difference import Change
from taizhang.server.ledger.plans.queries import target_changes, versions_for
from taizhang.server.lib.refusals import Invalid


def adjustments_for(
    actor: Actor, *, plan: int | None = None, kind: str | None = None, state: str | None = None
) -> "QuerySet[PlanVersion]":
    """The adjustments that the actor may see, also those not decided or not agreed to."""
    rows = versions_for(actor, plan=plan).exclude(kind=PlanVersion.Kind.ORIGINAL)
    wanted = {"kind": kind, "state": state}
    return rows.filter(**{name: value for name, value in wanted.items() if value is not None})


def version_changes(before: PlanVersion, after: PlanVersion) -> list[Change]:
    """What changed from the one version of a plan to the other: targets, then tasks, line by line."""
    if before.plan_id != after.plan_id:
        raise Invalid({"to": Words("两个版本不属于同一计划", "the versions are not of one plan")})
    return target_changes(before, after) + changes_between(before, after)
