"""What is done with a task: reported, extended, broken down, adjusted, changed while a draft, put under a programme."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.ledger.adjusting.actions import open_adjustment
from taizhang.server.ledger.adjusting.queries import adjustments_for
from taizhang.server.ledger.adjusting.tasks import take_up_task
from taizhang.server.ledger.models import PlanVersion, Task, TaskUnit
from taizhang.server.ledger.programmes.actions import attach_tasks, detach_task
from taizhang.server.ledger.programmes.queries import programmes_for
from taizhang.server.ledger.tasks import drafting, extending, parts, reporting
from taizhang.server.ledger.tasks.drafting import TaskDraft
from taizhang.server.ledger.tasks.queries import line_for, task_for
from taizhang.server.lib.refusals import Invalid, NotThere, Refused
from taizhang.server.lib.rows import row_at
from taizhang.server.pages.answers import act
from taizhang.server.pages.forms.typed import Typed
from taizhang.server.pages.tasks.forms import ENDS, SAID, forms_of, reporting_units
from taizhang.server.pages.tasks.programmes import PROGRAMME
from taizhang.server.pages.tasks.task import task_page
from taizhang.server.pages.tasks.words import VERSION


@act
def report(request: HttpRequest, actor: Actor, task: int) -> Words | HttpResponse:
    """Say how a task stands."""
    row, typed = task_for(actor, task), Typed(request.POST)
    step, unit = typed.choice("step", SAID), typed.key("unit_id")
    values: dict[str, Any] = {
        "words": typed.text("words"),
        "on": typed.day("on"),
        "percent": typed.percent("percent"),
        "percent_reason": typed.line("percent_reason"),
        "document_id": typed.key("document_id"),
    }

    def deed() -> None:
        if not step:
            typed.errors.setdefault("step", Words("请选择", "choose"))
        typed.checked()
        reporting.report_on(actor, _reporting(actor, row, unit), step=step, **values)

    return _refused(request, actor, row, "report", deed) or Words("进展已报送，待审核", "The report is sent")


@act
def extend(request: HttpRequest, actor: Actor, task: int) -> Words | HttpResponse:
    """Ask for a later deadline."""
    row, typed = task_for(actor, task), Typed(request.POST)
    to_day, reason = typed.day("to_day"), typed.text("reason")

    def deed() -> None:
        typed.checked()
        if to_day is None:
            raise Invalid({"to_day": Words("必填", "is wanted")})
        extending.ask_extension(actor, row, to_day=to_day, reason=reason)

    return _refused(request, actor, row, "extend", deed) or Words("已申请延期，待批", "A later deadline is asked for")


@act
def break_down(request: HttpRequest, actor: Actor, task: int) -> Words | HttpResponse:
    """Add a part to a task that was issued."""
    row, typed = task_for(actor, task), Typed(request.POST)
    title, unit = typed.line("title"), typed.key("unit_id")
    day, deliverable = typed.day("deadline"), typed.line("deliverable")
    helping = tuple(typed.keys("supporting"))

    def deed() -> None:
        typed.checked()
        draft = TaskDraft(title=title, unit_id=unit or 0, supporting=helping, deadline=day, deliverable=deliverable)
        parts.break_task(actor, row, drafts=[draft])

    return _refused(request, actor, row, "part", deed) or Words("已分解", "The part is added")


@act
def remove_part(request: HttpRequest, actor: Actor, task: int) -> Words:
    """Remove a part of which nothing was reported."""
    row = task_for(actor, task)
    if row.parent is None:
        raise NotThere(thing=Words("分项", "part"))
    parts.remove_part(actor, row.parent, part=row, expected=Typed(request.POST).revision())
    return Words("分项已删除", "The part is removed")


@act
def adjust(request: HttpRequest, actor: Actor, task: int) -> Words | HttpResponse:
    """Take a task into the open adjustment of tasks, or into a new one; its row there is shown, to be changed."""
    row, typed = task_for(actor, task), Typed(request.POST)
    ends, reason = typed.choice("ends", ENDS), typed.text("reason")

    def deed() -> Task:
        typed.checked()
        with transaction.atomic():
            return _taken_up(actor, row, ends=ends == "end", reason=reason)

    made: list[Task] = []
    refused = _refused(request, actor, row, "adjust", lambda: made.append(deed()))
    return refused or HttpResponseRedirect(reverse("task", args=[made[0].pk]))


@act
def change(request: HttpRequest, actor: Actor, task: int) -> Words | HttpResponse:
    """Change a task of a draft."""
    row, typed = task_for(actor, task), Typed(request.POST)
    values: dict[str, Any] = {
        "title": typed.line("title"),
        "unit_id": typed.key("unit_id"),
        "deadline": typed.day("deadline"),
        "kind": typed.choice("kind", Task.Kind.values) or Task.Kind.TASK,
        "section": typed.line("section", 80),
        "deliverable": typed.line("deliverable"),
        "programme_id": typed.key("programme_id"),
        "supporting": typed.keys("supporting"),
    }

    def deed() -> None:
        if values["unit_id"] is None:
            typed.errors["unit_id"] = Words("请选择", "choose")
        typed.checked()
        drafting.change_task(actor, _version(row), task=row, expected=typed.revision(), **values)

    return _refused(request, actor, row, "change", deed) or Words("已保存", "Saved")


@act
def remove(request: HttpRequest, actor: Actor, task: int) -> Words | HttpResponse:
    """Take a task out of a draft."""
    row = task_for(actor, task)
    version = _version(row)
    drafting.remove_task(actor, version, task=row, expected=Typed(request.POST).revision())
    return HttpResponseRedirect(f"{reverse('tasks')}?version={version.pk}")


@act
def group(request: HttpRequest, actor: Actor, task: int) -> Words:
    """Put a task under a programme, or under none."""
    row, typed = task_for(actor, task), Typed(request.POST)
    key = typed.key("programme_id")
    typed.checked()
    if key is None:
        if row.programme is not None:
            detach_task(actor, row.programme, task=row)
        return Words("已移出专项", "It is under no programme")
    programme = row_at(programmes_for(actor), key, PROGRAMME)
    attach_tasks(actor, programme, tasks=[row])
    return Words(f"已归入“{programme.name}”", f"It is under {programme.name}")


def _refused(
    request: HttpRequest, actor: Actor, task: Task, form: str, deed: Callable[[], object]
) -> HttpResponse | None:
    """Do it; where it is refused, the page with the form as it was typed."""
    try:
        deed()
    except Refused as error:
        now = task_for(actor, task.pk)
        held = forms_of(actor, now, list(line_for(actor, now))).get(form)
        if held is None:
            raise
        return task_page(request, actor, task.pk, refused=held.again(request.POST, error))
    return None


def _reporting(actor: Actor, task: Task, unit: int | None) -> Task | TaskUnit:
    """For which unit the person reports: the one named, else the first for which they may."""
    units = reporting_units(actor, task)
    chosen = next((each for each in units if unit in {None, each.pk}), None)
    if chosen is None or chosen.pk == task.unit_id:
        return task
    return TaskUnit.objects.select_related("supporter", "task").get(task=task, supporter=chosen)


def _taken_up(actor: Actor, task: Task, *, ends: bool, reason: str) -> Task:
    """The row of a task in the open adjustment of tasks of its plan, opened with the reason where there is none."""
    drafts = adjustments_for(actor, plan=task.plan_id, kind=PlanVersion.Kind.TASK, state="draft")
    version = drafts.first() or open_adjustment(actor, task.plan, kind=PlanVersion.Kind.TASK, reason=reason)
    return take_up_task(actor, version, task=task, ends=ends, why=reason)


def _version(task: Task) -> PlanVersion:
    """The version in which a task stands."""
    if task.version_id is None:
        raise NotThere(thing=VERSION)
    return PlanVersion.objects.select_related("plan__unit").get(pk=task.version_id)
