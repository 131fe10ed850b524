"""Units of measure: which words after a number are one, and what they come to in the unit a planner compares in."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from functools import cache, lru_cache
from typing import Literal, get_args

from taizhang.catalogue.table import Row, read_table
from taizhang.catalogue.trie import trie_pattern

UnitKind = Literal["measure", "counter", "rate", "multiple", "rank"]

MULTIPLIERS = {
    "十": 10**1,
    "百": 10**2,
    "千": 10**3,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "十亿": 10**9,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
    "万万": 10**8,
    "亿万": 10**12,
}

_MULTIPLIER = trie_pattern(MULTIPLIERS)
_SURPLUS_WORDS = frozenset("余多来几")
_SURPLUS = "[余多来几]"
_SURPLUS_INSIDE = re.compile(f"(?<=[十百千万亿]){_SURPLUS}")
# 台(件), 项（次）: a second counter in brackets belongs to the unit.
_BRACKETED = "(?:[(（](?:人次|套|件|次|处|项|个|家|组|部|台|户|座|辆|名|只|栋|间|宗)[)）])"
# 人/10万人: only a round number, and only where a unit follows it.
_ROUND = r"(?:10{1,5}(?=[^\d.,%％]))"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure. One `symbol` is `factor` times the `base_unit`, in which its dimension is compared.

    `loose` units (年, 位, 大, 点) often begin another word after a number, so a reader needs more than the match.
    """

    symbol: str
    en: str
    dimension: str
    base_unit: str
    factor: Fraction
    kind: UnitKind
    loose: bool
    aliases: tuple[str, ...]
    source: str


@cache
def units() -> tuple[Unit, ...]:
    """All units of the catalogue, in the order of the file."""
    return tuple(map(_unit, read_table("units.tsv")))


@cache
def unit_names() -> dict[str, Unit]:
    """Every symbol and alias with its unit."""
    return {name: unit for unit in units() for name in (unit.symbol, *unit.aliases)}


@lru_cache(maxsize=4096)
def unit_named(text: str) -> Unit | None:
    """The unit that the words name: listed, listed with a multiplier before it, or built by parts (A/B).

    >>> unit_named("万公顷").factor
    Fraction(100000000, 1)
    >>> unit_named("千瓦时").base_unit, unit_named("件/万户").base_unit, unit_named("企业")
    ('千瓦时', '件/户', None)
    """
    return _single(text) or _compound(text)


def base(value: Decimal, unit: str) -> tuple[Decimal, str] | None:
    """The value in the base unit of its dimension, exactly where it is finite; None for an unknown unit.

    >>> base(Decimal("1.5"), "亿元")
    (Decimal('150000000.0'), '元')
    >>> base(Decimal(3), "亩")
    (Decimal('2000'), '平方米')
    """
    known = unit_named(unit)
    if known is None:
        return None
    return _scaled(value, known.factor), known.base_unit


def without_surplus(unit: str) -> str:
    """The unit without the word for a surplus inside it, as it is recorded.

    >>> without_surplus("万余人次")
    '万人次'
    """
    return unit if _SURPLUS_WORDS.isdisjoint(unit) else _SURPLUS_INSIDE.sub("", unit)


def longest_unit(text: str, pos: int = 0) -> int:
    """The length of the longest unit that begins at `text[pos]`, with multiplier, surplus word (万余人次) and
    per-parts (元/平方米); that of the multiplier alone where no unit follows; 0 where neither stands there.

    >>> longest_unit("5.3万余人次参加", 3), longest_unit("8千瓦时", 1), longest_unit("5万", 1), longest_unit("3企业", 1)
    (4, 3, 1, 0)
    """
    found = unit_matcher()(text, pos)
    return found.end() - pos if found else 0


@cache
def unit_matcher() -> Callable[[str, int], re.Match[str] | None]:
    """The bound match of the compiled expression behind `longest_unit`, for loops that count microseconds."""
    return re.compile(unit_pattern()).match


@cache
def unit_pattern() -> str:
    """The expression for one unit, without capturing groups, to be built into larger ones."""
    unit = trie_pattern(name for name in unit_names() if not name[0].isdigit())
    lower = trie_pattern(name for name, found in unit_names().items() if _divides(name, found))
    per = f"[/／]每?{_ROUND}?(?:{lower}|{_MULTIPLIER}{lower})(?:[·.•](?:人|月|年|天|日|次|时|小时))?"
    return f"(?:(?:{unit}|{_MULTIPLIER}{_SURPLUS}?{unit}){_BRACKETED}?(?:{per}){{0,2}}|{_MULTIPLIER})"


