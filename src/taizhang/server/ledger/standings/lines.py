"""The indicators of a region in a year, line by line: what is wanted, where it stands, what was reached.

A line stands for a target; an indicator without one has a line where a figure of it is known of the year or the last.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import Indicator, Observation, Plan
from taizhang.server.ledger.observations.deriving import Cell
from taizhang.server.ledger.observations.queries import usable
from taizhang.server.ledger.observations.recent import Recent, recent_of
from taizhang.server.ledger.observations.whole import Told, read_whole, sources, telling
from taizhang.server.ledger.standings.answers import Answer, answers, before
from taizhang.server.ledger.standings.queries import TargetStanding, standings
from taizhang.server.lib.periods import period_of

EARLIER = 5  # years whose totals are shown small beside a line, where nothing is told month by month
GREW = "growth"


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator with one target or none.

    `level` and `growth` are the latest of the year, each with its period, `last` is the whole year before, `recent`
    the last periods, `unit` whose figures these are.
    """

    indicator: Indicator
    standing: TargetStanding | None
    unit: int | None
    level: tuple[str, Cell] | None
    growth: tuple[str, Cell] | None
    last: Answer | None
    recent: Recent


def lines(unit: Unit, year: int, plan: Plan | None, on: date) -> list[Line]:
    """The lines of a government and a year, as known at a day: targets in the order of the plan, then the rest.

    In a dozen queries, however many lines there are.
    """
    stood = standings(plan, on, shares=False) if plan else []
    sourced = sources(unit)
    targeted = {standing.target.indicator_id: standing.target.indicator for standing in stood}
    indicators = targeted | _others(sourced, year, targeted)
    found = read_whole(_read(year, on), unit, indicators.values(), sourced)
    told = {key: telling(unit.pk, row, found, sourced) for key, row in indicators.items()}
    wanted = [_line(one.target.indicator, one, told[one.target.indicator_id], year, on) for one in stood]
    rest = (_line(row, None, told[key], year, on) for key, row in indicators.items() if key not in targeted)
    return wanted + [line for line in rest if line.level or line.growth or _is_known(line.last)]


def _others(sourced: Collection[int], year: int, besides: Collection[int]) -> dict[int, Indicator]:
    """The indicators of which the region has figures of a year or the one before, by their ids, in order of code."""
    rows = Observation.objects.filter(
        current=True, unit_id__in=sourced, period__gte=f"{year - 1}", period__lt=f"{year + 1}"
    )
    keys = set(rows.order_by().values_list("indicator_id", flat=True).distinct()) - set(besides)
    found = Indicator.objects.select_related("authority").filter(pk__in=keys).order_by("code")
    return {row.pk: row for row in found}


def _read(year: int, on: date) -> "QuerySet[Observation]":
    """What of the ledger the lines are read from: two years in full, the years before by their totals."""
    lately = Q(period_end__gte=date(year - 1, 1, 1))
    whole = Q(period_type=Observation.PeriodType.YEAR, period_end__gte=date(year - EARLIER, 1, 1))
    return usable().filter(lately | whole, period_end__lte=min(on, date(year, 12, 31)))


def _line(indicator: Indicator, standing: TargetStanding | None, told: Told | None, year: int, on: date) -> Line:
    if told is None:
        return Line(indicator, standing, None, None, None, None, Recent())
    due = period_of(standing.target.due if standing else str(year))
    known = answers(told.series, due, on)
    level = next(((one.period, one.level) for one in known if one.level), None)
    growth = next(((one.period, one.growth) for one in known if one.growth), None)
    grows = standing is not None and standing.target.measure == GREW
    recent = recent_of(told.series, rather_growth=grows)
    return Line(indicator, standing, told.unit, level, growth, before(told.series, period_of(str(year))), recent)


def _is_known(answer: Answer | None) -> bool:
    return answer is not None and bool(answer.level or answer.growth)


def cells_of(line: Line) -> Iterator[Cell]:
    """The cells of a line that are shown: the one that its target was held against first."""
    if line.standing and line.standing.reached:
        yield line.standing.reached.cell
    for one in (line.level, line.growth):
        if one:
            yield one[1]


def released(lines: Collection[Line]) -> dict[int, date | None]:
    """When the rows that are shown were released, by their ids; in one query."""
    keys = {cell.id for line in lines for cell in cells_of(line) if cell.id is not None}
    return dict(Observation.objects.filter(pk__in=keys).values_list("pk", "released_on"))
