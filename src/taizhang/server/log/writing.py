"""Write an entry with its changes to the end of the chain, in the transaction of the action itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from hashlib import sha256
from typing import Any, NamedTuple

from django.db import connection

from taizhang.server.lib import clock
from taizhang.server.lib.rows import Json, canonical
from taizhang.server.log.models import Change, Entry, Head

BATCH = 100
COLUMNS = ("entry_id", "model", "object_id", "before", "after")
NAME, OBJECT_NAME = 80, 300  # what the columns hold


@dataclass(frozen=True, slots=True)
class Changed:
    """What one row was and became; see Change."""

    model: str
    object_id: int
    before: Json | None
    after: Json | None


class Spelled(NamedTuple):
    """A change in the one spelling that is hashed and kept; `before` and `after` are JSON, or None."""

    model: str
    object_id: int
    before: str | None
    after: str | None

    def line(self) -> str:
        """The change as it is hashed: the JSON of its four parts as a list."""
        return f"[{canonical(self.model)},{self.object_id},{self.before or 'null'},{self.after or 'null'}]"


def spelled(model: str, object_id: int, before: Json | None, after: Json | None) -> Spelled:
    """A change, spelled."""
    was, became = (None if fields is None else canonical(settled(fields)) for fields in (before, after))
    return Spelled(model, object_id, was, became)


def line_of(model: str, object_id: int, before: Json | None, after: Json | None) -> str:
    """A change as it is hashed."""
    return spelled(model, object_id, before, after).line()


def settled(value: Any) -> Any:
    """A value of JSON as every database gives it back: a float without a fraction is a whole number (5.0 and 1e22).

    >>> settled({"a": [5.0, 0.5], "b": "5.0"})
    {'a': [5, 0.5], 'b': '5.0'}
    """
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {key: settled(held) if isinstance(held, NESTED) else held for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [settled(held) if isinstance(held, NESTED) else held for held in value]
    return value


NESTED = (float, dict, list, tuple)


@dataclass(frozen=True, slots=True)
class Told:
    """Who did what to what, from where and why: an entry before it is chained."""

    actor: int
    actor_name: str
    channel: str
    address: str
    action: str
    model: str = ""
    object_id: int | None = None
    object_name: str = ""
    unit_id: int | None = None
    unit_path: str = ""
    why: str = ""
    changes: Sequence[Changed] = field(default=())


def settle_references() -> None:
    """Have PostgreSQL look now at what the rows of the transaction refer to, which it would else do at its end.

    To look it waits for whoever holds such a row, who may be waiting for the head of the log: so not with that in hand.
    """
    if connection.vendor == "postgresql":
        connection.check_constraints()


def append(told: Told) -> Entry:
    """Chain an entry to the log. To be called last in the transaction of the action: it locks the head."""
    changes = [spelled(each.model, each.object_id, each.before, each.after) for each in told.changes]
    settle_references()
    head, _ = Head.objects.select_for_update().get_or_create(pk=1)
    entry = Entry(
        at=clock.now(),
        actor=told.actor,
        actor_name=told.actor_name[:NAME],
        channel=told.channel,
        address=told.address,
        action=told.action,
        model=told.model,
        object_id=told.object_id,
        object_name=told.object_name[:OBJECT_NAME],
        unit_id=told.unit_id,
        unit_path=told.unit_path,
        why=told.why,
        digest=digest_of(change.line() for change in changes),
        previous=head.hash,
    )
    entry.hash = hash_of(entry)
    entry.save(force_insert=True)
    keep(entry.pk, changes)
    Head.objects.filter(pk=1).update(hash=entry.hash)
    return entry


def keep(entry: int, changes: Sequence[Spelled]) -> None:
    """Write the changes of an entry as they are spelled, many in one statement.

    Rows of Change would spell each anew and cost six times as much, which is most of the time of a large load.
    """
    quoted = connection.ops.quote_name
    table, columns = quoted(Change._meta.db_table), ", ".join(map(quoted, COLUMNS))
    with connection.cursor() as cursor:
        for at in range(0, len(changes), BATCH):
            some = changes[at : at + BATCH]
            rows = ", ".join(["(%s, %s, %s, %s, %s)"] * len(some))
            values = [value for change in some for value in (entry, *change)]
            cursor.execute(f"INSERT INTO {table} ({columns}) VALUES {rows}", values)  # noqa: S608 - names of columns


def digest_of(lines: Iterable[str]) -> str:
    """The hash of changes in their order."""
    digest = sha256()
    for line in lines:
        digest.update(line.encode())
        digest.update(b"\n")
    return digest.hexdigest()


def hash_of(entry: Entry) -> str:
    """The hash of an entry: of all its fields with that of the entry before and the digest of its changes."""
    said = [
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.actor,
        entry.actor_name,
        entry.channel,
        entry.address,
        entry.action,
        entry.model,
        entry.object_id,
        entry.object_name,
        entry.unit_id,
        entry.unit_path,
        entry.why,
        entry.digest,
        entry.previous,
    ]
    return sha256(canonical(said).encode()).hexdigest()
