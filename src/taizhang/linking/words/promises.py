"""Promises and what became of them, linked by their words.

A commitment of the plan for a year is looked for among the claims of the review of that year (`outcome`), those of a
report on part of it (`progress`) and the commitments of the plan for the next year (`same_series`, carried over). The
thing that it names is compared, not its manner: the clause that holds its object, cut at 、 into the things it lists.
Of each thing the pairs of characters, the names in quotation marks and the codes (5G, S323) count the more the fewer
statements of the region have them; verbs and commonplace words count a fifth. The statements that share its rare terms
come from an inverted index; the share of the thing's weight that one of them holds tells whether it speaks of it.
Where a figure of the commitment has its outcome or progress already, the figure answers and no words are asked.

Time grows with the number of statements: a term in more than `LONGEST_LIST` statements brings none in.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from taizhang.linking.shelf import Entry, Shelf
from taizhang.linking.words.answers import counts_of, plan_of
from taizhang.linking.words.concreteness import Plan
from taizhang.linking.words.counting import counted_in
from taizhang.linking.words.index import Index, Match, Vocabulary
from taizhang.linking.words.phrases import phrase_of, terms_in
from taizhang.linking.words.shortcomings import shortcomings_of
from taizhang.linking.words.things import ENOUGH, core_of
from taizhang.model import Certainty, Claim, Commitment, Link, LinkKind, Said, Span

SURE, LIKELY = 0.85, 0.65  # share of the thing's weight that the other statement holds
ENOUGH_ALIKE = 1.6  # weight shared from which on a part of the thing is enough
SURE_WEIGHT = 2.0  # weight shared from which on a link is sure
ALONE = 2.3  # weight from which on one thing of a list is enough; a shorter one (残疾人) wants company:
BESIDE = 0.3  # another term of the clause, of at least this weight, in the same statement
NEAR = 5  # statements looked at for each thing
MOST_ANSWERS, MOST_ASKED = 2, 3  # answers to one commitment; commitments that one claim answers
NEAR_BEST = 0.9  # a second answer must come so near to the first
LEVEL = re.compile("国家级|省级|市级|县级|区级|国际级")
MANY_YEARS = re.compile(r"\d{4}-\d{4}")
WHOLE_YEAR = re.compile(r"(?:\d{4}-)?(\d{4})")


@dataclass(frozen=True, eq=False)
class Asked:
    """A commitment as it is looked for."""

    commitment: Commitment
    plan: Plan
    vocabulary: Vocabulary

    @cached_property
    def things(self) -> list[dict[str, float]]:
        """The terms, weighed, of each thing that it names."""
        return self.plan.things(self.commitment, self.vocabulary)

    @cached_property
    def core(self) -> str:
        """Its main clause."""
        return core_of(self.commitment)

    @cached_property
    def whole(self) -> dict[str, float]:
        """The terms of its main clause, weighed, where it names several things."""
        return self.vocabulary.weighed(phrase_of(self.core)) if len(self.things) > 1 else {}


class Pair(NamedTuple):
    """A commitment and a statement that may answer it."""

    score: tuple[float, float]
    a: Commitment
    b: Commitment | Claim
    certainty: Certainty
    reason: str


@dataclass(frozen=True)
class Statements:
    """What one document claims or promises, ready to be searched."""

    entry: Entry
    records: Sequence[Commitment | Claim]
    terms: Sequence[set[str]]

    @cached_property
    def units(self) -> dict[int, str]:
        """In which unit the figure at each offset of the document counts; what sums up many years is left out."""
        return {
            fact.span.start: counted_in(fact.unit)
            for fact in self.entry.reading.facts
            if fact.label == "measure" and not MANY_YEARS.fullmatch(fact.period or "")
        }

    def units_of(self, record: Commitment | Claim) -> set[str]:
        """The units of the figures of a record."""
        return {self.units[start] for start in record.quantities if start in self.units}

    def index(self, questions: Iterable[Asked]) -> Index:
        """Where the terms stand that are asked for."""
        return Index(self.terms, set[str]().union(*(thing for asked in questions for thing in asked.things)))


def promise_links(shelf: Shelf, fact_links: Sequence[Link]) -> list[Link]:
    """Links between commitments and what was said of them later, in each region by itself, in the order of the plans.

    `fact_links` are the links between figures: a commitment with a figure that has its outcome or progress in a
    document is not asked for in that document by words.
    """
    answered = {
        (link.a.doc, link.a.span.start, link.b.doc) for link in fact_links if link.kind in ("outcome", "progress")
    }
    return [link for entries in shelf.places.values() for link in _links(entries, answered)]


def _links(entries: Sequence[Entry], answered: set[tuple[str, int, str]]) -> Iterator[Link]:
    claims = {entry.doc: _statements(entry, entry.reading.claims) for entry in entries}
    plans = {entry.doc: _statements(entry, entry.reading.commitments) for entry in entries}
    for entry in entries:
        counts_of(entry, [*claims[entry.doc].terms, *plans[entry.doc].terms])
    claims = {doc: _reported(said) for doc, said in claims.items()}
    statements = (terms for said in (*claims.values(), *plans.values()) for terms in said.terms)
    vocabulary = Vocabulary.of(statements, entries[0].place)
    for plan in entries:
        said, made = plans[plan.doc], plan_of(plan)
        questions = [Asked(commitment, made, vocabulary) for commitment in plan.reading.commitments]
        for later in entries:
            if kind := answers_of(plan, later):
                yield from _pairs(said, questions, claims[later.doc], kind, answered)
            if plan.planned and later.planned and int(later.planned[:4]) == int(plan.planned[:4]) + 1:
                yield from _pairs(said, questions, plans[later.doc], "same_series", set())


def reported(entry: Entry) -> tuple[Claim, ...]:
    """The claims of a document without what it says of its shortcomings."""
    apart = shortcomings_of(entry.reading.document)
    return tuple(claim for claim in entry.reading.claims if _outside(claim, apart))


def _outside(record: Commitment | Claim, apart: Sequence[Span]) -> bool:
    return not any(span.start <= record.span.start < span.end for span in apart)


def _reported(said: Statements) -> Statements:
    """The statements without those of shortcomings."""
    apart = shortcomings_of(said.entry.reading.document)
    both = [(record, terms) for record, terms in zip(said.records, said.terms, strict=True) if _outside(record, apart)]
    return Statements(said.entry, tuple(record for record, _ in both), [terms for _, terms in both])


def _statements(entry: Entry, records: Sequence[Commitment | Claim]) -> Statements:
    return Statements(entry, records, [terms_in("".join(record.text.split())) for record in records])


def answers_of(plan: Entry, later: Entry) -> LinkKind | None:
    """How the review in `later` answers the plan: as outcome, as progress, or not at all."""
    if plan is later or not plan.planned or not later.reviewed:
        return None
    year = plan.planned[:4]
    if whole := WHOLE_YEAR.fullmatch(later.reviewed):
        return "outcome" if whole[1] == year else None
    return "progress" if later.reviewed.startswith(year) else None


def _pairs(
    plan: Statements, questions: Sequence[Asked], later: Statements, kind: LinkKind, answered: set[tuple[str, int, str]]
) -> Iterator[Link]:
    """The links from the plan into one later document, best first taken, given in the order of the plan."""
    doc, other = plan.entry.doc, later.entry.doc
    open_ones = [
        asked
        for asked in questions
        if not any((doc, start, other) in answered for start in asked.commitment.quantities)
    ]
    index = later.index(open_ones)
    pairs = [
        pair
        for asked in open_ones
        for pair in _candidates(asked, later, index, kind)
        if kind == "same_series" or _may_answer(plan, pair, later)
    ]
    document, answering = plan.entry.reading.document, later.entry.reading.document
    for pair in sorted(_chosen(pairs), key=lambda pair: (pair.a.span, pair.b.span)):
        certainty: Certainty = "review" if kind != "same_series" and _both_count(pair) else pair.certainty
        yield Link(kind, Said(document, pair.a), Said(answering, pair.b), None, pair.reason, certainty)


def _may_answer(plan: Statements, pair: Pair, later: Statements) -> bool:
    """Whether the figures of the two can be of one thing, though they are no pair by themselves; or one has none."""
    if not _both_count(pair):
        return True
    return pair.score[0] >= SURE and not plan.units_of(pair.a).isdisjoint(later.units_of(pair.b))


def _both_count(pair: Pair) -> bool:
    return bool(pair.a.quantities and pair.b.quantities)


def _candidates(asked: Asked, later: Statements, index: Index, kind: LinkKind) -> Iterator[Pair]:
    """The statements of a document that speak of a thing that the commitment names, of each thing the best."""
    for thing in asked.things:
        matches = index.matches(thing, NEAR, LIKELY)
        near = [match for match in matches if _speaks(match, thing, asked, later.terms[match.at])]
        for match in near:
            if match.cover >= near[0].cover * NEAR_BEST:
                record = later.records[match.at]
                certainty, reason = _judged(asked.core, record.text, match, kind)
                yield Pair((match.cover, match.shared), asked.commitment, record, certainty, reason)


def _speaks(match: Match, thing: Mapping[str, float], asked: Asked, terms: set[str]) -> bool:
    """Whether a statement speaks of the thing, and not only holds a short word of it."""
    if match.shared < (ENOUGH if match.cover >= SURE else ENOUGH_ALIKE):
        return False
    if match.shared >= ALONE or len(asked.things) == 1:
        return True
    rest = [(term, weight) for term, weight in asked.whole.items() if term not in thing]
    return not rest or any(weight >= BESIDE and term in terms for term, weight in rest)


def _judged(core: str, said: str, match: Match, kind: LinkKind) -> tuple[Certainty, str]:
    """How sure the pair is, and why it is one."""
    reasons = ["same_action"] if kind == "same_series" else []
    reasons.append("same_words" if match.cover >= SURE else "like_words")
    levels = set(LEVEL.findall(core)) if "级" in core else set()
    other = set(LEVEL.findall(said)) if levels else levels
    differs = bool(other and not levels & other)
    if differs:
        reasons.append("scope_differs")
    sure = match.cover >= SURE and match.shared >= SURE_WEIGHT and not differs
    return ("sure" if sure else "review"), ";".join(reasons)


def _chosen(pairs: list[Pair]) -> Iterator[Pair]:
    """The best pairs, each commitment and each answer in a few of them at most."""
    asked: dict[int, int] = {}
    given: dict[int, int] = {}
    seen: set[tuple[int, int]] = set()
    for pair in sorted(pairs, key=lambda pair: pair.score, reverse=True):
        a, b = pair.a.span.start, pair.b.span.start
        if (a, b) in seen or asked.get(a, 0) >= MOST_ANSWERS or given.get(b, 0) >= MOST_ASKED:
            continue
        seen.add((a, b))
        asked[a], given[b] = asked.get(a, 0) + 1, given.get(b, 0) + 1
        yield pair
