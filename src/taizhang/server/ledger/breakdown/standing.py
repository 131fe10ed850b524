"""Of which row of a target a breakdown is, and whether that target holds.

An adjustment copies the targets that it leaves as they are, and each copy names the first of the rows that say the
same (`same_as`). Breakdowns stand at that first row, so that what was dealt out holds on through all versions in which
the target says the same, and is dealt out anew only where it was changed.
"""

from django.db.models import Q

from taizhang.errors import Words
from taizhang.server.ledger.models import PLAN, VERSION, Plan, PlanVersion, Target
from taizhang.server.ledger.plans.frozen import BEFORE_APPROVAL, UNDER_WAY, locked
from taizhang.server.lib.refusals import WrongState


def first_row(target: Target) -> Target:
    """The first of the rows of a line that say the same, at which breakdowns stand."""
    return target.same_as or target


def holding_row(first: Target) -> Target | None:
    """The row of the issued version that says what this first row says; None where the target was changed or ended."""
    rows = Target.objects.select_related("version__plan__unit", "indicator").filter(version__state="issued")
    return rows.filter(pk=first.pk).first() or rows.filter(same_as=first).first()


def holds(path: str) -> Q:
    """The condition that the target at a path holds, in its own version or in a later one that says the same."""
    kept = Target.objects.filter(version__state="issued", same_as__isnull=False).values("same_as")
    return Q(**{f"{path}__version__state": "issued"}) | Q(**{f"{path}__in": kept})


def must_hold(target: Target, step: Words) -> Plan:
    """The plan, locked; WrongState unless the target stands in the version that is issued and under way."""
    plan = locked(target.version.plan)
    if plan.state not in UNDER_WAY:
        raise WrongState(thing=PLAN.name, state=PLAN.states[plan.state], step=step)
    if holding_row(first_row(target)) is None:
        raise WrongState(thing=VERSION.name, state=VERSION.states[target.version.state], step=step)
    return plan


def may_be_drafted(target: Target, step: Words) -> Plan:
    """The plan, locked; a breakdown is prepared already while the first version is a draft, but issued only with it."""
    version = target.version
    plan = locked(version.plan)
    first_draft = version.kind == PlanVersion.Kind.ORIGINAL and version.state == "draft"
    if first_draft and plan.state in BEFORE_APPROVAL | {"approved"}:
        return plan
    return must_hold(target, step)
