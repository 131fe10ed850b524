"""What is done again and again: functions with a period, each run by one worker at a time.

    @tick("returns.age", minutes=5)
    def age_returns() -> None: ...

A tick may be run late, and again after its worker was killed: it does whatever is due by now.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

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
    return [each.name for each in list(periodic.values()) if _taken(each, clock.now()) and _run(each)]


def run_all_ticks() -> list[str]:
    """Run every periodic function, due or not: in a trial, after its day was set."""
    return [each.name for each in list(periodic.values()) if _run(each)]


def _taken(each: Periodic, now: datetime) -> bool:
    """Whether it is due and this worker, no other, has it. A due time beyond the period is of a clock set back."""
    row, made = Tick.objects.get_or_create(pk=each.name, defaults={"due_at": now + each.every})
    if made:
        return True
    due = Q(due_at__lte=now) | Q(due_at__gt=now + each.every)
    if row.due_at > now and row.due_at <= now + each.every:
        return False
    return Tick.objects.filter(due, pk=each.name).update(due_at=now + each.every) == 1


def _run(each: Periodic) -> bool:
    trouble = ""
    try:
        each.function()
    except Exception as error:
        log.exception("tick %s failed", each.name)
        trouble = f"{type(error).__name__}: {error}"
    Tick.objects.filter(pk=each.name).update(ran_at=clock.now(), trouble=trouble)
    return True
