"""Of which government and which year a page speaks: chosen at the top of the page, and kept until chosen anew."""

from dataclasses import dataclass

from django.http import HttpRequest

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import Plan
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import Invalid, NotThere

KEPT = "scope"
GOVERNING = (Unit.Kind.GOVERNMENT, Unit.Kind.DISTRICT, Unit.Kind.ZONE, Unit.Kind.TOWN)
UNIT, YEAR = Words("地区", "region"), Words("应为四位年份，如 2025", "a year of four digits, as 2025")


@dataclass(frozen=True, slots=True)
class Scope:
    """A government (the unit that stands for its region) and a year, with the others that may be chosen."""

    unit: Unit
    year: int
    units: tuple[Unit, ...]
    years: tuple[int, ...]

    @property
    def plan(self) -> Plan | None:
        """The plan of that government for that year."""
        return Plan.objects.select_related("unit", "region").filter(unit=self.unit, year=self.year).first()


def scope_of(request: HttpRequest, actor: Actor) -> Scope:
    """What was chosen in the address (`unit`, `year`), else last, else one's own government and this year.

    NotThere for a unit beyond the person's reach, and for one without any; Invalid for a year that is none.
    """
    governing = Unit.objects.filter(actor.within("plan.read", "path"), kind__in=GOVERNING, closed_on=None)
    units = tuple(governing.select_related("region"))
    held = request.session.get(KEPT, {})
    unit = _unit(request.GET.get("unit"), held.get("unit"), units, actor)
    planned = set(Plan.objects.filter(unit=unit).values_list("year", flat=True))
    year = _year(request.GET.get("year"), held.get("year"), planned)
    chosen = {"unit": unit.pk, "year": year}
    if held != chosen and ("unit" in request.GET or "year" in request.GET):
        request.session[KEPT] = chosen
    return Scope(unit, year, units, tuple(sorted(planned | {year, clock.today().year}, reverse=True)))


def _unit(asked: str | None, held: int | None, units: tuple[Unit, ...], actor: Actor) -> Unit:
    by_key = {str(unit.pk): unit for unit in units}
    if asked is not None:
        if asked not in by_key:
            raise NotThere(thing=UNIT)
        return by_key[asked]
    if str(held) in by_key:
        return by_key[str(held)]
    if not units:
        raise NotThere(thing=UNIT)
    own = actor.user.unit if actor.user else None
    above = [unit for unit in units if own is not None and own.path.startswith(unit.path)]
    return above[-1] if above else units[0]


def _year(asked: str | None, held: int | None, planned: set[int]) -> int:
    if asked is not None:
        if not (asked.isascii() and asked.isdecimal() and len(asked) == 4 and "1949" <= asked <= "2100"):
            raise Invalid({"year": YEAR})
        return int(asked)
    today = clock.today().year
    return held or (today if today in planned or not planned else max(planned))
