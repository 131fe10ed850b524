"""A target that is behind what is due by now, by more than rounding explains."""

from collections.abc import Iterator
from fractions import Fraction

from taizhang.catalogue.verdicts import has_ceiling
from taizhang.checking.case import Case
from taizhang.checking.pacing import AMOUNTS, MAIN, Paced, graver, high_end, paced
from taizhang.errors import Words
from taizhang.following.verdict import allowance
from taizhang.model import Finding

SLOW = Words("落后于序时进度", "is behind pace")
LOW = Words("低于年度目标", "is below the year's target")
HIGH = Words("未控制在年度目标以内", "is not within the year's target")


def find(case: Case) -> Iterator[Finding]:
    """Amounts whose pace is below the threshold however they were rounded; growth below its target; broken ceilings."""
    for one in paced(case):
        short = _short(one, Fraction(str(case.setting("pace"))))
        if short is None:
            continue
        yield case.finding(
            one.facts,
            formula=one.progress.formula,
            tolerance=one.tolerance,
            severity=graver(one, case.rule.severity, unless=_within_about(one)),
            weight=float(MAIN * one.main + min(short, Fraction(1))),
            subject=one.subject,
            how=SLOW if one.progress.nature in AMOUNTS else LOW if one.progress.better == "up" else HIGH,
            method=one.progress.method,
            note=one.note,
        )


def _short(one: Paced, threshold: Fraction) -> Fraction | None:
    """How much is missing, as a part of what is due or in percentage points; None where nothing is."""
    progress = one.progress
    if progress.nature in AMOUNTS:
        fastest = high_end(progress.paces)
        return 1 - fastest if fastest is not None and fastest < threshold else None
    judged = progress.nature == "growth" or has_ceiling(one.fact.indicator)
    if not judged or progress.behind is None or progress.behind <= progress.rounding:
        return None
    return progress.behind


def _within_about(one: Paced) -> bool:
    """Whether a target with 左右 is missed by no more than 左右 lets pass."""
    behind = one.progress.behind
    return one.progress.nature == "growth" and behind is not None and behind <= allowance(one.fact)
