"""What kind of target it is, which way is better, and how much of one unit a figure is."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from taizhang.catalogue.indicators import Indicator, indicators_by_id
from taizhang.catalogue.natures import paced_as
from taizhang.catalogue.units import Unit, unit_named
from taizhang.grammar.intervals import Interval, exactly, half_place, printed, scale_of
from taizhang.model import Commitment, Fact, Record, TargetNature

Direction = Literal["up", "down"]


def nature_of(target: Record) -> TargetNature:
    """How the pace of a target is judged.

    growth and rate are compared as they are; flow (a change since last year too) and count with the time gone; stock
    with its way from last year's end; a milestone (one single thing) is there or not; qualitative is set in words.
    """
    if not isinstance(target, Fact):
        return "milestone" if isinstance(target, Commitment) and target.kind == "task" else "qualitative"
    match target.role:
        case "growth" | "times":
            return "growth"
        case "rank":
            return "rate"
        case "change":
            return "flow"
        case _:
            return _of_level(target)


def _of_level(target: Fact) -> TargetNature:
    paced = paced_as(target.indicator, target.subject)
    if paced:
        return paced
    if target.nature in ("stock", "rate"):
        return "stock" if target.nature == "stock" else "rate"
    if not is_counted(target.unit):
        return "flow"
    return "milestone" if amount(target, None) * scale_of(target.unit) == 1 and target.nature == "added" else "count"


def is_counted(unit: str | None) -> bool:
    """Whether a unit counts single things: 家, 个, 万人, and none at all.

    >>> is_counted("家"), is_counted("万人"), is_counted("亿元")
    (True, True, False)
    """
    known = unit_named(unit) if unit else None
    return known is None or known.kind == "counter"


def indicator_of(fact: Fact) -> Indicator | None:
    """The indicator of the catalogue that a fact speaks of."""
    return indicators_by_id().get(fact.indicator) if fact.indicator else None


def better_of(target: Fact) -> Direction:
    """Which way the figure should go: as the comparator says, else the indicator, else the sign of the target.

    下降3%以上 is <= -3, so that less is better; 左右 on an indicator that should be low (prices, unemployment) is a
    ceiling; a plain 下降3% of something unknown, and a target of nought cases, want less.
    """
    if target.comparator == ">=":
        return "up"
    if target.comparator == "<=" or target.role == "rank":
        return "down"
    indicator = indicator_of(target)
    if indicator and indicator.better != "none":
        return "up" if indicator.better == "up" else "down"
    return "down" if _wants_less(target, indicator) else "up"


def is_ceiling(target: Fact, nature: TargetNature) -> bool:
    """Whether a flow or a count must stay under a ceiling, of which some is used as time goes by: not one of nought."""
    return nature in {"flow", "count"} and better_of(target) == "down" and bool(target.value)


def _wants_less(target: Fact, indicator: Indicator | None) -> bool:
    """Whether a target that no direction is known of bounds from above: a price, a decline, none at all."""
    value = target.value or Decimal(0)
    if target.role in ("growth", "change"):
        return value < 0 or (indicator is not None and indicator.nature == "index")
    return value == 0


def comparable(a: Fact, b: Fact) -> bool:
    """Whether the two are of one role and their units of one dimension; of prices, growth and level are one.

    >>> from taizhang.model import Span
    >>> money, count = (
    ...     Fact(Span(0, 1), "1", "measure", value=Decimal(1), unit=unit, role="level") for unit in ("亿元", "家")
    ... )
    >>> comparable(money, money), comparable(money, count)
    (True, False)
    """
    if a.value is None or b.value is None or not one_dimension(a.unit, b.unit):
        return False
    return a.role == b.role or (is_index(a) and a.indicator == b.indicator and a.unit == b.unit == "%")


def is_index(fact: Fact) -> bool:
    """Whether its growth and its level are one figure: 居民消费价格涨幅2%."""
    indicator = indicator_of(fact)
    return indicator is not None and indicator.nature == "index"


def one_dimension(a: str | None, b: str | None) -> bool:
    """Whether figures in two units can be compared; units that the catalogue does not hold must be the same.

    >>> one_dimension("亿元", "万元"), one_dimension("元/年", "元/月"), one_dimension("家", "个")
    (True, False, True)
    """
    return _agree(a, b, lambda unit: unit.kind == "counter")


def same_unit(a: str | None, b: str | None) -> bool:
    """Whether two units count or measure the same: 家 and 个 are words for things, 户 is another.

    >>> same_unit("家", "个"), same_unit("个", "户"), same_unit("万元", "亿元")
    (True, False, True)
    """
    return _agree(a, b, lambda unit: unit.dimension == "count")


def _agree(a: str | None, b: str | None, counts: Callable[[Unit], bool]) -> bool:
    """Whether two units have one base, or both only count; units that the catalogue does not hold must be the same."""
    ours, theirs = (unit_named(unit) if unit else None for unit in (a, b))
    if ours is None or theirs is None:
        return a == b
    return ours.base_unit == theirs.base_unit or (counts(ours) and counts(theirs))


def amount(fact: Fact, unit: str | None = None) -> Fraction:
    """The figure in `unit`, its own where none is given. Wants a fact with a value.

    >>> from taizhang.model import Span
    >>> amount(Fact(Span(0, 3), "1.4", "measure", value=Decimal("1.4"), unit="万人"), "人")
    Fraction(14000, 1)
    """
    own = Fraction(fact.value or 0)
    return own if unit is None or unit == fact.unit else own * factor(fact, unit)


def factor(fact: Fact, unit: str | None) -> Fraction:
    """How many of `unit` one unit of the fact is."""
    return Fraction(1) if unit is None or unit == fact.unit else scale_of(fact.unit) / scale_of(unit)


def spread(fact: Fact, unit: str | None = None) -> Interval:
    """What the figure may have been before it was rounded, in `unit`. 余 and 超过 cut off, they do not round.

    >>> from taizhang.model import Span
    >>> over = Fact(Span(0, 3), "1.4", "measure", value=Decimal("1.4"), unit="万人", comparator=">=")
    >>> [float(end) for end in spread(over)]
    [1.4, 1.5]
    """
    value = fact.value if fact.value is not None else Decimal(0)
    exact, place = Fraction(value), 2 * half_place(value)
    match fact.comparator:
        case ">=":
            interval = Interval(exact, exact + place)
        case "<=":
            interval = Interval(exact - place, exact)
        case _:
            interval = printed(value)
    return interval if unit is None or unit == fact.unit else interval.times(exactly(factor(fact, unit)))
