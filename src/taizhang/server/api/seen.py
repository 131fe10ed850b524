"""Units, plans and their versions by the ids that a request names, as far as who calls may see them."""

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import Plan, PlanVersion
from taizhang.server.ledger.plans.queries import plans_for, versions_for

UNIT, PLAN, VERSION = Words("单位", "unit"), Words("计划", "plan"), Words("计划版本", "version of the plan")


def unit_for(actor: Actor, key: int) -> Unit:
    """A unit, with its region."""
    return get_for(actor, "unit.read", Unit.objects.select_related("region"), key, UNIT)


def plan_for(actor: Actor, key: int) -> Plan:
    """A plan."""
    return get_for(actor, "plan.read", plans_for(actor), key, PLAN)


def version_for(actor: Actor, key: int) -> PlanVersion:
    """A version of a plan."""
    return get_for(actor, "plan.read", versions_for(actor), key, VERSION)
