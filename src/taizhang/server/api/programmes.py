"""The routes of programmes and campaigns (专项行动)."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.api.body import Body
from taizhang.server.api.callers import actor_of
from taizhang.server.api.paging import After, Limit, Page, page
from taizhang.server.api.plan_shapes import Digits
from taizhang.server.api.scalars import Key, Line, Revision, RowId, Text, Year
from taizhang.server.api.seen import unit_for
from taizhang.server.ledger.models import Programme
from taizhang.server.ledger.programmes import actions
from taizhang.server.ledger.programmes.queries import Branch, programmes_for, summary, tree
from taizhang.server.ledger.tasks.queries import task_for, tasks_for
from taizhang.server.lib.refusals import NotThere

router = Router(tags=["programmes"])
CALLED = Words("专项", "programme")


class ProgrammeOut(Schema):
    """A programme."""

    id: int
    revision: int
    unit_id: int
    name: str
    parent_id: int | None
    about: str
    year_from: int | None
    year_to: int | None


class BranchOut(Schema):
    """A programme with those below it."""

    programme: ProgrammeOut
    children: list[BranchOut]


class ProgrammeIn(Body):
    """A programme to be set up."""

    name: Line
    parent_id: RowId | None = None
    about: Text = ""
    year_from: Year | None = None
    year_to: Year | None = None


class ProgrammeChange(Body):
    """What changes of a programme; null empties what may be empty."""

    revision: Revision
    name: Line | None = None
    parent_id: RowId | None = None
    about: Text | None = None
    year_from: Year | None = None
    year_to: Year | None = None


class Ids(Body):
    """What is attached."""

    ids: list[RowId] = Field(max_length=1000)


class FigureOut(Schema):
    """The latest accepted figure of an indicator."""

    unit_id: int
    period: str
    vintage: str
    value: Digits | None
    cumulative: Digits | None
    growth: Digits | None
    cumulative_growth: Digits | None
    period_end: date


class TargetOut(Schema):
    """The target that was issued for it."""

    id: int
    measure: str
    comparator: str
    value: Digits | None
    value_to: Digits | None
    unit_of_measure: str
    words: str
    due: str


class IndicatorOut(Schema):
    """An indicator by its code and name."""

    id: int
    code: str
    name: str
    unit_of_measure: str


class FollowedOut(Schema):
    """An indicator of a programme with figure and target."""

    indicator: IndicatorOut
    latest: FigureOut | None
    target: TargetOut | None


class SummaryOut(Schema):
    """How a programme and all below it stand: tasks by state and by light, indicators with figure and target."""

    programme: ProgrammeOut
    programmes: int
    tasks: int
    states: dict[str, int]
    lights: dict[str, int]
    indicators: list[FollowedOut]


@router.get("/programmes", response=Page[ProgrammeOut])
def list_programmes(
    request: HttpRequest,
    unit: RowId | None = None,
    parent: RowId | None = None,
    limit: Limit = 100,
    after: After = 0,
) -> object:
    """专项清单。 Programmes."""
    return page(programmes_for(actor_of(request), unit=unit, parent=parent), limit, after)


@router.get("/programmes/tree", response=list[BranchOut])
def show_tree(request: HttpRequest, unit: RowId | None = None) -> list[Branch]:
    """专项的层级树。 Programmes as trees."""
    return tree(programmes_for(actor_of(request), unit=unit).order_by("pk"))


@router.get("/programmes/{int:programme}/summary", response=SummaryOut)
def show_summary(request: HttpRequest, programme: Key) -> object:
    """专项概览：任务按状态和灯、指标及其目标，含下级专项。 How a programme and all below it stand."""
    actor = actor_of(request)
    return summary(actor, programme_for(actor, programme))


@router.post("/units/{int:unit}/programmes", response={201: ProgrammeOut})
def post_programme(request: HttpRequest, unit: Key, body: ProgrammeIn) -> object:
    """设立专项。 Set up a programme."""
    actor = actor_of(request)
    at = unit_for(actor, unit)
    return Status(201, actions.create_programme(actor, at, **body.dict()))


@router.patch("/programmes/{int:programme}", response=ProgrammeOut)
def patch_programme(request: HttpRequest, programme: Key, body: ProgrammeChange) -> object:
    """修改专项。 Change a programme."""
    actor = actor_of(request)
    given = body.dict(exclude_unset=True, exclude={"revision"})
    values = {name: value for name, value in given.items() if value is not None or name not in {"name", "about"}}
    return actions.change_programme(actor, programme_for(actor, programme), expected=body.revision, **values)


@router.post("/programmes/{int:programme}/indicators", response=ProgrammeOut)
def post_indicators(request: HttpRequest, programme: Key, body: Ids) -> object:
    """为专项增加跟踪指标。 Follow a programme by more indicators."""
    actor = actor_of(request)
    return actions.attach_indicators(actor, programme_for(actor, programme), indicators=body.ids)


@router.delete("/programmes/{int:programme}/indicators/{int:indicator}", response={204: None})
def delete_indicator(request: HttpRequest, programme: Key, indicator: Key) -> object:
    """不再用某指标跟踪专项。 Follow a programme no longer by an indicator."""
    actor = actor_of(request)
    actions.detach_indicator(actor, programme_for(actor, programme), indicator=indicator)
    return Status(204, None)


@router.post("/programmes/{int:programme}/tasks", response=ProgrammeOut)
def post_tasks(request: HttpRequest, programme: Key, body: Ids) -> object:
    """把任务归入专项（不改变任务内容）。 Group tasks under a programme."""
    actor = actor_of(request)
    tasks = list(tasks_for(actor).select_related("programme__unit").filter(pk__in=body.ids))
    if len(tasks) != len(set(body.ids)):
        raise NotThere(thing=Words("部分任务", "task among them"))
    return actions.attach_tasks(actor, programme_for(actor, programme), tasks=tasks)


@router.delete("/programmes/{int:programme}/tasks/{int:task}", response={204: None})
def delete_task(request: HttpRequest, programme: Key, task: Key) -> object:
    """把任务移出专项。 Take a task out of a programme."""
    actor = actor_of(request)
    actions.detach_task(actor, programme_for(actor, programme), task=task_for(actor, task))
    return Status(204, None)


def programme_for(actor: Actor, key: int) -> Programme:
    """A programme that the actor may see."""
    return get_for(actor, "plan.read", Programme.objects.select_related("unit__region"), key, CALLED)
