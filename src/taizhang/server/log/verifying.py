"""Whether the log is whole, and whether the ledger is what the log says.

Two questions: does each entry hold the hashes that follow from it and from the one before; and does each recorded row
hold what its changes come to. Both read in streams: memory does not grow with the log.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import Literal

from django.db import transaction

from taizhang.errors import Words
from taizhang.server.lib.rows import Json, Recorded, fields_of, recorded_models
from taizhang.server.log.models import Change, Entry, Head
from taizhang.server.log.replaying import CHUNK, Replayed, replay
from taizhang.server.log.writing import digest_of, hash_of, line_of, settled

Verdict = Literal["differs", "missing", "extra", "broken"]
VERDICTS: dict[Verdict, Words] = {
    "differs": Words("与日志不符", "differs from the log"),
    "missing": Words("日志中有，数据中没有", "is in the log, not in the ledger"),
    "extra": Words("数据中有，日志中没有", "is in the ledger, not in the log"),
    "broken": Words("日志前后不连贯", "its changes do not follow each other"),
}


@dataclass(frozen=True, slots=True)
class Break:
    """The first entry at which the chain does not hold, and what is wrong with it."""

    entry: int
    what: Words


@dataclass(frozen=True, slots=True)
class Oddity:
    """One row that is not what the log says; `fields` are those that differ, `entries` those that do not follow."""

    model: str
    object_id: int
    verdict: Verdict
    fields: tuple[str, ...] = ()
    entries: tuple[int, ...] = ()


@dataclass(slots=True)
class Verified:
    """What was found: how much was looked at, where the chain breaks, which rows are odd (the first `MOST` of them).

    `head` is the last hash: noted down elsewhere, it shows later that nothing was cut off or rewritten.
    """

    entries: int = 0
    changes: int = 0
    rows: int = 0
    head: str = ""
    broken: Break | None = None
    odd: list[Oddity] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether all is as it should be."""
        return self.broken is None and not self.odd


MOST = 1000


def verify() -> Verified:
    """Look at the whole log and at the whole ledger. May be asked of a server at work."""
    found = verify_chain()
    for model in recorded_models():
        found.odd.extend(islice(odd_rows(model, found), MOST - len(found.odd)))
    return found


def verify_chain() -> Verified:
    """Recompute every hash, up to the first entry that does not hold."""
    found = Verified()
    groups = groupby(_change_lines(), key=lambda change: change[0])
    following = next(groups, None)
    for entry in Entry.objects.order_by("pk").iterator(chunk_size=CHUNK):
        lines = following[1] if following and following[0] == entry.pk else iter(())
        digest = digest_of(_counted(lines, found))
        found.broken = _break(entry, digest, found.head)
        if found.broken is not None:
            return found
        following = next(groups, None) if following and following[0] == entry.pk else following
        found.entries, found.head = found.entries + 1, entry.hash
    found.broken = _break_at_the_end(found, following[0] if following else None)
    return found


def _change_lines() -> Iterator[tuple[int, str]]:
    rows = Change.objects.order_by("entry_id", "id").values_list("entry_id", "model", "object_id", "before", "after")
    for entry, model, object_id, before, after in rows.iterator(chunk_size=CHUNK):
        yield entry, line_of(model, object_id, before, after)


def _counted(lines: Iterator[tuple[int, str]], found: Verified) -> Iterator[str]:
    for _, line in lines:
        found.changes += 1
        yield line


def _break(entry: Entry, digest: str, previous: str) -> Break | None:
    if entry.previous != previous:
        words = Words("与前一条不衔接：中间有删除或插入", "does not follow the one before: one was removed or put in")
    elif entry.digest != digest:
        words = Words("所记的变化被改动过", "its changes were altered")
    elif entry.hash != hash_of(entry):
        words = Words("条目本身被改动过", "the entry itself was altered")
    else:
        return None
    return Break(entry.pk, words)


def _break_at_the_end(found: Verified, orphan: int | None) -> Break | None:
    if orphan is not None:
        return Break(orphan, Words("有变化而没有条目", "there are changes without an entry"))
    head = Head.objects.filter(pk=1).values_list("hash", flat=True).first() or ""
    written_meanwhile = Entry.objects.filter(previous=found.head).exists()
    if head == found.head or (written_meanwhile and found.head):
        return None
    last = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return Break(last, Words("最后的条目被删除", "entries were cut off at the end"))


def odd_rows(model: type[Recorded], found: Verified) -> Iterator[Oddity]:
    """The rows of a kind that are not what the log says. Each is looked at twice, for people may be at work."""
    rows = model._default_manager.order_by("pk").iterator(chunk_size=CHUNK)
    for row, told in _paired(rows, replay(model._meta.label_lower)):
        found.rows += row is not None
        if _oddity(model, row, told) is not None and (odd := _looked_at_again(model, row, told)) is not None:
            yield odd


def _paired(rows: Iterator[Recorded], told: Iterator[Replayed]) -> Iterator[tuple[Recorded | None, Replayed | None]]:
    """Each row with what the log says of it, by the ids of both in one pass."""
    row, said = next(rows, None), next(told, None)
    while row is not None or said is not None:
        if said is None or (row is not None and row.pk < said.object_id):
            yield row, None
            row = next(rows, None)
        elif row is None or row.pk > said.object_id:
            yield None, said
            said = next(told, None)
        else:
            yield row, said
            row, said = next(rows, None), next(told, None)


def _oddity(model: type[Recorded], row: Recorded | None, told: Replayed | None) -> Oddity | None:
    label, key = model._meta.label_lower, row.pk if row is not None else told.object_id if told else 0
    said = told.fields if told is not None else None
    if row is not None and said is None:
        return Oddity(label, key, "extra")
    if row is None and said is not None:
        return Oddity(label, key, "missing")
    if row is not None and said is not None and (fields := _differing(fields_of(row), said)):
        return Oddity(label, key, "differs", fields)
    if told is not None and told.breaks:
        return Oddity(label, key, "broken", entries=tuple(told.breaks))
    return None


def _differing(held: Json, said: Json) -> tuple[str, ...]:
    """The fields that differ. A column that came after the row was last written is not in the log, and passes."""
    return tuple(name for name in held if name in said and settled(held[name]) != settled(said[name]))


def _looked_at_again(model: type[Recorded], row: Recorded | None, told: Replayed | None) -> Oddity | None:
    key = row.pk if row is not None else told.object_id if told else 0
    with transaction.atomic():
        fresh = model._default_manager.filter(pk=key).first()
        return _oddity(model, fresh, next(replay(model._meta.label_lower, key), None))
