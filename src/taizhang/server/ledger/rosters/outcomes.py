"""What became of each row of many that were entered at once; a row that is refused stops no other."""

from typing import Literal, NamedTuple

from taizhang.errors import Words

Result = Literal["new", "changed", "same", "refused"]


class Told(NamedTuple):
    """What became of a row, and why it was refused."""

    result: Result
    why: Words | None = None


class Outcome(NamedTuple):
    """The same with the number of the row, from 1."""

    row: int
    result: Result
    why: Words | None


def refusal(why: Words) -> Told:
    """A row that was not taken."""
    return Told("refused", why)
