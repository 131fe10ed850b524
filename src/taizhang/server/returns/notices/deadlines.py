"""Reminders of tasks: the people of the lead unit are told that a deadline is near and that it has passed, once each.

Once of each deadline to each lead unit: a later one, granted or adjusted, and one that came to another unit are told of
anew. Who said that the task is done, or asked for a later deadline, waits for the decision and is not told. What there
is to tell at once stands in one message to each person of a unit.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby
from operator import attrgetter

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import make_aware

from taizhang.server.accounts.acting import SERVER
from taizhang.server.ledger.models import Extension, Task, TaskReport
from taizhang.server.ledger.tasks.lights import NEAR
from taizhang.server.ledger.tasks.standing import OPEN, in_force
from taizhang.server.lib import clock
from taizhang.server.lib.rows import Json
from taizhang.server.returns.by_itself import by_itself
from taizhang.server.returns.models import Notice
from taizhang.server.returns.notices.deadline_words import words_of
from taizhang.server.returns.notices.telling import notices_to, reporters_at, send

DUE, LATE = "task_due", "task_late"
BACK = 31  # days: of what passed longer ago nobody is told, so that a ledger just loaded does not tell of old things
Key = tuple[str, int, int, int, str]


def remind_of_tasks() -> int:
    """Tell of the tasks whose deadline is near or has passed and that were not told of yet; how many messages."""
    today = clock.today()
    waiting = list(_waiting(today))
    told = _told(today) if waiting else set()
    notices = list(_notices([task for task in waiting if _key(task, today) not in told], today))
    if notices:
        with by_itself(SERVER, "task.remind") as act:
            send(act, notices)
    return len(notices)


def _waiting(today: date) -> "QuerySet[Task]":
    """The tasks under way whose deadline is near or passed lately, unit by unit."""
    line = {"task__plan": OuterRef("plan"), "task__line": OuterRef("line")}
    ended = TaskReport.objects.filter(**line, step="finish", state=TaskReport.State.SUBMITTED)
    asked = Extension.objects.filter(**line, state=Extension.State.ASKED)
    near = Q(deadline__gte=today - timedelta(BACK), deadline__lte=today + timedelta(NEAR))
    rows = Task.objects.filter(near, in_force(), ~Exists(ended), ~Exists(asked), state__in=OPEN)
    return rows.exclude(plan__state="closed").select_related("unit").order_by("unit_id", "deadline", "pk")


def _told(today: date) -> set[Key]:
    """What was told of within the days that are looked back on."""
    since = make_aware(datetime.combine(today - timedelta(BACK + 1), time.min))
    rows = Notice.objects.filter(kind__in=(DUE, LATE), made_at__gte=since).values_list("unit", "about")
    return {
        (each["kind"], unit, each["plan"], each["line"], each["deadline"])
        for unit, about in rows
        for each in about["tasks"]
    }


def _key(task: Task, today: date) -> Key:
    return _kind(task, today), task.unit_id, task.plan_id, task.line, str(task.deadline)


def _kind(task: Task, today: date) -> str:
    return LATE if task.deadline is not None and task.deadline < today else DUE


def _notices(tasks: list[Task], today: date) -> Iterator[Notice]:
    """One message to each person of each unit; none where nobody reports for a unit, who may be appointed yet."""
    people = reporters_at({task.unit_id for task in tasks}) if tasks else {}
    for unit, rows in groupby(tasks, key=attrgetter("unit")):
        own = list(rows)
        late = [task for task in own if _kind(task, today) == LATE]
        words = words_of(late, [task for task in own if task not in late])
        yield from notices_to(unit, people[unit.pk], LATE if late else DUE, words, _about(own, today))


def _about(tasks: list[Task], today: date) -> Json:
    """By what it is known later that these were told of; where it is one alone, the task to which the message leads."""
    told: Json = {
        "tasks": [
            {"kind": _kind(task, today), "plan": task.plan_id, "line": task.line, "deadline": str(task.deadline)}
            for task in tasks
        ]
    }
    return told | {"task": tasks[0].pk} if len(tasks) == 1 else told
