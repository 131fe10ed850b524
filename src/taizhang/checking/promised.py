"""Plans beside the documents that answer them, region by region: what checks of promises walk through."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from taizhang.linking import Entry, Linked
from taizhang.linking.words.answers import Voice, links_from, plan_of, review_of, vocabulary_of, voice_of
from taizhang.linking.words.concreteness import Plan
from taizhang.linking.words.index import Vocabulary
from taizhang.linking.words.promises import answers_of
from taizhang.linking.words.things import core_of
from taizhang.model import Commitment, Link, Said

LONGEST = 60  # characters of a commitment that a message quotes whole


@dataclass(frozen=True, eq=False)
class Promised:
    """A plan with the documents that may answer it.

    reviews   those that review the whole year of the plan
    progress  those that report on a part of it
    nexts     those that plan the year after
    """

    linked: Linked
    entry: Entry
    reviews: tuple[Entry, ...]
    progress: tuple[Entry, ...]
    nexts: tuple[Entry, ...]
    vocabulary: Vocabulary

    @property
    def year(self) -> str:
        """The year of the plan."""
        return (self.entry.planned or "")[:4]

    @cached_property
    def plan(self) -> Plan:
        """Its commitments, with what tells how definite each is."""
        return plan_of(self.entry)

    def said(self, commitment: Commitment) -> Said:
        """The commitment with its document."""
        return Said(self.entry.reading.document, commitment)

    def links(self, commitment: Commitment) -> list[Link]:
        """The links that start at the commitment or at one of its figures."""
        if commitment not in self._links:
            self._links[commitment] = links_from(self.linked, self.said(commitment), self.plan.figures(commitment))
        return self._links[commitment]

    @cached_property
    def _links(self) -> dict[Commitment, list[Link]]:
        return {}

    def things(self, commitment: Commitment) -> list[dict[str, float]]:
        """The terms, weighed, of each thing that a commitment names."""
        return self.plan.things(commitment, self.vocabulary)

    @cached_property
    def voices(self) -> tuple[Voice, ...]:
        """All that the documents of the next year say."""
        documents = {entry.doc: entry for entry in (*self.reviews, *self.nexts)}
        return tuple(map(voice_of, documents.values()))

    @cached_property
    def accounts(self) -> tuple[Voice, ...]:
        """What the reviews of the plan's year say of that year."""
        return tuple(map(review_of, self.reviews))


def promised(linked: Linked, kinds: Collection[str]) -> tuple[Promised, ...]:
    """Every plan of the kinds given, with the documents of these kinds that answer it. Several checks ask for it."""
    return linked.keep(("promised", *kinds), lambda: tuple(_promised(linked, kinds)))


def _promised(linked: Linked, kinds: Collection[str]) -> Iterator[Promised]:
    for entries in linked.shelf.places.values():
        of_kind = [entry for entry in entries if entry.kind in kinds]
        vocabulary = vocabulary_of(entries) if len(entries) > 1 else Vocabulary({}, 0)
        for plan in of_kind:
            if plan.planned is None:
                continue
            reviews = tuple(entry for entry in of_kind if answers_of(plan, entry) == "outcome")
            progress = tuple(entry for entry in entries if answers_of(plan, entry) == "progress")
            nexts = tuple(entry for entry in of_kind if follows(plan, entry))
            yield Promised(linked, plan, reviews, progress, nexts, vocabulary)


def words_of(commitment: Commitment) -> str:
    """The words of a commitment on one line; of a long one the clause that says what is to be done."""
    words = re.sub(r"\s+", "", commitment.text)
    return words if len(words) <= LONGEST else core_of(commitment)


def follows(plan: Entry, later: Entry) -> bool:
    """Whether `later` plans the year after that of `plan`."""
    return bool(plan.planned and later.planned and int(later.planned[:4]) == int(plan.planned[:4]) + 1)
