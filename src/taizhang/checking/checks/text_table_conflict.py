"""One figure, once in the text and once in a table of the same document: value, comparator or basis differ."""

from collections.abc import Iterator

from taizhang.checking.case import Case
from taizhang.checking.said import subject
from taizhang.errors import Words
from taizhang.following.wording import dated, stated
from taizhang.grammar.intervals import printed
from taizhang.model import Fact, Finding, Link, Severity


def find(case: Case) -> Iterator[Finding]:
    """Restatements of text and table within one document that do not say the same."""
    for link in case.linked.of("restates"):
        a, b = link.a.record, link.b.record
        if (
            isinstance(a, Fact)
            and isinstance(b, Fact)
            and link.a.doc == link.b.doc
            and (a.place is None) != (b.place is None)
        ):
            yield from _differing(case, link, a, b)


def _differing(case: Case, link: Link, a: Fact, b: Fact) -> Iterator[Finding]:
    gap: Words
    severity: Severity
    if link.agrees is False:
        gap, severity = _gap(a, b), "high"
    elif a.role == "growth" and a.basis != b.basis:
        basis = str(a.basis or b.basis)
        gap, severity = (
            Words(
                f"数值相同而口径不同，一处为“{basis}”，另一处未注明", f"same value, two series: only one says “{basis}”"
            ),
            "medium",
        )
    elif a.comparator != b.comparator:
        gap, severity = Words("数值相同而一处有限定词、一处没有", "same value, but the comparator differs"), "low"
    else:
        return
    yield case.finding(
        (link.a, link.b),
        severity=severity,
        weight=1.0 if link.certainty == "sure" else 0.5,
        formula=gap,
        tolerance=_tolerance(a, b) if link.agrees is False else "",
        subject=subject(link.a),
        period=dated(a.period),
        text=stated(a if a.place is None else b),
        table=stated(b if a.place is None else a),
    )


def _gap(a: Fact, b: Fact) -> Words:
    """How far the two are apart, in points or in their unit."""
    if a.unit != b.unit or a.value is None or b.value is None:
        return Words("换算为同一单位后不等", "not the same in one unit")
    apart = abs(a.value - b.value)
    unit = Words("个百分点", " percentage points") if a.unit == "%" else Words(str(a.unit), str(a.unit))
    return Words(f"相差{apart}{unit.zh}", f"apart by {apart}{unit.en}")


def _tolerance(a: Fact, b: Fact) -> Words:
    """What rounding can explain: half a unit of the last place of each."""
    halves = [
        float((high or 0) - (low or 0)) / 2
        for low, high in (printed(one.value) for one in (a, b) if one.value is not None)
    ]
    return Words(f"四舍五入最多可解释{sum(halves):g}", f"rounding explains at most {sum(halves):g}")
