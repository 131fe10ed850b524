"""The routes of adjustments (计划调整): opened, proposed, decided."""

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.api.body import Body
from taizhang.server.api.callers import actor_of
from taizhang.server.api.paging import After, Limit, Page, page
from taizhang.server.api.plan_shapes import VersionOut, VersionState, given
from taizhang.server.api.scalars import Key, Revision, RowId, Short, Text
from taizhang.server.api.seen import plan_for
from taizhang.server.ledger.adjusting.actions import (
    decide_adjustment,
    drop_adjustment,
    open_adjustment,
    propose_adjustment,
)
from taizhang.server.ledger.adjusting.queries import adjustments_for
from taizhang.server.ledger.adjusting.tasks import take_up_task
from taizhang.server.ledger.models import PlanVersion, Task

router = Router(tags=["adjustments"])
ADJUSTMENT, TASK = Words("计划调整", "adjustment"), Words("任务", "task")
Kind = Literal["plan", "projects", "task"]


class AdjustmentFilters(Schema):
    """Which adjustments are asked for."""

    kind: Kind | None = None
    state: VersionState | None = None


class AdjustmentIn(Body):
    """An adjustment to be opened: `kind` tells who decides on it."""

    kind: Kind
    reason: Text
    why: Text = ""


class Proposed(Body):
    """An adjustment put to its decider."""

    revision: Revision
    document_id: RowId | None = None
    note: Text = ""
    why: Text = ""


class Decided(Body):
    """The decision on an adjustment; `decider` is the body that decided, where it is not the usual one."""

    revision: Revision
    agreed: bool
    reason: Text = ""
    decider: Short = ""
    document_id: RowId | None = None
    document_number: Annotated[Short, Field(max_length=60)] = ""
    why: Text = ""


class TaskUp(Body):
    """A task to be taken into the draft of an adjustment; `ends` where it is to end."""

    task_id: RowId
    ends: bool = False
    why: Text = ""


class TakenUp(Schema):
    """The row of a task in the draft; it is changed there as tasks of a draft are."""

    id: int
    revision: int
    version_id: int
    line: int
    title: str
    state: str


def adjustment_for(actor: Actor, key: int) -> PlanVersion:
    """An adjustment that the caller may see."""
    return get_for(actor, "plan.read", adjustments_for(actor), key, ADJUSTMENT)


@router.get("/plans/{int:plan}/adjustments", response=Page[VersionOut])
def list_adjustments(
    request: HttpRequest, plan: Key, filters: Query[AdjustmentFilters], limit: Limit = 100, after: After = 0
) -> object:
    """一个计划的调整，包括未决定和未获同意的。 The adjustments of a plan, also those not decided or not agreed to."""
    actor = actor_of(request)
    row = plan_for(actor, plan)
    return page(adjustments_for(actor, plan=row.pk, **given(filters)), limit, after)


@router.post("/plans/{int:plan}/adjustments", response={201: VersionOut})
def post_adjustment(request: HttpRequest, plan: Key, body: AdjustmentIn) -> object:
    """提起一次调整：成为下一版的草案。 Open an adjustment as the draft of the next version."""
    actor = actor_of(request)
    row = plan_for(actor, plan)
    return Status(201, open_adjustment(actor, row, **body.dict()))


@router.post("/adjustments/{int:version}/tasks", response={201: TakenUp})
def post_task_up(request: HttpRequest, version: Key, body: TaskUp) -> object:
    """把一项现行任务列入调整，以便修改或终止。 Take a task that holds into an adjustment, to change or to end it."""
    actor = actor_of(request)
    row = adjustment_for(actor, version)
    tasks = Task.objects.filter(plan=row.plan).select_related("unit", "version")
    task = get_for(actor, "task.read", tasks, body.task_id, TASK)
    return Status(201, take_up_task(actor, row, task=task, ends=body.ends, why=body.why))


@router.post("/adjustments/{int:version}/propose", response=VersionOut)
def post_propose(request: HttpRequest, version: Key, body: Proposed) -> object:
    """提交决定，并记下与现行版本的差别。 Put an adjustment to its decider, with the difference that it makes."""
    actor = actor_of(request)
    values = body.dict(exclude={"revision"})
    return propose_adjustment(actor, adjustment_for(actor, version), expected=body.revision, **values)


@router.post("/adjustments/{int:version}/decide", response=VersionOut)
def post_decide(request: HttpRequest, version: Key, body: Decided) -> object:
    """登记决定：同意的成为现行版本，不同意的注明理由。 Record the decision; agreed, the version is in force."""
    actor = actor_of(request)
    values = body.dict(exclude={"revision"})
    return decide_adjustment(actor, adjustment_for(actor, version), expected=body.revision, **values)


@router.delete("/adjustments/{int:version}", response={204: None})
def delete_adjustment(request: HttpRequest, version: Key, revision: Revision) -> object:
    """删除尚未提交的调整草案。 Drop the draft of an adjustment."""
    actor = actor_of(request)
    drop_adjustment(actor, adjustment_for(actor, version), expected=revision)
    return Status(204, None)
