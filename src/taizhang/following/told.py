"""What words say of a target where no two figures compare: statements of progress, and targets set in words."""

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Literal, NamedTuple

from taizhang.catalogue.cues import state_pattern, states
from taizhang.catalogue.qualitative import reading_in
from taizhang.errors import Words
from taizhang.following import methods
from taizhang.following.evidence import Evidence, period_of
from taizhang.following.nature import amount
from taizhang.following.wording import figures, filled, period_called
from taizhang.model import Claim, Fact, Said

Stage = Literal["done", "on_pace", "under_way", "behind", "unclear"]
STAGES: Mapping[str, Stage] = {
    "done": "done",
    "granted": "done",
    "on_pace": "on_pace",
    "started": "under_way",
    "under_way": "under_way",
    "behind": "behind",
}
BEGUN = ("开工", "启动")
RISING = re.compile("[增升]")
NOT_RISING = re.compile("零增长|负增长|[只双]减|不增")
WANTS_PEERS = frozenset({"at_least", "above", "below", "in_step", "as_set"})


class Told(NamedTuple):
    """What words say of a target: the measures for its light, and how that was found."""

    measures: Mapping[str, Fraction]
    method: Words
    note: Words | None = None


def stage_of(claim: Claim) -> Stage:
    """How far the thing is by the state word of a statement.

    A share of what was started (开工率) says no more than that the things are under way.

    >>> from taizhang.model import Span
    >>> stage_of(Claim(Span(0, 9), "滨河路改造稳步推进", None, "滨河路改造", "稳步推进"))
    'under_way'
    """
    if any(word in claim.text for word in BEGUN):
        return "under_way"
    found = state_pattern().search(claim.state or "")
    state = states().get(claim.state or "") or (states().get(found[0]) if found else None)
    return STAGES.get(state.state_class, "unclear") if state else "unclear"


def is_under_way(claims: Iterable[Claim]) -> bool:
    """Whether any of the statements says that the thing is only under way."""
    return any(stage_of(claim) in ("under_way", "on_pace", "behind") for claim in claims)


def in_words(target: Said, actual: Said, evidence: Evidence, share: Fraction) -> Told:
    """What words or a figure that does not compare say of a target, when `share` of its time is gone."""
    left = (1 - share) * 100
    period = period_called(period_of(actual, evidence.linked))
    if isinstance(actual.record, Fact):
        if isinstance(target.record, Fact):
            fields = {"target": figures(target.record), "actual": figures(actual.record), "period": period}
            return Told({}, filled(methods.NOT_COMPARABLE, **fields))
        return _figure_for_words(target, actual.record, period, left)
    stage = stage_of(actual.record) if isinstance(actual.record, Claim) else "unclear"
    return Told(measures_of(stage, left), filled(methods.IN_WORDS, claim=actual.record.text))


def measures_of(stage: Stage, left: Fraction) -> Mapping[str, Fraction]:
    """What a light may ask of a stage; a statement that tells none leaves it grey."""
    match stage:
        case "unclear":
            return {}
        case "under_way":
            return {"met": Fraction(0), "left": left}
        case _:
            behind = Fraction(100 if stage == "behind" else 0)
            return {"met": Fraction(stage == "done"), "left": left, "behind": behind}


def _figure_for_words(target: Said, fact: Fact, period: Words, left: Fraction) -> Told:
    """A figure that answers a target in words: 保持稳定增长 is kept while it grows; 不低于全省 wants the province's."""
    words = target.record.text
    reading = reading_in(words)
    rising = RISING.search(words) and not NOT_RISING.search(words) and reading not in WANTS_PEERS
    if not rising or fact.role != "growth":
        said = methods.PEERS_WANTED if reading in WANTS_PEERS else methods.NOT_TOLD
        return Told({}, filled(methods.QUALITATIVE, target=words, period=period, actual=figures(fact), said=said))
    grows = amount(fact) > 0
    said = methods.GROWING if grows else methods.NOT_GROWING
    method = filled(methods.QUALITATIVE, target=words, period=period, actual=figures(fact), said=said)
    short = Fraction(0 if grows else 100)
    return Told({"met": Fraction(grows and left <= 0), "left": left, "behind": short}, method)
