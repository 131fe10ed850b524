"""What is asked of the log: entries found, and the history of one row value by value. Rights are asked for above."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from taizhang.server.log.models import Change, Entry

SILENT = {"revision"}  # a field that only counts


@dataclass(frozen=True, slots=True)
class Search:
    """What is sought; what is not given does not narrow. Days are whole days of the server's time zone."""

    who: int | None = None
    action: str = ""
    model: str = ""
    object_id: int | None = None
    below: str = ""
    since: date | None = None
    until: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class ValueChange:
    """One value of a row as it was and became, by whom, when, why and from where."""

    entry: int
    at: datetime
    actor: int
    actor_name: str
    action: str
    channel: str
    address: str
    why: str
    field: str
    old: Any
    new: Any


def entries(search: Search) -> "QuerySet[Entry]":
    """The entries that a search finds. Changes to a row count as well as what was done to it by name."""
    found = Entry.objects.filter(_plain(search))
    if search.model and search.object_id is not None:
        changed = Change.objects.filter(model=search.model, object_id=search.object_id).values("entry_id")
        found = found.filter(Q(model=search.model, object_id=search.object_id) | Q(pk__in=changed))
    elif search.model:
        found = found.filter(model=search.model)
    for word in search.words.split():
        said = Q(object_name__icontains=word) | Q(why__icontains=word) | Q(actor_name__icontains=word)
        found = found.filter(said)
    return found


def _plain(search: Search) -> Q:
    given = {
        "actor": search.who,
        "action": search.action or None,
        "unit_path__startswith": search.below or None,
        "at__gte": _midnight(search.since) if search.since else None,
        "at__lt": _midnight(search.until + timedelta(days=1)) if search.until else None,
    }
    return Q(**{name: value for name, value in given.items() if value is not None})


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def history_of(model: str, object_id: int, within: Q | None = None) -> Iterator[ValueChange]:
    """Every value that a row ever took, in order; `within` narrows to the entries that may be seen."""
    changes = Change.objects.filter(model=model, object_id=object_id).select_related("entry").order_by("id")
    if within is not None:
        changes = changes.filter(entry__in=Entry.objects.filter(within))
    for change in changes.iterator(chunk_size=500):
        before, after = change.before or {}, change.after or {}
        for name in dict.fromkeys((*after, *before)):
            if name not in SILENT and before.get(name) != after.get(name):
                yield _value(change.entry, name, before.get(name), after.get(name))


def _value(entry: Entry, name: str, old: Any, new: Any) -> ValueChange:
    return ValueChange(
        entry=entry.pk,
        at=entry.at,
        actor=entry.actor,
        actor_name=entry.actor_name,
        action=entry.action,
        channel=entry.channel,
        address=entry.address,
        why=entry.why,
        field=name,
        old=old,
        new=new,
    )
