"""What turned red since a moment: targets by what was known then, tasks by their deadlines and reports."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.ledger.models import Plan, Task, TaskReport
from taizhang.server.ledger.observations.queries import usable_at
from taizhang.server.ledger.plans.wording import target_words
from taizhang.server.ledger.standings.queries import TargetStanding, standings
from taizhang.server.ledger.tasks.lights import light_words
from taizhang.server.ledger.tasks.queries import Wanted, tasks_for
from taizhang.server.ledger.wording import name_of
from taizhang.server.lib import clock
from taizhang.server.pages.overview.addresses import to
from taizhang.server.pages.overview.glance import indicator_address
from taizhang.server.pages.scope import Scope

MOST = 6
BETTER = frozenset({"green", "blue"})


@dataclass(frozen=True, slots=True)
class Turned:
    """One that turned red: what, what it was before, why, and where it is shown."""

    name: Words
    was: str
    because: Words
    address: str


@dataclass(frozen=True, slots=True)
class Turning:
    """The first of those that turned red, how many there are in all, and how many targets left red."""

    targets: list[Turned]
    target_count: int
    tasks: list[Turned]
    task_count: int
    left: int


def turning(actor: Actor, plan: Plan, now: Iterable[TargetStanding], scope: Scope, moment: datetime) -> Turning:
    """What turned red since a moment."""
    then = _lights(plan, moment)
    turned = [each for each in now if each.light == "red" and then.get(each.target.line, "red") != "red"]
    left = sum(each.light in BETTER and then.get(each.target.line) == "red" for each in now)
    late = turned_late(actor, plan, moment)
    return Turning(
        [_target(each, then[each.target.line], scope) for each in turned[:MOST]],
        len(turned),
        [_task(task) for task in late.order_by("deadline", "pk")[:MOST]],
        late.count(),
        left,
    )


def _lights(plan: Plan, moment: datetime) -> dict[int, str]:
    """The light of each target as it was shown at a moment."""
    day = timezone.localtime(moment).date()
    shown = standings(plan, day, shares=False, among=usable_at(moment))
    return {each.target.line: each.light for each in shown}


def turned_late(actor: Actor, plan: Plan, moment: datetime) -> "QuerySet[Task]":
    """The red tasks whose deadline passed since, or of which it was reported since that they fell behind."""
    day = timezone.localtime(moment).date()
    fell = TaskReport.objects.filter(
        task=OuterRef("pk"), step="fall_behind", state=TaskReport.State.ACCEPTED, decided_at__gt=moment
    )
    return tasks_for(actor, Wanted(plan=plan.pk, light="red")).filter(
        Q(deadline__gte=day, deadline__lt=clock.today()) | Exists(fell)
    )


def _target(standing: TargetStanding, was: str, scope: Scope) -> Turned:
    indicator = standing.target.indicator
    wanted = target_words(standing.target)
    name = name_of(indicator)
    return Turned(
        Words(f"{name.zh} {wanted.zh}", f"{name.en}, {wanted.en}"),
        was,
        standing.method,
        indicator_address(scope, indicator),
    )


def _task(task: Task) -> Turned:
    return Turned(
        Words(task.title, task.title),
        "",
        light_words(task, "red", clock.today()),
        to("task", task.pk),
    )
