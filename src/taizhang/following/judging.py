"""The verdict on a target in its documents: with its result, the link between them, and which documents are there."""

from taizhang.errors import Words
from taizhang.following import methods
from taizhang.following.answers import links_to
from taizhang.following.evidence import Evidence
from taizhang.following.measuring import progress_of
from taizhang.following.nature import amount, comparable, same_unit
from taizhang.following.verdict import PER_CENT, verdict
from taizhang.following.wording import figures, filled, grown, number
from taizhang.model import Fact, Link, Said, Verdict

SAID: dict[Verdict, Words] = {
    "about": Words("（在“左右”之内）", " (within 左右)"),
    "redefined": Words("，口径已变，不可比", ", redefined: not to be compared"),
    "unclear": Words("，不能判断", ": it cannot be told"),
}
FAR = 10  # times
NEAR = 4  # times, where 个 answers 户: 40个小区, 2960户
NO_WORDS = Words("", "")


def outcomes(target: Said, evidence: Evidence) -> tuple[Link, ...]:
    """The links from a target to figures of its whole period."""
    found = [link for link in links_to(target, evidence) if link.kind == "outcome" and isinstance(link.b.record, Fact)]
    return tuple(sorted(found, key=lambda link: _rank(target, link)))


def _rank(target: Said, link: Link) -> tuple[bool, bool]:
    """A figure that compares goes before one that does not, a sure link before a doubtful one."""
    t, b = target.record, link.b.record
    return not (isinstance(t, Fact) and isinstance(b, Fact) and comparable(t, b)), link.certainty != "sure"


def outcome_of(target: Said, evidence: Evidence) -> Said | None:
    """The figure that a target came to."""
    return next((link.b for link in outcomes(target, evidence)), None)


def judge(target: Said, actual: Said | None, evidence: Evidence) -> tuple[Verdict, Words]:
    """The verdict and the reason for it."""
    if actual is None:
        return _silent(target, evidence)
    t, a = target.record, actual.record
    if not isinstance(t, Fact) or not isinstance(a, Fact):
        return "unclear", methods.NO_FIGURES
    if any("redefined" in link.reason for link in outcomes(target, evidence) if link.b.key == actual.key):
        return "redefined", _told(t, a, "redefined")
    if comparable(t, a):
        if far_apart(t, a):
            return "unclear", filled(methods.FAR_APART, target=figures(t), actual=figures(a))
        found = verdict(t, a)
        return found, _told(t, a, found)
    progress = progress_of(target, actual, evidence)
    if progress is None or progress.behind is None:
        return "unclear", _told(t, a, "unclear")
    found = "met" if progress.behind <= progress.rounding else "missed"
    return found, progress.method


def far_apart(t: Fact, a: Fact) -> bool:
    """Whether a level is so many times its target that the two likely are not one thing; fewer of other counters."""
    aim, reached = abs(amount(t)), abs(amount(a, t.unit))
    if t.role != "level" or not aim or not reached:
        return False
    times = max(reached / aim, aim / reached)
    return times > FAR or (times > NEAR and not same_unit(t.unit, a.unit))


def _silent(target: Said, evidence: Evidence) -> tuple[Verdict, Words]:
    """A target without a result: not reported where its year was reported on, else nothing can be told."""
    entry = evidence.linked.entry(target)
    year = entry.planned or ""
    if year in evidence.reviewed[entry.place]:
        return "not_reported", filled(methods.SILENT, year=year)
    return "unclear", filled(methods.NO_REPORT, year=year)


def _told(t: Fact, a: Fact, found: Verdict) -> Words:
    """Target, result, what lies between them, and the verdict."""
    gap = _gap(t, a) if found in ("met", "about", "missed") else NO_WORDS
    basis = _bases(t, a) if found == "redefined" else NO_WORDS
    said = SAID.get(found, NO_WORDS)
    target, actual = (grown(fact) if fact.role == "growth" else figures(fact) for fact in (t, a))
    return filled(methods.JUDGED, target=target, actual=actual, gap=gap, basis=basis, said=said)


def _gap(t: Fact, a: Fact) -> Words:
    gap = amount(a, t.unit) - amount(t)
    if gap == 0:
        return NO_WORDS
    shown = number(abs(gap), 4)
    zh, en = (f"{shown}个百分点", f"{shown} points") if t.unit in PER_CENT else (f"{shown}{t.unit or ''}",) * 2
    return Words(f"，{'高' if gap > 0 else '低'}{zh}", f", {en} {'above' if gap > 0 else 'below'}")


def _bases(t: Fact, a: Fact) -> Words:
    bases = [fact.basis or "未注明" for fact in (t, a)]
    return Words(f"（{bases[0]}／{bases[1]}）", f" ({bases[0]} / {bases[1]})") if t.basis != a.basis else NO_WORDS
