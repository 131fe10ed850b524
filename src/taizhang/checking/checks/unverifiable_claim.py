"""A result that nobody can verify: a task outdone whose figure is not told, a place in front without a rank, big growth
without a number. Raised only where it answers a promise, or speaks of a main indicator that no figure is given for.
"""

import re
from collections.abc import Iterator

from taizhang.catalogue.kin import Kin, kin_of
from taizhang.catalogue.unverifiable import kind_of, unverifiable
from taizhang.checking.case import Case
from taizhang.checking.reported import Reported, counted, telling
from taizhang.errors import Words
from taizhang.linking import sentence_of
from taizhang.linking.words.promises import reported
from taizhang.model import Claim, Commitment, Finding, Said

WANTED = {
    "task_done": Words("未说明任务数和完成数", "neither the task nor what was done is told"),
    "rank": Words("未说明位次", "no rank is told"),
    "growth": Words("未说明增幅或数量", "no figure is told"),
}


def find(case: Case) -> Iterator[Finding]:
    """The unverifiable claims of every document."""
    for entry in case.linked.shelf:
        report = Reported(entry)
        for claim in reported(entry):
            words = _plain(claim.text)
            if claim.quantities or not any(one.pattern.search(words) for one in unverifiable()):
                continue
            said = Said(entry.reading.document, claim)
            kind = kind_of(words, _plain(_sentence(said)))
            if kind is None:
                continue
            promise = _promise(case, said)
            if promise or _is_all(report, claim, kind):
                yield _finding(case, said, kind, promise)


def _promise(case: Case, said: Said) -> tuple[Said, ...]:
    """The promise with a figure that the claim answers."""
    links = case.linked.before(said, "outcome", "progress")
    sure = [link.a for link in links if link.certainty == "sure" and isinstance(link.a.record, Commitment)]
    return tuple(said for said in sure if isinstance(said.record, Commitment) and said.record.quantities)[:1]


def _is_all(report: Reported, claim: Claim, kind: str) -> bool:
    """Whether the claim is all that is said of a main indicator."""
    indicators = kin_of(_plain(claim.object or claim.text))
    return bool(indicators) and not _told(report, indicators, kind)


def _told(report: Reported, indicators: tuple[Kin, ...], kind: str) -> bool:
    """Whether the document gives what would make the claim good elsewhere."""
    figures = report.figures(indicators)
    return bool(figures if kind == "rank" else telling(figures)) or counted(report.entry, indicators)


def _finding(case: Case, said: Said, kind: str, promise: tuple[Said, ...]) -> Finding:
    claim = _plain(said.record.text)
    return case.finding(
        (*promise, said),
        severity="medium" if promise and kind != "rank" else "low",
        weight=1.5 if promise else 1.0,
        claim=claim[-80:],
        wanted=WANTED[kind],
    )


def _sentence(said: Said) -> str:
    return sentence_of(said).of(said.document.text)


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)
