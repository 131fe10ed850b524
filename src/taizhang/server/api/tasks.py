"""The routes of tasks (任务) and livelihood commitments (民生实事)."""

from enum import StrEnum
from typing import Any, cast

from django.http import HttpRequest
from ninja import Query, Router, Status

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.api.callers import actor_of
from taizhang.server.api.paging import After, Limit, Page, page
from taizhang.server.api.scalars import Key, Revision, RowId, Year
from taizhang.server.api.seen import version_for
from taizhang.server.api.task_shapes import (
    AssignIn,
    CountOut,
    Decision,
    ExtensionDecision,
    ExtensionIn,
    ExtensionOut,
    LevelOut,
    OwedOut,
    ReportIn,
    ReportOut,
    TaskChange,
    TaskFilters,
    TaskIn,
    TaskOut,
)
from taizhang.server.ledger.models import Extension, PlanVersion, Task, TaskReport, TaskUnit
from taizhang.server.ledger.scoring.exact import percent
from taizhang.server.ledger.tasks import drafting, extending, parts, reporting
from taizhang.server.ledger.tasks.assigning import assign_tasks
from taizhang.server.ledger.tasks.livelihood import livelihood_levels
from taizhang.server.ledger.tasks.owed import owed_by
from taizhang.server.ledger.tasks.queries import (
    Wanted,
    as_listed,
    counts,
    extensions_for,
    reports_for,
    task_for,
    tasks_for,
)
from taizhang.server.lib.refusals import NotThere

router = Router(tags=["tasks"])
REPORT = Words("进展报告", "report")
EXTENSION = Words("延期申请", "request for a later deadline")
VERSION = Words("计划版本", "version of the plan")


class CountBy(StrEnum):
    """By what tasks are counted."""

    SECTION = "section"
    UNIT = "unit"
    PROGRAMME = "programme"
    KIND = "kind"
    LEVEL = "level"


def wanted(filters: TaskFilters) -> Wanted:
    """What the query asks for."""
    values: dict[str, Any] = {name: _plain(value) for name, value in filters.dict().items()}
    return Wanted(**values | {"excluding": frozenset(values["excluding"])})


def _plain(value: object) -> object:
    if isinstance(value, list | tuple):
        return tuple(_plain(each) for each in value)
    return getattr(value, "value", value)


@router.get("/tasks", response=Page[TaskOut])
def list_tasks(request: HttpRequest, filters: Query[TaskFilters], limit: Limit = 100, after: After = 0) -> object:
    """任务清单：默认为已印发且现行有效的任务。 Tasks that hold; of a version, draft or not, where one is named."""
    found = page(tasks_for(actor_of(request), wanted(filters)), limit, after)
    as_listed(cast("list[Task]", found["rows"]))
    return found


@router.get("/tasks/counts", response=list[CountOut])
def count_tasks(request: HttpRequest, filters: Query[TaskFilters], by: CountBy = CountBy.SECTION) -> object:
    """按章节、单位、专项、类别或层级统计任务的状态与灯。 How many tasks stand in each state with each light."""
    return counts(actor_of(request), wanted(filters), by.value)


@router.get("/tasks/owed", response=list[OwedOut])
def list_owed(request: HttpRequest, limit: Limit = 100) -> object:
    """我的待报：本单位应报进展的任务，逾期最久的在前。 Tasks on which the caller's own units owe a report."""
    owed = owed_by(actor_of(request))[:limit]
    as_listed([each.task for each in owed])
    return owed


@router.get("/livelihood", response=list[LevelOut])
def list_livelihood(request: HttpRequest, year: Year | None = None, unit: RowId | None = None) -> object:
    """民生实事按层级的完成比例；清单见 /tasks?kind=livelihood。 Livelihood commitments by level, and the share done."""
    levels = livelihood_levels(actor_of(request), year=year, unit=unit)
    return [
        {
            "level": each.level,
            "promised": each.promised,
            "done": each.done,
            "late": each.late,
            "silent": each.silent,
            "share_done": percent(each.share_done) if each.share_done is not None else None,
        }
        for each in levels
    ]


@router.get("/tasks/{int:task}", response=TaskOut)
def get_task(request: HttpRequest, task: Key) -> object:
    """一项任务。 One task."""
    return shown(actor_of(request), task)


@router.post("/plan-versions/{int:version}/tasks", response={201: TaskOut})
def post_task(request: HttpRequest, version: Key, body: TaskIn) -> object:
    """在计划草案中新增任务。 Add a task to a draft of a plan."""
    actor = actor_of(request)
    made = drafting.create_task(actor, version_for(actor, version), draft=body.draft())
    return Status(201, shown(actor, made.pk))


@router.post("/plan-versions/{int:version}/tasks/many", response={201: list[int]})
def post_tasks(request: HttpRequest, version: Key, body: list[TaskIn]) -> object:
    """在计划草案中批量新增任务，全部成功或全部不做；返回编号。 Add many tasks, all or none; their ids."""
    actor = actor_of(request)
    made = drafting.create_tasks(actor, version_for(actor, version), drafts=[row.draft() for row in body])
    return Status(201, [task.pk for task in made])


@router.post("/plan-versions/{int:version}/tasks/assign", response=list[int])
def post_assign(request: HttpRequest, version: Key, body: AssignIn) -> object:
    """为草案中若干任务指定牵头单位，全部成功或全部不做。 Give many tasks of a draft to one unit, all or none."""
    actor = actor_of(request)
    row = version_for(actor, version)
    found = tasks_for(actor, Wanted(version=row.pk)).select_related("plan").in_bulk([seen.id for seen in body.tasks])
    if len(found) < len({seen.id for seen in body.tasks}):
        raise NotThere(thing=Words("部分任务", "task among them"))
    seen = [(found[each.id], each.revision) for each in body.tasks]
    assigned = assign_tasks(actor, row, tasks=seen, unit_id=body.unit_id, deadline=body.deadline, why=body.why)
    return [task.pk for task in assigned]


