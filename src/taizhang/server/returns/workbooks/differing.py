"""What a line of a list changes, against what stood in its template and what stands in the ledger now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.lib.rows import Json
from taizhang.server.returns.models import ImportPart
from taizhang.server.returns.workbooks.listing import Field


@dataclass(frozen=True, slots=True)
class Difference:
    """What a line changes, by column; or why it may not."""

    changed: list[str]
    why: Words | None = None


def difference(
    fields: Sequence[Field], said: Mapping[str, str], base: Mapping[str, str], now: Mapping[str, str]
) -> Difference:
    """Which columns a person changed; where somebody else changed the same meanwhile, both values are told."""
    titles = {each.key: each.title for each in fields}
    touched = [key for key, value in said.items() if value != base.get(key, "") and value != now.get(key, "")]
    for key in touched:
        was, stands = base.get(key, ""), now.get(key, "")
        if stands != was:
            zh = f"{titles[key].zh}：您看到的是 {was or '空'}，现在是 {stands or '空'}；没有覆盖"
            en = f"{titles[key].en}: you saw {was or 'blank'}, now it is {stands or 'blank'}; not overwritten"
            return Difference([], Words(zh, en))
    return Difference(touched)


def own_rows(actor: Actor, copy: str) -> set[tuple[int, int]]:
    """The rows, by id and revision, that the one who acts put in by the same template, and so has seen."""
    if actor.user is None or not copy:
        return set()
    done = ImportPart.objects.filter(drop__copy=copy, drop__by=actor.user.pk, state=ImportPart.State.DONE)
    return {(one["id"], one["revision"]) for rows in done.values_list("written", flat=True) for one in rows}


def counts_of(rows: Iterable[Json]) -> Json:
    """How many lines are new, changed, the same and refused."""
    whats = [row["what"] for row in rows]
    return {what: whats.count(what) for what in ("new", "changed", "same", "refused")}


def cell_told(at: str, field: Field, what: str, *, old: str, new: str) -> Json:
    """A cell of a list as it is kept."""
    return {
        "at": at,
        "column": field.key,
        "column_name": field.title.zh,
        "what": what,
        "old": old,
        "new": new,
        "asks": [],
        "reason_wanted": False,
    }


def base_in(key: Json) -> dict[str, str]:
    """What stood in a line when its template was made."""
    base = key.get("base")
    return {str(name): str(value) for name, value in base.items()} if isinstance(base, dict) else {}
