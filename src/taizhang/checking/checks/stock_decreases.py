"""A cumulative count that is lower later than it was before: what adds up from year to year cannot fall."""

import re
from collections.abc import Iterator

from taizhang.checking.arithmetic import counter_or_base, figure, said
from taizhang.checking.case import Case
from taizhang.checking.dividing import RATES
from taizhang.model import Fact, Finding, Link, Said

CUMULATED = re.compile("累计|累积")
# 当年累计, 1—6月累计, 五年累计: sums of a time, not since the beginning.
OF_A_TIME = re.compile(
    "[全今本当]年累计|年内累计|月累计|季度累计|期间累计|以来累计|累计新增|累计增长|累计下降|累计完成投资|日均|滚动"
)


def find(case: Case) -> Iterator[Finding]:
    """Linked pairs of cumulative counts whose later is below the earlier by more than rounding."""
    for link in case.linked.of("same_series", "progress", "next_target"):
        earlier, later = link.a.record, link.b.record
        if not isinstance(earlier, Fact) or not isinstance(later, Fact) or "differs" in link.reason:
            continue
        if earlier.status == "target" or not (_cumulative(link.a) and _cumulative(link.b)):
            continue
        if counter_or_base(earlier) == counter_or_base(later) and figure(later).below(figure(earlier)):
            yield _finding(case, link, earlier, later)


def _cumulative(mention: Said) -> bool:
    """Whether a count is one since the beginning: 累计 in its subject or just ahead of it."""
    fact = mention.record
    if not isinstance(fact, Fact) or fact.role != "level" or fact.unit in RATES or fact.nature == "done":
        return False
    words = (fact.subject or "") + mention.document.text[max(fact.span.start - 8, 0) : fact.span.start]
    return bool(CUMULATED.search(words)) and not OF_A_TIME.search(words)


def _surely(fact: Fact) -> bool:
    """Whether a count is a stock for sure: 累计建成 may be of the year alone."""
    return fact.nature == "stock" and fact.status != "target"


def _finding(case: Case, link: Link, earlier: Fact, later: Fact) -> Finding:
    return case.finding(
        [link.a, link.b],
        severity=None if link.certainty == "sure" and _surely(earlier) and _surely(later) else "low",
        formula=f"{said(later)} < {said(earlier)}",
        subject=later.subject or "",
        earlier=said(earlier),
        later=said(later),
        before=earlier.period or "",
        after=later.period or "",
    )
