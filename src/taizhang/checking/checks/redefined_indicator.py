"""One indicator on two bases: its target or last year's figure, and the figure that is set against it."""

from collections.abc import Iterator

from taizhang.checking.case import Case
from taizhang.checking.said import subject
from taizhang.errors import Words
from taizhang.following.wording import stated
from taizhang.linking.headlines import headline_of
from taizhang.model import Fact, Finding, Link, LinkKind, Severity

ORDER: tuple[LinkKind, ...] = ("outcome", "progress", "next_target", "same_series")
CHANGES = {
    "redefined": Words("口径作了调整", "it was redefined"),
    "basis_differs": Words("所用口径不同", "their bases differ"),
    "renamed": Words("名称改变", "it goes by another name"),
    "scope_differs": Words("统计范围不同", "their scopes differ"),
}


def find(case: Case) -> Iterator[Finding]:
    """Each figure on a basis of its own once, by its weightiest pair: target and result before two results."""
    seen: set[object] = set()
    for kind in ORDER:
        for link in case.linked.of(kind):
            change = _change(case, link)
            odd = link.a if isinstance(link.a.record, Fact) and link.a.record.basis else link.b
            if change is not None and odd.key not in seen:
                seen.add(odd.key)
                yield _finding(case, link, change)


def _change(case: Case, link: Link) -> str | None:
    """How the two differ, in the words of the link; a difference of scope only where a result answers its target."""
    a, b = link.a.record, link.b.record
    if not (isinstance(a, Fact) and isinstance(b, Fact)):
        return None
    reasons = link.reason.split(";")
    known = [reason for reason in CHANGES if reason in reasons and reason not in case.setting("passed_over")]
    answered = link.kind in ("outcome", "progress") and link.certainty == "sure"
    return known[0] if known and (known[0] != "scope_differs" or answered) else None


def _finding(case: Case, link: Link, change: str) -> Finding:
    a, b = link.a.record, link.b.record
    if not (isinstance(a, Fact) and isinstance(b, Fact)):
        raise TypeError("only facts are compared")  # find() lets nothing else through
    headline = headline_of(a) or headline_of(b)
    answers = link.kind in ("outcome", "progress")
    severity: Severity = "medium" if headline and answers else "low"
    return case.finding(
        [link.a, link.b],
        severity=severity,
        weight=(2.0 if headline else 1.0) + (0.5 if answers else 0.0),
        subject=subject(link.a),
        before=_told(a),
        after=_told(b),
        change=CHANGES[change],
    )


def _told(fact: Fact) -> Words:
    """The figure with what it is of, and its basis where one is named."""
    shown, basis = stated(fact), f"（{fact.basis}）" if fact.basis else ""
    aimed = fact.status == "target"
    zh = f"{fact.period}年{'目标' if aimed else '完成'}“{fact.subject}”{shown.zh}{basis}"
    return Words(zh, f"{'target' if aimed else 'result'} {fact.period} “{fact.subject}” {shown.en}{basis}")
