"""One figure stated twice, in one text or in two documents, that cannot both be true as printed."""

from collections.abc import Iterator

from taizhang.catalogue.indicators import indicators_by_id
from taizhang.checking.case import Case
from taizhang.checking.said import subject
from taizhang.following.wording import dated, stated
from taizhang.model import Fact, Finding, Link, Severity


def find(case: Case) -> Iterator[Finding]:
    """Restatements outside text and table of one document that do not agree. Bases differ: another series."""
    for link in case.linked.of("restates"):
        a, b = link.a.record, link.b.record
        if link.agrees is not False or not (isinstance(a, Fact) and isinstance(b, Fact)) or a.basis != b.basis:
            continue
        within = link.a.doc == link.b.doc
        if within and (a.place is None) != (b.place is None):
            continue
        severity = _severity(case, link, a)
        if severity:
            yield case.finding(
                (link.a, link.b),
                severity=severity,
                weight=1.0 if link.certainty == "sure" else 0.5,
                subject=subject(link.a),
                period=dated(a.period),
                first=stated(a),
                second=stated(b),
            )


def _severity(case: Case, link: Link, fact: Fact) -> Severity | None:
    """High within one document or one congress. Of two years a later figure may be a revision: low, or silence."""
    one, other = case.linked.entry(link.a), case.linked.entry(link.b)
    if one.year == other.year:
        return "high" if one is other and link.certainty == "sure" else "medium"
    if link.certainty != "sure":
        return None
    indicator = indicators_by_id().get(fact.indicator or "")
    revised = fact.indicator in case.setting("revised") or (indicator is not None and indicator.price == "real")
    return None if revised or fact.status != "actual" else "low"
