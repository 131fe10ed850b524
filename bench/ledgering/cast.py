"""The units and people of the measured ledger, and the indicators of the catalogue that it keeps."""

from dataclasses import dataclass, field

from django.db import transaction

from ledgering.scale import Scale
from taizhang.server.accounts.acting import SERVER, Actor
from taizhang.server.accounts.actions import create_person, create_region, create_unit, give_grant, make_token
from taizhang.server.accounts.actions.tokens import scopes
from taizhang.server.accounts.models import Region, Unit, User
from taizhang.server.ledger.catalogue import load_catalogue
from taizhang.server.ledger.models import Indicator
from taizhang.server.operations.founding import found

PEOPLE = ("planner", "planner"), ("reviewer", "reviewer"), ("auditor", "auditor"), ("administrator", "administrator")
BESIDE = 5  # indicators of the forms that no bulk brings figures of


@dataclass
class Cast:
    """The tree of units, those who act at the city, at its first district and at that district's first town."""

    city: Unit
    units: list[Unit] = field(default_factory=list)
    districts: list[Unit] = field(default_factory=list)
    people: dict[str, Actor] = field(default_factory=dict)
    indicators: list[Indicator] = field(default_factory=list)
    of_forms: list[Indicator] = field(default_factory=list)

    @property
    def towns(self) -> list[Unit]:
        """The towns of all districts."""
        return [unit for unit in self.units if unit.kind == Unit.Kind.TOWN]


def make_cast(scale: Scale) -> Cast:
    """Units, people and indicators, each made by its action."""
    with transaction.atomic():
        cast = Cast(found(Region(code="990100", name="云澜市", level="prefecture"), "云澜市人民政府", "YL"))
    cast.units.append(cast.city)
    for number in range(scale.city_bureaus):
        cast.units.append(_unit(cast.city, f"B{number:02d}", f"市第{number + 1}局", "bureau"))
    for number in range(scale.districts):
        _district(cast, scale, number)
    for role, name in PEOPLE:
        cast.people[name] = _person(cast.city, name, role)
    cast.people["district"] = _person(cast.districts[0], "district", "reviewer")
    cast.people["town"] = _person(cast.towns[0], "town", "reporter")
    known = load_catalogue(SERVER, cast.city, codes=_codes(scale.indicators + BESIDE))
    cast.indicators, cast.of_forms = known[: scale.indicators], known[scale.indicators :]
    return cast


def cast_there(scale: Scale) -> Cast:
    """The cast of a ledger that was loaded before."""
    units = list(Unit.objects.select_related("region"))
    districts = [unit for unit in units if unit.kind == Unit.Kind.DISTRICT]
    known = list(Indicator.objects.filter(code__in=_codes(scale.indicators + BESIDE)).order_by("pk"))
    people = {user.username: Actor(user) for user in User.objects.select_related("unit")}
    return Cast(units[0], units, districts, people, known[: scale.indicators], known[scale.indicators :])


def key_of(actor: Actor) -> str:
    """The key of a new token of somebody, with all scopes."""
    assert actor.user is not None
    return make_token(actor, actor.user, name="bench", wanted=scopes(), days=30)[1]


def _district(cast: Cast, scale: Scale, number: int) -> None:
    place = create_region(SERVER, Region(code=f"9901{number + 2:02d}", name=f"第{number + 1}区", level="county"))
    district = _unit(cast.city, f"D{number:02d}", f"第{number + 1}区人民政府", "district", place)
    cast.districts.append(district)
    cast.units.append(district)
    for kind, word, count in (("bureau", "局", scale.district_bureaus), ("town", "镇", scale.towns)):
        for each in range(count):
            code = f"{district.code}-{kind[0].upper()}{each:02d}"
            cast.units.append(_unit(district, code, f"第{number + 1}区第{each + 1}{word}", kind, place))


def _unit(parent: Unit, code: str, name: str, kind: str, region: Region | None = None) -> Unit:
    place = region.pk if region else parent.region_id
    return create_unit(SERVER, parent, code=code, name=name, kind=kind, region_id=place)


def _person(unit: Unit, name: str, role: str) -> Actor:
    user = create_person(SERVER, unit, username=name, display_name=name)
    give_grant(SERVER, unit, user=user, role=role)
    return Actor(user)


def _codes(count: int) -> list[str]:
    """Indicators of the catalogue: two of three add up over the year, the rest stand at a time or are rates."""
    from taizhang.catalogue.indicators import indicators

    by_nature = {
        nature: [row.id for row in indicators() if row.nature == nature] for nature in ("flow", "stock", "rate")
    }
    rest = count // 6
    return by_nature["flow"][: count - 2 * rest] + by_nature["stock"][:rest] + by_nature["rate"][:rest]
