"""My updates: which tasks a person's own units have to report on, what is longest overdue first."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import OuterRef, Q, QuerySet, Subquery

from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.permissions import grants_of, permissions
from taizhang.server.ledger.models import Task, TaskReport
from taizhang.server.ledger.tasks.lights import NEAR
from taizhang.server.ledger.tasks.queries import Wanted, tasks_for
from taizhang.server.ledger.tasks.standing import OPEN
from taizhang.server.lib import clock

RHYTHM = 30
Because = Literal["returned", "late", "due", "silent", "never"]


@dataclass(frozen=True, slots=True)
class Owed:
    """A task on which a report is owed, why, and by how many days (nought: owed from today)."""

    task: Task
    because: Because
    days: int


def owed_by(actor: Actor) -> list[Owed]:
    """What the units owe at which the actor reports: sent back, late, due within a week, silent for a month."""
    today = clock.today()
    found = [owed for task in _led(actor) if (owed := _owed(task, today))]
    return sorted(found, key=lambda owed: (-owed.days, owed.task.pk))


def _led(actor: Actor) -> "QuerySet[Task]":
    last = TaskReport.objects.filter(
        task__plan=OuterRef("plan"), task__line=OuterRef("line"), reporter=OuterRef("unit")
    ).order_by("-on", "-pk")
    return (
        tasks_for(actor, Wanted())
        .filter(own_units(actor, "task.report"), state__in=OPEN)
        .exclude(plan__state="closed")
        .select_related("version")
        .annotate(last_state=Subquery(last.values("state")[:1]), last_on=Subquery(last.values("on")[:1]))
    )


def own_units(actor: Actor, action: str) -> Q:
    """The condition for rows of the units at which the actor holds a role that does something, none below."""
    if actor.user is None:
        return Q()
    reach = permissions()[action].reach
    return Q(unit__in=[grant.unit_id for grant in grants_of(actor.user) if "own" in reach[grant.role]])


def _owed(task: Task, today: date) -> Owed | None:
    """What is owed of a task; nothing while a report waits for its review.

    The month of silence runs from the last report, and before any from the day on which the version was issued.
    """
    state, last = getattr(task, "last_state", None), getattr(task, "last_on", None)
    if state == TaskReport.State.SUBMITTED:
        return None
    issued = task.version.decided_at if task.version else None
    since = last or (issued.date() if issued else today)
    silent = (today - since).days - RHYTHM
    past = (today - task.deadline).days if task.deadline else None
    days = max(silent, past if past is not None else silent, 0)
    if state == TaskReport.State.RETURNED:
        return Owed(task, "returned", days)
    if past is not None and past > 0:
        return Owed(task, "late", days)
    if last is None:
        return Owed(task, "never", days)
    if past is not None and past >= -NEAR:
        return Owed(task, "due", days)
    return Owed(task, "silent", days) if silent >= 0 else None
