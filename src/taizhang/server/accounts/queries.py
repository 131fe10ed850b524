"""What is asked of regions, units, people, and of the log as far as somebody may read it."""

from collections.abc import Iterable, Sequence

from django.db.models import Prefetch, Q, QuerySet

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Grant, Region, SavedView, Token, Unit, User
from taizhang.server.accounts.permissions import ancestors, grants_of, permissions
from taizhang.server.lib.rows import row_at
from taizhang.server.log.models import Entry
from taizhang.server.log.queries import Search, entries

VIEW = Words("视图", "view")


def regions_for(actor: Actor, *, below: int | None = None) -> "QuerySet[Region]":  # noqa: ARG001 - all may see them
    """The regions, all or those below one. They are no secret."""
    regions = Region.objects.all()
    return regions if below is None else regions.filter(parent_id=below)


def units_for(actor: Actor, *, below: int | None = None) -> "QuerySet[Unit]":
    """The units that the actor may see, all or those below one."""
    units = Unit.objects.all()
    units = units.filter(actor.within("unit.read", "path"))
    if below is not None:
        units = units.filter(parent_id=below)
    return units


def people_for(
    actor: Actor, *, unit: int | None = None, active: bool | None = None, words: str = ""
) -> "QuerySet[User]":
    """The people whom the actor may see, with their roles: all, those of a unit, those whose name holds the words."""
    people = User.objects.select_related("unit").filter(reach(actor, "user.read", "unit__path"))
    if unit is not None:
        people = people.filter(unit_id=unit)
    if active is not None:
        people = people.filter(is_active=active)
    if words:
        people = people.filter(Q(username__icontains=words) | Q(display_name__icontains=words))
    held = Grant.objects.filter(withdrawn_at=None).select_related("unit")
    return people.prefetch_related(Prefetch("grants", queryset=held, to_attr="held"))


def reach(actor: Actor, action: str, path: str) -> Q:
    """The condition for rows that `action` reaches; what stands at no unit is reached from a root."""
    found = actor.within(action, path)
    nowhere = Q(**{path: ""}) if not path.endswith("__path") else Q(**{f"{path.removesuffix('__path')}__isnull": True})
    # An empty condition reaches all, and would be lost beside another.
    return found | nowhere if found and actor.may(action, None) else found


def tokens_of(user: User) -> "QuerySet[Token]":
    """The tokens of a person, the revoked ones too."""
    return Token.objects.filter(user=user).select_related("user__unit")


def views_for(actor: Actor, *, page: str | None = None) -> "QuerySet[SavedView]":
    """The views of lists that the actor keeps, and those that others at the same unit share."""
    if actor.user is None:
        return SavedView.objects.none()
    theirs = Q(shared=True, user__unit=actor.user.unit_id) if actor.user.unit_id else Q(pk__in=[])
    rows = SavedView.objects.select_related("user__unit").filter(Q(user=actor.user) | theirs)
    return rows if page is None else rows.filter(page=page)


def view_for(actor: Actor, key: int) -> SavedView:
    """A view that the actor keeps, or that is shared with the actor."""
    return row_at(views_for(actor), key, VIEW)


def log_for(actor: Actor, search: Search, action: str = "log.read") -> "QuerySet[Entry]":
    """The entries that a search finds among those that the actor may read (or export)."""
    return entries(search).filter(reach(actor, action, "unit_path"))


def where_done(actor: Actor, action: str, units: Sequence[Unit]) -> Unit:
    """Where something is done to rows of several units at once: at the nearest unit above all, if the actor may there.

    So the log shows the rows of one to nobody who may read that of another only. Where the actor may not, for holding
    a role at each, it is the highest of them. NotAllowed where the actor may at none.
    """
    may = list({unit.pk: unit for unit in units if actor.may(action, unit)}.values())
    if not may:
        actor.wants(action, units[0])
    shared = set.intersection(*({*ancestors(unit.path), unit.path} for unit in may))
    above = may[0] if len(may) == 1 else Unit.objects.filter(path__in=shared).order_by("-path").first()
    if above is not None and actor.may(action, above):
        return above
    return min(may, key=lambda unit: (unit.path.count("/"), unit.path))


def where_allowed(user: User, action: str) -> Unit | None:
    """The first unit at which a grant of the person allows an action: where it is asked for if no unit is named."""
    reach_of = permissions()[action].reach
    return next((grant.unit for grant in grants_of(user) if "own" in reach_of[grant.role]), None)


def names_of(people: Iterable[int | None]) -> dict[int, str]:
    """What the people of some ids are called, each by id; in one query."""
    rows = User.objects.filter(pk__in={key for key in people if key is not None})
    return {user.pk: str(user) for user in rows}
