"""What is done again and again: functions with a period, each run by one worker at a time.

    @tick("returns.age", minutes=5)
    def age_returns() -> None: ...

A tick may be run late, and again after its worker was killed: it does whatever is due by now.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from taizhang.server.jobs.models import Tick
from taizhang.server.lib import clock

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Periodic:
    """A function and its period."""

    name: str
    every: timedelta
    function: Callable[[], object]


periodic: dict[str, Periodic] = {}


def tick(name: str, *, minutes: float) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Have a function called every so many minutes."""

    def decorate(function: Callable[[], object]) -> Callable[[], object]:
        periodic[name] = Periodic(name, timedelta(minutes=minutes), function)
        return function

    return decorate


def run_due_ticks() -> list[str]:
    """Run what is due by the clock of the ledger; the names of what ran."""
    now = clock.now()
    due_at = dict(Tick.objects.values_list("pk", "due_at"))
    due = [each for each in periodic.values() if _due(due_at.get(each.name), now, each.every) and _taken(each, now)]
    for each in due:
        _run(each)
    return [each.name for each in due]


def run_all_ticks() -> list[str]:
    """Run every periodic function, due or not: in a trial, after its day was set."""
    for each in list(periodic.values()):
        _run(each)
    return list(periodic)


def _due(at: datetime | None, now: datetime, every: timedelta) -> bool:
    """Whether it is time. What never ran is due; a time further off than the period is of a clock since set back."""
    return at is None or at <= now or at > now + every


def _taken(each: Periodic, now: datetime) -> bool:
    """Whether this worker, and no other, has it."""
    row, made = Tick.objects.get_or_create(pk=each.name, defaults={"due_at": now + each.every})
    same = Tick.objects.filter(pk=each.name, due_at=row.due_at)
    return made or (_due(row.due_at, now, each.every) and same.update(due_at=now + each.every) == 1)


def _run(each: Periodic) -> None:
    trouble = ""
    try:
        each.function()
    except Exception as error:
        log.exception("tick %s failed", each.name)
        trouble = f"{type(error).__name__}: {error}"
    Tick.objects.filter(pk=each.name).update(ran_at=clock.now(), trouble=trouble)
