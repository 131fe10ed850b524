"""The last periods of a series as a line as small as a word: months where they are told, else years."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from taizhang.server.ledger.observations.deriving import Series, stretches
from taizhang.server.lib.periods import Period, period_at, period_of, previous_period, same_last_year

MOST, MOST_YEARS = 12, 6
ENOUGH = {"month": 3, "year": 2}  # fewer make no line
Measured = Literal["level", "growth"]
Read = Callable[[Period], Decimal | None]


@dataclass(frozen=True, slots=True)
class Recent:
    """Values of the last periods, the latest last, and of what: the level, or the growth year on year."""

    periods: tuple[str, ...] = ()
    values: tuple[Decimal | None, ...] = ()
    measure: Measured = "level"


def recent_of(series: Series, *, rather_growth: bool = False) -> Recent:
    """The last twelve months, or six years where months are not told: the level, unless growth is rather wanted.

    A flow counted on from January has the levels of its single months only where two counts follow each other; where
    these are too few its growth is shown.
    """
    reads: list[tuple[Measured, Read]] = [("level", _level(series)), ("growth", _growth(series))]
    for periods in (_months(series), _years(series)):
        for measure, read in reads[::-1] if rather_growth else reads:
            values = tuple(read(period) for period in periods)
            if periods and sum(value is not None for value in values) >= ENOUGH[periods[0].type]:
                first = next(at for at, value in enumerate(values) if value is not None)
                return Recent(tuple(period.code for period in periods[first:]), values[first:], measure)
    return Recent()


def _level(series: Series) -> Read:
    stock = series.kind.nature == "stock"

    def read(period: Period) -> Decimal | None:
        cell = series.level(stretches(period.code, stock)[0])
        return cell.number if cell else None

    return read


def _growth(series: Series) -> Read:
    stock = series.kind.nature == "stock"

    def read(period: Period) -> Decimal | None:
        so_far = stretches(period.code, stock)[1]
        cell = series.growth(so_far, stretches(same_last_year(period).code, stock)[1])
        return cell.number if cell else None

    return read


def _months(series: Series) -> list[Period]:
    """The twelve months to the last that is reported as a month; none where hardly any is."""
    ends = sorted({row.period for row in series.rows if period_of(row.period).type == "month"})
    return _back(period_of(ends[-1]), MOST) if len(ends) >= ENOUGH["month"] else []


def _years(series: Series) -> list[Period]:
    """The six years to the last of which the whole is reported."""
    ends = [period_of(row.period).end for row in series.rows]
    whole = [end for end in ends if end == date(end.year, 12, 31)]
    return _back(period_at("year", max(whole)), MOST_YEARS) if whole else []


def _back(last: Period, count: int) -> list[Period]:
    periods = [last]
    while len(periods) < count:
        periods.append(previous_period(periods[-1]))
    return periods[::-1]
