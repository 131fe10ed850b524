"""How anything is written: an action, allowed by role and place, carried out in one transaction and logged.

    @action("unit.create")
    def create_unit(act: Act, parent: Unit, *, name: str, …) -> Unit:
        return act.create(Unit(…))

    create_unit(actor, parent, name="发展和改革局", …)

The caller gives an Actor; the action gets an Act, which saves rows and keeps what each was and became. The first
argument after it is what the action is done to: it has a `unit`, the node at which the right is asked for.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar, cast

from django.db import models, transaction
from django.db.models import Q

from taizhang.errors import Words
from taizhang.server.accounts.models import Unit, User
from taizhang.server.accounts.naming import OWN_ACTS
from taizhang.server.accounts.permissions import may, permissions, within
from taizhang.server.lib.refusals import ChangedMeanwhile, NotAllowed, NotThere, OwnEntry
from taizhang.server.lib.rows import Json, Recorded, fields_of, plain
from taizhang.server.log.models import Entry
from taizhang.server.log.writing import Changed, Told, append

P = ParamSpec("P")
T = TypeVar("T", bound="Placed")
R = TypeVar("R")
Row = TypeVar("Row", bound=Recorded)
BATCH = 500


class Placed(Protocol):
    """What an action is done to: a row that stands at a unit."""

    @property
    def unit(self) -> Unit | None:
        """The node of the tree of units at which it stands."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, by which way (page, api, command, job, import) and from which address. No user is the server itself.

    `scopes` are those of the token by which a program acts, and `until` is when that expires; None is a person, whom no
    scope binds.
    """

    user: User | None
    channel: str = "command"
    address: str = ""
    scopes: frozenset[str] | None = None
    until: datetime | None = None

    def may(self, action: str, unit: Unit | None) -> bool:
        """Whether this actor may do `action` at `unit`."""
        if self.scopes is not None and permissions()[action].scope not in self.scopes:
            return False
        return self.user is None or may(self.user, action, unit)

    def within(self, action: str, path: str = "unit__path") -> Q:
        """The condition for rows that `action` reaches; `path` leads to the path of the unit at which a row stands."""
        if self.scopes is not None and permissions()[action].scope not in self.scopes:
            return Q(pk__in=[])
        return Q() if self.user is None else within(self.user, action, path)

    def wants(self, action: str, unit: Unit | None) -> None:
        """Raise NotAllowed unless this actor may do `action` at `unit`."""
        if not self.may(action, unit):
            raise NotAllowed(action=permissions()[action].name, unit=str(unit or Words("全局", "everywhere").zh))


SERVER = Actor(None)


@dataclass
class Act:
    """One action under way: what it saves goes into the ledger and into the log together, or not at all."""

    actor: Actor
    action: str
    why: str = ""
    changes: list[Changed] = field(default_factory=list)

    @property
    def user(self) -> User | None:
        """Who acts; None for the server itself."""
        return self.actor.user

    def create(self, row: Row) -> Row:
        """Save a new row."""
        row.save(force_insert=True)
        self._note(row, None, fields_of(row))
        return row

    def create_many(self, rows: Iterable[Row]) -> list[Row]:
        """Save new rows of one kind, many at a time."""
        made: list[Row] = list(rows)
        if made:
            type(made[0])._default_manager.bulk_create(made, batch_size=BATCH)
        for row in made:
            self._note(row, None, fields_of(row))
        return made

    def update(self, row: Row, *, expected: int | None = None, **values: object) -> Row:
        """Save `values` in a row; nothing is written where they are what it holds.

        `expected` is the revision that the person saw: ChangedMeanwhile where the row is past it. So it is where
        another transaction saved the row since it was read here.
        """
        if expected is not None and expected != row.revision:
            raise changed_meanwhile(row)
        before = fields_of(row)
        for name, value in values.items():
            setattr(row, name, value)
        after = fields_of(row)
        changed = [name for name in after if after[name] != before[name]]
        hidden = {name: getattr(row, name) for name in values if name in row.unrecorded}
        if not changed and not hidden:
            return self._seen(row) if expected is not None else row
        seen, row.revision = row.revision, row.revision + 1
        columns = {name: getattr(row, name) for name in changed} | hidden | {"revision": row.revision}
        manager = row.__class__._default_manager  # the user of a request is a proxy, whose type is none of ours
        if manager.filter(pk=row.pk, revision=seen).update(**columns) == 0:
            raise changed_meanwhile(row)
        self._note(
            row,
            {name: before[name] for name in changed} | {"revision": seen},
            {name: after[name] for name in changed} | {"revision": row.revision},
        )
        return row

    def _seen(self, row: Row) -> Row:
        """The row, where it stands as it was read here."""
        if not row.__class__._default_manager.filter(pk=row.pk, revision=row.revision).exists():
            raise changed_meanwhile(row)
        return row

    def update_many(self, rows: Sequence[Row], **columns: object) -> list[Row]:
        """Save the same values in many rows of one kind, each named by its column, in few statements.

        The rows that somebody else saved since they were read are given back; in them nothing is written.
        """
        late: list[Row] = []
        for at in range(0, len(rows), BATCH):
            late += self._update_some(rows[at : at + BATCH], columns)
        return late

    def _update_some(self, rows: Sequence[Row], columns: Json) -> list[Row]:
        manager = rows[0].__class__._default_manager
        fresh: dict[int, list[Row]] = {}
        keys = [row.pk for row in rows]
        now = dict(manager.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk", "revision"))
        for row in rows:
            if now.get(row.pk) == row.revision and any(getattr(row, name) != columns[name] for name in columns):
                fresh.setdefault(row.revision, []).append(row)
        late = [row for row in rows if now.get(row.pk) != row.revision]
        for seen, some in fresh.items():
            manager.filter(pk__in=[row.pk for row in some]).update(**columns, revision=seen + 1)
            for row in some:
                self._note_change(row, columns | {"revision": seen + 1})
        return late

    def _note_change(self, row: Recorded, columns: Json) -> None:
        """Let a row hold what was saved in it, and note what changed of it."""
        held = {name: getattr(row, name) for name in columns}
        changed = [name for name in columns if held[name] != columns[name]]
        for name in changed:
            setattr(row, name, columns[name])
        self._note(row, *({name: plain(each[name]) for name in changed} for each in (held, columns)))

    def delete(self, row: Recorded) -> None:
        """Remove a row; only drafts are ever removed. ChangedMeanwhile where somebody saved or removed it since."""
        before, key, label = fields_of(row), row.pk, row._meta.label
        found = row.__class__._default_manager.filter(pk=key, revision=row.revision)
        if found.delete()[1].get(label, 0) == 0:
            raise changed_meanwhile(row)
        self.changes.append(Changed(row._meta.label_lower, key, before, None))

    def not_by(self, author: int | None, thing: object) -> None:
        """Raise OwnEntry where the one who acts is the author: nobody approves their own entry."""
        if self.user is not None and author == self.user.pk:
            raise OwnEntry(thing=thing if isinstance(thing, Words) else str(thing), action="", unit="")

    def _note(self, row: Recorded, before: Json | None, after: Json | None) -> None:
        self.changes.append(Changed(row._meta.label_lower, row.pk, before, after))


def changed_meanwhile(row: Recorded) -> ChangedMeanwhile:
    """The refusal that names who saved the row last."""
    model = row._meta.label_lower
    last = Entry.objects.filter(changes__model=model, changes__object_id=row.pk).order_by("-id").first()
    fresh = row.__class__._default_manager.filter(pk=row.pk).first()
    if fresh is None:
        return ChangedMeanwhile(thing=str(row), who="", revision=0)
    return ChangedMeanwhile(thing=str(row), who=last.actor_name if last else "", revision=fresh.revision)


def action(name: str) -> Callable[[Callable[Concatenate[Act, T, P], R]], Callable[Concatenate[Actor, T, P], R]]:
    """Make a function an action: the right to `name` is asked for, one transaction holds it, the log gets its entry.

    The keyword `why` goes into the log, whether the function takes it or not is its own affair.
    """

    def ask(actor: Actor, target: T) -> None:
        actor.wants(name, target.unit)

    return _acting(name, ask)


class Own(Placed, Protocol):
    """What belongs to one person: the account itself, a token."""

    @property
    def owner_id(self) -> int:
        """The person to whom it belongs."""


Mine = TypeVar("Mine", bound=Own)


def own_action(
    name: str,
) -> Callable[[Callable[Concatenate[Act, Mine, P], R]], Callable[Concatenate[Actor, Mine, P], R]]:
    """Make a function an action on what is one's own: it wants no role, and is logged like any other.

    Its name stands in naming.py, not in the table of permissions.
    """

    def ask(actor: Actor, target: Mine) -> None:
        if actor.user is None or target.owner_id != actor.user.pk:
            raise NotAllowed(action=OWN_ACTS[name], unit=str(target))

    return _acting(name, ask)


def _acting(
    name: str, ask: Callable[[Actor, T], None]
) -> Callable[[Callable[Concatenate[Act, T, P], R]], Callable[Concatenate[Actor, T, P], R]]:
    """Make a function an action for whom `ask` lets pass."""

    def decorate(function: Callable[Concatenate[Act, T, P], R]) -> Callable[Concatenate[Actor, T, P], R]:
        @wraps(function)
        def acting(actor: Actor, target: T, /, *args: P.args, **kwargs: P.kwargs) -> R:
            ask(actor, target)
            act, key = Act(actor, name, str(kwargs.get("why") or "")), cast("models.Model", target).pk
            with transaction.atomic():
                result = function(act, target, *args, **kwargs)
                log(act, target, key)
            return result

        return acting

    return decorate


def log(act: Act, target: Placed | None, key: int | None = None) -> Entry:
    """Write what an act did to the log, at the end of its transaction; also where nothing came to be changed.

    `key` is the id that the target had before, for one that was removed has none any more.
    """
    unit = target.unit if target is not None else None
    user, row = act.user, cast("models.Model | None", target)
    return append(
        Told(
            actor=user.pk if user else 0,
            actor_name=str(user) if user else "系统",
            channel=act.actor.channel,
            address=act.actor.address,
            action=act.action,
            model=row._meta.label_lower if row is not None else "",
            object_id=(row.pk or key) if row is not None else None,
            object_name=str(target) if target is not None else "",
            unit_id=unit.pk if unit else None,
            unit_path=unit.path if unit else "",
            why=act.why,
            changes=act.changes,
        )
    )


def get_for(actor: Actor, action_name: str, rows: "models.QuerySet[Row]", key: int, called: Words) -> Row:
    """The row of `rows` with that key, if the actor may do `action_name` there; NotThere where none may be seen.

    This is the one way to an object: what a person may not see looks as if it were not there.
    """
    row = rows.filter(pk=key).first()
    if row is None or not actor.may(action_name, getattr(row, "unit", None)):
        raise NotThere(thing=called)
    return row
