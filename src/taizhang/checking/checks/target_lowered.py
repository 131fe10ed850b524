"""A main expected or binding target below what was reached the year before."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from taizhang.catalogue.indicators import indicators_by_id
from taizhang.checking.case import Case
from taizhang.checking.said import subject
from taizhang.errors import Words
from taizhang.following.main import is_main, main_stretches
from taizhang.following.wording import figures, stated
from taizhang.linking.headlines import headline_of
from taizhang.model import Fact, Finding, Link, Severity


def find(case: Case) -> Iterator[Finding]:
    """Each main target once, with text and annex together where both set it lower."""
    series: dict[tuple[str, str, str], list[Link]] = defaultdict(list)
    for link in case.linked.of("next_target"):
        a, b = link.a.record, link.b.record
        if isinstance(a, Fact) and isinstance(b, Fact) and _is_lowered(a, b) and _is_weighty(case, link, b):
            headline = headline_of(b)
            series[link.b.doc, headline.name if headline else str(b.subject), str(b.role)].append(link)
    for links in series.values():
        yield _finding(case, links)


def _is_weighty(case: Case, link: Link, target: Fact) -> bool:
    """Whether the region itself answers for it as a headline: one of the usual ones, or set among the main targets."""
    if link.certainty != "sure" or target.region not in (None, case.linked.entry(link.b).place):
        return False
    document = link.b.document
    return headline_of(target) is not None or (
        target.indicator is not None and is_main(document, target, main_stretches(document))
    )


def _is_lowered(a: Fact, b: Fact) -> bool:
    """Whether the target is below the result of an indicator that is to rise. A ceiling is no lower target."""
    indicator = indicators_by_id().get(b.indicator or "")
    rises = b.role == "growth" or indicator is None or indicator.better == "up"
    if indicator is not None and indicator.better != "up":
        rises = False
    if a.role != b.role or not rises or b.comparator == "<=" or a.base_value is None or b.base_value is None:
        return False
    return b.base_value < a.base_value and a.base_unit == b.base_unit


def _finding(case: Case, links: Sequence[Link]) -> Finding:
    a, b = links[0].a.record, links[0].b.record
    if not isinstance(a, Fact) or not isinstance(b, Fact) or a.base_value is None or b.base_value is None:
        raise TypeError("only facts are compared")  # find() lets nothing else through
    gap = b.base_value - a.base_value
    share = gap / abs(a.base_value) * 100 if a.base_value else Decimal(0)
    points = Words(f"低{-gap:f}个百分点", f"{-gap:f} points lower")
    zh, en = figures(replace(b, comparator="=")).zh, figures(replace(a, comparator="=")).zh
    relative = Words(f"{zh}÷{en}-1={share:.1f}%", f"{zh}/{en}-1={share:.1f}%")
    return case.finding(
        [said for link in links for said in (link.a, link.b)],
        severity=_severity(case, b, gap, share),
        weight=min(float(-share) / 100, 1.0) + (1.0 if headline_of(b) else 0.0),
        formula=points if b.unit == "%" else relative,
        subject=subject(links[0].b),
        before=str(a.period),
        year=str(b.period),
        result=stated(a),
        target=stated(b),
    )


def _severity(case: Case, target: Fact, gap: Decimal, share: Decimal) -> Severity:
    """Points of growth and of rates, per cent of levels."""
    lost = -gap if target.unit == "%" else -share
    return "medium" if lost >= Decimal(str(case.setting("points" if target.unit == "%" else "per_cent"))) else "low"
