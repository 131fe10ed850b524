"""A target of a region below that of the region above it, or with the same number and a weaker comparator."""

from collections.abc import Iterator

from taizhang.catalogue.indicators import indicators_by_id
from taizhang.checking.case import Case
from taizhang.checking.said import subject
from taizhang.errors import Words
from taizhang.following.wording import stated
from taizhang.linking.headlines import headline_of
from taizhang.model import Fact, Finding, Severity

# How much a target of growth binds: 以上 more than the bare number, the bare number more than 左右.
BINDS = {">=": 2, "=": 1, "~": 0}


def find(case: Case) -> Iterator[Finding]:
    """Growth and rates of headline indicators; a level of a region cannot be compared with that of its whole."""
    for link in case.linked.of("cascade"):
        a, b = link.a.record, link.b.record
        if not (isinstance(a, Fact) and isinstance(b, Fact)) or a.role != b.role or {a.unit, b.unit} != {"%"}:
            continue
        if a.status != "target" or b.status != "target" or headline_of(b) is None or not _rises(b):
            continue
        weaker = _weaker(a, b)
        if weaker:
            severity, how = weaker
            yield case.finding(
                (link.a, link.b),
                severity=severity,
                weight=1.0,
                formula=how,
                subject=subject(link.b),
                upper=case.linked.entry(link.a).place,
                lower=case.linked.entry(link.b).place,
                upper_target=stated(a),
                lower_target=stated(b),
            )


def _rises(fact: Fact) -> bool:
    indicator = indicators_by_id().get(fact.indicator or "")
    return indicator is None or indicator.better == "up"


def _weaker(a: Fact, b: Fact) -> tuple[Severity, Words] | None:
    if a.value is None or b.value is None or a.comparator not in BINDS or b.comparator not in BINDS:
        return None
    if b.value < a.value:
        gap = a.value - b.value
        return "low", Words(f"低{gap}个百分点", f"{gap} points lower")
    steps = BINDS[a.comparator] - BINDS[b.comparator]
    if b.value > a.value or steps <= 0:
        return None
    return ("medium" if steps > 1 else "low"), Words("数值相同，限定词较弱", "same number, weaker comparator")
