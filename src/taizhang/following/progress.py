"""How far a target is when a figure answers it: the record, and which way of computing fits the two."""

from dataclasses import dataclass
from fractions import Fraction

from taizhang.errors import Words
from taizhang.following.evidence import Evidence, period_of
from taizhang.following.nature import Direction, amount, better_of, is_counted
from taizhang.following.share import from_the_start, share_gone
from taizhang.following.stages import is_under_way
from taizhang.following.wording import figures, percent, period_called
from taizhang.grammar.intervals import Interval
from taizhang.model import Fact, Said, TargetNature


@dataclass(frozen=True, slots=True)
class Progress:
    """What a figure says of a target. Shares and pace are parts of 1; more pace is better whatever the direction.

    paces     what the pace may be when the figure was rounded
    behind    percentage points behind: of the share due, or of a growth or rate; negative is ahead
    rounding  how much of `behind` may come of rounding, in percentage points
    met       whether the target is reached already
    needed    growth in per cent or amount in `unit` that the rest of the period needs
    used      the figures that it rests on besides target and actual: last year's result, last year's same months
    goal      the growth wanted, in per cent, where growth is compared
    slack     whether the target is met even if the rest of the year shrinks
    formula   the computation with its numbers
    """

    nature: TargetNature
    share: Fraction
    better: Direction
    method: Words
    formula: str = ""
    pace: Fraction | None = None
    paces: Interval | None = None
    behind: Fraction | None = None
    rounding: Fraction = Fraction(0)
    met: bool = False
    needed: Interval | None = None
    unit: str | None = None
    used: tuple[Said, ...] = ()
    goal: Fraction | None = None
    slack: bool = False
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A target and the figure that answers it, with the share of the target's time that is gone by then."""

    target: Said
    actual: Said
    t: Fact
    a: Fact
    share: Fraction
    period: str
    evidence: Evidence

    @property
    def down(self) -> bool:
        """Whether less is better."""
        return better_of(self.t) == "down"

    @property
    def better(self) -> Direction:
        """Which way is better."""
        return better_of(self.t)

    @property
    def goal(self) -> Fraction:
        """The target as a number in its own unit."""
        return amount(self.t)

    @property
    def reached(self) -> Fraction:
        """The figure in the unit of the target."""
        return amount(self.a, self.t.unit)

    @property
    def met(self) -> bool:
        """Whether the figure is the target, or beyond it."""
        return self.reached <= self.goal if self.down else self.reached >= self.goal

    @property
    def from_the_start(self) -> bool:
        """Whether the figure counts from the start of the target's period."""
        return from_the_start(self.t.period, self.period)

    @property
    def under_way(self) -> bool:
        """Whether the things counted are only being worked on, or only tell of what another figure speaks.

        Not where the target itself is to begin them (新开工项目20个).
        """
        if not is_counted(self.t.unit):
            return False
        claims = self.evidence.claims.get((self.actual.doc, self.a.span.start), ())
        return is_under_way(claims, self.t.subject or "") or self.evidence.is_scope(self.actual)

    @property
    def fields(self) -> dict[str, object]:
        """What the words of every method need."""
        return {
            "target": figures(self.t),
            "actual": figures(self.a),
            "period": period_called(self.period),
            "gone": percent(self.share),
        }


def answer_of(target: Said, actual: Said, evidence: Evidence) -> Answer | None:
    """The two as an answer; None where one is no figure, or the share of the time gone cannot be told."""
    t, a = target.record, actual.record
    if not isinstance(t, Fact) or not isinstance(a, Fact) or t.value is None or a.value is None:
        return None
    period = period_of(actual, evidence.linked)
    share = share_gone(t.period, period)
    return None if share is None or period is None else Answer(target, actual, t, a, share, period, evidence)
