"""A problem that a document owns to, and that none of its tasks speaks of."""

import re
from collections.abc import Iterator

from taizhang.catalogue.problems import topic_of
from taizhang.checking.case import Case
from taizhang.linking import Entry
from taizhang.linking.words.answers import vocabulary_of
from taizhang.linking.words.index import Index, Vocabulary
from taizhang.linking.words.phrases import phrase_of, terms_in
from taizhang.linking.words.shortcomings import shortcomings_of
from taizhang.linking.words.things import listed
from taizhang.model import Claim, Document, Finding, Said, Span

CLAUSE = re.compile(r"[^，；。：！？\n]{4,60}")


def find(case: Case) -> Iterator[Finding]:
    """Each problem of every document that has a section of tasks."""
    for entry in case.linked.shelf:
        topics = list(_topics(entry))
        measures = _measures(entry) if topics else []
        if measures:
            yield from _unanswered(case, entry, topics, measures)


def _topics(entry: Entry) -> Iterator[tuple[re.Match[str], str]]:
    """The clauses that own to a problem, each with what it is about."""
    document = entry.reading.document
    for span in shortcomings_of(document):
        for match in CLAUSE.finditer(document.text, span.start, span.end):
            if topic := topic_of(re.sub(r"\s+", "", match.group())):
                yield match, topic


def _measures(entry: Entry) -> list[set[str]]:
    """The terms of all sentences of the sections of tasks."""
    document = entry.reading.document
    spans = [section.span for section in document.outline if section.status == "target" and section.level == 1]
    said = [s for span in spans for s in re.findall(r"[^。；！？]{4,}", span.of(document.text))]
    return [terms_in(re.sub(r"\s+", "", one)) for one in said]


def _unanswered(
    case: Case, entry: Entry, topics: list[tuple[re.Match[str], str]], measures: list[set[str]]
) -> Iterator[Finding]:
    """The problems of which no sentence of the tasks holds enough of the words of one of its things."""
    vocabulary, silence = vocabulary_of([entry]), case.setting("silence")
    things = [_telling(topic, vocabulary, case.setting("least_weight")) for _, topic in topics]
    index = Index(measures, {term for each in things for thing in each for term in thing})
    for (match, topic), each in zip(topics, things, strict=True):
        if each and not any(index.matches(thing, 1, silence) for thing in each):
            yield case.finding([_said(entry.reading.document, match)], problem=match.group().strip(), topic=topic)


def _telling(topic: str, vocabulary: Vocabulary, least: float) -> list[dict[str, float]]:
    """The things that a topic lists, weighed, those that weigh enough to be looked for."""
    weighed = [vocabulary.weighed(phrase_of(thing)) for thing in listed(topic)]
    return [thing for thing in weighed if sum(thing.values()) >= least]


def _said(document: Document, match: re.Match[str]) -> Said:
    """The clause as a claim: what the document says of itself."""
    span = Span(match.start(), match.end())
    return Said(document, Claim(span, match.group(), None, None, None))
