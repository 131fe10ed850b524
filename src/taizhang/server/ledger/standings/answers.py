"""What the observations of one series say of a target: the figures of its period so far, and those of a year before."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from taizhang.server.ledger.observations.deriving import Cell, Figures, Series
from taizhang.server.lib.periods import Period, period_of, same_last_year

COUNTED = ("month", "quarter", "half_year", "year", "five_years")


class Answer(NamedTuple):
    """What was reached: the period as facts name it, its level and its growth, each where it is known."""

    period: str
    level: Cell | None
    growth: Cell | None


def answers(series: Series, due: Period, on: date, *, earlier: bool = False) -> list[Answer]:
    """What is known of the period by which a target is due, up to a day: the latest level and the latest growth.

    With `earlier` all that was known before, too.
    """
    found: dict[str, Answer] = {}
    for period in _reported(series, due, on):
        answer = _answer(series, period, due)
        if answer is not None and (answer.level or answer.growth):
            found.setdefault(answer.period, answer)
        if not earlier and any(one.level for one in found.values()) and any(one.growth for one in found.values()):
            break
    return list(found.values())


def _reported(series: Series, due: Period, on: date) -> Iterator[Period]:
    """The periods of the rows that end within the target's, by a day."""
    for code in series.latest():
        period = period_of(code)
        if period.type in COUNTED and due.start <= period.end <= min(due.end, on):
            yield period


def _answer(series: Series, period: Period, due: Period) -> Answer | None:
    match series.kind.nature:
        case "stock":
            figures = series.at(period.code)
            return Answer(period.code, figures.value, figures.growth)
        case "rate":
            return _of_rate(series.at(period.code), period)
        case _:
            return _of_flow(series, period, due)


def _of_rate(figures: Figures, period: Period) -> Answer:
    """A rate of the months so far goes before that of the last of them."""
    if period.type == "month" and (figures.cumulative or figures.cumulative_growth):
        return Answer(so_far(period), figures.cumulative, figures.cumulative_growth)
    return Answer(period.code, figures.value, figures.growth)


def _of_flow(series: Series, period: Period, due: Period) -> Answer | None:
    """A flow from the first day of the target's period on; where that is no January only the whole of it."""
    if due.type == "five_years":
        return _of_years(series, period, due)
    if period.end == due.end:
        figures = series.at(due.code)
        return Answer(due.code, figures.value, figures.growth)
    if due.start.month != 1:
        return None
    figures = series.at(f"{period.end:%Y-%m}")
    return Answer(so_far(period), figures.cumulative, figures.cumulative_growth)


def _of_years(series: Series, period: Period, due: Period) -> Answer | None:
    """The years of a five-year target so far, whole years only."""
    if period.end.month != 12:
        return None
    first, last = due.start.year, period.end.year
    code = f"{first}-{last}" if last > first else f"{first}"
    return Answer(code, series.at(code).value, None)


def so_far(period: Period) -> str:
    """The months to the end of a period, as facts name them; a whole year is itself.

    >>> so_far(period_of("2025Q1")), so_far(period_of("2025"))
    ('2025-01/2025-03', '2025')
    """
    year = period.end.year
    if period.type in {"year", "five_years"}:
        return period.code
    return f"{year}-01/{year}-{period.end.month:02d}"


def before(series: Series, due: Period) -> Answer:
    """The year before a target's period: what it goes on from."""
    year = str(due.start.year - 1)
    figures, december = series.at(year), series.at(f"{year}-12")
    level = figures.value or december.cumulative or (december.value if series.kind.nature != "flow" else None)
    return Answer(year, level, figures.growth or december.cumulative_growth)


def year_ago(series: Series, answer: Answer) -> Answer | None:
    """The same part of the year before."""
    period = period_of(answer.period)
    if period.type == "five_years":
        return None
    then = same_last_year(period)
    so_far = then.type == "cumulative"
    figures = series.at(f"{then.end:%Y-%m}" if so_far else then.code)
    level = figures.cumulative if so_far else figures.value
    return Answer(then.code, level, None) if level else None
