"""What step of a plan is due when, what was done when, and how late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from taizhang.errors import Words
from taizhang.server.ledger.cycle.procedure import STEPS, Rules, due_days
from taizhang.server.ledger.models import PLAN, Plan, Step
from taizhang.server.lib import clock

AFTER = {step: after for (_, step), after in PLAN.steps.items() if step != "redraft"}
ORDER = ("collecting", *(AFTER[step] for step in STEPS))


@dataclass(frozen=True, slots=True)
class Entry:
    """One step in the calendar. `days_late` counts up to the day it was done, or to today."""

    step: str
    name: Words
    required: bool
    due: date | None
    done_at: datetime | None
    done_by: int | None
    skipped: bool
    next: bool
    days_late: int


def calendar_of(plan: Plan, rules: Rules, stamps: Iterable[Step]) -> list[Entry]:
    """The eight steps of a plan in their order; a step taken before the plan went back to the draft counts no more."""
    last = {stamp.step: stamp for stamp in sorted(stamps, key=lambda stamp: stamp.pk)}
    reached, days = ORDER.index(plan.state), due_days(rules, plan.year)
    entries = []
    for position, step in enumerate(STEPS, start=1):
        stamp = last.get(step) if position <= reached else None
        until = timezone.localdate(stamp.at) if stamp else clock.today()
        due = days[step]
        entries.append(
            Entry(
                step=step,
                name=STEPS[step],
                required=rules[step].required,
                due=due,
                done_at=stamp.at if stamp else None,
                done_by=stamp.by if stamp else None,
                skipped=bool(stamp and stamp.skipped),
                next=position == reached + 1,
                days_late=max(0, (until - due).days) if due else 0,
            )
        )
    return entries
