"""A main expected or binding target of which the review or progress report gives no figure that could be held to it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from taizhang.catalogue.kin import Kin, kin_of, reading_of
from taizhang.checking.case import Case
from taizhang.checking.promised import Promised, promised
from taizhang.checking.reported import Reported, compares, counted, telling
from taizhang.checking.said import joined
from taizhang.errors import Words
from taizhang.following.main import is_main, main_stretches
from taizhang.following.wording import dated, stated
from taizhang.linking import Entry
from taizhang.linking.headlines import headline_of
from taizhang.linking.words.answers import Voice, voice_of
from taizhang.linking.words.phrases import phrase_of
from taizhang.model import SEVERITIES, Commitment, Fact, Finding, Said, Severity

ENOUGH = 1.5  # weight from which on the words of a subject name one thing
HEARD = 0.4  # share of that weight that tells that a sentence speaks of it
COMPARED = frozenset({"at_least", "above", "below"})
NOTHING = Words("没有任何数据或表述", "gives neither a figure nor a word on it")


class Target(NamedTuple):
    """A main target: a figure, or words; `key` tells it from others of its document."""

    said: Said
    indicators: tuple[Kin, ...]
    key: object


@dataclass(frozen=True)
class Lack:
    """What is missing of one target in one document, and what is said instead."""

    severity: Severity
    told: Words
    instead: tuple[Said, ...] = ()
    missing: tuple[Kin, ...] = ()


def find(case: Case) -> Iterator[Finding]:
    """Each main target against what is said of its year: by all reviews together, by each half-year report alone."""
    for plan in promised(case.linked, case.setting("kinds")):
        targets = list(_targets(plan))
        for reports in (plan.reviews, *((one,) for one in plan.progress)):
            voices = [(Reported(later), voice_of(later)) for later in reports]
            yearly = set() if reports is plan.reviews else set(case.setting("yearly"))
            for target in targets:
                if isinstance(target.said.record, Fact) and target.said.record.indicator in yearly:
                    continue
                lacks = [_lack(plan, target, report, voice) for report, voice in voices]
                missing = [lack for lack in lacks if lack is not None]
                if lacks and len(missing) == len(lacks):
                    least = max(missing, key=lambda lack: SEVERITIES.index(lack.severity))
                    yield _finding(case, plan, target, reports[missing.index(least)], least)


def _targets(plan: Promised) -> Iterator[Target]:
    """The main targets of a plan, each once: figures of the main paragraph and annex, headlines, targets in words."""
    document, seen = plan.entry.reading.document, set()
    stretches = main_stretches(document)
    for fact in plan.entry.reading.facts:
        if _is_target(plan, fact) and (is_main(document, fact, stretches) or headline_of(fact)):
            key = kin_of(str(fact.subject)) or fact.subject
            if key not in seen:
                seen.add(key)
                yield Target(Said(document, fact), kin_of(str(fact.subject)), key)
    for one in plan.entry.reading.commitments:
        if one.kind == "target" and not one.quantities and is_main(document, one, stretches) and reading_of(one.text):
            named = kin_of(re.sub(r"\s", "", one.text))
            if named and named not in seen:
                seen.add(named)
                yield Target(Said(document, one), named, named)


def _is_target(plan: Promised, fact: Fact) -> bool:
    own = fact.region in (None, plan.entry.place) and fact.period == plan.year
    return own and fact.label == "measure" and fact.status == "target" and bool(fact.subject)


def _lack(plan: Promised, target: Target, report: Reported, voice: Voice) -> Lack | None:
    record = target.said.record
    if isinstance(record, Fact):
        answered = plan.linked.after(target.said, "outcome", "progress")
        if any(link.b.doc == report.entry.doc for link in answered):
            return None
        return _of_figure(target, report) if target.indicators else _of_subject(plan, target, voice)
    return _of_words(target, report) if isinstance(record, Commitment) else None


def _of_figure(target: Target, report: Reported) -> Lack | None:
    """A figure of a known indicator: answered by any figure of it, told in words, or passed over."""
    if telling(report.figures(target.indicators)) or counted(report.entry, target.indicators):
        return None
    if instead := report.instead(target.indicators):
        return Lack("medium", _only(instead[0]), (instead[0],), target.indicators)
    if words := report.words(target.indicators):
        return Lack("medium", Words("只有文字表述，没有数据", "speaks of it without a figure"), (words[0],))
    main = is_main(target.said.document, target.said.record)
    return Lack("high" if main else "medium", NOTHING, (), target.indicators)


def _of_subject(plan: Promised, target: Target, voice: Voice) -> Lack | None:
    """A figure of an indicator of the place's own: looked for by its words."""
    fact = target.said.record
    weights = plan.vocabulary.weighed(phrase_of(str(fact.subject))) if isinstance(fact, Fact) else {}
    if sum(weights.values()) < ENOUGH or voice.cover(weights) > HEARD:
        return None
    return Lack("medium" if plan.reviews else "low", NOTHING)


