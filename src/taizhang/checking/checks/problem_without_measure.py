"""A problem that a document owns to, and that none of its tasks speaks of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from taizhang.catalogue.problems import topic_of
from taizhang.checking.case import Case
from taizhang.linking import Entry
from taizhang.linking.words.answers import vocabulary_of
from taizhang.linking.words.index import Index, Vocabulary
from taizhang.linking.words.phrases import Phrase, phrase_of, terms_in
from taizhang.linking.words.shortcomings import shortcomings_of
from taizhang.linking.words.things import listed
from taizhang.model import Claim, Document, Finding, Said, Span

CLAUSE = re.compile(r"[^，；。：！？\n]{4,60}")


@dataclass(frozen=True)
class Measures:
    """All that the sections of tasks of a document say."""

    index: Index
    vocabulary: Vocabulary

    def speak_of(self, things: list[Phrase], least: float) -> bool:
        """Whether one sentence holds this share of the weight of one of the things."""
        best = (next(iter(self.index.matches(self.vocabulary.weighed(thing))), None) for thing in things)
        return any(match is not None and match.cover >= least for match in best)

    def telling(self, topic: str, least: float) -> list[Phrase]:
        """The things that a topic lists, those that weigh enough to be looked for."""
        return [thing for thing in map(phrase_of, listed(topic)) if self.vocabulary.weight(thing) >= least]


def find(case: Case) -> Iterator[Finding]:
    """Each problem of every document that has a section of tasks."""
    for entry in case.linked.shelf:
        spans = shortcomings_of(entry.reading.document)
        measures = _measures(entry, spans)
        if measures is None:
            continue
        for span in spans:
            yield from _unanswered(case, entry, span, measures)


def _measures(entry: Entry, apart: list[Span]) -> Measures | None:
    document = entry.reading.document
    spans = [section.span for section in document.outline if section.status == "target" and section.level == 1]
    said = [s for span in spans for s in re.findall(r"[^。；！？]{4,}", span.of(document.text))]
    if not said or not apart:
        return None
    return Measures(Index([terms_in(re.sub(r"\s+", "", one)) for one in said]), vocabulary_of([entry]))


def _unanswered(case: Case, entry: Entry, span: Span, measures: Measures) -> Iterator[Finding]:
    document = entry.reading.document
    for match in CLAUSE.finditer(document.text, span.start, span.end):
        topic = topic_of(re.sub(r"\s+", "", match.group()))
        things = measures.telling(topic, case.setting("least_weight")) if topic else []
        if topic and things and not measures.speak_of(things, case.setting("silence")):
            yield case.finding([_said(document, match)], problem=match.group().strip(), topic=topic)


def _said(document: Document, match: re.Match[str]) -> Said:
    """The clause as a claim: what the document says of itself."""
    span = Span(match.start(), match.end())
    return Said(document, Claim(span, match.group(), None, None, None))
