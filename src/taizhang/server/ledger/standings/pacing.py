"""The pace line of a target over the months of its year: what would be on time at the end of each.

It goes by what standings go by: a flow by the share that the same months made of last year, else by the months gone; a
stock on the straight way from last year's end; a growth by last year's months with the growth upon them. A rate is
compared as it is at any time, and has none.
"""

from decimal import Decimal

from taizhang.server.ledger.models import Target
from taizhang.server.ledger.observations.beside import Wanted
from taizhang.server.ledger.observations.deriving import Series, stretches
from taizhang.server.ledger.standings.answers import before
from taizhang.server.lib.periods import period_of

MONTHS = range(1, 13)
Line = list[Decimal | None]


def so_far(series: Series, year: int) -> Line:
    """What was reached by the end of each month: the sum of a flow since January, else the value then."""
    return [_level(series, f"{year}-{month:02d}") for month in MONTHS]


def growth_so_far(series: Series, year: int) -> Line:
    """By how much that is more than a year before, in per cent."""
    found = (series.at(f"{year}-{month:02d}") for month in MONTHS)
    return [cell.number if (cell := one.cumulative_growth) else None for one in found]


def pace_line(series: Series, target: Target | Wanted, year: int) -> Line:
    """What would be on time at the end of each month; without a line all are None."""
    nothing: Line = [None] * len(MONTHS)
    if target.value is None or target.due != str(year) or series.kind.nature == "rate":
        return nothing
    last = so_far(series, year - 1)
    if target.measure == Target.Measure.GROWTH:
        return _grown(last, target.value) if series.kind.divides else nothing
    if target.measure != Target.Measure.LEVEL:
        return nothing
    if series.kind.nature == "flow":
        return _by_share(last, target.value)
    return _on_the_way(series, target.value, year)


def _level(series: Series, code: str) -> Decimal | None:
    cell = series.level(stretches(code, series.kind.nature == "stock")[1])
    if cell is None and series.kind.nature == "rate":
        cell = series.at(code).value
    return cell.number if cell else None


def _grown(last: Line, growth: Decimal) -> Line:
    return [None if one is None else one * (1 + growth / 100) for one in last]


def _by_share(last: Line, target: Decimal) -> Line:
    """By last year's months where these are known and make a part of the year; by the months gone elsewhere."""
    whole = last[-1]
    if whole is not None and whole > 0 and all(one is None or 0 <= one <= whole for one in last):
        return [target * month / 12 if one is None else target * one / whole for month, one in enumerate(last, 1)]
    return [target * month / 12 for month in MONTHS]


def _on_the_way(series: Series, target: Decimal, year: int) -> Line:
    level = before(series, period_of(str(year))).level
    if level is None:
        return [None] * len(MONTHS)
    return [level.number + (target - level.number) * month / 12 for month in MONTHS]
