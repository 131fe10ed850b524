"""A target that is well ahead of what is due by now: it is easy, or slack."""

from collections.abc import Iterator
from fractions import Fraction

from taizhang.catalogue.verdicts import has_ceiling
from taizhang.checking.case import Case
from taizhang.checking.pacing import AMOUNTS, MAIN, Paced, graver, low_end, paced
from taizhang.errors import Words
from taizhang.model import Finding

FAST = Words("明显快于序时进度", "is well ahead of pace")
BEYOND = Words("明显好于年度目标", "is well beyond the year's target")


def find(case: Case) -> Iterator[Finding]:
    """Amounts whose pace is above the threshold however they were rounded, growth by so many points above its target.

    Graver where the rest of the year may shrink and the target is still met. What is met already is met_early's.
    """
    pace, points = (Fraction(str(case.setting(name))) for name in ("pace", "points"))
    for one in paced(case):
        over = None if one.progress.met else _over(one, pace, points)
        if over is None:
            continue
        yield case.finding(
            one.facts,
            formula=one.progress.formula,
            tolerance=one.tolerance,
            severity=graver(one, "medium", unless=not one.progress.slack),
            weight=float(MAIN * one.main + min(over, Fraction(1))),
            subject=one.subject,
            how=FAST if one.progress.nature in AMOUNTS else BEYOND,
            method=one.progress.method,
            note=one.note,
        )


def _over(one: Paced, pace: Fraction, points: Fraction) -> Fraction | None:
    """How much more there is than due, as a part of it or in percentage points; None where it is no more than usual."""
    progress = one.progress
    if progress.nature in AMOUNTS:
        slowest = low_end(progress.paces)
        return slowest - 1 if slowest is not None and slowest >= pace else None
    if progress.nature != "growth" or has_ceiling(one.fact.indicator) or progress.behind is None:
        return None
    return -progress.behind if -progress.behind >= points else None
