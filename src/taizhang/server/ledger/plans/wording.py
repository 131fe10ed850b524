"""How a target is said, the same everywhere, as documents of governments say it: 增长5.5%左右, 36微克/立方米以内."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Protocol

from taizhang.errors import Words
from taizhang.server.ledger.plans.measures import PER_CENT, POINTS, places_of, written

NOTHING = Words("—", "—")
AROUND: Mapping[str, Words] = {  # what stands around a value: Chinese behind it, English before it
    ">=": Words("以上", "at least "),
    "<=": Words("以内", "at most "),
    "~": Words("左右", "about "),
}
TURNED = {">=": "<=", "<=": ">="}  # a growth of at least -3 % is a fall of at most 3 %
VERBS: Mapping[str, tuple[Words, Words]] = {
    "growth": (Words("增长", "growth of "), Words("下降", "a fall of ")),
    "change": (Words("增加", "more by "), Words("减少", "less by ")),
}


class Bounded(Protocol):
    """A value with its comparator: a share of a target, a target."""

    @property
    def comparator(self) -> str: ...  # noqa: D102 - as the models name it
    @property
    def value(self) -> Decimal | None: ...  # noqa: D102


class Aimed(Bounded, Protocol):
    """A target: what of an indicator it aims at, and how far."""

    @property
    def measure(self) -> str: ...  # noqa: D102
    @property
    def value_to(self) -> Decimal | None: ...  # noqa: D102
    @property
    def unit_of_measure(self) -> str: ...  # noqa: D102
    @property
    def words(self) -> str: ...  # noqa: D102


def target_words(target: Aimed, share: Bounded | None = None) -> Words:
    """What a target, or the share of a unit in it, wants.

    >>> from taizhang.server.ledger.observations.beside import Wanted
    >>> def said(measure, comparator, value, unit, to=None):
    ...     return target_words(Wanted(1, None, measure, comparator, value, to, unit, "", "2025", "")).zh
    >>> said("growth", "~", Decimal("5.50000000"), "%"), said("growth", ">=", Decimal(-3), "%")
    ('增长5.5%左右', '下降3%以内')
    >>> said("level", "<=", Decimal(36), "微克/立方米"), said("level", "range", Decimal(80), "家", Decimal(90))
    ('36微克/立方米以内', '80～90家')
    >>> said("change", ">=", Decimal("-0.5"), "%")
    '减少0.5个百分点以内'
    """
    if target.measure == "words":
        return Words(target.words, target.words) if target.words else NOTHING
    held, to = (target, target.value_to) if share is None else (share, None)
    if held.value is None:
        return NOTHING
    falls = target.measure in VERBS and held.value < 0
    ends = sorted(abs(end) if falls else end for end in (held.value, to) if end is not None)
    sign = TURNED.get(held.comparator, held.comparator) if falls else held.comparator
    verb = VERBS[target.measure][falls] if target.measure in VERBS else Words("", "")
    amount = _amount(sign, ends, unit_of(target))
    return Words(verb.zh + amount.zh, verb.en + amount.en)


def unit_of(target: Aimed) -> str:
    """The unit of measure of a target's number: a growth is in per cent, a change of per cents in points."""
    if target.measure == "growth":
        return PER_CENT
    unit = target.unit_of_measure
    return POINTS if target.measure == "change" and unit == PER_CENT else unit


def _amount(sign: str, ends: list[Decimal], unit: str) -> Words:
    places = max(places_of(end.normalize()) for end in ends)
    low, *high = (f"{written(end, places):f}" for end in ends)
    told = f"个{unit}" if unit == POINTS else unit
    spaced = f" {unit}" if unit and unit not in {PER_CENT, "‰"} else unit
    if high:
        return Words(f"{low}～{high[0]}{told}", f"{low} to {high[0]}{spaced}")
    around = AROUND.get(sign, Words("", ""))
    return Words(f"{low}{told}{around.zh}", f"{around.en}{low}{spaced}")
