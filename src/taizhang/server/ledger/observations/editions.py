"""The rows of a series as they came: editions of one figure, corrections, what waits, each with who and when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import User
from taizhang.server.ledger.models import Indicator, Observation
from taizhang.server.ledger.observations.queries import observations_for

MOST = 60


@dataclass(frozen=True, slots=True)
class Editions:
    """The rows of one period, the latest edition first, with who entered and who accepted each."""

    period: str
    rows: list[Observation]


def editions_of(actor: Actor, unit: int, indicator: Indicator, year: int) -> list[Editions]:
    """What was ever said of the periods of a year and the one before, as far as may be seen; the latest first."""
    rows = observations_for(actor, unit=unit).filter(
        indicator=indicator, period_end__gte=date(year - 1, 1, 1), period_end__lte=date(year, 12, 31)
    )
    found: dict[str, list[Observation]] = {}
    for row in rows.order_by("-period_end", "period", "-id")[:MOST]:
        found.setdefault(row.period, []).append(row)
    return [Editions(period, some) for period, some in found.items()]


def people_of(editions: Iterable[Editions]) -> Mapping[int, str]:
    """The names of all who entered or accepted any of the rows."""
    keys = {key for each in editions for row in each.rows for key in (row.entered_by, row.accepted_by) if key}
    return {person.pk: str(person) for person in User.objects.filter(pk__in=keys)}
