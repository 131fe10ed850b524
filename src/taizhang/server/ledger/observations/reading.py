"""Read the usable figures of many series at once: few columns, one query, no objects."""

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet

from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import Indicator, Observation
from taizhang.server.ledger.observations.deriving import Kind, Reported, Series
from taizhang.server.ledger.observations.queries import usable
from taizhang.server.lib.periods import Period, period_of, previous_period, same_last_year

COLUMNS = (
    "unit_id",
    "indicator_id",
    "id",
    "period",
    "vintage",
    "value",
    "cumulative",
    "growth",
    "cumulative_growth",
    "places",
)
Place = tuple[int, int]


def series_of(rows: "QuerySet[Observation]", indicators: Iterable[Indicator]) -> dict[Place, Series]:
    """The series in `rows`, by unit and indicator."""
    kinds = {indicator.pk: Kind.of(indicator) for indicator in indicators}
    found: dict[Place, list[Reported]] = {}
    for unit, indicator, *fields in rows.order_by().values_list(*COLUMNS):
        found.setdefault((unit, indicator), []).append(Reported(*fields))
    return {place: Series(kinds[place[1]], tuple(reported)) for place, reported in found.items()}


def readable(actor: Actor, units: Iterable[int]) -> list[Unit]:
    """Those of the units whose figures the actor may see, in the order of the tree."""
    rows = Unit.objects.filter(pk__in=list(units))
    rows = rows.filter(actor.within("observation.read", "path"))
    return list(rows)


def around(
    units: Collection[int], indicators: Collection[Indicator], period: Period, *, last: bool = False
) -> dict[Place, Series]:
    """The series of units and indicators, as far as a period needs them; in two queries.

    First the period itself, with the one before and a year ago, from which most is told. Then, for the flows that are
    reported month by month alone, whose cumulative is a sum, all of both years.
    """
    codes = _codes(period, last=last)
    rows = usable().filter(unit_id__in=units, indicator_id__in=[indicator.pk for indicator in indicators])
    found = series_of(rows.filter(period__in=codes), indicators)
    summed = {place for place, series in found.items() if _wants_sum(series, period)}
    if not summed:
        return found
    years = Q(period_end__year=period.year) | Q(period_end__year=period.year - 1)
    apart = {place[1] for place in summed}
    of_flows = usable().filter(years, unit_id__in={place[0] for place in summed}, indicator_id__in=apart)
    more = series_of(of_flows, [indicator for indicator in indicators if indicator.pk in apart])
    return found | {place: series for place, series in more.items() if place in summed}


def _codes(period: Period, *, last: bool) -> set[str]:
    """The codes that hold a period's figures or, with those of the period before, let them be derived."""
    ahead = previous_period(period)
    shown = [period, ahead] + ([previous_period(ahead)] if last else [])
    return {code for one in (*shown, *map(same_last_year, shown)) for code in alike(one)}


def alike(period: Period) -> set[str]:
    """A period and those of other kinds that end with it, which tell of the same time or of the year so far."""
    year, month = period.end.year, period.end.month
    codes = {period.code}
    if period.type in {"ten_day", "week", "five_years"}:
        return codes
    codes.add(f"{year}-{month:02d}")
    if month % 3 == 0:
        codes.add(f"{year}Q{month // 3}")
    if month % 6 == 0:
        codes.add(f"{year}H{month // 6}")
    if month == 12:
        codes.add(f"{year}")
    return codes


def _wants_sum(series: Series, period: Period) -> bool:
    """Whether a flow is reported of the period without its cumulative."""
    if series.kind.nature != "flow" or period.type == "week":
        return False
    ending = [row for row in series.rows if period_of(row.period).end == period.end]
    return bool(ending) and all(row.cumulative is None for row in ending)
