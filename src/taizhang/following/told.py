"""What words say of a target where no two figures compare: statements of progress, and targets set in words."""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from taizhang.catalogue.qualitative import reading_in
from taizhang.errors import Words
from taizhang.following import methods
from taizhang.following.evidence import Evidence, period_of
from taizhang.following.nature import amount, indicator_of
from taizhang.following.stages import Stage, stage_of
from taizhang.following.wording import figures, filled, grown, period_called
from taizhang.model import Claim, Fact, Said

RISING = re.compile("[增升]")
STEADY = re.compile("[稳提]")
NOT_RISING = re.compile("零增长|负增长|[只双]减|不增")
WANTS_PEERS = frozenset({"at_least", "above", "below", "in_step", "as_set"})


class Told(NamedTuple):
    """What words say of a target: the measures for its light, and how that was found."""

    measures: Mapping[str, Fraction]
    method: Words
    note: Words | None = None


def in_words(target: Said, actual: Said, evidence: Evidence, share: Fraction) -> Told:
    """What words or a figure that does not compare say of a target, when `share` of its time is gone."""
    left = (1 - share) * 100
    period = period_called(period_of(actual, evidence.linked))
    if isinstance(actual.record, Fact):
        if isinstance(target.record, Fact):
            fields = {"target": figures(target.record), "actual": figures(actual.record), "period": period}
            return Told({}, filled(methods.NOT_COMPARABLE, **fields))
        return _figure_for_words(target, actual.record, period, left)
    if isinstance(actual.record, Claim) and not isinstance(target.record, Fact):
        grows = _growth_in(actual.doc, actual.record, evidence)
        if grows is not None:
            return _figure_for_words(target, grows, period, left)
    stage = stage_of(actual.record) if isinstance(actual.record, Claim) else "unclear"
    return Told(measures_of(stage, left), filled(methods.IN_WORDS, claim=actual.record.text))


def _growth_in(doc: str, claim: Claim, evidence: Evidence) -> Fact | None:
    """The first growth that a statement holds."""
    facts = (evidence.at.get((doc, start)) for start in claim.quantities)
    return next((fact for fact in facts if fact is not None and fact.role == "growth"), None)


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


def _is_to_grow(words: str, fact: Fact) -> bool:
    """Whether words want a figure to grow: 稳定增长 of anything, 保稳提质 of what should be high."""
    if NOT_RISING.search(words):
        return False
    indicator = indicator_of(fact)
    wanted_high = indicator is not None and indicator.better == "up"
    return bool(RISING.search(words) or (wanted_high and STEADY.search(words)))


def _figure_for_words(target: Said, fact: Fact, period: Words, left: Fraction) -> Told:
    """A figure that answers a target in words: 保持稳定增长 is kept while it grows; 不低于全省 wants the province's."""
    words = target.record.text
    reading = reading_in(words)
    actual = grown(fact) if fact.role == "growth" else figures(fact)
    fields = {"target": words, "period": period, "actual": actual}
    if fact.role != "growth" or reading in WANTS_PEERS or not _is_to_grow(words, fact):
        said = methods.PEERS_WANTED if reading in WANTS_PEERS else methods.NOT_TOLD
        return Told({}, filled(methods.QUALITATIVE, **fields, said=said))
    grows = amount(fact) > 0
    said = methods.GROWING if grows else methods.NOT_GROWING
    short = Fraction(0 if grows else 100)
    measures = {"met": Fraction(grows and left <= 0), "left": left, "behind": short}
    return Told(measures, filled(methods.QUALITATIVE, **fields, said=said))
