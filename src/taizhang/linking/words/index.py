"""Where the words of a phrase are found again, through the lists of the statements in which each term stands."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from taizhang.linking.words.phrases import Phrase, terms_in

LONGEST_LIST = 60  # a term that stands in more statements than these tells nothing and is not looked up
FEWEST = 400  # statements from which on counting tells how rare a term is; with fewer it is taken for rare


class Match(NamedTuple):
    """A statement that shares words with a phrase.

    at      its number in the index
    cover   the share of the phrase that is found in it, by weight: 0 to 1
    shared  the weight of what is found: about one for each rare pair of characters
    """

    at: int
    cover: float
    shared: float


@dataclass(frozen=True)
class Vocabulary:
    """In how many statements of a region each term stands. The terms of its own name, `own`, tell nothing."""

    counts: Mapping[str, int]
    total: int
    own: frozenset[str] = frozenset()

    @classmethod
    def of(cls, statements: Iterable[set[str]], place: str = "") -> "Vocabulary":
        """Count the terms of all statements of a region."""
        counts: Counter[str] = Counter()
        total = 0
        for terms in statements:
            counts.update(terms)
            total += 1
        return cls(counts, total, frozenset(terms_in(place)))

    def rarity(self, term: str) -> float:
        """How much a term tells: 1 where one statement has it, 0 where all have it (inverse document frequency).

        >>> round(Vocabulary({"公园": 100}, 10000).rarity("公园"), 2)
        0.5
        """
        return self._rarities.get(term, 0.0 if term in self.own else 1.0)

    @cached_property
    def _rarities(self) -> dict[str, float]:
        """Of every term that is counted."""
        most = math.log(max(self.total, FEWEST))
        by_count = {count: max(0.0, 1 - math.log(count) / most) for count in set(self.counts.values())}
        return {term: 0.0 if term in self.own else by_count[count] for term, count in self.counts.items()}

    def weighed(self, phrase: Phrase) -> dict[str, float]:
        """The terms of a phrase with what each counts here."""
        rarity = self.rarity
        return {term: weight * rarity(term) for term, weight in phrase.terms.items()}

    def weight(self, phrase: Phrase) -> float:
        """What all terms of a phrase count together."""
        return sum(self.weighed(phrase).values())


class Index:
    """The statements in which each term stands."""

    def __init__(self, statements: Sequence[set[str]]) -> None:
        self._statements = statements
        self._lists: dict[str, list[int]] = defaultdict(list)
        for at, terms in enumerate(statements):
            for term in terms:
                self._lists[term].append(at)

    def matches(self, weights: Mapping[str, float]) -> list[Match]:
        """The statements that share words with a phrase whose terms have these weights, the best first.

        Only lists of at most `LONGEST_LIST` statements bring a statement in; the longer ones add to those that are in.
        """
        total = sum(weights.values())
        found: dict[int, float] = defaultdict(float)
        common = []
        for term, weight in weights.items():
            listed = self._lists.get(term, ())
            if len(listed) > LONGEST_LIST:
                common.append((term, weight))
                continue
            for at in listed:
                found[at] += weight
        if not total or not found:
            return []
        for term, weight in common:
            for at in found:
                if term in self._statements[at]:
                    found[at] += weight
        return sorted(
            (Match(at, shared / total, shared) for at, shared in found.items()), key=lambda m: (-m.cover, m.at)
        )
