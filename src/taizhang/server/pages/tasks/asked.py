"""What the address of a list of tasks asks for: by the names of the API, but `lead` for the lead unit, since `unit` is
the government of which the page speaks.
"""

from collections.abc import Collection

from django.http import QueryDict

from taizhang.errors import Words
from taizhang.server.ledger.models import TASK, Task
from taizhang.server.ledger.tasks.lights import Light
from taizhang.server.ledger.tasks.ordering import By, Order, Sort
from taizhang.server.ledger.tasks.queries import Wanted
from taizhang.server.lib.refusals import Invalid
from taizhang.server.pages.asked import day_in, keys_in, many_in, one_of, whole, words_in

CALLED = {"lead": "unit"}  # what is called otherwise in an address than in what is asked for
TURNING = ("section", "lead", "programme", "kind", "state")
NO_CHOICE = Words("没有这个选项", "there is no such choice")


def wanted_by(query: QueryDict, **fixed: object) -> Wanted:
    """Which tasks the address asks for, among those that the page is about (`fixed`); `not` names filters turned."""
    turned = {CALLED.get(name, name) for name in many_in(query, "not", TURNING)}
    said: dict[str, object] = {
        "section": many_in(query, "section"),
        "unit": keys_in(query, "lead"),
        "supporting": bool(one_of(query, "supporting", ("1",))),
        "programme": keys_in(query, "programme"),
        "kind": many_in(query, "kind", Task.Kind.values),
        "state": many_in(query, "state", TASK.states),
        "excluding": frozenset(turned - fixed.keys()),
        "light": one_of(query, "light", Light.values) or None,
        "due_from": day_in(query, "due_from"),
        "due_to": day_in(query, "due_to"),
        "words": words_in(query) or None,
    }
    return Wanted(**(said | fixed))  # type: ignore[arg-type]  # each as its name says


def ordered_by(query: QueryDict, by: By | None = None) -> Order:
    """What the list is grouped by, unless that is settled, and the column by which it is sorted: `-` turns it."""
    sort = query.get("sort", "")
    column = one_of({"sort": sort.removeprefix("-") or sort}, "sort", Sort.values)
    by = by or By(one_of(query, "by", By.values) or By.SECTION)
    return Order(by, Sort(column or Sort.LINE), sort.startswith("-"))


def seen_rows(said: Collection[str]) -> dict[int, int]:
    """Rows that were chosen, each `id:revision`, as the id with the revision that was seen."""
    seen: dict[int, int] = {}
    for each in said:
        key, revision = map(whole, each.partition(":")[::2])
        if key is None or revision is None:
            raise Invalid({"rows": NO_CHOICE})
        seen[key] = revision
    return seen
