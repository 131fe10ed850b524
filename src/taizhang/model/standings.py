"""Where a target stands, and how the targets of a region fared over the years."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from taizhang.errors import Words
from taizhang.model.links import Said

TargetNature = Literal["flow", "stock", "rate", "growth", "count", "milestone", "qualitative"]
Light = Literal["green", "amber", "red", "grey", "blue"]
Verdict = Literal["met", "about", "missed", "not_reported", "redefined", "unclear"]


@dataclass(frozen=True, slots=True)
class Standing:
    """One target beside the latest that was said of it.

    target   the target, a fact or a commitment
    actual   the latest figure or claim that answers it; None where nothing does
    nature   how its pace is judged: flow, stock, rate, growth, count, milestone, qualitative
    share    the share of the target's period that is gone, 0 to 1
    pace     done / due by now: 1 is on time; None where nothing can be computed
    light    green, amber, red, grey (no data), blue (due soon)
    needed   (low, high): growth in per cent or amount in `unit` that the rest of the period needs; None where unknown
    unit     of `needed`
    method   how it was computed, with its numbers, Chinese and English
    note     what a person should know besides
    """

    target: Said
    actual: Said | None
    nature: TargetNature
    share: Decimal
    pace: Decimal | None
    light: Light
    needed: tuple[Decimal, Decimal] | None
    unit: str | None
    method: Words
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class YearPair:
    """One target and its result: a line of the timeline of a region. Either may be missing.

    name      what the indicator is called, in the words of the latest document
    indicator id in the catalogue, or None
    year      the year that the target is of
    before    what was reached the year before
    target    what was set for the year
    actual    what was reached
    verdict   met, about (within 左右), missed, not_reported, redefined (口径 changed), unclear
    """

    region: str
    name: str
    indicator: str | None
    year: str
    before: Said | None
    target: Said | None
    actual: Said | None
    verdict: Verdict
    reason: Words
