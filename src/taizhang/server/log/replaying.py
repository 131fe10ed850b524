"""The log replayed: what every recorded row comes to when its changes are carried out from the first.

Changes are read kind by kind and row by row, so that no more than one row is held at a time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from taizhang.server.lib.rows import Json
from taizhang.server.log.models import Change
from taizhang.server.log.writing import settled

CHUNK = 5000


@dataclass(frozen=True, slots=True)
class Replayed:
    """What one row came to: its fields, None where it was removed.

    `breaks` names the entries that cannot follow those before: a row changed that was not made, made twice, or changed
    from a value that it did not hold.
    """

    object_id: int
    fields: Json | None
    breaks: list[int] = field(default_factory=list)


def replay(model: str, only: int | None = None) -> Iterator[Replayed]:
    """Every row of a kind that the log knows, in the order of the ids, removed ones with no fields; or only one."""
    changes = Change.objects.filter(model=model)
    if only is not None:
        changes = changes.filter(object_id=only)
    rows = changes.order_by("object_id", "id").values_list("object_id", "entry_id", "before", "after")
    for object_id, own in groupby(rows.iterator(chunk_size=CHUNK), key=lambda row: row[0]):
        yield _row(object_id, ((entry, before, after) for _, entry, before, after in own))


def replayed(models: Iterable[str]) -> dict[tuple[str, int], Json]:
    """The rows of several kinds that the log comes to, all in memory: {(model, id): fields}."""
    return {(model, row.object_id): row.fields for model in models for row in replay(model) if row.fields is not None}


def _row(object_id: int, changes: Iterator[tuple[int, Json | None, Json | None]]) -> Replayed:
    fields: Json | None = None
    breaks: list[int] = []
    for entry, before, after in changes:
        if not _follows(fields, before):
            breaks.append(entry)
        fields = None if after is None else {**(fields or {}), **after}
    return Replayed(object_id, fields, breaks)


def _follows(fields: Json | None, before: Json | None) -> bool:
    """Whether a change that was made from `before` can follow a row that holds `fields`."""
    if before is None or fields is None:
        return before is None and fields is None
    return all(name not in fields or settled(fields[name]) == settled(value) for name, value in before.items())
