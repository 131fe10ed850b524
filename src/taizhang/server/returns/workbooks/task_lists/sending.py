"""The tasks of a version as a list that goes out, and how a task is told in it."""

from django.db.models import Prefetch

from taizhang.errors import Words
from taizhang.server.ledger.models import PlanVersion, Task, TaskUnit
from taizhang.server.returns.models import Import
from taizhang.server.returns.workbooks.listing import Field, Listed, Row, list_workbook
from taizhang.server.returns.workbooks.names import file_name
from taizhang.server.returns.workbooks.naming import Units, units_of

FREE = 100
MARK = "、"
KINDS = {str(label): value for value, label in Task.Kind.choices}


def fields_of(units: Units) -> list[Field]:
    """The columns of the list."""
    return [
        Field("line", Words("行号", "line"), 6, "fixed"),
        Field("title", Words("任务", "task"), 44),
        Field("kind", Words("类别", "kind"), 10, "words", tuple(KINDS)),
        Field("section", Words("章节", "section"), 18),
        Field("unit", Words("牵头单位", "lead unit"), 20, "words", tuple(units.names.values())),
        Field("supporting", Words("配合单位", "supporting units"), 28),
        Field("deadline", Words("完成时限", "deadline"), 13, "date"),
        Field("deliverable", Words("预期成果", "deliverable"), 36),
    ]


def task_workbook(version: PlanVersion) -> tuple[str, bytes]:
    """The workbook of the tasks of a version, and what it is called."""
    plan = version.plan
    units = units_of(plan.unit)
    rows = [
        Row({"id": task.pk, "base": told(task, units)}, {"line": task.line, **told(task, units)})
        for task in tasks_of(version).values()
    ]
    title = f"{plan.title} 任务分解"
    listed = Listed(Import.Kind.TASKS, version.pk, plan.unit.region.code, plan.title)
    return file_name(plan.title, "任务分解"), list_workbook(listed, title, fields_of(units), rows, FREE)


def told(task: Task, units: Units) -> dict[str, str]:
    """A task as its line says it."""
    supporters = [units.names.get(row.supporter_id, row.supporter.name) for row in task.supporting.all()]
    return {
        "title": task.title,
        "kind": str(Task.Kind(task.kind).label),
        "section": task.section,
        "unit": units.names.get(task.unit_id, task.unit.name),
        "supporting": MARK.join(supporters),
        "deadline": task.deadline.isoformat() if task.deadline else "",
        "deliverable": task.deliverable,
    }


def tasks_of(version: PlanVersion) -> dict[int, Task]:
    """The tasks of a version by id, with those that support them."""
    supporting = Prefetch("supporting", TaskUnit.objects.select_related("supporter").order_by("id"))
    rows = Task.objects.filter(version=version).select_related("unit", "plan").prefetch_related(supporting)
    return {task.pk: task for task in rows.order_by("line")}
