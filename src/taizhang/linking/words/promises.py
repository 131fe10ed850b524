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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from taizhang.linking.shelf import Entry, Shelf
from taizhang.linking.words.index import Index, Match, Vocabulary
from taizhang.linking.words.phrases import phrase_of, terms_in
from taizhang.linking.words.shortcomings import shortcomings_of
from taizhang.linking.words.things import ENOUGH, core_of, things_of
from taizhang.model import Certainty, Claim, Commitment, Link, LinkKind, Said

SURE, LIKELY = 0.85, 0.65  # share of the thing's weight that the other statement holds
SURE_WEIGHT = 2.0  # weight shared from which on a link is sure
ALONE = 2.3  # weight from which on one thing of a list is enough; a shorter one (残疾人) wants company:
BESIDE = 0.3  # another term of the clause, of at least this weight, in the same statement
NEAR = 5  # statements looked at for each thing
MOST_ANSWERS, MOST_ASKED = 2, 3  # answers to one commitment; commitments that one claim answers
NEAR_BEST = 0.9  # a second answer must come so near to the first
LEVEL = re.compile("国家级|省级|市级|县级|区级|国际级")
WHOLE_YEAR = re.compile(r"(?:\d{4}-)?(\d{4})")


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
    records: tuple[Commitment, ...] | tuple[Claim, ...]
    terms: Sequence[set[str]]

    @cached_property
    def index(self) -> Index:
        """Built when first asked: most documents are asked by one other."""
        return Index(self.terms)


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
    claims = {entry.doc: _statements(entry, reported(entry)) for entry in entries}
    plans = {entry.doc: _statements(entry, entry.reading.commitments) for entry in entries}
    statements = (terms for said in (*claims.values(), *plans.values()) for terms in said.terms)
    vocabulary = Vocabulary.of(statements, entries[0].place)
    for plan in entries:
        for later in entries:
            if kind := answers_of(plan, later):
                yield from _pairs(plan, claims[later.doc], kind, vocabulary, answered)
            if plan.planned and later.planned and int(later.planned[:4]) == int(plan.planned[:4]) + 1:
                yield from _pairs(plan, plans[later.doc], "same_series", vocabulary, set())


def reported(entry: Entry) -> tuple[Claim, ...]:
    """The claims of a document without what it says of its shortcomings."""
    apart = shortcomings_of(entry.reading.document)
    return tuple(claim for claim in entry.reading.claims if not any(s.start <= claim.span.start < s.end for s in apart))


def _statements(entry: Entry, records: tuple[Commitment, ...] | tuple[Claim, ...]) -> Statements:
    return Statements(entry, records, [terms_in(re.sub(r"\s+", "", record.text)) for record in records])


def answers_of(plan: Entry, later: Entry) -> LinkKind | None:
    """How the review in `later` answers the plan: as outcome, as progress, or not at all."""
    if plan is later or not plan.planned or not later.reviewed:
        return None
    year = plan.planned[:4]
    if whole := WHOLE_YEAR.fullmatch(later.reviewed):
        return "outcome" if whole[1] == year else None
    return "progress" if later.reviewed.startswith(year) else None


def _pairs(
    plan: Entry, later: Statements, kind: LinkKind, vocabulary: Vocabulary, answered: set[tuple[str, int, str]]
) -> Iterator[Link]:
    """The links from the plan into one later document, best first taken, given in the order of the plan."""
    pairs = [
        pair
        for commitment in plan.reading.commitments
        if not any((plan.doc, start, later.entry.doc) in answered for start in commitment.quantities)
        for pair in _candidates(commitment, later, vocabulary, kind)
    ]
    document, other = plan.reading.document, later.entry.reading.document
    for pair in sorted(_chosen(pairs), key=lambda pair: (pair.a.span, pair.b.span)):
        yield Link(kind, Said(document, pair.a), Said(other, pair.b), None, pair.reason, pair.certainty)


def _candidates(commitment: Commitment, later: Statements, vocabulary: Vocabulary, kind: LinkKind) -> Iterator[Pair]:
    """The statements of a document that speak of a thing that the commitment names, of each thing the best."""
    core = core_of(commitment)
    things = things_of(commitment, vocabulary)
    whole = vocabulary.weighed(phrase_of(core)) if len(things) > 1 else {}
    for thing in things:
        rest = {term: weight for term, weight in whole.items() if term not in thing}
        near = [match for match in later.index.matches(thing)[:NEAR] if _speaks(match, rest, later.terms[match.at])]
        for match in near:
            record = later.records[match.at]
            counted = kind != "same_series" and commitment.quantities and record.quantities
            if match.cover >= near[0].cover * NEAR_BEST and not (counted and match.cover < SURE):
                certainty, reason = _judged(core, record.text, match, kind, may_be_sure=not counted)
                yield Pair((match.cover, match.shared), commitment, record, certainty, reason)


def _speaks(match: Match, rest: Mapping[str, float], terms: set[str]) -> bool:
    """Whether a statement speaks of the thing, and not only holds a short word of it."""
    if match.cover < LIKELY or match.shared < ENOUGH:
        return False
    company = max((weight for term, weight in rest.items() if term in terms), default=0.0)
    return not rest or match.shared >= ALONE or company >= BESIDE


def _judged(core: str, said: str, match: Match, kind: LinkKind, may_be_sure: object) -> tuple[Certainty, str]:
    """How sure the pair is, and why it is one. Two figures that are no pair by themselves are never sure."""
    reasons = ["same_action"] if kind == "same_series" else []
    reasons.append("same_words" if match.cover >= SURE else "like_words")
    levels, other = set(LEVEL.findall(core)), set(LEVEL.findall(said))
    differs = bool(levels and other and not levels & other)
    if differs:
        reasons.append("scope_differs")
    sure = may_be_sure and match.cover >= SURE and match.shared >= SURE_WEIGHT and not differs
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
