"""A sheet that was known again, of whatever kind: where it stands, at which unit, or why it is of nothing here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, Actor
from taizhang.server.accounts.models import Unit
from taizhang.server.lib.rows import Json
from taizhang.server.returns.models import ImportPart, Return
from taizhang.server.returns.workbooks.opening import Page


@dataclass(frozen=True, slots=True)
class Source:
    """A sheet: how many rows it has, the mark of its template, the unit that it is of or why it is of none.

    `held` is what its kind knows of it.
    """

    page: Page
    rows: int
    copy: str
    unit: Unit | None
    trouble: Words | None
    held: object


@dataclass(frozen=True, slots=True)
class Kind:
    """What is done with workbooks of one kind.

    `find` knows sheets again, `weigh` says what one would do, `put` puts it in and says what undoing wants to know,
    `must_be_open` raises where nothing may be undone, `back` puts back and says what it had to leave.
    """

    find: Callable[[Actor, Sequence[Page], Return | None], list[Source]]
    weigh: Callable[[Actor, Unit, int, Source], ImportPart]
    put: Callable[[Act, ImportPart], list[Json]]
    must_be_open: Callable[[ImportPart], None]
    back: Callable[[Act, ImportPart], list[Json]]
