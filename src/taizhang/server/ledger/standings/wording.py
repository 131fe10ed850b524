"""How targets and what was reached are said, as the methods of the library say them: 增长5.5%左右, 846.9亿元."""

from fractions import Fraction

from taizhang.errors import Words
from taizhang.following.wording import between, figures, grown
from taizhang.grammar.intervals import Interval
from taizhang.model import Fact
from taizhang.model.facts import Role
from taizhang.server.ledger.models import Indicator
from taizhang.server.ledger.observations.deriving import Cell
from taizhang.server.ledger.plans.measures import places_of
from taizhang.server.ledger.standings.book import Reached
from taizhang.server.ledger.standings.facts import reached
from taizhang.server.ledger.standings.queries import TargetStanding

DONE = Words("已完成", "reached")
VERDICTS = {
    "met": Words("完成", "met"),
    "about": Words("基本完成", "about met"),
    "missed": Words("未完成", "missed"),
    "not_reported": Words("未见结果", "not reported"),
    "redefined": Words("口径已变", "redefined"),
    "unclear": Words("无法判定", "unclear"),
}


def reached_words(indicator: Indicator, told: Reached, role: str | None) -> Words:
    """A figure with its unit; the growth of a rate of change as what it is."""
    return cell_words(indicator, told.cell, role)


def cell_words(indicator: Indicator, cell: Cell, role: str | None) -> Words:
    """A figure with its unit of measure, by what it tells: the level, the growth or the change."""
    return figures(_fact(indicator, cell, role))


def grown_words(indicator: Indicator, cell: Cell, role: str | None) -> Words:
    """The same as a sentence says it: a growth with its verb."""
    fact = _fact(indicator, cell, role)
    return grown(fact) if fact.role == "growth" else figures(fact)


def _fact(indicator: Indicator, cell: Cell, role: str | None) -> Fact:
    known: Role = "growth" if role == "growth" else "change" if role == "change" else "level"
    return reached(indicator, cell, known, "", 0)


def needed_words(standing: TargetStanding) -> Words | None:
    """What the rest of the time needs; None where that is not known."""
    if standing.needed is None:
        return None
    if not any(standing.needed):
        return DONE
    low, high = standing.needed
    growth = standing.unit_of_needed == "%" and standing.role == "growth"
    falls = high <= 0
    ends = (-high, -low) if falls else (low, high)
    places = 1 if growth else max(1, *(places_of(end.normalize()) for end in standing.needed))
    text = between(Interval(*map(Fraction, ends)), places) + ("%" if growth else f" {standing.unit_of_needed or ''}")
    if growth:
        return Words(f"下降 {text}", f"a fall of {text}") if falls else Words(f"增长 {text}", f"growth of {text}")
    return Words(f"降低 {text}", f"{text} less") if falls else Words(text, text)
