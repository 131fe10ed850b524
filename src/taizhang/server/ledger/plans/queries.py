"""What is asked of plans, their versions and targets."""

from django.db.models import QuerySet

from taizhang.server.accounts.acting import Actor
from taizhang.server.ledger.models import Plan, PlanVersion, Target
from taizhang.server.ledger.plans.difference import Change, difference, line_of


def plans_for(
    actor: Actor, *, region: int | None = None, year: int | None = None, state: str | None = None
) -> "QuerySet[Plan]":
    """The plans that the actor may see."""
    plans = Plan.objects.select_related("unit", "region")
    plans = plans.filter(actor.within("plan.read"))
    wanted = {"region_id": region, "year": year, "state": state}
    return plans.filter(**{name: value for name, value in wanted.items() if value is not None})


def versions_for(actor: Actor, *, plan: int | None = None) -> "QuerySet[PlanVersion]":
    """The versions of plans that the actor may see."""
    versions = PlanVersion.objects.select_related("plan__unit", "plan__region", "base")
    versions = versions.filter(actor.within("plan.read", "plan__unit__path"))
    return versions if plan is None else versions.filter(plan_id=plan)


def targets_for(actor: Actor, *, version: int | None = None, indicator: str | None = None) -> "QuerySet[Target]":
    """The targets that the actor may see, in all versions or in one, of all indicators or of one, by its code."""
    targets = Target.objects.select_related("version__plan__unit", "version__plan__region", "indicator")
    targets = targets.filter(actor.within("plan.read", "version__plan__unit__path"))
    wanted = {"version_id": version, "indicator__code": indicator}
    return targets.filter(**{name: value for name, value in wanted.items() if value is not None})


def version_in_force(plan: Plan) -> PlanVersion | None:
    """The issued version of a plan; None before it is issued."""
    return plan.versions.filter(state="issued").first()


def holding_targets(version: PlanVersion) -> PlanVersion:
    """The version whose rows are the targets of this one.

    The adjustment of a task or of a list of projects changes no target and gets its copy of them only when it is
    issued; until then its targets are those of the version that it follows.
    """
    open_ = version.state not in {"issued", "superseded"}
    if open_ and version.base is not None and version.kind != PlanVersion.Kind.PLAN:
        return version.base
    return version


def target_changes(before: PlanVersion, after: PlanVersion) -> list[Change]:
    """What changed in the targets from the one version to the other, line by line."""
    was, now = (holding_targets(version).targets.select_related("indicator") for version in (before, after))
    return difference("target", map(line_of, was), map(line_of, now))
