"""Values of targets in their units of measure: which units convert, what a value comes to, how it was written."""

from decimal import Decimal
from fractions import Fraction

from taizhang.catalogue.units import unit_named

PER_CENT, POINTS = "%", "百分点"
MOST_PLACES = 8


def converts(unit: str, into: str) -> bool:
    """Whether values in the one unit can be told in the other without loss.

    >>> converts("万元", "亿元"), converts("万亩", "公顷"), converts("美元", "元"), converts("某单位", "某单位")
    (True, True, False, True)
    """
    ours, theirs = unit_named(unit), unit_named(into)
    if unit == into or ours is None or theirs is None:
        return unit == into
    return (ours.dimension, ours.base_unit) == (theirs.dimension, theirs.base_unit)


def in_unit(value: Decimal, unit: str, into: str) -> Fraction:
    """The value in another unit, exactly; only of units that convert.

    >>> in_unit(Decimal("1.2"), "万亿元", "亿元"), in_unit(Decimal(3), "亩", "公顷")
    (Fraction(12000, 1), Fraction(1, 5))
    """
    ours, theirs = unit_named(unit), unit_named(into)
    if unit == into or ours is None or theirs is None:
        return Fraction(value)
    return Fraction(value) * ours.factor / theirs.factor


def places_of(*values: Decimal | None) -> int:
    """The most digits after the point with which any of the values is written.

    >>> places_of(Decimal("5.50"), None), places_of(Decimal("1E+3")), places_of(None)
    (2, 0, 0)
    """
    exponents = [value.as_tuple().exponent for value in values if value is not None]
    return max([0, *(-exponent for exponent in exponents if isinstance(exponent, int))])


def written(value: Decimal, places: int) -> Decimal:
    """A value with the places that it was written with, which the database does not keep.

    >>> str(written(Decimal("5.50000000"), 1)), str(written(Decimal("5.25000000"), 1))
    ('5.5', '5.25')
    """
    return value.quantize(Decimal(1).scaleb(-max(places, places_of(value.normalize()))))
