"""A target whose time is over, and whose result falls short of it by more than rounding."""

from collections.abc import Iterator

from taizhang.checking.case import Case
from taizhang.checking.pacing import MAIN, Judged, judged
from taizhang.following.nature import amount
from taizhang.following.verdict import PER_CENT
from taizhang.model import Fact, Finding, Severity

FULL = 5.0  # percentage points, or twentieths of the target, from which on a shortfall adds no more weight


def find(case: Case) -> Iterator[Finding]:
    """Targets missed: graver of main expected targets, low where the link wants a second look.

    Of an indicator whose growth and level are both missed the one that the plan says first is raised; where its growth
    was met, the level beside it, computed from the growth, is not held against it.
    """
    raised = {(one.target.doc, one.fact.indicator, one.fact.period or "") for one in judged(case) if _grew(one)}
    for one in judged(case):
        period = one.fact.period or ""
        key = (one.target.doc, one.fact.indicator, period)
        if one.verdict != "missed" or (one.fact.indicator and key in raised) or not _is_known(one):
            continue
        raised.add(key)
        yield case.finding(
            (one.target, one.actual),
            severity=_severity(one, case.rule.severity),
            weight=MAIN * one.main + _short(one),
            subject=one.fact.subject or one.fact.text,
            formula=one.formula,
            tolerance=one.tolerance,
            year=period[:4],
            reason=one.reason,
        )


def _is_known(one: Judged) -> bool:
    """Whether the result is surely of the target, or both are of one indicator: likeness of words blames nobody."""
    return one.sure or one.fact.indicator is not None


def _grew(one: Judged) -> bool:
    """Whether a target of growth was met."""
    return one.fact.role == "growth" and one.verdict in ("met", "about") and one.fact.indicator is not None


def _severity(one: Judged, usual: Severity) -> Severity:
    if not one.sure:
        return "low"
    return "high" if one.main else usual


def _short(one: Judged) -> float:
    """How far the result is from the target, 0 to 1."""
    actual = one.actual.record
    if not isinstance(actual, Fact) or actual.role != one.fact.role or not one.fact.value:
        return 0.0
    gap = abs(amount(actual, one.fact.unit) - amount(one.fact))
    points = gap if one.fact.unit in PER_CENT else gap / abs(amount(one.fact)) * 100
    return min(float(points) / FULL, 1.0)
