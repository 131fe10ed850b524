"""Reminders of tasks: the people of the lead unit are told that a deadline is near and that it has passed, once each.

Once of each deadline: a later one, granted or adjusted, is told of anew. Who said that the task is done and waits for
the review is not told.
"""

from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import make_aware

from taizhang.errors import Words
from taizhang.server.accounts.acting import SERVER
from taizhang.server.ledger.models import Task, TaskReport
from taizhang.server.ledger.tasks.lights import NEAR
from taizhang.server.ledger.tasks.standing import OPEN, in_force
from taizhang.server.lib import clock
from taizhang.server.lib.rows import Json
from taizhang.server.returns.by_itself import by_itself
from taizhang.server.returns.models import Notice
from taizhang.server.returns.notices.telling import notices_to, send

DUE, LATE = "task_due", "task_late"
BACK = 31  # days: of what passed longer ago nobody is told, so that a ledger just loaded does not tell of old things
Key = tuple[str, int, int, str]


def remind_of_tasks() -> int:
    """Tell of the tasks whose deadline is near or has passed and that were not told of yet; how many."""
    today = clock.today()
    waiting = list(_waiting(today))
    told = _told(today) if waiting else set()
    found = [task for task in waiting if _key(task, today) not in told]
    if found:
        with by_itself(SERVER, "task.remind") as act:
            send(act, [notice for task in found for notice in _notices(task, today)])
    return len(found)


def _waiting(today: date) -> "QuerySet[Task]":
    """The tasks under way whose deadline is near or passed lately."""
    ended = TaskReport.objects.filter(
        task__plan=OuterRef("plan"), task__line=OuterRef("line"), step="finish", state=TaskReport.State.SUBMITTED
    )
    near = Q(deadline__gte=today - timedelta(BACK), deadline__lte=today + timedelta(NEAR))
    rows = Task.objects.filter(near, in_force(), ~Exists(ended), state__in=OPEN).exclude(plan__state="closed")
    return rows.select_related("unit").order_by("deadline", "pk")


def _told(today: date) -> set[Key]:
    """What was told of within the days that are looked back on."""
    since = make_aware(datetime.combine(today - timedelta(BACK + 1), time.min))
    rows = Notice.objects.filter(kind__in=(DUE, LATE), made_at__gte=since).values_list("kind", "about")
    return {(kind, about["plan"], about["line"], about["deadline"]) for kind, about in rows}


def _key(task: Task, today: date) -> Key:
    return _kind(task, today), task.plan_id, task.line, str(task.deadline)


def _kind(task: Task, today: date) -> str:
    return LATE if task.deadline is not None and task.deadline < today else DUE


def _notices(task: Task, today: date) -> list[Notice]:
    kind = _kind(task, today)
    about: Json = {"task": task.pk, "plan": task.plan_id, "line": task.line, "deadline": str(task.deadline)}
    return notices_to(task.unit, kind, _words(task, kind), about)


def _words(task: Task, kind: str) -> Words:
    if kind == LATE:
        zh = f"任务“{task.title}”应于 {task.deadline} 前完成，现已逾期，请报送进展或申请延期"
        return Words(zh, f"“{task.title}” was due on {task.deadline}: report on it, or ask for a later deadline")
    zh = f"任务“{task.title}”将于 {task.deadline} 到期，请按时完成并报送进展"
    return Words(zh, f"“{task.title}” is due on {task.deadline}: report on it by then")
