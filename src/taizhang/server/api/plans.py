"""The routes of plans (计划) and their versions; targets and adjustments stand in their own modules."""

from django.http import HttpRequest
from ninja import Query, Router, Status

from taizhang.server.api import adjustments, targets
from taizhang.server.api.callers import actor_of
from taizhang.server.api.paging import After, Limit, Page, page
from taizhang.server.api.plan_shapes import (
    ChangeOut,
    PlanFilters,
    PlanIn,
    PlanOut,
    PlanPublicationOut,
    PublishIn,
    VersionOut,
    WithdrawIn,
    given,
)
from taizhang.server.api.scalars import Key, RowId
from taizhang.server.api.seen import plan_for, unit_for, version_for
from taizhang.server.ledger.adjusting.queries import version_changes
from taizhang.server.ledger.plans.actions import open_plan
from taizhang.server.ledger.plans.queries import plans_for, versions_for
from taizhang.server.ledger.publishing.actions import publish_plan, withdraw_plan

router = Router(tags=["plans"])
router.add_router("", targets.router)
router.add_router("", adjustments.router)


@router.get("/plans", response=Page[PlanOut])
def list_plans(request: HttpRequest, filters: Query[PlanFilters], limit: Limit = 100, after: After = 0) -> object:
    """年度计划清单。 Plans, by region, year or state."""
    return page(plans_for(actor_of(request), **given(filters)), limit, after)


@router.post("/plans", response={201: PlanOut})
def post_plan(request: HttpRequest, body: PlanIn) -> object:
    """为一级政府开设年度计划，第一版为空白草案。 Open the plan of a government for a year, with an empty draft."""
    actor = actor_of(request)
    unit = unit_for(actor, body.unit_id)
    return Status(201, open_plan(actor, unit, **body.dict(exclude={"unit_id"})))


@router.get("/plans/{int:plan}", response=PlanOut)
def get_plan(request: HttpRequest, plan: Key) -> object:
    """一个年度计划。 One plan."""
    return plan_for(actor_of(request), plan)


@router.post("/plans/{int:plan}/publish", response={201: PlanPublicationOut})
def post_publication(request: HttpRequest, plan: Key, body: PublishIn) -> object:
    """审查后公开计划：已印发的内容及其进展。Open what of a plan was issued, and what comes of it, to the public."""
    actor = actor_of(request)
    return Status(201, publish_plan(actor, plan_for(actor, plan), note=body.note))


@router.post("/plans/{int:plan}/withdraw", response=PlanPublicationOut)
def post_withdrawal(request: HttpRequest, plan: Key, body: WithdrawIn) -> object:
    """撤回公开。Take a plan back from the public."""
    actor = actor_of(request)
    return withdraw_plan(actor, plan_for(actor, plan), why=body.why)


@router.get("/plans/{int:plan}/versions", response=Page[VersionOut])
def list_versions(request: HttpRequest, plan: Key, limit: Limit = 100, after: After = 0) -> object:
    """计划的各个版本，包括未获同意的调整。 The versions of a plan, also adjustments that were not agreed to."""
    actor = actor_of(request)
    return page(versions_for(actor, plan=plan_for(actor, plan).pk), limit, after)


@router.get("/plan-versions/{int:version}", response=VersionOut)
def get_version(request: HttpRequest, version: Key) -> object:
    """计划的一个版本。 One version of a plan."""
    return version_for(actor_of(request), version)


@router.get("/plan-versions/{int:version}/difference", response=list[ChangeOut])
def get_difference(request: HttpRequest, version: Key, since: RowId | None = None) -> object:
    """与另一版本（默认为其依据的版本）逐条比较。 The difference to another version, by default the one it follows."""
    actor = actor_of(request)
    row = version_for(actor, version)
    before = row.base if since is None else version_for(actor, since)
    return [] if before is None else [change.json() for change in version_changes(before, row)]
