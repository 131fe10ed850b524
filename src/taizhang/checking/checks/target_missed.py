"""A target whose time is over, and whose result falls short of it by more than rounding."""

from collections.abc import Iterator

from taizhang.checking.case import Case
from taizhang.checking.pacing import MAIN, Judged, judged
from taizhang.model import Finding, Severity


def find(case: Case) -> Iterator[Finding]:
    """Targets missed: graver of main expected targets, low where the link wants a second look."""
    for one in judged(case):
        if one.verdict == "missed":
            yield case.finding(
                (one.target, one.actual),
                severity=_severity(one, case.rule.severity),
                weight=MAIN * one.main,
                subject=one.fact.subject or one.fact.text,
                year=(one.fact.period or "")[:4],
                reason=one.reason,
            )


def _severity(one: Judged, usual: Severity) -> Severity:
    if not one.sure:
        return "low"
    return "high" if one.main else usual
