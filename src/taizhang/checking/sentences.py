"""Every figure with the words around it, sentence by sentence: what the checks of arithmetic look at."""

import re
from collections.abc import Callable, Iterator
from functools import wraps
from itertools import pairwise
from typing import NamedTuple, TypeVar
from weakref import WeakKeyDictionary

from taizhang.linking import Entry
from taizhang.model import Document, Fact, Said

ENDS = re.compile(r"[。！？!?\n]")
LONGEST = 400  # characters between two figures; what is further off is not of one sentence
Made = TypeVar("Made")


class Figure(NamedTuple):
    """A measure with the words of its sentence: `before` back to the figure before it, `after` up to the next.

    `before` begins with the unit of the figure before it, `after` with the figure's own.
    """

    said: Said
    fact: Fact
    before: str
    after: str


Sentence = tuple[Figure, ...]


def once(make: Callable[[Entry], Made]) -> Callable[[Entry], Made]:
    """What is made of a document, kept as long as the document is: several checks ask for the same."""
    kept: WeakKeyDictionary[Entry, Made] = WeakKeyDictionary()

    @wraps(make)
    def made(entry: Entry) -> Made:
        if entry not in kept:
            kept[entry] = make(entry)
        return kept[entry]

    return made


@once
def sentences_of(entry: Entry) -> tuple[Sentence, ...]:
    """The sentences that hold measures, outside of tables, in order."""
    return tuple(_sentences(entry.reading.document, entry.reading.facts))


def _sentences(document: Document, facts: tuple[Fact, ...]) -> Iterator[Sentence]:
    measures = [fact for fact in facts if fact.label == "measure" and fact.place is None]
    text, index = document.view.text, document.view.index
    spans = [(index(fact.span.start), index(fact.span.end)) for fact in measures]
    between = [text[end:start] for (_, end), (start, _) in pairwise(spans)]
    first = text[max(spans[0][0] - LONGEST, 0) : spans[0][0]] if spans else ""
    last = text[spans[-1][1] : spans[-1][1] + LONGEST] if spans else ""
    sentence: list[Figure] = []
    for fact, before, after in zip(measures, [first, *between], [*between, last], strict=True):
        head, cut = _head(before)
        if cut and sentence:
            yield tuple(sentence)
            sentence = []
        sentence.append(Figure(Said(document, fact), fact, head, _tail(after)))
    if sentence:
        yield tuple(sentence)


def _head(before: str) -> tuple[str, bool]:
    """The words before a figure that are of its sentence, and whether the sentence begins in them."""
    if not ENDS.search(before):
        return before[-LONGEST:], len(before) > LONGEST
    return ENDS.split(before)[-1][-LONGEST:], True


def _tail(after: str) -> str:
    end = ENDS.search(after)
    return after[: end.start() if end else LONGEST]
