"""Targets with the figures that answer them within their time and after it, for the checks of pace and outcome."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from taizhang.checking.case import Case
from taizhang.errors import Words
from taizhang.following import Evidence, Progress, is_main, main_stretches, progress_of
from taizhang.following.answers import links_to
from taizhang.following.judging import judge, outcomes
from taizhang.following.nature import amount, is_ceiling
from taizhang.following.pace import used_of_due
from taizhang.following.targets import targets_of
from taizhang.following.wording import between, digits_of, filled, number
from taizhang.grammar.intervals import Interval, half_place
from taizhang.linking import Entry
from taizhang.model import Fact, LinkKind, Said, Severity, Verdict

AMOUNTS = frozenset({"flow", "count", "stock"})
PACE = Words("计入四舍五入，达序时进度的{paces}%", "with rounding the pace is {paces}%")
USED = Words("计入四舍五入，用量为序时的{paces}%", "with rounding {paces}% is used of what may be by now")
PLACES = Words("结果按末位半个单位计：±{half}", "the result to half a unit of its last place: ±{half}")
MAIN = 2.0  # what a main expected target adds to the weight of a finding
POINTS = Words("四舍五入至多可解释{points}个百分点", "rounding explains at most {points} points")


class Paced(NamedTuple):
    """A target, the latest figure within its time that can be compared with it, and how far it is."""

    target: Said
    fact: Fact
    actual: Said
    progress: Progress
    evidence: Evidence
    main: bool
    sure: bool

    @property
    def facts(self) -> tuple[Said, ...]:
        """What a finding rests on, the target first."""
        return self.target, self.actual, *self.progress.used

    @property
    def subject(self) -> str:
        """What the target is about, in the document's words."""
        return self.fact.subject or self.fact.text

    @property
    def tolerance(self) -> Words:
        """What rounding allows."""
        if self.progress.paces is not None:
            ceiling = is_ceiling(self.fact, self.progress.nature)
            told = [used_of_due(end) if ceiling else end for end in self.progress.paces if end is not None]
            return filled(USED if ceiling else PACE, paces=between(Interval(100 * min(told), 100 * max(told))))
        return filled(POINTS, points=number(self.progress.rounding, 3))

    @property
    def note(self) -> Words:
        """What a person should know besides, with the stop ahead of it."""
        note = self.progress.note
        return Words(f"（{note.zh}）", f" ({note.en})") if note else Words("", "")


def evidence_for(case: Case) -> Evidence:
    """What the check looks up, with the share of the first half that it takes for plausible."""
    low, high = map(str, case.rule.settings.get("half_year_share", ("0.4", "0.5")))
    return case.linked.keep(("evidence", low, high), lambda: Evidence(case.linked, (Fraction(low), Fraction(high))))


def answered(case: Case, kind: LinkKind) -> Iterator[Entry]:
    """The documents of which any target is answered so."""
    docs = {link.a.doc for link in case.linked.of(kind)}
    return (entry for entry in case.linked.shelf if entry.doc in docs)


def paced(case: Case) -> tuple[Paced, ...]:
    """Every target that a figure within its time can be compared with, once: a plan and its issue set it twice."""
    evidence = evidence_for(case)
    return case.linked.keep(("paced", *evidence.half_year), lambda: tuple(_paced(case, evidence)))


def _paced(case: Case, evidence: Evidence) -> Iterator[Paced]:
    seen: set[tuple[object, ...]] = set()
    for entry in answered(case, "progress"):
        stretches = main_stretches(entry.reading.document)
        for target in targets_of(entry, evidence):
            found = _latest(target, evidence)
            if found is None or not isinstance(target.record, Fact):
                continue
            fact, (actual, progress, sure) = target.record, found
            key = (actual.key, fact.role, fact.base_value, fact.comparator)
            if key not in seen:
                seen.add(key)
                main = is_main(target.document, fact, stretches)
                yield Paced(target, fact, actual, progress, evidence, main, sure)


def _latest(target: Said, evidence: Evidence) -> tuple[Said, Progress, bool] | None:
    """The latest figure that can be compared, where the time of the target is not over yet."""
    found = []
    for link in links_to(target, evidence):
        progress = progress_of(target, link.b, evidence)
        if progress is not None:
            found.append((link.b, progress, link.certainty == "sure"))
    best = max(found, key=lambda one: (one[1].share, one[2], -one[0].span.start), default=None)
    return best if best and best[1].share < 1 else None


class Judged(NamedTuple):
    """A target whose time is over, its result, and the verdict."""

    target: Said
    fact: Fact
    actual: Said
    verdict: Verdict
    reason: Words
    main: bool
    sure: bool

    @property
    def formula(self) -> str:
        """What lies between the two, with its numbers; empty where they are given in different units or ways."""
        a = self.actual.record
        if not isinstance(a, Fact) or a.unit != self.fact.unit or a.role != self.fact.role:
            return ""
        return f"{digits_of(a)}-{digits_of(self.fact)}={number(amount(a) - amount(self.fact), 4)}"

    @property
    def tolerance(self) -> Words:
        """What rounding allows."""
        a = self.actual.record
        if not isinstance(a, Fact) or a.value is None:
            return Words("", "")
        return filled(PLACES, half=f"{number(half_place(a.value), 4)}{a.unit or ''}")


def judged(case: Case) -> tuple[Judged, ...]:
    """Every target that a figure of its whole time answers, once."""
    evidence = evidence_for(case)
    return case.linked.keep(("judged", *evidence.half_year), lambda: tuple(_judged(case, evidence)))


def _judged(case: Case, evidence: Evidence) -> Iterator[Judged]:
    seen: set[tuple[object, ...]] = set()
    for entry in answered(case, "outcome"):
        stretches = main_stretches(entry.reading.document)
        for target in targets_of(entry, evidence):
            link = next(iter(outcomes(target, evidence)), None)
            if link is None or not isinstance(target.record, Fact):
                continue
            fact = target.record
            key = (link.b.key, fact.role, fact.base_value, fact.comparator)
            if key not in seen:
                seen.add(key)
                verdict, reason = judge(target, link.b, evidence)
                main = is_main(target.document, fact, stretches)
                yield Judged(target, fact, link.b, verdict, reason, main, link.certainty == "sure")


def graver(one: Paced, grave: Severity, *, unless: bool) -> Severity:
    """The severity of a finding, low where a person should look at the link first or on a ground of its own."""
    return "low" if unless or not one.sure else grave


def low_end(interval: Interval | None) -> Fraction | None:
    """The least of an interval, where there is one."""
    return None if interval is None else interval.low


def high_end(interval: Interval | None) -> Fraction | None:
    """The greatest of an interval, where there is one."""
    return None if interval is None else interval.high
