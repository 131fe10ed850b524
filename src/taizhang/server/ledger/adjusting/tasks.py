"""Tasks in an adjustment: taken up into its draft, compared, and put in place of what was when it is agreed."""

from collections.abc import Iterable

from django.db.models import QuerySet

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.ledger.models import TASK, PlanVersion, Task, TaskUnit
from taizhang.server.ledger.plans.difference import Change, Line, difference
from taizhang.server.ledger.plans.frozen import draft_with_tasks
from taizhang.server.ledger.tasks.standing import in_force
from taizhang.server.lib.refusals import Invalid
from taizhang.server.lib.rows import plain

COPIED = (
    "plan_id",
    "line",
    "kind",
    "parent_id",
    "unit_id",
    "title",
    "section",
    "deliverable",
    "deadline",
    "sentence",
    "statement_id",
    "programme_id",
)
COMPARED = ("kind", "title", "section", "deliverable", "deadline", "sentence")
ADJUST = Words("调整", "adjusting")


@action("adjustment.propose")
def take_up_task(act: Act, version: PlanVersion, *, task: Task, ends: bool = False, why: str = "") -> Task:
    """Take a task that holds into the draft of an adjustment, as a row to be changed there; or to end it."""
    draft = draft_with_tasks(act, version)
    TASK.after(task.state, "adjust", ADJUST)
    _must_be_free(draft, task)
    values = {name: getattr(task, name) for name in COPIED}
    entered_by = act.user.pk if act.user else None
    state = "ended" if ends else "not_started"
    row = act.create(Task(version=draft, state=state, entered_by=entered_by, **values))
    act.create_many(TaskUnit(task=row, supporter_id=each.supporter_id) for each in task.supporting.all())
    return row


def _must_be_free(draft: PlanVersion, task: Task) -> None:
    """Raise Invalid unless the task holds, is no part of another, and no other open adjustment has taken it up."""
    held = Task.objects.filter(in_force(), pk=task.pk, plan=draft.plan).exclude(version=None).exists()
    if not held or draft.kind == PlanVersion.Kind.ORIGINAL:
        raise Invalid({"task": Words("只能调整现行计划中的任务", "only a task that holds in this plan is adjusted")})
    taken = Task.objects.filter(plan=draft.plan, line=task.line, version__state__in=("draft", "proposed"))
    if other := taken.select_related("version").first():
        number = other.version.number if other.version else 0
        raise Invalid({"task": Words(f"任务已列入第 {number} 版的调整", f"version {number} has taken it up already")})
    if task.version is not None and task.version.number > draft.number:
        zh = f"任务已由第 {task.version.number} 版调整，请另提一次调整"
        raise Invalid({"task": Words(zh, f"version {task.version.number} adjusted it since: open another adjustment")})


def task_changes(version: PlanVersion) -> list[Change]:
    """What the draft of an adjustment changes of the tasks that hold, line by line."""
    rows = _read(version.tasks.all())
    before = _read(Task.objects.filter(in_force(), plan=version.plan, line__in=[row.line for row in rows]))
    return difference("task", _lines(before), _lines(row for row in rows if row.state != "ended"))


def tasks_of(version: PlanVersion) -> dict[int, Task]:
    """The tasks as they were by a version: of each line the row of the nearest version that it follows."""
    found: dict[int, Task | None] = {}
    for each in chain(version):
        ended = ended_by(each)
        for row in _read(each.tasks.all()):
            found.setdefault(row.line, None if row.line in ended else row)
    return {line: row for line, row in found.items() if row is not None}


def chain(version: PlanVersion) -> Iterable[PlanVersion]:
    """A version, the one that it follows, and so on to the first."""
    versions = {each.pk: each for each in version.plan.versions.all()}
    here: PlanVersion | None = version
    while here is not None:
        yield here
        here = versions.get(here.base_id or 0)


def ended_by(version: PlanVersion) -> set[int]:
    """The lines of tasks that an adjustment ends."""
    if version.difference is None:
        return set(version.tasks.filter(state="ended").values_list("line", flat=True)) if version.base_id else set()
    return {said["line"] for said in version.difference if said["of"] == "task" and said["what"] == "removed"}


def changes_between(before: PlanVersion, after: PlanVersion) -> list[Change]:
    """What changed in the tasks from the one version to the other, line by line."""
    return difference("task", _lines(tasks_of(before).values()), _lines(tasks_of(after).values()))


def _read(rows: "QuerySet[Task]") -> list[Task]:
    return list(rows.select_related("unit", "programme").prefetch_related("supporting__supporter"))


def _lines(tasks: Iterable[Task]) -> list[Line]:
    return [Line(task.line, task.title, _compared(task)) for task in tasks]


def _compared(task: Task) -> dict[str, object]:
    supporting = sorted(each.supporter.name for each in task.supporting.all())
    fields = {name: plain(getattr(task, name)) for name in COMPARED}
    return fields | {
        "unit": task.unit.name,
        "supporting": supporting,
        "programme": task.programme.name if task.programme else None,
    }


def put_in_place(act: Act, version: PlanVersion) -> None:
    """Let the tasks of an adjustment that is agreed take the place of those before them, with what hangs on these.

    To be called while the version is not yet issued.
    """
    rows = {row.line: row for row in version.tasks.all()}
    ending, held = ended_by(version), Task.objects.filter(in_force(), plan=version.plan, line__in=rows)
    replaced = list(held.exclude(version=None).select_for_update(of=("self",)).order_by("pk"))
    drafted = {row.pk: row for row in rows.values()}
    for before in replaced:
        row = rows[before.line]
        for child in Task.objects.filter(parent=before).exclude(pk__in=[each.pk for each in replaced]):
            act.update(drafted.get(child.pk, child), parent=row)
        if before.line not in ending:
            act.update(row, state=before.state, reported_on=before.reported_on, percent=before.percent)
        act.update(before, state=TASK.after(before.state, "adjust", ADJUST))
