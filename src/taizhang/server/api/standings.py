"""The routes of standings (进度与亮灯) and of the verdict at the end of the year (完成情况)."""

from django.http import HttpRequest
from ninja import Router

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.api.callers import actor_of
from taizhang.server.api.scalars import Day, Key, RowId
from taizhang.server.api.seen import plan_for
from taizhang.server.api.standing_shapes import JudgedOut, Rules, StandingOut
from taizhang.server.ledger.models import Plan, PlanVersion
from taizhang.server.ledger.plans.queries import versions_for
from taizhang.server.ledger.standings.queries import standings, verdicts
from taizhang.server.lib import clock

router = Router(tags=["standings"])
DEFAULT = Rules("default")
VERSION = Words("计划版本", "version of the plan")


def version_of(actor: Actor, plan: Plan, key: int | None) -> PlanVersion | None:
    """A version of the plan; None for the one in force."""
    if key is None:
        return None
    return get_for(actor, "plan.read", versions_for(actor, plan=plan.pk), key, VERSION)


@router.get("/plans/{int:plan}/standings", response=list[StandingOut])
def list_standings(
    request: HttpRequest,
    plan: Key,
    *,
    on: Day | None = None,
    version: RowId | None = None,
    rules: Rules = DEFAULT,
    shares: bool = True,
) -> object:
    """各目标及其分解在某日的进度、亮灯和还需完成多少。 Pace, light and what is still needed."""
    actor = actor_of(request)
    row = plan_for(actor, plan)
    return standings(row, on or clock.today(), version_of(actor, row, version), rules=rules.value, shares=shares)


@router.get("/plans/{int:plan}/verdicts", response=list[JudgedOut])
def list_verdicts(
    request: HttpRequest, plan: Key, *, on: Day | None = None, version: RowId | None = None, shares: bool = True
) -> object:
    """各目标及其分解的完成情况。 What came of each target and share."""
    actor = actor_of(request)
    row = plan_for(actor, plan)
    return verdicts(row, on or clock.today(), version_of(actor, row, version), shares=shares)
