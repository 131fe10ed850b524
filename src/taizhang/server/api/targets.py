"""The routes of targets (目标) in the versions of a plan."""

from django.http import HttpRequest
from ninja import Router, Status

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.api.callers import actor_of
from taizhang.server.api.paging import After, Limit, Page, page
from taizhang.server.api.plan_shapes import BesideOut, TargetChange, TargetIn, TargetOut, given
from taizhang.server.api.scalars import Key, Revision, Short
from taizhang.server.api.seen import version_for
from taizhang.server.ledger.cycle.proposing import targets_from_proposals
from taizhang.server.ledger.models import Target
from taizhang.server.ledger.plans.beside import targets_beside
from taizhang.server.ledger.plans.queries import holding_targets, targets_for
from taizhang.server.ledger.plans.targets import add_target, carry_over, change_target, remove_target

router = Router(tags=["plans"])
TARGET = Words("目标", "target")


def target_for(actor: Actor, key: int) -> Target:
    """A target that the caller may see."""
    return get_for(actor, "plan.read", targets_for(actor), key, TARGET)


@router.get("/plan-versions/{int:version}/targets", response=Page[TargetOut])
def list_targets(
    request: HttpRequest, version: Key, indicator: Short | None = None, limit: Limit = 100, after: After = 0
) -> object:
    """一个版本的目标，可按指标编号筛选。 The targets of a version; of one indicator, where its code is given."""
    actor = actor_of(request)
    holding = holding_targets(version_for(actor, version))
    return page(targets_for(actor, version=holding.pk, indicator=indicator), limit, after)


@router.get("/plan-versions/{int:version}/targets/beside", response=list[BesideOut])
def list_beside(request: HttpRequest, version: Key) -> object:
    """一个版本的目标，并列上年目标和完成值。 The targets of a version beside last year's targets and results."""
    actor = actor_of(request)
    return targets_beside(actor, version_for(actor, version))


@router.post("/plan-versions/{int:version}/targets", response={201: TargetOut})
def post_target(request: HttpRequest, version: Key, body: TargetIn) -> object:
    """在草案中设定一项目标。 Set a target in a draft."""
    actor = actor_of(request)
    return Status(201, add_target(actor, version_for(actor, version), **given(body)))


@router.post("/plan-versions/{int:version}/targets/carry-over", response={201: list[TargetOut]})
def post_carry_over(request: HttpRequest, version: Key) -> object:
    """以上年计划的目标为起点。 Take over last year's targets as a start, but for those there already."""
    actor = actor_of(request)
    row = version_for(actor, version)
    made = {target.pk for target in carry_over(actor, row)}
    return Status(201, list(targets_for(actor, version=row.pk).filter(pk__in=made)))


@router.post("/plan-versions/{int:version}/targets/from-proposals", response={201: list[TargetOut]})
def post_from_proposals(request: HttpRequest, version: Key) -> object:
    """把本级已审定的建议值写入草案。 Write the approved values of the government's proposals into the draft."""
    actor = actor_of(request)
    return Status(201, targets_from_proposals(actor, version_for(actor, version)))


@router.get("/targets/{int:target}", response=TargetOut)
def get_target(request: HttpRequest, target: Key) -> object:
    """一项目标。 One target."""
    return target_for(actor_of(request), target)


@router.patch("/targets/{int:target}", response=TargetOut)
def patch_target(request: HttpRequest, target: Key, body: TargetChange) -> object:
    """修改草案中的目标；未列出的字段不变。 Change a target of a draft; what is not named stays."""
    actor = actor_of(request)
    return change_target(actor, target_for(actor, target), expected=body.revision, **body.named())


@router.delete("/targets/{int:target}", response={204: None})
def delete_target(request: HttpRequest, target: Key, revision: Revision) -> object:
    """从草案中删除目标。 Take a target out of a draft."""
    actor = actor_of(request)
    remove_target(actor, target_for(actor, target), expected=revision)
    return Status(204, None)
