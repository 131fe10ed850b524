"""A target whose time is over, and whose result meets it."""

from collections.abc import Iterator

from taizhang.checking.case import Case
from taizhang.checking.pacing import MAIN, judged
from taizhang.model import Finding


def find(case: Case) -> Iterator[Finding]:
    """Targets met: as a rule of main expected targets alone, else the list would be longer than what is wrong."""
    for one in judged(case):
        if one.verdict == "met" and one.sure and (one.main or not case.setting("main_only")):
            yield case.finding(
                (one.target, one.actual),
                weight=MAIN * one.main,
                subject=one.fact.subject or one.fact.text,
                formula=one.formula,
                tolerance=one.tolerance,
                year=(one.fact.period or "")[:4],
                reason=one.reason,
            )
