"""Where the words of a phrase are found again, through the lists of the statements in which each term stands."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from typing import NamedTuple

from taizhang.linking.words.phrases import Phrase, terms_in

LONGEST_LIST = 60  # a term that stands in more statements than these tells nothing and is not looked up
ROUNDING = 1e-9  # more than the sums of a phrase's weights can be off
FEWEST = 400  # statements from which on counting tells how rare a term is; with fewer it is taken for rare

Listed = tuple[str, float, list[int]]  # a term, its weight, and the statements in which it stands


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
        return 0.0 if term in self.own else self._rarities[self.counts.get(term, 0)]

    @cached_property
    def _rarities(self) -> dict[int, float]:
        """Of a term that stands in so many statements: few counts are there, however many terms."""
        most = math.log(max(self.total, FEWEST))
        return {0: 1.0} | {count: max(0.0, 1 - math.log(count) / most) for count in set(self.counts.values()) if count}

    def weighed(self, phrase: Phrase) -> dict[str, float]:
        """The terms of a phrase with what each counts here."""
        counted, rarities, own = self.counts.get, self._rarities, self.own
        return {
            term: weight * (0.0 if term in own else rarities[counted(term, 0)]) for term, weight in phrase.terms.items()
        }

    def weight(self, phrase: Phrase) -> float:
        """What all terms of a phrase count together."""
        return sum(self.weighed(phrase).values())


class Index:
    """The statements in which each term stands; of `asked` terms alone where these are given, for there are fewer."""

    def __init__(self, statements: Sequence[set[str]], asked: Collection[str] | None = None) -> None:
        self.statements = statements
        self._lists: dict[str, list[int]] = {}
        wanted = None if asked is None else frozenset(asked)
        for at, terms in enumerate(statements):
            for term in terms if wanted is None else terms & wanted:
                if term in self._lists:
                    self._lists[term].append(at)
                else:
                    self._lists[term] = [at]

    def matches(self, weights: Mapping[str, float], most: int | None = None, least: float = 0.0) -> list[Match]:
        """The statements that share words with a phrase whose terms have these weights, the best first.

        No more than `most`, and none that covers less than `least`. Only lists of at most `LONGEST_LIST` statements
        bring a statement in; the longer ones add to those that are in.
        """
        total = sum(weights.values())
        telling: list[Listed] = []
        common: list[Listed] = []
        left = 0.0
        for term, weight in weights.items():
            listed = self._lists.get(term)
            if listed is not None:
                left += weight
                (telling if len(listed) <= LONGEST_LIST else common).append((term, weight, listed))
        if not total or left < least * total - ROUNDING:
            return []
        shared = self._few(telling, common, least * total) if least else self._all(telling, common)
        least_held = _least_of(shared, most) - ROUNDING
        found = sorted([(-(weight / total), at, weight) for at, weight in shared.items() if weight >= least_held])
        return [Match(at, -cover, weight) for cover, at, weight in found[:most] if -cover >= least]

    def _all(self, telling: list[Listed], common: list[Listed]) -> dict[int, float]:
        """What each statement that is brought in holds."""
        found: dict[int, float] = defaultdict(float)
        for _, weight, listed in telling:
            for at in listed:
                found[at] += weight
        for term, weight, _ in common:
            for at in found:
                if term in self.statements[at]:
                    found[at] += weight
        return found

    def _few(self, telling: list[Listed], common: list[Listed], least: float) -> dict[int, float]:
        """What the statements hold that may hold at least so much.

        Such a statement has one of the terms without which too little is left: the shortest lists bring it in.
        """
        left = sum(weight for _, weight, _ in telling) + sum(weight for _, weight, _ in common)
        brought: set[int] = set()
        for _, weight, listed in sorted(telling, key=_length):
            if left < least - ROUNDING:
                break
            brought.update(listed)
            left -= weight
        both = [(term, weight) for term, weight, _ in (*telling, *common)]
        return {at: _held(self.statements[at], both) for at in brought}


def _least_of(shared: Mapping[int, float], most: int | None) -> float:
    """What the last of the `most` statements that hold the most holds: the others need not be put in order."""
    return 0.0 if most is None or len(shared) <= most else nlargest(most, shared.values())[-1]


def _length(one: Listed) -> int:
    return len(one[2])


def _held(terms: set[str], weights: list[tuple[str, float]]) -> float:
    """The weight of those terms that a statement holds."""
    shared = 0.0
    for term, weight in weights:
        if term in terms:
            shared += weight
    return shared
