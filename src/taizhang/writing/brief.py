"""Two pages for a deputy: what was promised and what came of it, what was dropped, lowered or answered in words, and
ten questions.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from taizhang.catalogue.checks import Rules
from taizhang.catalogue.headlines import Headline, headline_named, headlines
from taizhang.checking.asking import questions
from taizhang.errors import Words
from taizhang.linking import Entry, Linked
from taizhang.linking.headlines import headline_of
from taizhang.model import Fact, Finding, Said, YearPair

# How much stands on two pages of A4; what is left out is counted.
MOST = {"headline": 14, "lowered": 6, "dropped": 6, "wordless": 4, "question": 10}
PARTS: dict[str, tuple[str, ...]] = {
    "lowered": ("target_lowered", "target_weaker_than_upper"),
    "dropped": ("dropped_commitment", "weakened_commitment", "unreported_target"),
    "wordless": ("answered_without_number",),
}
# What these find rests on last year's documents alone: this year's are silent.
SILENT = frozenset((*PARTS["dropped"], *PARTS["wordless"], "target_missed"))
YEARLY = frozenset({"execution_and_draft_plan", "issued_plan", "work_report"})


@dataclass(frozen=True)
class Point:
    """One finding of a part of the brief."""

    finding: Finding

    @property
    def said(self) -> tuple[Said, ...]:
        """The mentions it rests on."""
        return self.finding.facts


@dataclass(frozen=True)
class Question:
    """A question as a deputy would ask it, and the mentions that it rests on."""

    words: Words
    said: tuple[Said, ...]
    check: str


@dataclass(frozen=True)
class Brief:
    """What a deputy should know of one year of one region.

    year       the year whose results are examined
    headlines  its main targets, each beside its result, in the order in which plans name them
    points     the findings of each part (lowered, dropped, wordless)
    questions  at most ten
    left       how many of each part did not find room
    """

    region: str
    year: str
    headlines: tuple[YearPair, ...]
    points: dict[str, tuple[Point, ...]]
    questions: tuple[Question, ...]
    left: dict[str, int]

    def mentions(self) -> Iterator[Said]:
        """Everything that it quotes."""
        for pair in self.headlines:
            yield from (said for said in (pair.target, pair.actual) if said)
        for points in self.points.values():
            for point in points:
                yield from point.said
        for asked in self.questions:
            yield from asked.said


def brief_of(linked: Linked, found: Sequence[Finding], pairs: Iterable[YearPair], rules: Rules) -> Brief | None:
    """The brief of the latest report among the documents; None where none reports on a year."""
    this = reporting(linked)
    if this is None or this.reviewed is None:
        return None
    year = this.reviewed[-4:]
    ordered = headline_pairs(pairs, this.place, year)
    found = [each for each in found if each.check in SILENT or any(said.doc == this.doc for said in each.facts)]
    points = {part: points_of(found, checks) for part, checks in PARTS.items()}
    every: dict[str, int] = {"headline": len(ordered), **{part: len(each) for part, each in points.items()}}
    return Brief(
        this.place,
        year,
        tuple(ordered[: MOST["headline"]]),
        {part: tuple(each[: MOST[part]]) for part, each in points.items()},
        tuple(Question(words, each.facts, each.check) for each, words in questions(found, MOST["question"], rules)),
        {part: max(count - MOST[part], 0) for part, count in every.items()},
    )


def reporting(linked: Linked) -> Entry | None:
    """The latest document that reports on a whole year, in whatever order the files were given."""
    yearly = [entry for entry in linked.shelf if entry.kind in YEARLY and entry.reviewed and entry.year]
    return max(yearly, key=lambda entry: (entry.year or 0, -entry.order), default=None)


def points_of(found: Iterable[Finding], checks: Sequence[str]) -> list[Point]:
    """The findings of some checks, of one statement the gravest only."""
    first: dict[object, Finding] = {}
    for each in found:
        if each.check in checks and each.facts:
            first.setdefault(each.facts[0].key, each)
    return [Point(each) for each in first.values()]


def headline_pairs(pairs: Iterable[YearPair], place: str, year: str) -> list[YearPair]:
    """The pairs of one year that are of a headline indicator, in the order of plans.

    Of one that is set as growth and as a level the growth stands: it is what the congress was told.
    """
    chosen: dict[Headline, YearPair] = {}
    for pair in pairs:
        headline = headline_of_pair(pair) if (pair.region, pair.year) == (place, year) else None
        if headline and (headline not in chosen or (is_growth(pair) and not is_growth(chosen[headline]))):
            chosen[headline] = pair
    return [chosen[headline] for headline in headlines() if headline in chosen]


def is_growth(pair: YearPair) -> bool:
    """Whether a target, or else a result, is a growth."""
    said = pair.target or pair.actual
    return said is not None and isinstance(said.record, Fact) and said.record.role == "growth"


def headline_of_pair(pair: YearPair) -> Headline | None:
    """The headline that a target is of."""
    return (headline_in(pair.target) or headline_named(pair.name)) if pair.target else None


def headline_in(said: Said) -> Headline | None:
    """The headline that a mention speaks of."""
    record = said.record
    return headline_of(record) if isinstance(record, Fact) else headline_named(record.object)
