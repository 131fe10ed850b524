"""Figures as intervals in comparable units, and the words in which a finding shows its sum.

A whole number that ends in several noughts may have been rounded to tens or hundreds, and 近 or 约 has no width of its
own. Both are read widely: a check is silent where the printed figures can be true together.
"""

from decimal import Decimal
from fractions import Fraction

from taizhang.catalogue.units import unit_named
from taizhang.errors import Words
from taizhang.grammar.intervals import ANY, HUNDRED, Interval, bounded, counted, exactly, interval_of, scale_of
from taizhang.model import Fact

ABOUT = Fraction(1, 10)  # of the figure: the most that a reader takes 近 or 约 for


def figure(fact: Fact) -> Interval:
    """What a figure may stand for, in the base unit of its dimension."""
    low, high = within(fact)
    scale = scale_of(fact.unit)
    return Interval(None if low is None else low * scale, None if high is None else high * scale)


def within(fact: Fact) -> Interval:
    """What a figure may stand for, in its own unit."""
    if fact.value is None:
        return ANY
    if counted(fact) and fact.value % 10:  # 701家 is so many and no more; 700家 may be rounded
        return interval_of(fact)
    low, high = bounded(coarsest(fact.value), fact.comparator)
    if fact.comparator == "~":
        about = abs(Fraction(fact.value)) * ABOUT
        low, high = Fraction(fact.value) - about, Fraction(fact.value) + about
    return Interval(low, high)


def coarsest(value: Decimal) -> Decimal:
    """A whole number that ends in several noughts with all but one of them as places that were rounded away.

    >>> coarsest(Decimal("1000")), coarsest(Decimal("900")), coarsest(Decimal("430")), coarsest(Decimal("12.00"))
    (Decimal('1.0E+3'), Decimal('9.0E+2'), Decimal('430'), Decimal('12.00'))
    """
    if value != value.to_integral_value() or "." in str(value) or value == 0:
        return value
    digits = format(value, "f")
    rounded = len(digits) - len(digits.rstrip("0")) - 1
    return value.quantize(Decimal(1).scaleb(rounded)) if rounded > 0 else value


def counter_or_base(fact: Fact) -> str:
    """What the units of figures must share to be added, subtracted or divided: the base unit.

    Counters of things are one (家, 个); people, visits and what else has a dimension of its own are not.
    """
    known = unit_named(fact.unit) if fact.unit else None
    if known is None:
        return fact.unit or ""
    return known.dimension if known.kind == "counter" else known.base_unit


def growth_between(value: Interval, base: Interval) -> Interval | None:
    """The growth in per cent from `base` to `value`; None where the base may be nought.

    >>> growth_between(exactly(53), exactly(50))
    Interval(low=Fraction(6, 1), high=Fraction(6, 1))
    """
    ratio = value.over(base)
    return ratio.minus(exactly(1)).times(HUNDRED) if ratio else None


def growth_by(value: Interval, change: Interval) -> Interval | None:
    """The growth in per cent of a value that changed by `change`; None where nothing may have been left before it.

    >>> growth_by(exactly(53), exactly(3))
    Interval(low=Fraction(6, 1), high=Fraction(6, 1))
    """
    part = change.over(value)  # c/v rises with g/(100+g), so the ends of g are those of c/v
    if part is None or (part.high is not None and part.high >= 1):
        return None
    low, high = (None if end is None else 100 * end / (1 - end) for end in part)
    return Interval(low, high)


def power(factor: Interval, times: int) -> Interval:
    """A factor, not below nought, multiplied by itself.

    >>> power(exactly(2), 3)
    Interval(low=Fraction(8, 1), high=Fraction(8, 1))
    """
    low, high = factor
    return Interval(None if low is None else max(low, Fraction(0)) ** times, None if high is None else high**times)


SIGNS = {">=": "≥", "<=": "≤", "~": "≈"}


def said(fact: Fact) -> str:
    """A figure with its unit and comparator as a formula shows it: 37.95亿元, ≥5.5%, 1.2 where it has no unit."""
    digits = "" if fact.value is None else format(fact.value, "f")
    return SIGNS.get(fact.comparator or "", "") + digits + ("" if fact.unit in (None, "1") else str(fact.unit))


def moved(fact: Fact) -> Words:
    """What a sentence says of a figure: 增长5.5%, 减少12亿元, 提高2.1个百分点, 为37.95亿元."""
    amount = said(fact).replace("-", "")
    falls = fact.value is not None and fact.value < 0
    match fact.role:
        case "growth":
            return Words(f"{'下降' if falls else '增长'}{amount}", f"{'a fall' if falls else 'growth'} of {amount}")
        case "change":
            return Words(f"{'减少' if falls else '增加'}{amount}", f"{'a fall' if falls else 'a rise'} of {amount}")
        case "times":
            return Words(f"增长{amount}", f"growth of {amount}")
        case "level" if (fact.subject or "").startswith("净增"):
            return Words(f"净增{amount}", f"a net rise of {amount}")
    return Words(f"为{amount}", amount)


SMALL, FINE = Fraction(1, 20), 5  # what is below this is shown with more places


def number(value: Fraction, places: int = 2) -> str:
    """A number rounded half up to at most so many places, without noughts at its end; a small one with more.

    >>> number(Fraction(53, 45) - 1, 3), number(Fraction(1200)), number(Fraction(-1, 3), 1), number(Fraction(1, 300))
    ('0.178', '1200', '-0.3', '0.00333')
    """
    places = FINE if places and abs(value) < SMALL else places
    scaled = abs(value) * 10**places
    whole = int(scaled + Fraction(1, 2))
    digits = str(whole).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}".rstrip("0").rstrip(".") if places else digits
    return f"-{text}" if value < 0 and whole else text


def spread(interval: Interval, unit: str, places: int = 2) -> Words:
    """An interval in words: 5.32%—5.54%, or 不低于 and 不高于 where one side is open."""
    low, high = interval
    if low is None and high is None:
        return Words("不限", "any value")
    if low is None or high is None:
        end = number(high if low is None else low, places) + unit  # type: ignore[arg-type]
        return Words(f"不高于{end}", f"at most {end}") if low is None else Words(f"不低于{end}", f"at least {end}")
    ends = number(low, places), number(high, places)
    if ends[0] == ends[1]:
        return Words(f"{ends[0]}{unit}", f"{ends[0]}{unit}")
    return Words(f"{ends[0]}{unit}—{ends[1]}{unit}", f"{ends[0]}{unit} to {ends[1]}{unit}")


def allowance(interval: Interval, unit: str, places: int = 2) -> Words:
    """The tolerance of a finding in words."""
    words = spread(interval, unit, places)
    return Words(f"四舍五入容差内为{words.zh}", f"{words.en} within rounding")


def excess(printed: Interval, computed: Interval) -> Fraction | None:
    """How far two intervals lie apart, in widths of both together; None where they meet, or one has no width.

    >>> excess(exactly(5), exactly(5)) is None
    True
    >>> excess(Interval(Fraction(5), Fraction(6)), Interval(Fraction(8), Fraction(9)))
    Fraction(1, 1)
    """
    if printed.meets(computed):
        return None
    gap = max(
        (computed.low - printed.high) if computed.low is not None and printed.high is not None else Fraction(0),
        (printed.low - computed.high) if printed.low is not None and computed.high is not None else Fraction(0),
    )
    width = sum((i.high - i.low for i in (printed, computed) if i.low is not None and i.high is not None), Fraction(0))
    return gap / width if width else gap