@router.patch("/tasks/{int:task}", response=TaskOut)
def patch_task(request: HttpRequest, task: Key, body: TaskChange) -> object:
    """修改草案中的任务；印发后只能通过调整修改。 Change a task of a draft; what was issued changes by adjustment."""
    actor = actor_of(request)
    row = task_for(actor, task)
    drafting.change_task(actor, version_of(row), task=row, expected=body.revision, why=body.why, **body.changes())
    return shown(actor, task)


@router.delete("/tasks/{int:task}", response={204: None})
def delete_task(request: HttpRequest, task: Key, revision: Revision) -> object:
    """删除草案中的任务，或尚无进展的分项。 Remove a task of a draft, or a part of which nothing was reported."""
    actor = actor_of(request)
    row = task_for(actor, task)
    if row.version is None and row.parent is not None:
        parts.remove_part(actor, row.parent, part=row, expected=revision)
    else:
        drafting.remove_task(actor, version_of(row), task=row, expected=revision)
    return Status(204, None)


@router.post("/tasks/{int:task}/parts", response={201: list[int]})
def post_parts(request: HttpRequest, task: Key, body: list[TaskIn]) -> object:
    """牵头单位把已印发的任务分解到有关单位；返回编号。 Break an issued task into parts for units; their ids."""
    actor = actor_of(request)
    made = parts.break_task(actor, task_for(actor, task), drafts=[row.draft() for row in body])
    return Status(201, [part.pk for part in made])


@router.get("/task-reports", response=Page[ReportOut])
def list_reports(
    request: HttpRequest,
    state: TaskReport.State | None = None,
    task: RowId | None = None,
    limit: Limit = 100,
    after: After = 0,
) -> object:
    """任务进展报告。 Reports on tasks."""
    return page(reports_for(actor_of(request), state=state, task=task), limit, after)


@router.post("/tasks/{int:task}/reports", response={201: ReportOut})
def post_report(request: HttpRequest, task: Key, body: ReportIn) -> object:
    """报告任务进展（启动、进展、完成），审核通过后生效。 Report on a task; it moves once the report is accepted."""
    actor = actor_of(request)
    at = reporting_for(actor, task_for(actor, task), body.unit_id)
    return Status(201, reporting.report_on(actor, at, **body.dict(exclude={"unit_id"})))


@router.post("/task-reports/{int:report}/accept", response=ReportOut)
def post_accept(request: HttpRequest, report: Key, body: Decision) -> object:
    """审核通过，任务随之进入相应状态。 Accept a report: the task takes its step."""
    actor = actor_of(request)
    row = get_for(actor, "task.read", reports_for(actor), report, REPORT)
    return reporting.accept_report(actor, row, expected=body.revision, note=body.note)


@router.post("/task-reports/{int:report}/return", response=ReportOut)
def post_return(request: HttpRequest, report: Key, body: Decision) -> object:
    """退回报告，须说明原因。 Send a report back with a note."""
    actor = actor_of(request)
    row = get_for(actor, "task.read", reports_for(actor), report, REPORT)
    return reporting.return_report(actor, row, expected=body.revision, note=body.note)


@router.get("/task-extensions", response=Page[ExtensionOut])
def list_extensions(
    request: HttpRequest,
    state: Extension.State | None = None,
    task: RowId | None = None,
    limit: Limit = 100,
    after: After = 0,
) -> object:
    """延期申请及其决定。 Requests for later deadlines and what became of them."""
    return page(extensions_for(actor_of(request), state=state, task=task), limit, after)


@router.post("/tasks/{int:task}/extensions", response={201: ExtensionOut})
def post_extension(request: HttpRequest, task: Key, body: ExtensionIn) -> object:
    """申请延期。 Ask for a later deadline."""
    actor = actor_of(request)
    return Status(201, extending.ask_extension(actor, task_for(actor, task), **body.dict()))


@router.post("/task-extensions/{int:extension}/decide", response=ExtensionOut)
def post_decision(request: HttpRequest, extension: Key, body: ExtensionDecision) -> object:
    """批准或不批准延期；批准后时限顺延。 Grant or refuse a later deadline."""
    actor = actor_of(request)
    row = get_for(actor, "task.read", extensions_for(actor), extension, EXTENSION)
    return extending.decide_extension(actor, row, granted=body.granted, expected=body.revision, note=body.note)


def shown(actor: Actor, key: int) -> Task:
    """A task as the list shows it."""
    row = tasks_for(actor, Wanted(version=task_for(actor, key).version_id)).get(pk=key)
    return as_listed([row])[0]


def version_of(task: Task) -> PlanVersion:
    """The version in which a task stands; the parts of issued tasks stand in none and do not change."""
    if task.version_id is None:
        raise NotThere(thing=VERSION)
    return PlanVersion.objects.select_related("plan__unit").get(pk=task.version_id)


def reporting_for(actor: Actor, task: Task, unit: int | None) -> Task | TaskUnit:
    """For which unit the actor reports: the one named, else the lead unit, else a supporting one."""
    rows: list[Task | TaskUnit] = [task, *TaskUnit.objects.filter(task=task).select_related("supporter", "task")]
    named = [row for row in rows if unit is None or row.unit.pk == unit]
    if not named:
        raise NotThere(thing=Words("该任务的责任单位", "unit of this task"))
    return next((row for row in named if actor.may("task.report", row.unit)), named[0])
