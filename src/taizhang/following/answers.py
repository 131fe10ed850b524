"""What later documents say of a target, and which of it is the latest word."""

from fractions import Fraction

from taizhang.following.evidence import Evidence, period_of
from taizhang.following.nature import comparable
from taizhang.following.share import stretch_of
from taizhang.model import Fact, Link, Said


def links_to(target: Said, evidence: Evidence) -> tuple[Link, ...]:
    """The links from a target, or from where its document repeats it, to what was reached."""
    mentions = evidence.mentions(target)
    return tuple(link for said in mentions for link in evidence.linked.after(said, "progress", "outcome"))


def answers_to(target: Said, evidence: Evidence) -> tuple[Said, ...]:
    """What answers a target, each once, as linked."""
    return tuple({link.b.key: link.b for link in links_to(target, evidence)}.values())


def latest(target: Said, answers: tuple[Said, ...], evidence: Evidence) -> Said | None:
    """The last word on a target: a figure before words, a later period before an earlier, what compares before what
    does not; of two alike the one that stands in the later document, and there first.
    """

    def rank(said: Said) -> tuple[bool, Fraction, bool, int, int]:
        fact, aim = said.record, target.record
        stretch = stretch_of(period_of(said, evidence.linked))
        fits = isinstance(fact, Fact) and isinstance(aim, Fact) and comparable(aim, fact)
        end = stretch.end if stretch else Fraction(0)
        return isinstance(fact, Fact), end, fits, evidence.linked.entry(said).order, -said.span.start

    return max(answers, key=rank, default=None)
