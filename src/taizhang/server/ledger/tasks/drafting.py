"""Tasks of a plan that is not yet issued: made, changed, removed. Afterwards a task changes only by adjustment."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from django.db import models

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.accounts.models import Unit
from taizhang.server.documents.models import Statement
from taizhang.server.ledger.models import Plan, PlanVersion, Programme, Task, TaskUnit
from taizhang.server.ledger.tasks.standing import next_line, not_there, plan_of_draft
from taizhang.server.lib.refusals import Invalid, NotThere

NO_UNIT = Words(
    "没有这个单位，或已撤销，或不属于编制计划的政府",
    "there is no such unit, or it is closed, or not of the government of the plan",
)


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """What a task is to be; ids name rows that must be there. Without a sentence it takes that of its statement."""

    title: str
    unit_id: int
    kind: str = Task.Kind.TASK
    supporting: tuple[int, ...] = ()
    section: str = ""
    deliverable: str = ""
    deadline: date | None = None
    sentence: str = ""
    statement_id: int | None = None
    programme_id: int | None = None
    parent_id: int | None = None


@action("plan.draft")
def create_task(act: Act, version: PlanVersion, *, draft: TaskDraft, why: str = "") -> Task:
    """Add a task to a draft."""
    return make_tasks(act, version, [draft])[0]


@action("plan.draft")
def create_tasks(act: Act, version: PlanVersion, *, drafts: Sequence[TaskDraft], why: str = "") -> list[Task]:
    """Add many tasks to a draft, all or none."""
    return make_tasks(act, version, drafts)


@action("plan.draft")
def change_task(
    act: Act,
    version: PlanVersion,
    /,
    *,
    task: Task,
    expected: int,
    supporting: Sequence[int] | None = None,
    why: str = "",
    **values: object,
) -> Task:
    """Change a task of a draft; `supporting`, where given, replaces the supporting units."""
    return alter_task(act, version, task=task, expected=expected, supporting=supporting, values=values)


def alter_task(
    act: Act,
    version: PlanVersion,
    *,
    task: Task,
    expected: int,
    supporting: Sequence[int] | None,
    values: dict[str, object],
) -> Task:
    """The core of changing."""
    plan = plan_of_draft(act, version)
    of_version(task, version)
    _check_ids(plan, [values])
    if "parent_id" in values:
        _no_ring(task, values["parent_id"])
    if supporting is not None:
        _support(act, task, supporting, lead=values.get("unit_id"))
    values = {name: _empty(name, value) for name, value in values.items()}
    return act.update(task, expected=expected, **values)


@action("plan.draft")
def remove_task(act: Act, version: PlanVersion, *, task: Task, expected: int, why: str = "") -> None:
    """Take a task out of a draft, with its supporting units."""
    take_out(act, version, task=task, expected=expected)


def take_out(act: Act, version: PlanVersion, *, task: Task, expected: int) -> None:
    """The core of removing."""
    plan_of_draft(act, version)
    of_version(task, version)
    if task.parts.exists():
        raise Invalid({"task": Words("任务还有分项，请先删除分项", "it has parts: remove those first")})
    act.update(task, expected=expected)
    _support(act, task, ())
    act.delete(task)


def make_tasks(act: Act, version: PlanVersion, drafts: Sequence[TaskDraft]) -> list[Task]:
    """Tasks added to a draft in the order given, in a number of queries that does not grow with them."""
    plan = plan_of_draft(act, version)
    return place_tasks(act, plan, version, drafts)


def place_tasks(act: Act, plan: Plan, version: PlanVersion | None, drafts: Sequence[TaskDraft]) -> list[Task]:
    """Tasks added to a plan, in a version or as parts in none, with their supporting units."""
    statements = _check_ids(
        plan,
        [
            {
                "unit_id": draft.unit_id,
                "supporting": draft.supporting,
                "statement_id": draft.statement_id,
                "programme_id": draft.programme_id,
                "parent_id": draft.parent_id,
            }
            for draft in drafts
        ],
    )
    lines = count(next_line(plan))
    tasks = act.create_many(
        Task(
            version=version,
            plan=plan,
            line=next(lines),
            kind=draft.kind,
            parent_id=draft.parent_id,
            unit_id=draft.unit_id,
            title=_titled(draft.title),
            section=draft.section,
            deliverable=draft.deliverable,
            deadline=draft.deadline,
            sentence=draft.sentence or statements.get(draft.statement_id or 0, ""),
            statement_id=draft.statement_id,
            programme_id=draft.programme_id,
            entered_by=act.user.pk if act.user else None,
        )
        for draft in drafts
    )
    act.create_many(
        TaskUnit(task=task, supporter_id=supporter)
        for task, draft in zip(tasks, drafts, strict=True)
        for supporter in _supporters(draft.unit_id, draft.supporting)
    )
    return tasks


def of_version(task: Task, version: PlanVersion) -> None:
    """Raise NotThere unless the task stands in the version."""
    if task.version_id != version.pk:
        raise NotThere(thing=Words("任务", "task"))


def _support(act: Act, task: Task, supporting: Sequence[int], lead: object = None) -> None:
    """Let these units and no others support a task; `lead` is the unit that is to lead it, where that changes too.

    Those that support it already may go on though they were closed meanwhile.
    """
    wanted = _supporters(lead if isinstance(lead, int) else task.unit_id, supporting)
    held = {row.supporter_id: row for row in task.supporting.all()}
    added = [each for each in wanted if each not in held]
    _check_ids(task.plan, [{"supporting": added}])
    for supporter, row in held.items():
        if supporter not in wanted:
            act.delete(row)
    act.create_many(TaskUnit(task=task, supporter_id=each) for each in added)


def _supporters(lead: int, supporting: Iterable[int]) -> list[int]:
    return [each for each in dict.fromkeys(supporting) if each != lead]


def _titled(title: str) -> str:
    if not title.strip():
        raise Invalid({"title": Words("任务名称不能为空", "a task needs a title")})
    return title.strip()


def _empty(name: str, value: object) -> object:
    return _titled(str(value)) if name == "title" else value


def _check_ids(plan: Plan, rows: Sequence[dict[str, object]]) -> dict[int, str]:
    """Refuse ids that name nothing, and units beyond the government of the plan; the texts of the statements, by id."""
    units = _named(rows, "unit_id") | {each for row in rows for each in _ids(row.get("supporting"))}
    if _missing(Unit.objects.filter(closed_on=None, path__startswith=plan.unit.path), units):
        raise Invalid({"unit_id": NO_UNIT})
    if _missing(Programme.objects.all(), _named(rows, "programme_id")):
        raise not_there("programme_id", "专项", "programme")
    if _missing(Task.objects.filter(plan=plan), _named(rows, "parent_id")):
        raise not_there("parent_id", "上级任务", "task above it in this plan")
    wanted = _named(rows, "statement_id")
    statements = dict(Statement.objects.filter(pk__in=wanted).values_list("pk", "text")) if wanted else {}
    if wanted - set(statements):
        raise not_there("statement_id", "原文语句", "statement")
    return statements


def _ids(value: object) -> Collection[int]:
    return value if isinstance(value, tuple | list) else ()


def _named(rows: Sequence[dict[str, object]], field: str) -> set[int]:
    return {value for row in rows if isinstance(value := row.get(field), int)}


def _missing(rows: "models.QuerySet[models.Model]", wanted: set[int]) -> set[int]:
    return wanted - set(rows.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()


def _no_ring(task: Task, parent: object) -> None:
    """Refuse a parent that stands below the task itself."""
    above = parent
    while isinstance(above, int):
        if above == task.pk:
            raise Invalid({"parent_id": Words("上级任务不能是它自己或它的分项", "a task is no part of itself")})
        above = Task.objects.filter(pk=above).values_list("parent_id", flat=True).first()
