"""Lists of returns by their due day, in pages that begin after the last row seen."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from taizhang.server.pages.asked import whole
from taizhang.server.returns.models import Return

MOST = 100


@dataclass(frozen=True, slots=True)
class Cut:
    """Some returns, and after which the next page begins; empty on the last."""

    rows: list[Return]
    next: str


def cut(returns: "QuerySet[Return]", after: str, *, latest_first: bool = False) -> Cut:
    """A page of returns by due day; one that begins after what is no mark of a page is the first."""
    order = ("-due_on", "-pk") if latest_first else ("due_on", "pk")
    mark = _mark(after)
    if mark is not None:
        day, key = mark
        word = "lt" if latest_first else "gt"
        returns = returns.filter(Q(**{f"due_on__{word}": day}) | Q(due_on=day, **{f"pk__{word}": key}))
    rows = list(returns.order_by(*order)[: MOST + 1])
    last = rows[MOST - 1] if len(rows) > MOST else None
    return Cut(rows[:MOST], f"{last.due_on}.{last.pk}" if last else "")


def _mark(after: str) -> tuple[date, int] | None:
    day, _, asked = after.partition(".")
    key = whole(asked)
    try:
        return None if key is None else (date.fromisoformat(day), key)
    except ValueError:
        return None
