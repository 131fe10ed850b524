"""The forms of a task, each there for those who may send it and while the task stands so that it may be sent."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.urls import reverse

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import TASK, Extension, Programme, Task, TaskUnit
from taizhang.server.ledger.plans.frozen import UNDER_WAY
from taizhang.server.ledger.programmes.queries import programmes_for
from taizhang.server.ledger.tasks.standing import OPEN
from taizhang.server.ledger.tasks.stating import said_before
from taizhang.server.lib import clock
from taizhang.server.pages.forms.typed import Field, Form, named_choices, options
from taizhang.server.pages.language import said
from taizhang.server.pages.plans.step_form import document_field
from taizhang.server.pages.tasks.words import KINDS

HIDDEN = Words("", "")
ENDS = {"change": Words("调整后继续", "to go on otherwise"), "end": Words("终止", "to end")}
SAID = {
    "start": Words("已启动", "it has begun"),
    "report": Words("有进展", "progress"),
    "finish": Words("已完成", "it is done"),
}


def forms_of(actor: Actor, task: Task, rows: list[Task]) -> dict[str, Form]:
    """The forms that are there, by their keys."""
    found: dict[str, Form] = {}
    if task.version is not None and task.version.state == "draft":
        if actor.may("plan.draft", task.plan.unit):
            found["change"] = changing(actor, task)
    elif _runs(task, rows):
        found |= _running(actor, task, rows)
    if actor.may("programme.keep", task.unit) and (choices := _programmes(actor)):
        found["programme"] = grouping(task, choices)
    return found


def _runs(task: Task, rows: list[Task]) -> bool:
    """Whether the task holds and is under way."""
    issued = [row for row in rows if row.version is None or row.version.state in {"issued", "superseded"}]
    return bool(issued) and issued[-1] == task and task.state in OPEN and task.plan.state != "closed"


def _running(actor: Actor, task: Task, rows: list[Task]) -> dict[str, Form]:
    found = {}
    if units := reporting_units(actor, task):
        found["report"] = reporting(actor, task, units)
    asked = Extension.objects.filter(task=task, state=Extension.State.ASKED).exists()
    if task.deadline is not None and not asked and actor.may("task.extend", task.unit):
        found["extend"] = extending(task)
    if actor.may("plan.draft", task.unit):
        found["part"] = breaking(task)
    drafted = any(row.version is not None and row.version.state in {"draft", "proposed"} for row in rows)
    adjustable = task.version_id is not None and task.plan.state in UNDER_WAY and not drafted
    if adjustable and actor.may("adjustment.propose", task.plan.unit):
        found["adjust"] = adjusting(task)
    return found


def reporting_units(actor: Actor, task: Task) -> list[Unit]:
    """For which of its units the person may report: the lead unit, supporting ones."""
    supporting = TaskUnit.objects.filter(task=task).select_related("supporter").order_by("pk")
    return [unit for unit in (task.unit, *(row.supporter for row in supporting)) if actor.may("task.report", unit)]


def reporting(actor: Actor, task: Task, units: list[Unit]) -> Form:
    """The form of a report."""
    steps = options({step: SAID[step] for step in _steps(task, leads=task.unit in units)})
    usual = "report" if TASK.allows(task.state, "report") else steps[0][0]
    fields = [
        Field("step", Words("情况", "how it stands"), "choice", usual, steps),
        Field("on", Words("截至日期", "as of"), "date", _day(clock.today()), required=True),
        Field("words", Words("进展情况", "in words"), "text", required=True),
        *(_percent(task) if task.unit in units else ()),
        document_field(actor, task.plan),
    ]
    if len(units) > 1:
        choices = named_choices(units)
        fields.insert(0, Field("unit_id", Words("报告单位", "reported for"), "choice", choices[0][0], choices))
    return _form("report", "task_report", task, Words("报送", "Send"), fields)


def _steps(task: Task, *, leads: bool) -> list[str]:
    """What may be reported of a task as it stands; its end by the lead unit alone."""
    return [step for step in SAID if TASK.allows(task.state, step) and (leads or step != "finish")]


def _percent(task: Task) -> list[Field]:
    """How far the lead unit says it is; once something was said, why it says less."""
    before, called = said_before(task), Words("自报进度（%）", "stated percent")
    if before is None:
        free = Words("可不填；只作参考，不影响亮灯", "if you like; told as stated, no light rests on it")
        return [Field("percent", called, "number", help=free)]
    last = Words(f"上次自报 {before}%", f"{before}% was stated last")
    why = Words("比上次少时必填", "wanted where it is less than before")
    return [
        Field("percent", called, "number", help=last),
        Field("percent_reason", Words("进度回退原因", "why it is less"), help=why),
    ]


def extending(task: Task) -> Form:
    """The form that asks for a later deadline."""
    fields = [
        Field("to_day", Words("申请延至", "asked until"), "date", required=True),
        Field("reason", Words("延期理由", "reason"), "text", required=True),
    ]
    return _form("extend", "task_extend", task, Words("申请延期", "Ask"), fields)


def breaking(task: Task) -> Form:
    """The form of a part."""
    fields = [
        Field("title", Words("分项名称", "part"), required=True),
        Field("unit_id", Words("责任单位", "unit"), "choice", choices=units_below(task), required=True),
        Field("deadline", Words("完成时限", "deadline"), "date", _day(task.deadline)),
        Field("deliverable", Words("成果", "deliverable")),
        supporting(task.plan.unit),
    ]
    return _form("part", "task_break", task, Words("分解", "Add the part"), fields)


def adjusting(task: Task) -> Form:
    """The form that takes a task into an adjustment."""
    fields = [
        Field(
            "ends",
            Words("任务将", "the task is"),
            "choice",
            "change",
            [(key, said(words)) for key, words in ENDS.items()],
        ),
        Field("reason", Words("调整理由", "reason"), "text", required=True),
    ]
    return _form("adjust", "task_adjust", task, Words("列入调整", "Take into an adjustment"), fields)


def changing(actor: Actor, task: Task) -> Form:
    """The form of a task of a draft."""
    choices = named_choices(_programmes(actor), Words("—", "—"))
    fields = [
        Field("title", Words("任务", "task"), value=task.title, required=True),
        Field("unit_id", Words("牵头单位", "lead unit"), "choice", str(task.unit_id), units_below(task), required=True),
        Field("deadline", Words("完成时限", "deadline"), "date", _day(task.deadline)),
        Field(
            "kind", Words("类别", "kind"), "choice", task.kind, [(kind, said(words)) for kind, words in KINDS.items()]
        ),
        Field("section", Words("章节", "section"), value=task.section),
        Field("deliverable", Words("成果", "deliverable"), value=task.deliverable),
        Field("programme_id", Words("专项", "programme"), "choice", str(task.programme_id or ""), choices),
        supporting(task.plan.unit, [each.id for each in task.supporters]),
        Field("revision", HIDDEN, "hidden", str(task.revision)),
    ]
    return _form("change", "task_change", task, Words("保存", "Save"), fields)


def grouping(task: Task, programmes: list[Programme]) -> Form:
    """The form that puts a task under a programme, or under none."""
    choices = named_choices(programmes, Words("不归入专项", "none"))
    field = Field("programme_id", Words("专项", "programme"), "choice", str(task.programme_id or ""), choices)
    return _form("programme", "task_programme", task, Words("归入", "Put under it"), [field])


def supporting(government: Unit, held: Iterable[int] = ()) -> Field:
    """The boxes of the units that may support a task, the government's own, and of those that do (`held`), closed ones
    and firms too, so that to save takes none away unseen; that of the lead unit says nothing.
    """
    keys = list(held)
    own = Q(path__startswith=government.path, closed_on=None) & ~Q(kind=Unit.Kind.FIRM)
    choices = named_choices(Unit.objects.filter(own | Q(pk__in=keys)))
    return Field(
        "supporting", Words("配合单位", "supporting units"), "boxes", choices=choices, ticked=[*map(str, keys)]
    )


def units_below(task: Task) -> list[tuple[str, str]]:
    """The units that may lead a task of the plan: the government's own."""
    rows = Unit.objects.filter(path__startswith=task.plan.unit.path, closed_on=None)
    return named_choices(rows)


def _programmes(actor: Actor) -> list[Programme]:
    return [row for row in programmes_for(actor).order_by("pk") if actor.may("programme.keep", row.unit)]


def _form(key: str, deed: str, task: Task, button: Words, fields: list[Field]) -> Form:
    return Form(key, reverse(deed, args=[task.pk]), reverse("task", args=[task.pk]), button, fields)


def _day(day: date | None) -> str:
    return f"{day:%Y-%m-%d}" if day else ""
