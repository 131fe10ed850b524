"""What the address of a list of tasks asks for: by the names of the API, but `lead` for the lead unit, since `unit` is
the government of which the page speaks.
"""

from collections.abc import Collection, Mapping
from datetime import date

from django.http import QueryDict

from taizhang.errors import Words
from taizhang.server.ledger.models import TASK, Task
from taizhang.server.ledger.tasks.lights import Light
from taizhang.server.ledger.tasks.ordering import By, Order, Sort
from taizhang.server.ledger.tasks.queries import Wanted
from taizhang.server.lib.refusals import Invalid

NO_CHOICE = Words("没有这个选项", "there is no such choice")
NO_DAY = Words("应为日期，如 2025-06-30", "a day, as 2025-06-30")
LONGEST = 80


def wanted_by(query: QueryDict, **fixed: object) -> Wanted:
    """Which tasks the address asks for, among those that the page is about (`fixed`)."""
    said: dict[str, object] = {
        "section": words(query, "section"),
        "unit": key(query, "lead"),
        "programme": key(query, "programme"),
        "kind": choice(query, "kind", Task.Kind.values),
        "state": choice(query, "state", TASK.states),
        "light": choice(query, "light", Light.values),
        "due_from": day(query, "due_from"),
        "due_to": day(query, "due_to"),
        "words": words(query, "words"),
    }
    return Wanted(**(said | fixed))  # type: ignore[arg-type]  # each as its name says


def ordered_by(query: QueryDict, by: By | None = None) -> Order:
    """What the list is grouped by, unless that is settled, and the column by which it is sorted: `-` turns it."""
    sort = query.get("sort", "")
    column = choice({"sort": sort.removeprefix("-")}, "sort", Sort.values)
    by = by or By(choice(query, "by", By.values) or By.SECTION)
    return Order(by, Sort(column or Sort.LINE), sort.startswith("-"))


def choice(query: Mapping[str, str], name: str, choices: Collection[str]) -> str | None:
    """One of some words, or None where none was chosen."""
    said = query.get(name) or None
    if said is not None and said not in choices:
        raise Invalid({name: NO_CHOICE})
    return said


def key(query: Mapping[str, str], name: str) -> int | None:
    """The id of a row; None where there is none."""
    said = query.get(name) or None
    if said is None:
        return None
    if not (said.isascii() and said.isdecimal() and len(said) < 19):
        raise Invalid({name: NO_CHOICE})
    return int(said)


def day(query: Mapping[str, str], name: str) -> date | None:
    """A day, or None."""
    said = query.get(name) or None
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise Invalid({name: NO_DAY}) from None


def words(query: Mapping[str, str], name: str) -> str | None:
    """Words, or None."""
    said = query.get(name, "").strip()
    if len(said) > LONGEST or "\0" in said:
        raise Invalid({name: Words(f"最多 {LONGEST} 个字，且不含控制字符", f"at most {LONGEST} plain characters")})
    return said or None


def seen_rows(said: Collection[str]) -> dict[int, int]:
    """Rows that were chosen, each `id:revision`, as the id with the revision that was seen."""
    pairs = [each.split(":", 1) for each in said]
    if not all(len(pair) == 2 and all(part.isascii() and part.isdecimal() for part in pair) for pair in pairs):
        raise Invalid({"rows": NO_CHOICE})
    return {int(pk): int(revision) for pk, revision in pairs}
