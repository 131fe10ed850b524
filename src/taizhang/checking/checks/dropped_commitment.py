"""What last year's plan promised, and neither this year's review nor this year's tasks speak of."""

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from taizhang.checking.case import Case
from taizhang.checking.promised import Promised, promised, words_of
from taizhang.linking.words.answers import Echo
from taizhang.linking.words.concreteness import Ground
from taizhang.linking.words.things import core_of, every_thing
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
    for commitment, weight in _silenced(case, plan, list(_unanswered(plan))):
        ground = plan.plan.ground(commitment)
        if ground is not None and weight >= case.setting("least_weight"):
            yield Dropped(case.setting("importance")[ground] + min(weight, MOST_WEIGHT) / 50, ground, commitment)


def _unanswered(plan: Promised) -> Iterator[Commitment]:
    """The tasks that can be checked and that no link leads on from."""
    for commitment in plan.entry.reading.commitments:
        if commitment.kind == "target" or any(link.kind in ANSWERS for link in plan.links(commitment)):
            continue
        if plan.plan.ground(commitment) is not None:
            yield commitment


def _silenced(case: Case, plan: Promised, asked: list[Commitment]) -> list[tuple[Commitment, float]]:
    """Those that no document of the next year repeats, each with the weight of its words."""
    for voice in plan.voices:
        asked = [one for one in asked if not any(map(voice.counts, plan.plan.figures(one)))]
    weights = [0.0] * len(asked)
    for voice in plan.voices:
        things = [plan.things(one) for one in asked]
        hearing = voice.hearing(chain.from_iterable(things))
        echoes = [hearing.echo(each) for each in things]
        silent = [at for at, echo in enumerate(echoes) if not _heard(case, echo)]
        asked = [asked[at] for at in silent]
        weights = [max(weights[at], echoes[at].weight) for at in silent]
    recognised, in_a_row = case.setting("recognised"), case.setting("in_a_row")
    every = [every_thing(one, plan.vocabulary) for one in asked]
    hearings = [voice.hearing(chain.from_iterable(every)) for voice in plan.voices]
    return [
        (one, weight)
        for one, weight, things in zip(asked, weights, every, strict=True)
        if not any(hearing.hears(things, recognised, in_a_row) for hearing in hearings)
    ]


def _heard(case: Case, echo: Echo) -> bool:
    return bool(echo.cover > case.setting("silence") or echo.shared > case.setting("overheard"))


def _first_of(one: Dropped, plan: Promised, seen: set[tuple[str, str, str]]) -> bool:
    """Whether no other document of the same place and year was already found to hold the same promise."""
    key = (plan.entry.place, plan.year, core_of(one.commitment))
    first = key not in seen
    seen.add(key)
    return first
