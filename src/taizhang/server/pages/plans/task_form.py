"""The forms of tasks of a draft: a new one, one that is there, one taken up for an adjustment."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from taizhang.errors import Words
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import PlanVersion, Task
from taizhang.server.pages.forms.typed import Field, Form, Typed, named_choices, options
from taizhang.server.pages.language import said
from taizhang.server.pages.plans.words import VALUES
from taizhang.server.pages.tasks.forms import supporting

HOW = {"change": Words("修改", "change it"), "end": Words("终止", "end it")}


def adding(version: PlanVersion) -> Form:
    """The form of a new task."""
    back, deed = _home(version), reverse("plan_task_add", args=[version.pk])
    return Form("new", deed, back, Words("增加", "Add"), _fields(version, None), cancel=back)


def changing(version: PlanVersion, task: Task) -> Form:
    """The form of a task that is there, with the revision that is seen."""
    seen = Field("revision", Words("", ""), "hidden", str(task.revision))
    back, deed = _home(version), reverse("plan_task_change", args=[task.pk])
    return Form("change", deed, back, Words("保存", "Save"), (*_fields(version, task), seen), cancel=back)


def taking_up(version: PlanVersion, holding: Iterable[Task]) -> Form:
    """The form by which a task that holds is taken into an adjustment."""
    tasks = [("", said(Words("请选择", "choose"))), *((str(task.pk), f"{task.line} {task.title}") for task in holding)]
    fields = (
        Field("task", Words("现行任务", "task that holds"), "choice", choices=tasks, first=True),
        Field("how", Words("调整方式", "how"), "choice", "change", options(HOW)),
    )
    back, deed = _home(version), reverse("plan_task_take_up", args=[version.pk])
    return Form("take", deed, back, Words("列入调整", "Take it up"), fields, cancel=back)


def _home(version: PlanVersion) -> str:
    return f"{reverse('plan_tasks', args=[version.plan_id])}?version={version.pk}"


def _fields(version: PlanVersion, held: Task | None) -> tuple[Field, ...]:
    kind = held.kind if held else Task.Kind.TASK.value
    unit = str(held.unit_id) if held else ""
    deadline = held.deadline.isoformat() if held and held.deadline else f"{version.plan.year}-12-31"
    return (
        Field("title", Words("任务", "task"), "text", held.title if held else "", required=True, first=True),
        Field("kind", Words("类别", "kind"), "choice", kind, options(VALUES["kind"])),
        Field("section", Words("章节", "section"), value=held.section if held else ""),
        Field("unit_id", Words("牵头单位", "lead unit"), "choice", unit, _units(version), required=True),
        Field("deadline", Words("完成时限", "deadline"), "date", deadline),
        Field("deliverable", Words("成果形式", "deliverable"), value=held.deliverable if held else ""),
        supporting(version.plan.unit, [each.id for each in held.supporters] if held else ()),
    )


def _units(version: PlanVersion) -> list[tuple[str, str]]:
    rows = Unit.objects.filter(path__startswith=version.plan.unit.path, closed_on=None).exclude(kind=Unit.Kind.FIRM)
    return named_choices(rows, Words("请选择", "choose"))


def values_in(typed: Typed) -> dict[str, Any]:
    """What was typed, as the actions take it."""
    values = {
        "title": typed.line("title"),
        "kind": typed.choice("kind", VALUES["kind"]) or Task.Kind.TASK.value,
        "section": typed.line("section", 80),
        "unit_id": typed.key("unit_id"),
        "deadline": typed.day("deadline"),
        "deliverable": typed.line("deliverable"),
        "supporting": tuple(typed.keys("supporting")),
    }
    if values["unit_id"] is None:
        typed.errors.setdefault("unit_id", Words("请选择牵头单位", "choose the lead unit"))
    typed.checked()
    return values
