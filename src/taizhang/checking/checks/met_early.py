"""A target of the whole year that a report within the year already calls reached."""

from collections.abc import Iterator

from taizhang.checking.case import Case
from taizhang.checking.pacing import MAIN, Paced, graver, paced
from taizhang.errors import Words
from taizhang.following.nature import amount, better_of, is_counted, one_dimension
from taizhang.following.wording import filled, number
from taizhang.model import Fact, Finding

EXACT = Words(
    "恰与目标数相等，请核对是已建成、完成，还是仅已安排、开工",
    "exactly the target: are they completed, or merely under way?",
)
OVER = Words("目标当初是否定低了", "was the target set too low?")
MONTHS = Words("距期限还有{months}个月", "{months} months early")


def find(case: Case) -> Iterator[Finding]:
    """Amounts and rates that are there before their time; not growth, ceilings, what last year already had reached."""
    for one in paced(case):
        if not one.progress.met or one.progress.nature == "growth" or better_of(one.fact) == "down" or _kept(one):
            continue
        exact = _exactly(one)
        left = (1 - one.progress.share) * 12
        yield case.finding(
            one.facts[:2],
            formula=one.progress.formula,
            severity=graver(one, "medium", unless=not exact),
            weight=MAIN * one.main + float(1 - one.progress.share),
            subject=one.subject,
            method=one.progress.method,
            early=filled(MONTHS, months=number(left)),
            ask=EXACT if exact else OVER,
        )


def _exactly(one: Paced) -> bool:
    """Whether single things are counted, and just as many as were to be."""
    actual = one.actual.record
    return (
        isinstance(actual, Fact)
        and is_counted(one.fact.unit)
        and actual.comparator == "="
        and amount(actual, one.fact.unit) == amount(one.fact)
    )


def _kept(one: Paced) -> bool:
    """Whether last year's result already met the target, so that there is nothing to be early with.

    Of what is added or done in a year, last year's result says nothing of this year's.
    """
    if one.progress.nature not in ("rate", "stock"):
        return False
    before = one.evidence.last_year(one.target)
    old = before.record if before else None
    return (
        isinstance(old, Fact)
        and one_dimension(old.unit, one.fact.unit)
        and amount(old, one.fact.unit) >= amount(one.fact)
    )
