"""Exact numbers in and out: fractions inside, rounding half up only where a rule says so, digits when told."""

from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction

WIDE = Context(prec=60)


def rounded(value: Fraction, places: int) -> Fraction:
    """A value rounded half up (away from nought) to so many places.

    >>> rounded(Fraction(5, 1000), 2), rounded(Fraction(-1, 3), 1)
    (Fraction(1, 100), Fraction(-3, 10))
    """
    scale: int = 10**places
    scaled = abs(value) * scale
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole if value >= 0 else -whole, scale)


def written(value: Fraction, places: int) -> str:
    """A value rounded half up and written with just so many places.

    >>> written(Fraction(1, 3), 2), written(Fraction(20), 2), written(Fraction(-1, 1000), 2)
    ('0.33', '20.00', '0.00')
    """
    with localcontext(WIDE):
        exact = rounded(value, places)
        text = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(
            Decimal(1).scaleb(-places), ROUND_HALF_UP
        )
        return format(text or abs(text), "f")


def short(value: Fraction, places: int = 4) -> str:
    """A value in as few digits as it has, at most so many places; ≈ where it was rounded.

    >>> short(Fraction(41, 40)), short(Fraction(2, 3)), short(Fraction(100))
    ('1.025', '≈0.6667', '100')
    """
    text = written(value, places)
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text if rounded(value, places) == value else f"≈{text}"


def percent(share: Fraction, places: int = 2) -> str:
    """A share in per cent.

    >>> percent(Fraction(3, 4)), percent(Fraction(1, 3))
    ('75', '33.33')
    """
    return short(share * 100, places).removeprefix("≈")
