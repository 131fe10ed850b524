"""Put a list of tasks into its draft, all or none, and put it back."""

from datetime import date

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act
from taizhang.server.ledger.models import PlanVersion, Task
from taizhang.server.ledger.tasks.drafting import TaskDraft, alter_task, make_tasks, take_out
from taizhang.server.ledger.tasks.standing import must_be_draft
from taizhang.server.lib.refusals import Refused
from taizhang.server.lib.rows import Json
from taizhang.server.returns.models import ImportPart
from taizhang.server.returns.workbooks.restoring import fields_before, left_behind
from taizhang.server.returns.workbooks.task_lists.sending import tasks_of


def put(act: Act, part: ImportPart) -> list[Json]:
    """Change and add the tasks of a draft, all or none."""
    version = _version(part)
    act.actor.wants("plan.draft", version.plan.unit)
    rows = [row["put"] for row in part.rows if "put" in row]
    tasks = tasks_of(version)
    written = [_change(act, version, tasks, each) for each in rows if each["id"] is not None]
    new = [each for each in rows if each["id"] is None]
    made = make_tasks(act, version, [_draft(each) for each in new]) if new else []
    return written + [{"id": task.pk, "revision": task.revision, "before": None, "supporting": []} for task in made]


def _version(part: ImportPart) -> PlanVersion:
    return PlanVersion.objects.select_related("plan__unit").get(pk=part.asked["version"])


def _change(act: Act, version: PlanVersion, tasks: dict[int, Task], put_in: Json) -> Json:
    task = tasks.get(put_in["id"])
    if task is None:
        raise Refused(detail=Words("有任务已不在草案里，请重新预览", "a task is not in the draft any more"))
    supporting = [row.supporter_id for row in task.supporting.all()]
    values = _values(put_in["values"])
    before = {name: getattr(task, name) for name in values}
    alter_task(
        act, version, task=task, expected=put_in["revision"], supporting=put_in["supporting"], values=dict(values)
    )
    kept = {name: value.isoformat() if isinstance(value, date) else value for name, value in before.items()}
    return {"id": task.pk, "revision": task.revision, "before": kept, "supporting": supporting}


def _values(values: Json) -> Json:
    deadline = values.get("deadline")
    return values | ({"deadline": date.fromisoformat(deadline)} if deadline else {})


def _draft(put_in: Json) -> TaskDraft:
    return TaskDraft(**_values(put_in["values"]), supporting=tuple(put_in["supporting"] or ()))


def must_be_open(part: ImportPart) -> None:
    """Raise where the tasks of the version are settled."""
    if _version(part).state != "draft":
        must_be_draft(_version(part))


def back(act: Act, part: ImportPart) -> list[Json]:
    """Put tasks back as they were, take out those that were added; what was changed since is left."""
    version = _version(part)
    act.actor.wants("plan.draft", version.plan.unit)
    must_be_draft(version)
    tasks, left = tasks_of(version), []
    for one in part.written:
        task = tasks.get(one["id"])
        if task is None:
            continue
        if task.revision != one["revision"] or (one["before"] is None and task.parts.exists()):
            left.append(left_behind(task.title, task.title, "其后修改"))
        elif one["before"] is None:
            take_out(act, version, task=task, expected=one["revision"])
        else:
            values: dict[str, object] = fields_before(Task, one["before"])
            alter_task(act, version, task=task, expected=one["revision"], supporting=one["supporting"], values=values)
    return left
