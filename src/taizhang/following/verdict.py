"""Whether a target was met: a target is what was set, a result is what was printed, rounded.

No result is called missed that rounding could have made so. A whole number is a target as it stands (6% is 6%); one
with decimals was computed or rounded itself, so that a result printed finer is first brought to its places. 左右 has
no width of its own: the one used here is data (data/verdicts.toml), and of prices and unemployment it is a ceiling.
"""

from decimal import Decimal
from fractions import Fraction

from taizhang.catalogue.basis import series_of
from taizhang.catalogue.verdicts import about_width, has_ceiling, plain_series
from taizhang.following.nature import amount, better_of, comparable, factor, spread
from taizhang.grammar.intervals import Interval, half_place
from taizhang.model import Fact, Verdict

PER_CENT = frozenset({"%", "个百分点", "百分点", "‰"})


def verdict(target: Fact, actual: Fact) -> Verdict:
    """Whether `actual` meets `target`: met, about, missed, redefined, unclear (not to be compared or told)."""
    if not comparable(target, actual):
        return "unclear"
    if redefined(target, actual):
        return "redefined"
    value, reached, aim = amount(actual, target.unit), bounds_of(actual, target.unit), amount(target)
    if better_of(target) == "down":
        value, reached, aim = -value, turned(reached), -aim
    return judged(value, reached, aim, rounding_of(target), max(allowance(target), allowance(actual, like=target)))


def judged(value: Fraction, reached: Interval, aim: Fraction, slack: Fraction, allowed: Fraction) -> Verdict:
    """The verdict where more is better: of the value printed, what it may stand for, the target and its tolerances.

    slack    half a unit of the last decimal of the target; 0 for a whole number
    allowed  how much less 左右 lets pass
    """
    if value >= aim - slack:
        return "met"
    if value >= aim - allowed:
        return "about"
    if reached.high is not None and reached.high < aim:
        return "missed"
    return "unclear"


def redefined(target: Fact, actual: Fact) -> bool:
    """Whether the two name different series: like for like, at comparable prices, without something.

    Where only one of them names its basis, constant prices are taken for granted; 同口径 or 扣除留抵退税因素 are not:
    such a result does not answer a target that says nothing of it.
    """
    if target.basis == actual.basis:
        return False
    ours, theirs = (series_of(fact.basis) if fact.basis else None for fact in (target, actual))
    if target.basis and actual.basis:
        return ours != theirs
    return not plain_series(ours or theirs)


def bounds_of(actual: Fact, unit: str | None) -> Interval:
    """What the result may have been, in `unit`.

    余, 超过 and 突破 cut off behind the last digit that is not nought: 突破800 may be anything short of 900. 以内 has
    no lower end.

    >>> from taizhang.model import Span
    >>> over = Fact(Span(0, 3), "800", "measure", value=Decimal(800), unit="家", comparator=">=")
    >>> [int(end) for end in bounds_of(over, "家")]
    [800, 900]
    """
    if actual.comparator == "<=":
        return Interval(None, amount(actual, unit))
    if actual.value is None or actual.comparator != ">=":
        return spread(actual, unit)
    digits, exponent = actual.value.as_tuple()[1:]
    idle = next((at for at, digit in enumerate(reversed(digits)) if digit), 0)
    place = Fraction(10) ** (idle + (exponent if isinstance(exponent, int) else 0)) * factor(actual, unit)
    return Interval(amount(actual, unit), amount(actual, unit) + place)


def turned(interval: Interval) -> Interval:
    """The interval of the opposite numbers."""
    low, high = interval
    return Interval(None if high is None else -high, None if low is None else -low)


def rounding_of(target: Fact) -> Fraction:
    """Half a unit of the last decimal place of a target, 0 where it is a whole number.

    >>> from taizhang.model import Span
    >>> [str(rounding_of(Fact(Span(0, 1), v, "measure", value=Decimal(v)))) for v in ("5.5", "6", "680")]
    ['1/20', '0', '0']
    """
    value = target.value if target.value is not None else Decimal(0)
    exponent = value.as_tuple().exponent
    return half_place(value) if isinstance(exponent, int) and exponent < 0 else Fraction(0)


def allowance(said: Fact, like: Fact | None = None) -> Fraction:
    """How far a result may fall short where target or result (with the target as `like`) is said with 左右, in the
    target's unit; 0 where neither is, and for ceilings.
    """
    target = like or said
    if said.comparator != "~" or has_ceiling(target.indicator):
        return Fraction(0)
    width = about_width()
    return width.points if target.unit in PER_CENT else abs(amount(target)) * width.part
