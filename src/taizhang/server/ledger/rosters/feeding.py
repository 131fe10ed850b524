"""The counts of a roster as observations of its indicators: entered by the roster, accepted by a reviewer like any."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from taizhang.errors import Words
from taizhang.server.accounts.acting import SERVER, Act, Actor, action
from taizhang.server.ledger.models import Observation, Roster
from taizhang.server.ledger.observations.figures import Figure
from taizhang.server.ledger.observations.recording import Outcome, record
from taizhang.server.ledger.rosters.counting import Count, counts
from taizhang.server.lib import clock
from taizhang.server.lib.periods import Period, period_at, period_of
from taizhang.server.lib.refusals import Invalid, WrongState

RECOUNTED = "名单变动后重新计数"


@action("roster.keep")
def count_roster(act: Act, roster: Roster, *, period: str, why: str = "") -> list[Outcome]:
    """Enter the counts of a period that is over; what was accepted and differs becomes a correction to be accepted."""
    figures = figures_of(roster, ended(period))
    outcomes = record(act, figures)
    again = [number for number, outcome in enumerate(outcomes) if isinstance(outcome.error, WrongState)]
    corrected = record(act, [replace(figures[number], reason=why or RECOUNTED) for number in again])
    for number, outcome in zip(again, corrected, strict=True):
        outcomes[number] = outcome
    return outcomes


def count_all(actor: Actor = SERVER) -> int:
    """Count every roster that feeds an indicator for the months of the year up to the last that is over; how many."""
    last = clock.today().replace(day=1) - timedelta(days=1)
    months = [period_at("month", date(last.year, month, 1)) for month in range(1, last.month + 1)]
    fed = Roster.objects.exclude(stock=None, added=None)
    counted = 0
    for roster in fed.select_related("unit__parent", "unit__region", "stock", "added"):
        for month in months:
            if not _told(figures_of(roster, month)):
                count_roster(actor, roster, period=month.code)
                counted += 1
    return counted


def figures_of(roster: Roster, period: Period) -> list[Figure]:
    """The counts of a roster as figures of its indicators."""
    return [figure for count in counts(roster, period) for figure in _figures(roster, count, period)]


def ended(code: str) -> Period:
    """The period of a code; Invalid unless it is over. Months 1 to N are told by the month N."""
    period = period_of(code)
    if period.type == "cumulative":
        raise Invalid({"period": Words("请填月份；累计数随月份一并计算", "name the month: it holds months 1 to N too")})
    if period.end >= clock.today():
        raise Invalid({"period": Words(f"{period.words.zh}尚未结束", f"{period.words.en} is not over")})
    return period


def _figures(roster: Roster, count: Count, period: Period) -> Iterable[Figure]:
    origin = {"roster": roster.pk}
    if roster.stock is not None:
        stock = Decimal(count.stock)
        yield Figure(unit=count.unit, indicator=roster.stock, period=period.code, value=stock, origin=origin)
    if roster.added is not None:
        whole = period.type in {"year", "five_years"}
        yield Figure(
            unit=count.unit,
            indicator=roster.added,
            period=period.code,
            value=Decimal(count.added),
            cumulative=None if whole else Decimal(count.added_so_far),
            origin=origin,
        )


def _told(figures: list[Figure]) -> bool:
    """Whether the ledger says all this already, accepted or waiting."""
    rows = Observation.objects.filter(
        unit__in={figure.unit.pk for figure in figures},
        indicator__in={figure.indicator.pk for figure in figures},
        period__in={figure.period for figure in figures},
    ).exclude(state=Observation.State.REJECTED)
    said: dict[tuple[int, int], tuple[Decimal | None, Decimal | None]] = {
        (row.unit_id, row.indicator_id): (row.value, row.cumulative) for row in rows.order_by("pk")
    }
    return all(said.get((f.unit.pk, f.indicator.pk)) == (f.value, f.cumulative) for f in figures)
