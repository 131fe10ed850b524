"""The tasks of a plan (任务) by section; in a draft added, changed, or taken up for an adjustment."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.documents.models import Document
from taizhang.server.documents.queries import Wanted as Documents
from taizhang.server.documents.queries import documents_for
from taizhang.server.ledger.adjusting.tasks import take_up_task
from taizhang.server.ledger.models import TASK as TASK_STATES
from taizhang.server.ledger.models import Plan, PlanVersion, Task
from taizhang.server.ledger.plans.frozen import UNDER_WAY
from taizhang.server.ledger.tasks.drafting import TaskDraft, change_task, create_task, remove_task
from taizhang.server.ledger.tasks.queries import Wanted, as_listed, task_for, tasks_for
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import NotThere
from taizhang.server.pages.answers import act, page
from taizhang.server.pages.forms.typed import MENDED, Form, Typed
from taizhang.server.pages.plans.frame import (
    Framed,
    choices_of,
    chosen_version,
    is_open,
    other_plan,
    plan_at,
    version_at,
    versions_of,
)
from taizhang.server.pages.plans.task_form import adding, changing, taking_up, values_in
from taizhang.server.pages.tasks.rows import Row, row_of

MOST = 2000
TASK = Words("任务", "task")


@dataclass(frozen=True, slots=True)
class Section:
    """The tasks of one section of the plan."""

    name: str
    rows: list[Row]


@page
def tasks(request: HttpRequest, actor: Actor, plan: int) -> HttpResponse:
    """The tasks that hold, or those of the version that the address names."""
    held = plan_at(actor, plan)
    if away := other_plan(request, actor, held, "plan_tasks"):
        return away
    return tasks_page(request, actor, chosen_version(request, versions_of(actor, held)))


@act
def add(request: HttpRequest, actor: Actor, version: int) -> Words | HttpResponse:
    """Add a task to a draft."""
    held, typed = version_at(actor, version), Typed(request.POST)
    try:
        create_task(actor, held, draft=TaskDraft(**values_in(typed)))
    except MENDED as error:
        return tasks_page(request, actor, held, form=adding(held).again(request.POST, error))
    return Words("已增加任务", "The task is added")


@act
def change(request: HttpRequest, actor: Actor, task: int) -> Words | HttpResponse:
    """Change a task of a draft."""
    held, typed = task_for(actor, task), Typed(request.POST)
    version = _version_of(actor, held)
    try:
        change_task(actor, version, task=held, expected=typed.revision(), **values_in(typed))
    except MENDED as error:
        form = changing(version, task_for(actor, task)).again(request.POST, error)
        return tasks_page(request, actor, version, form=form)
    return Words("已修改任务", "The task is changed")


@act
def remove(request: HttpRequest, actor: Actor, task: int) -> Words:
    """Take a task out of a draft."""
    held = task_for(actor, task)
    remove_task(actor, _version_of(actor, held), task=held, expected=Typed(request.POST).revision())
    return Words("已删除任务", "The task is removed")


@act
def take_up(request: HttpRequest, actor: Actor, version: int) -> Words | HttpResponse:
    """Take a task that holds into the draft of an adjustment, to change or to end it."""
    held, typed = version_at(actor, version), Typed(request.POST)
    try:
        key = typed.key("task")
        if key is None:
            typed.errors.setdefault("task", Words("请选择任务", "choose the task"))
        typed.checked()
        take_up_task(actor, held, task=task_for(actor, key or 0), ends=typed.post.get("how") == "end")
    except MENDED as error:
        form = taking_up(held, _holding(actor, held)).again(request.POST, error)
        return tasks_page(request, actor, held, form=form)
    return Words("已列入调整", "The task is taken up")


def tasks_page(request: HttpRequest, actor: Actor, version: PlanVersion, *, form: Form | None = None) -> HttpResponse:
    """The page; a form that was refused is shown again."""
    plan, adjusting = version.plan, version.base_id is not None
    rows = as_listed(list(tasks_for(actor, _wanted(version)).order_by("line")[:MOST]))
    may = _may_change(actor, version)
    context = {
        "version": version,
        "choices": choices_of(versions_of(actor, plan), version),
        "sections": _sections(rows),
        "count": len(rows),
        "may": may,
        "part": adjusting and version.state != "issued",
        "documents": _to_adopt(actor, plan),
        "may_take_up": may and adjusting,
        "may_adjust": plan.state in UNDER_WAY and actor.may("adjustment.propose", plan.unit),
        "form": form or (_asked(request, actor, version, rows) if may else None),
    }
    status = 422 if form else 200
    return Framed(request, actor, plan, "plan_tasks").shown("plans/tasks.html", context, status=status)


def _to_adopt(actor: Actor, plan: Plan) -> list[Document]:
    """The documents of the region from which the person may adopt into the plan."""
    if plan.state == "closed" or not actor.may("plan.adopt", plan.unit):
        return []
    return list(documents_for(actor, Documents(region=plan.region_id, state="read")).order_by("-year", "-pk"))


def _wanted(version: PlanVersion) -> Wanted:
    """Of the version in force the tasks that hold, of another those that it brings in or changes."""
    plan = version.plan_id
    return Wanted(plan=plan) if version.state == "issued" else Wanted(plan=plan, version=version.pk)


def _may_change(actor: Actor, version: PlanVersion) -> bool:
    projects = version.kind == PlanVersion.Kind.PROJECTS
    return is_open(version) and not projects and actor.may("plan.draft", version.plan.unit)


def _sections(tasks: list[Task]) -> list[Section]:
    """Tasks by section, in the order of the plan; the parts of others stand with the pages of those."""
    today = clock.today()
    held = [task for task in tasks if task.version_id is not None]
    order = {name: at for at, name in enumerate(dict.fromkeys(task.section for task in held))}
    held.sort(key=lambda task: (order[task.section], task.line))
    return [Section(name, [row_of(task, today) for task in rows]) for name, rows in groupby(held, lambda t: t.section)]


def _asked(request: HttpRequest, actor: Actor, version: PlanVersion, rows: list[Task]) -> Form | None:
    """The form that the address asks for."""
    if "add" in request.GET:
        return adding(version)
    if "take" in request.GET and version.base_id is not None:
        return taking_up(version, _holding(actor, version))
    found = next((row for row in rows if str(row.pk) == request.GET.get("edit")), None)
    return changing(version, found) if found else None


def _holding(actor: Actor, version: PlanVersion) -> list[Task]:
    """The tasks that an adjustment may take up."""
    taken = set(version.tasks.values_list("line", flat=True))
    rows: Any = tasks_for(actor, Wanted(plan=version.plan_id)).exclude(version=None).order_by("line")[:MOST]
    return [row for row in rows if row.line not in taken and TASK_STATES.allows(row.state, "adjust")]


def _version_of(actor: Actor, task: Task) -> PlanVersion:
    if task.version_id is None:
        raise NotThere(thing=TASK)
    return version_at(actor, task.version_id)
