"""Returns by the ids that addresses name, and what days and people say about them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.accounts.models import User
from taizhang.server.lib import clock
from taizhang.server.returns.models import RETURN, Return
from taizhang.server.returns.standing import days_late, is_locked, lock_on, lock_words, locked_since, state_on

FILED = Words("填报", "return")
DAYS_SOON = 3
VIEWS = {
    "fill": Words("待填", "To fill in"),
    "review": Words("待审", "To review"),
    "all": Words("全部", "All"),
}
TONES = {
    "not_due": "",
    "due": "tag-info",
    "overdue": "tag-bad",
    "submitted": "tag-warn",
    "returned": "tag-bad",
    "accepted": "tag-good",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A return as it stands on a day, in words; `tone` is the look of its state."""

    filed: Return
    state: str
    name: Words
    tone: str
    days_late: int
    days_left: int
    locked: bool
    lock: Words | None
    locked_since: datetime | None

    @property
    def soon(self) -> bool:
        """Whether little time is left."""
        return self.state == "due" and self.days_left <= DAYS_SOON


def standing(filed: Return, day: date) -> Standing:
    """How a return stands on a day."""
    state, locked = state_on(filed, day), bool(lock_on(filed, day))
    return Standing(
        filed,
        state,
        RETURN.states[state],
        TONES[state],
        days_late(filed, day),
        (filed.due_on - day).days,
        is_locked(filed, day),
        lock_words(filed, day) if locked else None,
        locked_since(filed) if locked else None,
    )


def standings(returns: Iterable[Return]) -> list[Standing]:
    """How returns stand today."""
    today = clock.today()
    return [standing(filed, today) for filed in returns]


def return_for(actor: Actor, key: int) -> Return:
    """The return with that id, if the actor may see it."""
    return get_for(actor, "return.read", Return.objects.select_related("form__plan", "form__unit", "unit"), key, FILED)


def named(people: Iterable[int | None]) -> dict[int, str]:
    """The names of people by their ids, in one query."""
    wanted = {key for key in people if key is not None}
    return {user.pk: str(user) for user in User.objects.filter(pk__in=wanted)} if wanted else {}


def tabs(view: str, counts: Mapping[str, int] | None = None) -> dict[str, Any]:
    """The tabs above the lists of returns, with the one at hand, and how many wait in each."""
    return {"view": view, "views": [(key, words, (counts or {}).get(key)) for key, words in VIEWS.items()]}
