"""The lines of what a person owes: what it is, whose, due when, how late, and the way to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from taizhang.errors import Words
from taizhang.server.lib import clock
from taizhang.server.pages.language import said

MOST = 100  # lines of one section; more are counted as more than so many
FIRST = 5  # lines that are shown before the rest unfolds
NEAR = 7


@dataclass(frozen=True, slots=True)
class Item:
    """One thing: `due` for what is owed, `since` for what waits; `chosen` is what its box sends."""

    title: str
    detail: str
    unit: str
    address: str
    due: date | None = None
    since: date | None = None
    chosen: str = ""

    @property
    def late(self) -> str:
        """How late it is, or how long it waits, in words."""
        if self.since is not None:
            return said(_waiting(_days(self.since)))
        return said(_due(_days(self.due))) if self.due is not None else ""

    @property
    def tone(self) -> str:
        """The look of how late it is."""
        if self.since is not None:
            return "tag-warn" if _days(self.since) > NEAR else ""
        days = _days(self.due) if self.due is not None else -NEAR - 1
        if days > 0:
            return "tag-bad"
        return "tag-warn" if days >= -NEAR else ""


def _days(day: date) -> int:
    """How many days ago a day is."""
    return (clock.today() - day).days


def _waiting(days: int) -> Words:
    return Words(f"已等 {days} 天", f"waits for {_counted(days)}") if days > 0 else Words("今天", "today")


def _due(days: int) -> Words:
    """How a day stands to today that was so many days ago."""
    if days > 0:
        return Words(f"逾期 {days} 天", f"{_counted(days)} late")
    return Words(f"还有 {-days} 天", f"{_counted(-days)} left") if days else Words("今天到期", "due today")


def _counted(days: int) -> str:
    """So many days, in English."""
    return "1 day" if days == 1 else f"{days} days"


@dataclass(frozen=True, slots=True)
class Section:
    """Things of one kind, with the button that leads to each, the page where all of them stand, and the box of many."""

    key: str
    words: Words
    button: Words
    items: Sequence[Item]
    more: bool = False
    place: str = ""
    many: Words | None = None
    deed: str = ""

    @property
    def number(self) -> str:
        """How many there are."""
        return f"{len(self.items)}+" if self.more else str(len(self.items))

    @property
    def first(self) -> Sequence[Item]:
        """Those that are shown at once."""
        return self.items[:FIRST]

    @property
    def rest(self) -> Sequence[Item]:
        """Those that unfold."""
        return self.items[FIRST:]

    @property
    def waits(self) -> bool:
        """Whether these are things that wait for a decision, rather than things owed."""
        return any(item.since is not None for item in self.items)


def cut(items: Iterable[Item]) -> tuple[list[Item], bool]:
    """The first lines, and whether there are more."""
    found = list(islice(items, MOST + 1))
    return found[:MOST], len(found) > MOST
