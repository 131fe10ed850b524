"""Where the year stands against the calendar: a bar with today and the due days of the cycle."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from taizhang.errors import Words
from taizhang.server.ledger.cycle.calendar import Entry, calendar_of
from taizhang.server.ledger.cycle.procedure import rules_for
from taizhang.server.ledger.models import PLAN, Plan
from taizhang.server.lib import clock

FULL = 100


@dataclass(frozen=True, slots=True)
class Mark:
    """A step of the cycle on the bar: its number, how far along in per cent, how it is drawn and told."""

    number: int
    at: str
    kind: str  # done, next, waiting
    entry: Entry
    done_on: date | None
    words: Words


@dataclass(frozen=True, slots=True)
class Bar:
    """The bar: its months, today, how much of the year is over, and the steps. Places are per cents of its width."""

    months: list[tuple[str, int, bool]]
    today: str | None
    year_from: str
    year_wide: str
    gone_wide: str
    gone: int
    days: int
    of_days: int
    marks: list[Mark]
    state: Words

    @property
    def following(self) -> Mark | None:
        """The step that comes next."""
        return next((mark for mark in self.marks if mark.kind == "next"), None)


def bar_of(plan: Plan, today: date) -> Bar:
    """The bar of a plan."""
    entries = calendar_of(plan, rules_for(plan.region_id), plan.steps.all())
    first, last = _ends(plan.year, entries)
    start, end = date(plan.year, 1, 1), date(plan.year, 12, 31)
    of_days = (end - start).days + 1
    days = min(max((today - start).days + 1, 0), of_days)

    def place(day: date) -> float:
        return FULL * (day - first).days / ((last - first).days + 1)

    return Bar(
        months=[(_at(place(day)), day.month, day.year == plan.year) for day in _months(first, last)],
        today=_at(place(today)) if first <= today <= last else None,
        year_from=_at(place(start)),
        year_wide=_at(place(end) - place(start)),
        gone_wide=_at(FULL * days / ((last - first).days + 1)),
        gone=round(FULL * days / of_days),
        days=days,
        of_days=of_days,
        marks=[_mark(number, entry, place) for number, entry in enumerate(entries, start=1)],
        state=PLAN.states[plan.state],
    )


def _ends(year: int, entries: Sequence[Entry]) -> tuple[date, date]:
    """Whole months around the year and the due days."""
    due = [entry.due for entry in entries if entry.due is not None]
    first, last = min([date(year, 1, 1), *due]), max([date(year, 12, 31), *due])
    return first.replace(day=1), date(last.year + last.month // 12, last.month % 12 + 1, 1)


def _months(first: date, last: date) -> list[date]:
    months = [first]
    while (following := _next(months[-1])) < last:
        months.append(following)
    return months


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _at(per_cent: float) -> str:
    return f"{per_cent:.2f}%"


def _mark(number: int, entry: Entry, place: Callable[[date], float]) -> Mark:
    done = timezone.localdate(entry.done_at) if entry.done_at else None
    kind = "done" if done else "next" if entry.next else "waiting"
    return Mark(number, _at(place(entry.due)) if entry.due else "", kind, entry, done, _words(entry, done))


def _words(entry: Entry, done: date | None) -> Words:
    """Whether a step was taken in time, or how long it still has."""
    late = entry.days_late
    if entry.skipped:
        return Words("不需要，已略过", "skipped")
    if done is not None:
        return Words(f"晚 {late} 天", f"{late} days late") if late else Words("按时", "in time")
    if late:
        return Words(f"已过期 {late} 天", f"{late} days overdue")
    if entry.due is None:
        return Words("未定日期", "no day set")
    left = (entry.due - clock.today()).days
    return Words(f"还有 {left} 天", f"in {left} days")
