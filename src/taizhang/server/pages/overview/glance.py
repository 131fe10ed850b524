"""The headline indicators at a glance: the first lines of the plan, each with result, pace, light and small history."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from taizhang.errors import Words
from taizhang.following.wording import period_called
from taizhang.server.ledger.models import Indicator
from taizhang.server.ledger.observations.deriving import Cell, Figures, Series
from taizhang.server.ledger.plans.wording import target_words
from taizhang.server.ledger.standings.queries import TargetStanding
from taizhang.server.ledger.standings.wording import needed_words, reached_words
from taizhang.server.ledger.wording import name_of
from taizhang.server.lib.periods import Period, PeriodType, period_at, period_of, previous_period
from taizhang.server.pages.lights import pace_told, why
from taizhang.server.pages.overview.addresses import to, within
from taizhang.server.pages.scope import Scope

MOST = 12
PERIODS = 12
KINDS: tuple[PeriodType, ...] = ("month", "quarter", "half_year", "year")  # the finest that tells a story is drawn
STORY = 3
LIGHTS = ("red", "amber", "blue", "green", "grey")


@dataclass(frozen=True, slots=True)
class Result:
    """What was reached: its words, the part of the year, and where it came from."""

    words: Words
    period: Words
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table."""

    standing: TargetStanding
    name: Words
    wanted: Words
    wanted_address: str
    result: Result | None
    pace: str
    why: str
    needed: Words | None
    history: Sequence[Decimal | None]
    told: Words
    address: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many stand in a light, and where they are listed."""

    light: str
    number: int
    address: str


def first_of_each(standings: Iterable[TargetStanding]) -> list[TargetStanding]:
    """The first line of each indicator, as many as are shown."""
    by_indicator: dict[int, TargetStanding] = {}
    for standing in standings:
        by_indicator.setdefault(standing.target.indicator_id, standing)
    return list(by_indicator.values())[:MOST]


def rows_of(standings: Sequence[TargetStanding], scope: Scope, on: date) -> list[Row]:
    """The headline rows."""
    return [_row(standing, scope, on) for standing in first_of_each(standings)]


def lights_of(standings: Iterable[TargetStanding], scope: Scope) -> list[Count]:
    """How many targets stand in each light."""
    counted: Counter[str] = Counter(standing.light for standing in standings)
    return [
        Count(light, counted[light], within(scope, "indicators", light=light)) for light in LIGHTS if counted[light]
    ]


def indicator_address(scope: Scope, indicator: Indicator) -> str:
    """The page of an indicator, of the government and year at hand."""
    return within(scope, "indicator", indicator.code)


def _row(standing: TargetStanding, scope: Scope, on: date) -> Row:
    indicator = standing.target.indicator
    history = history_of(standing.series, standing.role, on) if standing.series else []
    return Row(
        standing=standing,
        name=name_of(indicator),
        wanted=target_words(standing.target),
        wanted_address=to("trace", "target", standing.target.pk),
        result=_result(standing, scope),
        pace=pace_told(standing),
        why=why(standing),
        needed=needed_words(standing),
        history=[cell.number if cell else None for _, cell in history],
        told=_told(indicator, history),
        address=indicator_address(scope, indicator),
    )


def _result(standing: TargetStanding, scope: Scope) -> Result | None:
    told = standing.reached
    if told is None:
        return None
    indicator = standing.target.indicator
    from_row = to("trace", "observation", told.cell.id) if told.cell.id is not None else ""
    return Result(
        reached_words(indicator, told, standing.role),
        period_called(told.period),
        from_row or indicator_address(scope, indicator),
    )


def history_of(series: Series, role: str | None, on: date) -> list[tuple[str, Cell | None]]:
    """The last periods of the finest kind of which enough is known, up to a day, each with what is known of it."""
    ends = [end for code in series.latest() if (end := period_of(code).end) <= on]
    for kind in KINDS if ends else ():
        found = [(period.code, _cell(series.at(period.code), series, role)) for period in _back(_ended(kind, ends[0]))]
        if sum(cell is not None for _, cell in found) >= STORY:
            return found[next(at for at, (_, cell) in enumerate(found) if cell is not None) :]
    return []


def _ended(kind: PeriodType, day: date) -> Period:
    """The last period of a kind that ended by a day."""
    period = period_at(kind, day)
    return period if period.end <= day else previous_period(period)


def _back(last: Period) -> list[Period]:
    """So many periods up to one, the earliest first."""
    periods = [last]
    while len(periods) < PERIODS:
        periods.append(previous_period(periods[-1]))
    return periods[::-1]


def _cell(figures: Figures, series: Series, role: str | None) -> Cell | None:
    """What the history of a target is drawn of: growth so far in the year, the flow of the period, else the level."""
    if role == "growth":
        return figures.cumulative_growth or figures.growth
    return figures.value if series.kind.nature == "flow" else figures.value or figures.cumulative


def _told(indicator: Indicator, history: Sequence[tuple[str, Cell | None]]) -> Words:
    """The history in words, for those who do not see the line: from its first to its last figure."""
    known = [(code, cell) for code, cell in history if cell is not None]
    if len(known) < 2:
        return Words("", "")
    (first, from_), (last, to_) = known[0], known[-1]
    told = [f"{period} {cell.number.normalize():f}" for period, cell in ((first, from_), (last, to_))]
    return Words(f"{indicator.name}走势：{told[0]} 至 {told[1]}", f"{indicator}: from {told[0]} to {told[1]}")
