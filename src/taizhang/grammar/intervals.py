"""Numbers as intervals: what a printed number may have been before it was rounded, and what a target allows.

A number printed with d decimals means ± half a unit of its last place (5.5 is [5.45, 5.55]); a comparator opens one
side of it (5.5以上 is [5.45, ∞)) or widens it (5.5左右). Ends are exact fractions, and the upper end counts as within:
a check must never raise what rounding can explain.
"""

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from taizhang.catalogue.units import unit_named
from taizhang.model import Comparator, Fact

Number = int | Decimal | Fraction


class Interval(NamedTuple):
    """All numbers from `low` to `high`, both within; None is without end on that side."""

    low: Fraction | None
    high: Fraction | None

    def __contains__(self, value: object) -> bool:
        return isinstance(value, (int, Decimal, Fraction)) and self.meets(exactly(value))

    def meets(self, other: "Interval") -> bool:
        """Whether the two have a number in common.

        >>> printed(Decimal("5.5")).meets(printed(Decimal("5.46"))), printed(Decimal("5.5")).meets(exactly(6))
        (True, False)
        """
        below = self.high is not None and other.low is not None and self.high < other.low
        above = self.low is not None and other.high is not None and self.low > other.high
        return not (below or above)

    def below(self, other: "Interval") -> bool:
        """Whether every number of this is less than every number of the other."""
        return self.high is not None and other.low is not None and self.high < other.low

    def plus(self, other: "Interval") -> "Interval":
        """All sums of a number of this and one of the other."""
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(low, high)

    def minus(self, other: "Interval") -> "Interval":
        """All differences."""
        return self.plus(other.times(exactly(-1)))

    def times(self, other: "Interval") -> "Interval":
        """All products; an end that is open stays open unless it is multiplied by nought.

        >>> exactly(3).times(Interval(Fraction(-1), Fraction(2)))
        Interval(low=Fraction(-3, 1), high=Fraction(6, 1))
        >>> Interval(Fraction(2), None).times(Interval(Fraction(-1), Fraction(-1)))
        Interval(low=None, high=Fraction(-2, 1))
        """
        if other.low is not None and other.low == other.high and other.low > 0:
            return Interval(*(None if end is None else end * other.low for end in self))
        ends = [_product(a, b) for a in _ends(self) for b in _ends(other)]
        low, high = min(ends), max(ends)
        return Interval(None if low[0] else low[1], None if high[0] else high[1])

    def over(self, other: "Interval") -> "Interval | None":
        """All quotients; None where the divisor may be nought.

        >>> exactly(1).over(exactly(4))
        Interval(low=Fraction(1, 4), high=Fraction(1, 4))
        >>> exactly(1).over(Interval(Fraction(4), None))
        Interval(low=Fraction(0, 1), high=Fraction(1, 4))
        """
        low, high = other
        if (low is None or low <= 0) and (high is None or high >= 0):
            return None
        nought = Fraction(0)
        return self.times(Interval(1 / high if high else nought, 1 / low if low else nought))

    def wider(self, by: Number) -> "Interval":
        """The interval with as much again of its own width, times `by`, on each side.

        >>> printed(Decimal("5.5")).wider(1) == Interval(Fraction("5.35"), Fraction("5.65"))
        True
        """
        if self.low is None or self.high is None:
            return self
        more = (self.high - self.low) * Fraction(by)
        return Interval(self.low - more, self.high + more)


ANY = Interval(None, None)

# An end as (sign of infinity, number): ordered as numbers are, with the two infinities at the ends.
_End = tuple[int, Fraction]


def _ends(interval: Interval) -> tuple[_End, _End]:
    low = (-1, Fraction(0)) if interval.low is None else (0, interval.low)
    return low, (1, Fraction(0)) if interval.high is None else (0, interval.high)


def _product(a: _End, b: _End) -> _End:
    """The product of two ends; nought times no end is nought, for every number short of it gives nought."""
    sign = _sign(a) * _sign(b)
    return (sign, Fraction(0)) if (a[0] or b[0]) and sign else (0, a[1] * b[1])


def _sign(end: _End) -> int:
    return end[0] or (end[1] > 0) - (end[1] < 0)


def exactly(value: Number) -> Interval:
    """The interval of one number."""
    exact = Fraction(value)
    return Interval(exact, exact)


HUNDRED = exactly(100)


def half_place(value: Decimal) -> Fraction:
    """Half a unit of the last place printed.

    >>> half_place(Decimal("8.0")), half_place(Decimal("429"))
    (Fraction(1, 20), Fraction(1, 2))
    """
    exponent = value.as_tuple().exponent
    return Fraction(1, 2) * Fraction(10) ** (exponent if isinstance(exponent, int) else 0)


def printed(value: Decimal) -> Interval:
    """What a number may have been before it was rounded to the places printed.

    >>> [float(end) for end in printed(Decimal("5.5"))]
    [5.45, 5.55]
    """
    half = half_place(value)
    return Interval(Fraction(value) - half, Fraction(value) + half)


def bounded(value: Decimal, comparator: Comparator | None) -> Interval:
    """What a figure with its comparator may stand for. 左右 and 约 have no width of their own and are read as rounded.

    >>> [end and float(end) for end in bounded(Decimal("5"), ">=")]
    [4.5, None]
    """
    low, high = printed(value)
    match comparator:
        case ">=":
            return Interval(low, None)
        case "<=":
            return Interval(None, high)
        case _:
            return Interval(low, high)


def scale_of(unit: str | None) -> Fraction:
    """How much of its base unit one of `unit` is; 1 for a unit that the catalogue does not hold.

    >>> scale_of("亿元"), scale_of("某单位")
    (Fraction(100000000, 1), Fraction(1, 1))
    """
    known = unit_named(unit) if unit else None
    return known.factor if known else Fraction(1)


def interval_of(fact: Fact) -> Interval:
    """What the figure may stand for, in the base unit of its dimension. What is counted one by one is not rounded."""
    if fact.value is None:
        return ANY
    if counted(fact):
        exact = exactly(fact.value)
        return Interval(exact.low if fact.comparator != "<=" else None, exact.high if fact.comparator != ">=" else None)
    return bounded(fact.value, fact.comparator).times(exactly(scale_of(fact.unit)))


def counted(fact: Fact) -> bool:
    """Whether the figure counts things one by one: 9家, not 5.9万人, and not 2000余户.

    >>> from taizhang.model import Span
    >>> counted(Fact(Span(0, 1), "9", "measure", value=Decimal("9"), unit="家", comparator="="))
    True
    """
    unit = unit_named(fact.unit) if fact.unit else None
    whole = fact.value is not None and fact.value == fact.value.to_integral_value()
    return whole and unit is not None and unit.kind == "counter" and unit.factor == 1 and fact.comparator != "~"
