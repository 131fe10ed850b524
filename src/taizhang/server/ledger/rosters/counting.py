"""Who stands on a roster at the end of a period, and who came in it: two counts, neither the change of the other.

A firm came (新增) if it entered in the period and did not stand there on the day before the period began: who lapsed
and was taken on again within the period is no newcomer, and who left lessens no count of newcomers.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from taizhang.server.accounts.models import Unit
from taizhang.server.accounts.permissions import ancestors
from taizhang.server.ledger.models import Roster, Standing
from taizhang.server.lib.periods import Period

AREAS = (Unit.Kind.DISTRICT, Unit.Kind.ZONE, Unit.Kind.TOWN)


@dataclass(frozen=True, slots=True)
class Count:
    """What a unit counts: who stands there at the end, who came in the period, who came since January."""

    unit: Unit
    stock: int
    added: int
    added_so_far: int


@dataclass(frozen=True, slots=True)
class Stay:
    """A stay as far as it is counted."""

    firm: int
    path: str
    entered_on: date
    left_on: date | None

    def stands(self, day: date) -> bool:
        """Whether it stands on a day; on the day it leaves it does no more.

        >>> stay = Stay(1, "1/", date(2025, 3, 1), date(2025, 6, 30))
        >>> [stay.stands(date(2025, *day)) for day in ((2, 28), (3, 1), (6, 29), (6, 30))]
        [False, True, True, False]
        """
        return self.entered_on <= day and (self.left_on is None or self.left_on > day)


def counts(roster: Roster, period: Period) -> list[Count]:
    """The counts of the keeping unit, of all, and of each district, zone and town that the roster reaches."""
    stays = stays_of(roster)
    january = period.start.replace(year=period.end.year, month=1, day=1)
    stock = _by_path(stay.path for stay in standing_at(stays, period.end))
    added = _by_path(stay.path for stay in came(stays, period.start, period.end))
    so_far = _by_path(stay.path for stay in came(stays, january, period.end))
    return [
        Count(unit, *(counter[path] for counter in (stock, added, so_far)))
        for unit, path in [(roster.unit, ""), *((area, area.path) for area in _areas(roster, stays))]
    ]


def stock_at(roster: Roster, day: date) -> int:
    """How many firms stand on the roster on a day."""
    return len(standing_at(stays_of(roster), day))


def added_in(roster: Roster, period: Period) -> int:
    """How many firms came in a period."""
    return len(came(stays_of(roster), period.start, period.end))


def stays_of(roster: Roster) -> list[Stay]:
    """All stays on a roster, past ones too."""
    rows = Standing.objects.filter(roster=roster).values_list("firm_id", "firm__unit__path", "entered_on", "left_on")
    return [Stay(*row) for row in rows]


def standing_at(stays: Iterable[Stay], day: date) -> list[Stay]:
    """The stays that stand on a day."""
    return [stay for stay in stays if stay.stands(day)]


def came(stays: list[Stay], start: date, end: date) -> list[Stay]:
    """The first stay of each firm that came from `start` to `end`."""
    before = {stay.firm for stay in standing_at(stays, start - timedelta(days=1))}
    found: dict[int, Stay] = {}
    for stay in stays:
        if start <= stay.entered_on <= end and stay.firm not in before:
            found.setdefault(stay.firm, stay)
    return list(found.values())


def _by_path(paths: Iterable[str]) -> Counter[str]:
    """How many stand at each unit or below it; all of them at the empty path."""
    found: Counter[str] = Counter()
    for path in paths:
        found.update(["", path, *ancestors(path)])
    return found


def reach_of(roster: Roster) -> Unit:
    """The unit at which and below which a roster takes firms: a bureau keeps it for its government."""
    return roster.unit if roster.unit.kind != Unit.Kind.BUREAU else roster.unit.parent or roster.unit


def _areas(roster: Roster, stays: Iterable[Stay]) -> list[Unit]:
    """Districts and zones that the roster reaches, firms or none, and the towns where it ever had one."""
    reach = reach_of(roster)
    paths = {path for stay in stays for path in [stay.path, *ancestors(stay.path)]}
    areas = Unit.objects.filter(path__startswith=reach.path, kind__in=AREAS).select_related("region").order_by("order")
    return [
        area
        for area in areas
        if area.pk != roster.unit_id
        and (area.path in paths or (area.kind != Unit.Kind.TOWN and area.closed_on is None))
    ]
