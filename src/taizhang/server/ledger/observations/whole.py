"""Which series tells of a whole region: its government's, else that of who owns the indicator, else the only one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import Indicator, Observation
from taizhang.server.ledger.observations.deriving import Series
from taizhang.server.ledger.observations.queries import usable
from taizhang.server.ledger.observations.reading import Place, series_of

KINDS = (Unit.Kind.GOVERNMENT, Unit.Kind.BUREAU)


@dataclass(frozen=True, slots=True)
class Told:
    """A series, and the unit whose it is."""

    unit: int
    series: Series


def sources(unit: Unit) -> set[int]:
    """The units whose figures may be those of the whole region of a government: itself and its bureaus."""
    return {unit.pk, *Unit.objects.filter(region=unit.region_id, kind__in=KINDS).values_list("pk", flat=True)}


def read_whole(
    rows: "QuerySet[Observation]",
    unit: Unit,
    indicators: Collection[Indicator],
    others: Collection[int],
    besides: Collection[int] = (),
) -> dict[Place, Series]:
    """The series of a government and of units `besides`, and for what it does not tell those of others; two queries.

    As a rule the government tells most, and each of its dozens of bureaus has figures that are not asked for here.
    """
    found = series_of(rows.filter(unit_id__in={unit.pk, *besides}, indicator__in=indicators), indicators)
    rest = [indicator for indicator in indicators if (unit.pk, indicator.pk) not in found]
    if not rest:
        return found
    return found | series_of(rows.filter(unit_id__in=others, indicator__in=rest), rest)


def told_of(unit: Unit, indicator: Indicator, first: date, until: date) -> Told | None:
    """The series of one indicator that tells of the region of a government, from a day to a day; in three queries."""
    rows, sourced = usable().filter(period_end__gte=first, period_end__lte=until), sources(unit)
    return telling(unit.pk, indicator, read_whole(rows, unit, [indicator], sourced), sourced)


def telling(unit: int, indicator: Indicator, found: dict[Place, Series], sources: Collection[int]) -> Told | None:
    """Of the series found the one that tells of the whole region.

    Of several bureaus that each report a part of their own none tells the whole.
    """
    for one in (unit, indicator.authority_id):
        if one is not None and one in sources and (one, indicator.pk) in found:
            return Told(one, found[one, indicator.pk])
    others = [one for one in sources if (one, indicator.pk) in found]
    return Told(others[0], found[others[0], indicator.pk]) if len(others) == 1 else None
