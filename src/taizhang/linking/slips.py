"""Whether two figures agree, or else look like one figure written wrong: a digit, a decimal point, a unit, a sign.

Two statements in the same words mostly differ because they speak of two things (the city and its own level of
government, one year and five). What tells a slip of the pen from a second thing is how the figures differ.
"""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from taizhang.grammar.intervals import Interval, interval_of
from taizhang.model import Fact

CLOSE = Decimal("0.1")  # of the larger figure
POINTS = Decimal(3)  # per cent and growth: so far apart at most
ABOUT = Fraction(1, 20)  # of a figure with 左右 or 近: so far off it may be
DIGITS = 3  # figures of fewer digits have one in common by chance


def agree(a: Fact, b: Fact) -> bool:
    """Whether both can be true as printed.

    One number rounded to one place is printed in one way: 5.5% and 5.6% differ, 5.5% and 5.48% need not. Of results
    以上, 左右 and 近 leave room; a target is its very number.
    """
    if a.comparator == b.comparator == "=" or "target" in (a.status, b.status):
        return _same_print(a, b) or (not _same_places(a, b) and _number(a).meets(_number(b)))
    return _roomy(a).meets(_roomy(b))


def _same_print(a: Fact, b: Fact) -> bool:
    return a.value == b.value and a.unit == b.unit


def _same_places(a: Fact, b: Fact) -> bool:
    """Whether both are printed to the same place of the same unit."""
    if a.value is None or b.value is None:
        return False
    return a.unit == b.unit and a.value.as_tuple().exponent == b.value.as_tuple().exponent


def _number(fact: Fact) -> Interval:
    return interval_of(replace(fact, comparator="="))


def _roomy(fact: Fact) -> Interval:
    low, high = interval_of(fact)
    room = abs(Fraction(fact.base_value or fact.value or 0)) * ABOUT if fact.comparator == "~" else Fraction(0)
    return Interval(None if low is None else low - room, None if high is None else high + room)


def is_slip(a: Fact, b: Fact) -> bool:
    """Whether one of the figures may be the other written wrong.

    >>> from taizhang.model import Span
    >>> def fact(value: str) -> Fact:
    ...     return Fact(Span(0, 1), value, "measure", value=Decimal(value), unit="亿元", role="level")
    >>> is_slip(fact("524.3"), fact("542.3")), is_slip(fact("252.44"), fact("87.68"))
    (True, False)
    """
    if a.value is None or b.value is None:
        return False
    if a.unit == b.unit == "%":
        return abs(a.value - b.value) <= POINTS or a.value == -b.value or _same_digits(a.value, b.value)
    one, other = a.base_value or a.value, b.base_value or b.value
    if abs(one - other) <= CLOSE * max(abs(one), abs(other)):
        return True
    return is_slip_of_the_pen(a, b)


def is_slip_of_the_pen(a: Fact, b: Fact) -> bool:
    """Whether a digit, the decimal point or the unit alone tells the figures apart."""
    if a.value is None or b.value is None:
        return False
    return _same_digits(a.value, b.value) or one_digit_apart(figures(a.value), figures(b.value))


def figures(value: Decimal) -> str:
    """The digits of a figure, without point, sign and the noughts at its ends.

    >>> figures(Decimal("0.6240")), figures(Decimal("-5300"))
    ('624', '53')
    """
    return "".join(map(str, value.as_tuple().digits)).strip("0")


def _same_digits(one: Decimal, other: Decimal) -> bool:
    return len(figures(one)) >= DIGITS - 1 and figures(one) == figures(other)


def one_digit_apart(one: str, other: str) -> bool:
    """Whether two rows of digits differ in one digit, or in two neighbours that changed places.

    >>> one_digit_apart("5243", "5143"), one_digit_apart("5243", "5423"), one_digit_apart("5243", "3425")
    (True, True, False)
    """
    if len(one) != len(other) or len(one) < DIGITS:
        return False
    apart = [i for i, (mine, yours) in enumerate(zip(one, other, strict=True)) if mine != yours]
    if len(apart) == 1:
        return True
    return (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and one[apart[0]] == other[apart[1]]
        and one[apart[1]] == other[apart[0]]
    )
