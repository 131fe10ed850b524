"""Every figure with the words around it, sentence by sentence: what the checks of arithmetic look at."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from taizhang.linking import Entry
from taizhang.linking.keeping import once
from taizhang.model import Document, Fact, Said

ENDS = re.compile(r"[。！？!?\n]")
REACH = 400  # characters between two figures; what is further off is not of one sentence


class Figure(NamedTuple):
    """A measure with the words of its sentence: `before` back to the figure before it, `after` up to the next.

    `before` begins with the unit of the figure before it, `after` with the figure's own.
    """

    said: Said
    fact: Fact
    before: str
    after: str


Sentence = tuple[Figure, ...]


@once
def sentences_of(entry: Entry) -> tuple[Sentence, ...]:
    """The sentences that hold measures, outside of tables, in order."""
    return tuple(_sentences(entry.reading.document, entry.reading.facts))


def _sentences(document: Document, facts: tuple[Fact, ...]) -> Iterator[Sentence]:
    measures = [fact for fact in facts if fact.label == "measure" and fact.place is None]
    text, index = document.view.text, document.view.index
    figures: list[Figure] = []
    waiting: tuple[Fact, str] | None = None
    end = 0
    for fact in measures:
        start = index(fact.span.start)
        tail, head, cut = _parted(text[max(end, start - REACH) : start], end >= start - REACH)
        if waiting:
            figures.append(Figure(Said(document, waiting[0]), *waiting, tail))
        if cut and figures:
            yield tuple(figures)
            figures = []
        waiting, end = (fact, head), index(fact.span.end)
    if waiting:
        figures.append(Figure(Said(document, waiting[0]), *waiting, _parted(text[end : end + REACH], True)[0]))
        yield tuple(figures)


def _parted(between: str, whole: bool) -> tuple[str, str, bool]:
    """The words between two figures: those after the first, those before the second, and whether a sentence ends.

    `whole` says that they are all there are; of two figures too far apart only the words before the second are told.
    """
    first = ENDS.search(between)
    if first is None:
        return (between, between, False) if whole else ("", between, True)
    return between[: first.start()] if whole else "", ENDS.split(between)[-1], True
