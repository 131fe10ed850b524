"""One series as a page shows it: each period with last period, the same period last year and the target beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import Indicator
from taizhang.server.ledger.observations.beside import Wanted, wanted
from taizhang.server.ledger.observations.deriving import Figures, Series
from taizhang.server.ledger.observations.queries import usable
from taizhang.server.ledger.observations.reading import series_of
from taizhang.server.lib.periods import (
    Period,
    PeriodType,
    next_period,
    period_at,
    period_of,
    previous_period,
    same_last_year,
)

MOST_YEARS = 30


@dataclass(frozen=True, slots=True)
class Point:
    """What is known of one period, of the one before and of the same one a year ago, and what is wanted of its year."""

    period: str
    figures: Figures
    last: Figures
    last_year: Figures
    targets: list[Wanted]


def points(
    unit: Unit, indicator: Indicator, first_year: int, last_year: int, kind: PeriodType = "month"
) -> list[Point]:
    """The periods of a kind, from year to year, of which anything is known; in three queries."""
    rows = usable().filter(
        unit=unit,
        indicator=indicator,
        period_end__gte=date(first_year - (10 if kind == "five_years" else 1), 1, 1),
        period_end__lte=date(last_year + (4 if kind == "five_years" else 0), 12, 31),
    )
    series = series_of(rows, [indicator]).get((unit.pk, indicator.pk))
    if series is None:
        return []
    targets = wanted([unit.pk], [indicator.pk], range(first_year, last_year + 1)).get((unit.pk, indicator.pk), [])
    shown = (_point(series, period, targets) for period in _periods(kind, first_year, last_year))
    return [point for point in shown if _known(point.figures)]


def _periods(kind: PeriodType, first_year: int, last_year: int) -> Iterator[Period]:
    """The periods of a kind from year to year; the first week of a year is that of its fourth of January."""
    period, last = period_at(kind, date(first_year, 1, 4 if kind == "week" else 1)), date(last_year, 12, 31)
    yield period
    while period.end < last:
        period = next_period(period)
        if period.year <= last_year or kind == "five_years":
            yield period


def _point(series: Series, period: Period, targets: list[Wanted]) -> Point:
    return Point(
        period.code,
        series.at(period.code),
        series.at(previous_period(period).code),
        series.at(same_last_year(period).code),
        [target for target in targets if covers(target.due, period)],
    )


def covers(due: str, period: Period) -> bool:
    """Whether a period lies in the one by which a target is due.

    >>> covers("2025", period_of("2025-03")), covers("2025H1", period_of("2025-07"))
    (True, False)
    """
    whole = period_of(due)
    return whole.start <= period.start and period.end <= whole.end


def _known(figures: Figures) -> bool:
    return any((figures.value, figures.cumulative, figures.growth, figures.cumulative_growth))
