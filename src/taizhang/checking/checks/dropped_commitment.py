"""What last year's plan promised, and this year's review does not speak of: dropped, or set again without a word."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from taizhang.catalogue.firmness import binding_of
from taizhang.checking.case import Case
from taizhang.checking.promised import Promised, promised, words_of
from taizhang.checking.run import SINGLE
from taizhang.errors import Words
from taizhang.linking.words.answers import Echo, Voice
from taizhang.linking.words.concreteness import Ground
from taizhang.linking.words.things import core_of, every_thing, is_definite
from taizhang.model import Commitment, Finding, Said

ANSWERS = frozenset({"outcome", "progress"})
ONWARD = frozenset({"next_target", "same_series"})
# Of the thing itself or of its service, never of how many: 500千伏, 24小时, 北纬35°.
SIZES = frozenset({"千伏", "kV", "KV", "小时", "分钟", "天", "日", "个月", "年", "°", "度"})
# No deed that a figure could answer: a list with an open end (等110个项目), what a thing is done by or held to
# (以…为依托), care for what is there (做好53个项目前期, 26项指标), mere pushing on (加快9条国道改建).
MANNER = re.compile(
    "等|项[^，]{0,4}(?:任务|指标|措施)|^(?:继续|持续|不断)?(?:以|对照|按照|坚持|落实|做好|抓好|加快|推进|推动|巩固)"
)
PUSHED = 3  # rank of verbs that only push a thing on
TELLING = 0.25  # weight from which on a word is none that many statements have
MOST_WEIGHT = 10.0  # of the words of a promise: a longer name is not more important
NOT_AGAIN = Words("，新一年任务中也未再提及", " and does not take it up again")
SPOKEN_OF = Words("", "")  # in whatever words: whether they set it again is not told
SET_AGAIN = Words("，新一年任务中却又提出“{again}”", ", though its tasks set it again: “{again}”")
WHETHER = Words("该项任务是完成、延期还是取消", "Was it done, delayed or given up?")
HOW_MUCH = Words("上年该项任务完成了多少", "How much of it was done?")


class Dropped(NamedTuple):
    """A commitment of whose result nothing is heard; `weight` is what ranks it, `again` where it is set again.

    spoken  whether the tasks of the next year speak of it, in whatever words
    """

    weight: float
    ground: Ground
    commitment: Commitment
    again: Said | None = None
    spoken: bool = False


def find(case: Case) -> Iterator[Finding]:
    """Concrete commitments of which the documents of the next year say nothing; of each plan the weightiest first.

    Behind them those with a figure that the review passes over, even where the tasks of the next year go on with them.
    """
    seen: set[tuple[str, str, str]] = set()
    for plan in promised(case.linked, case.setting("kinds")):
        if not plan.reviews:
            continue
        open_ones = list(_unanswered(plan))
        dropped = [one for one in _dropped(case, plan, open_ones) if _first_of(one, plan, seen)]
        dropped.sort(key=lambda one: (-one.weight, one.commitment.span))
        for rank, one in enumerate(dropped):
            grave = rank < case.setting("most") and one.ground in case.setting("grave")
            yield _finding(case, plan, one, grave=grave)
        for one in _passed_over(case, plan, _left(open_ones, dropped)):
            if _first_of(one, plan, seen):
                yield _finding(case, plan, one, grave=False)


def _finding(case: Case, plan: Promised, one: Dropped, *, grave: bool) -> Finding:
    onward = SPOKEN_OF if one.spoken else NOT_AGAIN
    if one.again is not None:
        again = _words(one.again).translate(SINGLE)
        onward = Words(SET_AGAIN.zh.format(again=again), SET_AGAIN.en.format(again=again))
    return case.finding(
        [plan.said(one.commitment), *([one.again] if one.again else [])],
        severity="medium" if grave else "low",
        weight=one.weight,
        year=plan.year,
        next_year=str(int(plan.year) + 1),
        promise=words_of(one.commitment),
        onward=onward,
        asked=HOW_MUCH if one.again else WHETHER,
    )


def _words(said: Said) -> str:
    return words_of(said.record) if isinstance(said.record, Commitment) else said.record.text


def _left(open_ones: list[Commitment], dropped: list[Dropped]) -> list[Commitment]:
    found = {one.commitment for one in dropped}
    return [one for one in open_ones if one not in found]


def _dropped(case: Case, plan: Promised, open_ones: list[Commitment]) -> Iterator[Dropped]:
    asked = [one for one in open_ones if not any(link.kind in ONWARD for link in plan.links(one))]
    for commitment, weight in _silenced(case, plan, plan.voices, asked).items():
        ground = plan.plan.ground(commitment)
        if ground is not None and weight >= case.setting("least_weight"):
            yield Dropped(case.setting("importance")[ground] + _added(weight), ground, commitment)


def _passed_over(case: Case, plan: Promised, open_ones: list[Commitment]) -> Iterator[Dropped]:
    """The tasks with a figure of which the review is silent, whether or not the tasks of the next year are."""
    asked = [one for one in open_ones if _counts(plan, one)]
    silent = _silenced(case, plan, plan.accounts, asked, "silence_of_figures")
    least = case.setting("least_weight_of_figures")
    silent = {
        one: weight for one, weight in silent.items() if weight >= least and not _measured(plan, one, plan.accounts)
    }
    unsaid = _silenced(case, plan, plan.voices, [one for one in silent if not _measured(plan, one, plan.voices)])
    for commitment, weight in silent.items():
        onward = [link.b for link in plan.links(commitment) if link.kind == "same_series"]
        again = next((said for said in onward if isinstance(said.record, Commitment)), None)
        yield Dropped(_added(weight), "quantity", commitment, again, commitment not in unsaid)


def _counts(plan: Promised, commitment: Commitment) -> bool:
    """Whether it promises an amount, and nothing but that: no list with an open end, no manner, no size of a thing."""
    core = core_of(commitment)
    bound = binding_of(core, "deed")
    pushed = bound is not None and bound.rank <= PUSHED
    if plan.plan.ground(commitment) != "quantity" or pushed or MANNER.search(core):
        return False
    due = [fact for fact in plan.plan.due(commitment) if fact.unit not in SIZES and fact.role != "rank"]
    return bool(due) and is_definite(commitment.text)


def _measured(plan: Promised, commitment: Commitment, voices: Sequence[Voice]) -> bool:
    """Whether a figure is given, in a unit of the same dimension, for something that shares a telling word with it."""
    terms = {term for thing in plan.things(commitment) for term, weight in thing.items() if weight >= TELLING}
    return any(voice.measures(fact, terms) for voice in voices for fact in plan.plan.due(commitment))


def _added(weight: float) -> float:
    """What the words of a promise add to its weight."""
    return min(weight, MOST_WEIGHT) / 50


def _unanswered(plan: Promised) -> Iterator[Commitment]:
    """The tasks that can be checked and that no result is linked with."""
    for commitment in plan.entry.reading.commitments:
        if commitment.kind == "target" or any(link.kind in ANSWERS for link in plan.links(commitment)):
            continue
        if plan.plan.ground(commitment) is not None:
            yield commitment


def _silenced(
    case: Case, plan: Promised, voices: Sequence[Voice], asked: list[Commitment], silence: str = "silence"
) -> dict[Commitment, float]:
    """Those that none of the voices repeats, each with the weight of its words; `silence` names the setting."""
    for voice in voices:
        asked = [one for one in asked if not any(map(voice.counts, plan.plan.figures(one)))]
    weights = [0.0] * len(asked)
    for voice in voices:
        things = [plan.things(one) for one in asked]
        hearing = voice.hearing(chain.from_iterable(things))
        echoes = [hearing.echo(each) for each in things]
        silent = [at for at, echo in enumerate(echoes) if not _heard(case, echo, silence)]
        asked = [asked[at] for at in silent]
        weights = [max(weights[at], echoes[at].weight) for at in silent]
    recognised, in_a_row = case.setting("recognised"), case.setting("in_a_row")
    every = [every_thing(one, plan.vocabulary) for one in asked]
    hearings = [voice.hearing(chain.from_iterable(every)) for voice in voices]
    return {
        one: weight
        for one, weight, things in zip(asked, weights, every, strict=True)
        if not any(hearing.hears(things, recognised, in_a_row) for hearing in hearings)
    }


def _heard(case: Case, echo: Echo, silence: str) -> bool:
    return bool(echo.cover > case.setting(silence) or echo.shared > case.setting("overheard"))


def _first_of(one: Dropped, plan: Promised, seen: set[tuple[str, str, str]]) -> bool:
    """Whether no other document of the same place and year was already found to hold the same promise."""
    key = (plan.entry.place, plan.year, core_of(one.commitment))
    first = key not in seen
    seen.add(key)
    return first
