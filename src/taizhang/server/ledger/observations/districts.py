"""The units right below a government side by side: which there are, and for which periods their figures are known."""

from collections import Counter
from collections.abc import Collection
from datetime import date

from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import Indicator
from taizhang.server.ledger.observations.queries import usable
from taizhang.server.lib.periods import Period, period_of

KINDS = (Unit.Kind.DISTRICT, Unit.Kind.ZONE, Unit.Kind.TOWN)


def districts_of(actor: Actor, unit: Unit) -> list[Unit]:
    """The districts, zones or towns right below a government whose figures the actor may see."""
    below = Unit.objects.filter(parent=unit, kind__in=KINDS, closed_on=None).select_related("region")
    return list(below.filter(actor.within("observation.read", "path")))


def periods_told(units: Collection[Unit], indicator: Indicator, year: int, until: date) -> list[tuple[Period, int]]:
    """The periods of a year of which units tell, and of how many, the latest first; of those that end together the
    longest first. Where nothing is told of the year, those of the year before.
    """
    rows = usable().filter(
        unit__in=units,
        indicator=indicator,
        period_end__gte=date(year - 1, 1, 1),
        period_end__lte=min(until, date(year, 12, 31)),
    )
    told = Counter(period for _, period in set(rows.order_by().values_list("unit_id", "period")))
    found = sorted(((period_of(code), count) for code, count in told.items()), key=_latest)
    of_year = [one for one in found if one[0].year == year]
    return of_year or found


def _latest(told: tuple[Period, int]) -> tuple[int, int]:
    return -told[0].end.toordinal(), told[0].start.toordinal()


def best_period(told: list[tuple[Period, int]]) -> Period | None:
    """The latest period of which at least half as many tell as of the one that most tell of."""
    most = max((count for _, count in told), default=0)
    return next((period for period, count in told if count * 2 >= most), None)
