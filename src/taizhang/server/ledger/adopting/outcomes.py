"""What became of each thing that was read: adopted, in the ledger already, or left, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from taizhang.errors import Words
from taizhang.server.documents.models import Fact, Statement

What = Literal["target", "observation", "task"]
Result = Literal["adopted", "there", "left"]

NOT_JUDGED = Words("尚未复核", "not reviewed yet")
REJECTED = Words("复核未通过", "rejected in review")
THERE = Words("台账中已有", "in the ledger already")


SINGLE = str.maketrans("“”", "‘’")
ROLES = {
    "base": Words("基数", "a base"),
    "rank": Words("位次", "a rank"),
    "times": Words("倍数", "a multiple"),
    "change": Words("增减量", "a change"),
}


def quoted(words: str) -> str:
    """Words in quotation marks; those within are single ones.

    >>> quoted("“乐购”活动")
    '“‘乐购’活动”'
    """
    return f"“{words.translate(SINGLE)}”"


def role_of(role: str | None) -> Words:
    """What a number is called that is neither level nor growth."""
    return ROLES.get(role or "", Words("性质不明的数", "a number of no known role"))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of what stands at `things` (facts, or one statement); `row` is the key of what was made or is there.

    `says` is the value or the words in short, as they are or would be in the ledger.
    """

    what: What
    result: Result
    things: tuple[Fact | Statement, ...]
    says: str = ""
    indicator: str = ""
    why: Words | None = None
    row: int | None = None


def left(what: What, why: Words, *things: Fact | Statement, indicator: str = "", says: str = "") -> Outcome:
    """The outcome of what is not adopted."""
    return Outcome(what, "left", things, says, indicator, why)


def counted(outcomes: Sequence[Outcome]) -> dict[str, int]:
    """How many came to each result."""
    return {result: sum(each.result == result for each in outcomes) for result in ("adopted", "there", "left")}
