"""A promise with a figure that is answered in words only."""

import re
from collections.abc import Iterator

from taizhang.checking.case import Case
from taizhang.checking.promised import Promised, promised, words_of
from taizhang.following.main import is_main
from taizhang.linking import sentence_of
from taizhang.linking.words.answers import Voice, voice_of
from taizhang.linking.words.things import core_of
from taizhang.model import Claim, Commitment, Finding, Link

DIGIT = re.compile(r"\d|[一二三四五六七八九十百千万]+[个项家处座条所公亩户人名万亿]|百分之|翻番|全部|全覆盖|清零")


def find(case: Case) -> Iterator[Finding]:
    """Commitments with a figure of which no figure of the year speaks, and a claim without one does."""
    seen: set[tuple[str, str, str]] = set()
    for plan in promised(case.linked, case.setting("kinds")):
        voices = {entry.doc: voice_of(entry) for entry in (*plan.reviews, *plan.progress)}
        for commitment in plan.entry.reading.commitments:
            links = [link for link in plan.links(commitment) if link.kind in ("outcome", "progress")]
            if not links or plan.plan.ground(commitment) != "quantity" or not plan.plan.due(commitment):
                continue
            for link in _answers(plan, commitment, links, voices):
                key = (plan.entry.place + plan.year, core_of(commitment), link.kind)
                if key not in seen:
                    seen.add(key)
                    yield _finding(case, plan, commitment, link)


def _answers(plan: Promised, commitment: Commitment, links: list[Link], voices: dict[str, Voice]) -> Iterator[Link]:
    """The claim in words of each document that has no figure for the commitment, the surest first."""
    numbered = {link.b.doc for link in links if link.a.record is not commitment or not _in_words(link)}
    given: set[str] = set()
    for link in sorted(links, key=lambda link: link.certainty != "sure"):
        doc = link.b.doc
        counted = doc in voices and any(voices[doc].counts(fact) for fact in plan.plan.figures(commitment))
        if doc not in numbered | given and not counted:
            given.add(doc)
            yield link


def _in_words(link: Link) -> bool:
    """Whether the answer is a claim whose sentence holds no number."""
    said = link.b
    if not isinstance(said.record, Claim) or said.record.quantities:
        return False
    return not DIGIT.search(said.record.text) and not DIGIT.search(sentence_of(said).of(said.document.text))


def _finding(case: Case, plan: Promised, commitment: Commitment, link: Link) -> Finding:
    document = plan.entry.reading.document
    main = is_main(document, commitment)
    public = link.kind == "progress"
    facts = [plan.said(commitment), link.b]
    return case.finding(
        facts,
        severity="low" if public or link.certainty == "review" else "medium",
        weight=(2.0 if main else 1.0) + (0.5 if link.certainty == "sure" else 0.0) - (0.3 if public else 0.0),
        year=plan.year,
        promise=words_of(commitment),
        answer=re.sub(r"\s+", "", link.b.record.text)[:80],
    )