def _of_words(target: Target, report: Reported) -> Lack | None:
    """A target in words: what would show whether it was reached."""
    asked = reading_of(re.sub(r"\s", "", target.said.record.text)) if target.indicators else None
    missing = tuple(one for one in target.indicators if not telling(report.figures([one])))
    if not missing:
        figures = telling(report.figures(target.indicators))
        if asked not in COMPARED or any(compares(said, target.said.record.text) for said in figures):
            return None
        told = joined(
            Words("只给出", "gives only "),
            _figure(figures[0]),
            Words("，没有可比的平均水平", " and no average to compare it with"),
            en="",
        )
        return Lack("medium", told, (figures[0],), target.indicators)
    if instead := report.instead(missing):
        return Lack("medium", _only(instead[0]), (instead[0],), missing)
    spoken = report.words(missing)
    if asked == "as_set" and any("完成" in said.record.text for said in spoken):
        return None
    told = Words("只有文字表述，没有数据", "speaks of it without a figure") if spoken else NOTHING
    return Lack("medium" if spoken or asked == "as_set" else "low", told, tuple(spoken[:1]), missing)


def _only(said: Said) -> Words:
    return joined(
        Words("只给出", "gives only "),
        _figure(said),
        Words("，不能与目标比较", ", which cannot be held to the target"),
        en="",
    )


def _figure(said: Said) -> Words:
    fact = said.record
    if not isinstance(fact, Fact):
        return Words(said.record.text, said.record.text)
    shown = Words(f"第{fact.text}位", f"rank {fact.text}") if fact.role == "rank" else stated(fact)
    return joined(str(fact.subject), shown)


def _finding(case: Case, plan: Promised, target: Target, later: Entry, lack: Lack) -> Finding:
    before = str(int(plan.year) - 1)
    figures = [telling(Reported(plan.entry).figures([one])) for one in lack.missing]
    past = [said for of_one in figures for said in of_one if getattr(said.record, "period", None) == before][:2]
    if isinstance(target.said.record, Fact):
        past = []  # the target is a figure itself
    names = joined(*(one.name for one in lack.missing or target.indicators), zh="、", en=", ")
    record = target.said.record
    subject = (
        names if target.indicators else Words(str(getattr(record, "subject", "")), str(getattr(record, "subject", "")))
    )
    return case.finding(
        [target.said, *past, *lack.instead],
        severity=lack.severity,
        weight=_weight(target, lack),
        subject=subject,
        year=plan.year,
        target=stated(record) if isinstance(record, Fact) else Words(_plain(record.text), _plain(record.text)),
        report=Words(_called(later), f"the report on {later.reviewed}"),
        told=lack.told,
    )


def _weight(target: Target, lack: Lack) -> float:
    main = is_main(target.said.document, target.said.record)
    return (2.0 if main else 1.0) + (0.5 if target.indicators else 0.0) + (0.5 if not lack.instead else 0.0)


def _called(entry: Entry) -> str:
    period = entry.reviewed or ""
    return dated(period).zh + ("进展情况" if len(period) > len("2024") else "执行情况")


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)
