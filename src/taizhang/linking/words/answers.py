"""Whether a later document speaks of a commitment at all, in whatever section and words."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple
from weakref import WeakKeyDictionary

from taizhang.extracting import Reading
from taizhang.linking.keeping import once
from taizhang.linking.linked import Linked
from taizhang.linking.shelf import Entry
from taizhang.linking.words.concreteness import Plan
from taizhang.linking.words.counting import counted_in, head_of, measured_in
from taizhang.linking.words.index import Index, Vocabulary
from taizhang.linking.words.phrases import terms_in
from taizhang.model import Claim, Commitment, Document, Fact, Link, Said, Section

NEAR = 5  # sentences looked at for a run of characters
SENTENCE = re.compile(r"[^。；！？\n]{2,}")


class Echo(NamedTuple):
    """How much of what a commitment names one sentence of a document says.

    cover   the share of the thing's weight that is found, 0 to 1
    shared  the weight that is found: about one for each rare pair of characters
    weight  the weight of the whole
    """

    cover: float
    shared: float
    weight: float


@dataclass(frozen=True)
class Hearing:
    """The sentences of a document, ready to be searched for the things that were asked."""

    index: Index

    def echo(self, things: Iterable[Mapping[str, float]]) -> Echo:
        """How much of the thing that is best remembered of those that a commitment names stands in one sentence."""
        found = [Echo(0.0, 0.0, 0.0)]
        for thing in things:
            near, weight = self.index.matches(thing, 1), sum(thing.values())
            found.append(Echo(near[0].cover, near[0].shared, weight) if near else Echo(0.0, 0.0, weight))
        return max(found)

    def hears(self, things: Iterable[Mapping[str, float]], least: float, in_a_row: int) -> bool:
        """Whether a sentence speaks of any of the things.

        It does where it holds this share of the thing's weight, or so many of its characters in a row.
        """
        for thing in things:
            near = self.index.matches(thing, NEAR)
            if near and near[0].cover >= least:
                return True
            if any(longest_run(thing, self.index.statements[match.at]) >= in_a_row for match in near):
                return True
        return False


@dataclass(frozen=True, eq=False)
class Voice:
    """The sentences of a document as they may speak of a thing: of every section, or of its account alone.

    whole  of an account, all that the document says: the account leaves out the sentences in sections of targets, and
           the figures that are targets
    """

    reading: Reading
    whole: "Voice | None" = None

    @cached_property
    def terms(self) -> list[set[str]]:
        """The terms of each sentence."""
        found = SENTENCE.finditer(self.reading.document.view.text)
        if self.whole is None:
            return [terms_in(sentence.group()) for sentence in found]
        origin = self.reading.document.view.origin
        aimed = aimed_at(self.reading.document, (origin(sentence.start()) for sentence in found))
        return [terms for terms, aims in zip(self.whole.terms, aimed, strict=True) if not aims]

    def hearing(self, things: Iterable[Mapping[str, float]]) -> Hearing:
        """Its sentences, to be searched for these things."""
        return Hearing(Index(self.terms, set[str]().union(*things)))

    def cover(self, weights: Mapping[str, float]) -> float:
        """The share of these weighed terms that stands in one sentence."""
        best = next(iter(Index(self.terms, weights).matches(weights, 1)), None)
        return best.cover if best else 0.0

    def counts(self, fact: Fact) -> bool:
        """Whether the document counts things of that name in the same unit: 公园23个 of 建设大中型公园23个."""
        head = head_of(fact.subject)
        return bool(head and (counted_in(fact.unit), head) in self._counted)

    def measures(self, fact: Fact, terms: AbstractSet[str]) -> bool:
        """Whether the document measures, in a unit of the same dimension, what one of these terms names."""
        return not self._measured.get(measured_in(fact), frozenset[str]()).isdisjoint(terms)

    @cached_property
    def _measured(self) -> dict[str, set[str]]:
        """The terms of the subjects of its figures, by base unit."""
        found: dict[str, set[str]] = {}
        for fact in self._facts:
            found.setdefault(measured_in(fact), set()).update(terms_in(fact.subject or ""))
        return found

    @cached_property
    def _facts(self) -> list[Fact]:
        measures = [fact for fact in self.reading.facts if fact.label == "measure" and fact.subject]
        return measures if self.whole is None else [fact for fact in measures if fact.status != "target"]

    @cached_property
    def _counted(self) -> set[tuple[str, str | None]]:
        return {
            (counted_in(fact.unit), head_of(part)) for fact in self._facts for part in str(fact.subject).split("、")
        }


def aimed_at(document: Document, offsets: Iterable[int]) -> Iterator[bool]:
    """Whether each of these offsets, in order, stands in a section of targets: the latest that holds it decides."""
    waiting = sorted(document.outline, key=lambda section: (-section.span.start, section.span.end))
    holding: list[Section] = []
    for offset in offsets:
        while waiting and waiting[-1].span.start <= offset:
            holding.append(waiting.pop())
        while holding and holding[-1].span.end <= offset:
            holding.pop()
        yield bool(holding) and holding[-1].status == "target"


def longest_run(thing: Iterable[str], terms: set[str]) -> int:
    """The most characters in a row, of a thing given by its terms in order, that a statement may hold.

    >>> longest_run(["滨河", "河湿", "湿地", "地公", "公园"], {"河湿", "湿地", "公园"})
    3
    """
    longest = run = 0
    last = ""
    for term in thing:
        if len(term) != 2 or term not in terms:
            run, last = 0, ""
            continue
        run = run + 1 if last and last[1] == term[0] else 2
        longest, last = max(longest, run), term
    return longest


@once
def voice_of(entry: Entry) -> Voice:
    """All that a document says."""
    return Voice(entry.reading)


@once
def review_of(entry: Entry) -> Voice:
    """What a document says of the time that is over."""
    return Voice(entry.reading, voice_of(entry))


@once
def plan_of(entry: Entry) -> Plan:
    """The commitments of a document."""
    return Plan(entry.reading)


_COUNTS: WeakKeyDictionary[Entry, tuple[Counter[str], int]] = WeakKeyDictionary()


def counts_of(entry: Entry, said: Iterable[set[str]] | None = None) -> tuple[Counter[str], int]:
    """In how many statements of a document each term stands, and how many there are; counted once.

    `said` are the terms of its statements, where the caller has them at hand.
    """
    if entry not in _COUNTS:
        records: list[Commitment | Claim] = [*entry.reading.commitments, *entry.reading.claims]
        statements = (terms_in("".join(one.text.split())) for one in records) if said is None else said
        _COUNTS[entry] = Counter(chain.from_iterable(statements)), len(records)
    return _COUNTS[entry]


def vocabulary_of(entries: Sequence[Entry]) -> Vocabulary:
    """How rare each term is among what the documents of a region promise and claim."""
    own, total = frozenset(terms_in(entries[0].place)), sum(counts_of(entry)[1] for entry in entries)
    if len(entries) == 1:
        return Vocabulary(counts_of(entries[0])[0], total, own)
    counts: Counter[str] = Counter()
    for entry in entries:
        counts.update(counts_of(entry)[0])
    return Vocabulary(counts, total, own)


def links_from(linked: Linked, said: Said, figures: Iterable[Fact]) -> list[Link]:
    """The links that start at a commitment or at one of its figures."""
    starts = [said, *(Said(said.document, fact) for fact in figures)]
    return [link for start in starts for link in linked.after(start)]
