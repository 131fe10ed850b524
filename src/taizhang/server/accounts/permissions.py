"""What each role may do at which units: the table of permissions.tsv, and where a unit stands to a person's grants.

Standing: `own` is the unit of the grant, `below` all under it, `above` those on the way to the root, `beside` the rest.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from django.db.models import Q

from taizhang.catalogue.table import Row, parse_table
from taizhang.errors import Words
from taizhang.server.accounts.models import Grant, Role, Unit, User
from taizhang.server.lib import clock

Standing = Literal["own", "below", "above", "beside"]
STANDINGS: tuple[Standing, ...] = ("own", "below", "above", "beside")


@dataclass(frozen=True, slots=True)
class Permission:
    """One action: its names, the scope that a token needs for it, and where each role may do it."""

    action: str
    name: Words
    scope: str
    reach: dict[str, frozenset[Standing]]


@cache
def permissions() -> dict[str, Permission]:
    """The table, by action."""
    text = files("taizhang.server.accounts").joinpath("permissions.tsv").read_text(encoding="utf-8")
    return {row["action"]: _permission(row) for row in parse_table("permissions.tsv", text)}


def _permission(row: Row) -> Permission:
    reach = {role: _standings(row[role]) for role in Role.values}
    return Permission(row["action"], Words(row["zh"], row["en"]), row["scope"], reach)


def _standings(cell: str) -> frozenset[Standing]:
    if cell == "all":
        return frozenset(STANDINGS)
    return frozenset(standing for standing in STANDINGS if standing in cell.split())


def grants_of(user: User) -> list[Grant]:
    """The grants that hold today, with their units; read once for a user object."""
    if not user.is_active or user.pk is None:
        return []
    held: list[Grant] | None = getattr(user, "grants_held", None)
    if held is None:
        today = clock.today()
        rows = Grant.objects.filter(user=user, withdrawn_at=None).select_related("unit")
        held = [grant for grant in rows if grant.until is None or grant.until >= today]
        user.grants_held = held
    return held


def standing_of(path: str, at: str) -> Standing:
    """Where the unit of `path` stands to a grant at the unit of path `at`.

    >>> [standing_of(path, "1/4/") for path in ("1/4/", "1/4/9/", "1/", "1/5/")]
    ['own', 'below', 'above', 'beside']
    """
    if path == at:
        return "own"
    if path.startswith(at):
        return "below"
    if at.startswith(path):
        return "above"
    return "beside"


def may(user: User, action: str, unit: Unit | None) -> bool:
    """Whether a grant of `user` reaches `unit` for `action`. What stands at no unit wants a grant at a root unit."""
    permission = permissions()[action]
    return any(
        (standing_of(unit.path, grant.unit.path) if unit else "own") in permission.reach[grant.role]
        and (unit is not None or grant.unit.parent_id is None)
        for grant in grants_of(user)
    )


def within(user: User, action: str, path: str = "unit__path") -> Q:
    """The condition for rows at units that `action` reaches; `path` leads to the path of the row's unit."""
    permission = permissions()[action]
    found = Q(pk__in=[])
    for grant in grants_of(user):
        reach = permission.reach[grant.role]
        if len(reach) == len(STANDINGS):
            return Q()
        found |= _condition(reach, grant.unit.path, path)
    return found


def _condition(reach: frozenset[Standing], at: str, path: str) -> Q:
    own, below, above = Q(**{path: at}), Q(**{f"{path}__startswith": at}), Q(**{f"{path}__in": ancestors(at)})
    found = Q(pk__in=[])
    if "own" in reach:
        found |= own
    if "below" in reach:
        found |= below & ~own
    if "above" in reach:
        found |= above
    if "beside" in reach:
        found |= ~below & ~above
    return found


def ancestors(path: str) -> list[str]:
    """The paths above a path, the root first.

    >>> ancestors("1/4/17/")
    ['1/', '1/4/']
    """
    parts = path.split("/")[:-2]
    return ["/".join(parts[: i + 1]) + "/" for i in range(len(parts))]
