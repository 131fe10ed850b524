"""Who has not reported: what is past its due day and not submitted, the latest first."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, OuterRef, QuerySet, Subquery

from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Unit
from taizhang.server.lib import clock
from taizhang.server.returns.models import Form, Return
from taizhang.server.returns.queries import returns_for
from taizhang.server.returns.standing import TO_FILL, asked_units, state_on


@dataclass(frozen=True, slots=True)
class Late:
    """A return that is wanted and late. `last_report` is when the unit last submitted this form for any period."""

    filed: Return
    unit: Unit
    form: Form
    state: str
    days: int
    last_report: datetime | None


@dataclass(frozen=True, slots=True)
class LateUnit:
    """How many returns of a unit are late, and by how many days the latest."""

    unit: Unit
    count: int
    most_days: int


@dataclass(frozen=True, slots=True)
class LateReturns:
    """Who has not reported: some of the returns, how many there are in all, and counts by unit."""

    day: date
    total: int
    rows: list[Late]
    units: list[LateUnit]


def late_returns(
    actor: Actor,
    *,
    form: int | None = None,
    unit: int | None = None,
    period: str | None = None,
    below: str = "",
    limit: int = 200,
    offset: int = 0,
) -> LateReturns:
    """The late returns that the actor may see, by days late, in four queries; `below` is the path of the unit above."""
    today = clock.today()
    late = returns_for(actor, form=form, unit=unit, period=period)
    late = late.filter(unit__path__startswith=below) if below else late
    late = late.filter(asked_units(), state__in=TO_FILL, due_on__lt=today)
    rows = _with_last(late).order_by("due_on", "unit__order", "pk")[offset : offset + limit]
    days = list(late.values_list("unit_id", "due_on"))
    return LateReturns(today, len(days), [_late(row, today) for row in rows], _by_unit(days, today))


def _with_last(late: "QuerySet[Return]") -> "QuerySet[Return]":
    """With the time at which the unit last submitted the form."""
    same = Return.objects.filter(form=OuterRef("form"), unit=OuterRef("unit"), submitted_at__isnull=False)
    last = same.order_by().values("form").annotate(last=Max("submitted_at")).values("last")
    return late.annotate(last_report=Subquery(last))


def _late(filed: Return, today: date) -> Late:
    last: datetime | None = getattr(filed, "last_report", None)
    return Late(filed, filed.unit, filed.form, state_on(filed, today), (today - filed.due_on).days, last)


def _by_unit(late: list[tuple[int, date]], today: date) -> list[LateUnit]:
    """Counts by unit, the one with the latest return first."""
    days: dict[int, list[int]] = {}
    for unit, due in late:
        days.setdefault(unit, []).append((today - due).days)
    units = Unit.objects.filter(pk__in=days).order_by("order")
    found = [LateUnit(unit, len(days[unit.pk]), max(days[unit.pk])) for unit in units]
    return sorted(found, key=lambda each: (-each.most_days, -each.count))
