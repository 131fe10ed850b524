"""What last year's plan promised, and neither this year's review nor this year's tasks speak of."""

from collections.abc import Iterator
from typing import NamedTuple

from taizhang.checking.case import Case
from taizhang.checking.promised import Promised, promised, words_of
from taizhang.linking.words.concreteness import Ground
from taizhang.linking.words.things import core_of
from taizhang.model import Commitment, Finding

ANSWERS = frozenset({"outcome", "progress", "next_target", "same_series"})

MOST_WEIGHT = 10.0  # of the words of a promise: a longer name is not more important


class Dropped(NamedTuple):
    """A commitment of which nothing more is heard; `weight` is what ranks it."""

    weight: float
    ground: Ground
    commitment: Commitment


def find(case: Case) -> Iterator[Finding]:
    """Concrete commitments of which the documents of the next year say nothing; of each plan the weightiest first."""
    seen: set[tuple[str, str, str]] = set()
    for plan in promised(case.linked, case.setting("kinds")):
        if not plan.reviews:
            continue
        dropped = [one for one in _dropped(case, plan) if _first_of(one, plan, seen)]
        dropped.sort(key=lambda one: (-one.weight, one.commitment.span))
        for rank, one in enumerate(dropped):
            grave = rank < case.setting("most") and one.ground in case.setting("grave")
            yield case.finding(
                [plan.said(one.commitment)],
                severity="medium" if grave else "low",
                weight=one.weight,
                year=plan.year,
                next_year=str(int(plan.year) + 1),
                promise=words_of(one.commitment),
            )


def _dropped(case: Case, plan: Promised) -> Iterator[Dropped]:
    for commitment in plan.entry.reading.commitments:
        ground = plan.plan.ground(commitment)
        if ground is None or commitment.kind == "target":
            continue
        if any(link.kind in ANSWERS for link in plan.links(commitment)):
            continue
        if weight := _silenced(case, plan, commitment):
            yield Dropped(case.setting("importance")[ground] + min(weight, MOST_WEIGHT) / 50, ground, commitment)


def _silenced(case: Case, plan: Promised, commitment: Commitment) -> float:
    """The weight of the words of a commitment that no document of the next year repeats; 0 where one does."""
    weight = 0.0
    for voice in plan.voices:
        echo = voice.echo(commitment, plan.vocabulary)
        heard = echo.cover > case.setting("silence") or echo.shared > case.setting("overheard")
        recognised, in_a_row = case.setting("recognised"), case.setting("in_a_row")
        heard = heard or voice.hears(commitment, plan.vocabulary, recognised, in_a_row)
        if heard or any(voice.counts(fact) for fact in plan.plan.figures(commitment)):
            return 0.0
        weight = max(weight, echo.weight)
    return weight if weight >= case.setting("least_weight") else 0.0


def _first_of(one: Dropped, plan: Promised, seen: set[tuple[str, str, str]]) -> bool:
    """Whether no other document of the same place and year was already found to hold the same promise."""
    key = (plan.entry.place, plan.year, core_of(one.commitment))
    first = key not in seen
    seen.add(key)
    return first