_DIVIDING = {"mass", "area", "volume", "length", "time", "people", "currency", "energy", "power", "energy_coal"}
_DIVIDING_COUNTERS = frozenset("件套台辆座次场头只株床箱张户")


def _divides(name: str, unit: Unit) -> bool:
    """Whether a unit is found after a stroke; most counters are not, for 3家/5家 are two numbers."""
    return "/" not in name and not name[0].isdigit() and (unit.dimension in _DIVIDING or name in _DIVIDING_COUNTERS)


def _unit(row: Row) -> Unit:
    return Unit(
        symbol=row["unit"],
        en=row["en"],
        dimension=row["dimension"],
        base_unit=row["base_unit"],
        factor=_factor(row),
        kind=_kind(row),
        loose=row.flag("loose"),
        aliases=row.words("aliases"),
        source=row["source"],
    )


def _factor(row: Row) -> Fraction:
    try:
        factor = Fraction(row["factor"])
    except (ValueError, ZeroDivisionError):
        raise row.wrong(f"factor is {row['factor']!r}, not a number or a fraction") from None
    if factor <= 0:
        raise row.wrong(f"factor is {row['factor']!r}, not positive")
    return factor


def _kind(row: Row) -> UnitKind:
    kinds: tuple[UnitKind, ...] = get_args(UnitKind)
    return next(kind for kind in kinds if kind == row.one_of("kind", kinds))


def _single(text: str) -> Unit | None:
    """A listed unit, or one after a multiplier."""
    names = unit_names()
    if text in names:
        return names[text]
    plain = without_surplus(text)
    for length in (2, 1):
        times = MULTIPLIERS.get(plain[:length])
        if times and (plain[length:] in names or len(plain) == length):
            return _multiplied(plain, times, names.get(plain[length:] or "1"))
    return None


def _multiplied(text: str, times: int, unit: Unit | None) -> Unit | None:
    if unit is None:
        return None
    en = f"{times:,} {unit.en}"
    return Unit(text, en, unit.dimension, unit.base_unit, unit.factor * times, unit.kind, unit.loose, (), unit.source)


_ROUND_PART = re.compile(r"每?(10*)?(.*)", re.DOTALL)


def _compound(text: str) -> Unit | None:
    """A unit built by parts: A/B, A/B/C and A·B after the stroke, or a counter with another in brackets."""
    outside = re.sub(_BRACKETED, "", text)
    if outside != text:
        return unit_named(outside)
    head, *rest = re.split("[/／]", text)
    unit = _single(head)
    if unit is None or not rest:
        return None
    for part in rest:
        divisor = _divisor(part)
        if divisor is None:
            return None
        unit = _divided(text, unit, divisor)
    return unit


def _divisor(text: str) -> Unit | None:
    found = _ROUND_PART.fullmatch(text)
    if found is None:
        return None
    factor, bases, dimension = Fraction(found[1] or 1), [], []
    for part in re.split("[·.•]", found[2]):
        unit = _single(part)
        if unit is None:
            return None
        factor *= unit.factor
        bases.append(unit.base_unit)
        dimension.append(unit.dimension)
    return Unit(text, text, "·".join(dimension), "·".join(bases), factor, "measure", False, (), "")


def _divided(symbol: str, upper: Unit, lower: Unit) -> Unit:
    return Unit(
        symbol=symbol,
        en=f"{upper.en} per {lower.en}",
        dimension=f"{upper.dimension}/{lower.dimension}",
        base_unit=f"{upper.base_unit}/{lower.base_unit}",
        factor=upper.factor / lower.factor,
        kind="measure",
        loose=False,
        aliases=(),
        source=upper.source,
    )


def _scaled(value: Decimal, factor: Fraction) -> Decimal:
    """The product, with room for every digit of the value and 28 where the quotient does not end."""
    if factor.denominator == 1 and factor.numerator <= 10**12 and len(value.as_tuple().digits) <= 15:
        return value * factor.numerator
    digits = max(28, len(value.as_tuple().digits) + len(str(factor.numerator)))
    context = Context(prec=digits)
    product = context.multiply(value, Decimal(factor.numerator))
    return product if factor.denominator == 1 else context.divide(product, Decimal(factor.denominator))
