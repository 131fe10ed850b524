"""Whether shares add up to the whole that was dealt out: pure arithmetic, exact, with its formula.

Shares are decisions, so they count as they are written; the whole was rounded where it was printed, so it stands for
half a unit of its last place on each side. A share of a range counts with both its ends; any other with its value on
both sides, an open side (不低于, 不超过) being where it is written. What the whole demands:

    >=        the shares come to at least so much, and none of them is bounded from above only
    <=        the shares come to at most so much, and none of them is bounded from below only
    = and ~   the shares come to so much, and do not open to both sides at once
    range     the shares stay between its ends, and do not open to both sides at once
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from taizhang.errors import Words
from taizhang.server.lib.refusals import Invalid
from taizhang.server.lib.rows import Json, digits

Method = Literal["sum", "mean"]
SIGNS = {"=": "", ">=": "≥", "<=": "≤", "~": "≈", "range": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A share as it is added: `weight` counts where a mean is taken; what is not `counted` is inside another share."""

    name: str
    comparator: str
    value: Decimal
    value_to: Decimal | None = None
    weight: Decimal | None = None
    counted: bool = True

    @property
    def top(self) -> Decimal:
        """Its upper end: that of a range, else its value."""
        return self.value if self.value_to is None else self.value_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """What was dealt out, with the places that it was printed with."""

    comparator: str
    value: Decimal
    value_to: Decimal | None = None
    places: int = 0

    @property
    def rounding(self) -> Fraction:
        """Half a unit of the last place."""
        return Fraction(1, 2) / Fraction(10) ** self.places

    @property
    def floor(self) -> Fraction | None:
        """What the shares must at least come to; None where the whole has no lower end."""
        return None if self.comparator == "<=" else Fraction(self.value) - self.rounding

    @property
    def ceiling(self) -> Fraction | None:
        """What the shares may at most come to; None where the whole has no upper end."""
        top = self.value if self.value_to is None else self.value_to
        return None if self.comparator == ">=" else Fraction(top) + self.rounding


@dataclass(frozen=True, slots=True)
class Sum:
    """What shares come to, whether that fits the whole, why not, and how it was computed."""

    method: Method
    low: Fraction
    high: Fraction
    fits: bool
    why: Words | None
    formula: str
    left_out: tuple[str, ...]

    def json(self) -> Json:
        """As it is kept with a breakdown and shown."""
        return {
            "method": self.method,
            "low": shown(self.low),
            "high": shown(self.high),
            "fits": self.fits,
            "why": None if self.why is None else {"zh": self.why.zh, "en": self.why.en},
            "formula": self.formula,
            "left_out": list(self.left_out),
        }


def method_for(measure: str, *, adds_up: bool) -> Method:
    """Levels and changes of what adds up are added; growths, rates and levels of what does not are weighed."""
    return "sum" if adds_up and measure in {"level", "change"} else "mean"


def added(whole: Whole, parts: Sequence[Part], method: Method) -> Sum:
    """What the parts come to, held against the whole. Invalid where nothing is counted or weights are missing.

    >>> def of(*values):
    ...     return [Part(name=str(n), comparator="=", value=Decimal(v)) for n, v in enumerate(values)]
    >>> added(Whole(comparator="=", value=Decimal("10")), of("4", "6"), "sum").formula
    '4 + 6 = 10'
    >>> added(Whole(comparator="=", value=Decimal("10")), of("4", "5"), "sum").fits
    False
    """
    counted = [part for part in parts if part.counted]
    if not counted:
        raise Invalid({"shares": Words("没有参与合计的分解值", "there is no share that counts")})
    weights = [Fraction(1)] * len(counted) if method == "sum" else weights_of(counted)
    low, high = (_total(values, weights, method) for values in ([p.value for p in counted], [p.top for p in counted]))
    why = _opens_wrongly(whole, counted) or _misses(whole, low, high)
    return Sum(
        method,
        low,
        high,
        why is None,
        why,
        _formula(whole, counted, method, low, high),
        tuple(part.name for part in parts if not part.counted),
    )


def weights_of(parts: Sequence[Part]) -> list[Fraction]:
    """The weights of the parts; Invalid names those that have none."""
    missing = [part.name for part in parts if part.weight is None or part.weight < 0]
    if missing:
        named = "、".join(missing)
        zh = f"比率和增速按权重加权，{named} 没有权重（如上年基数）"
        raise Invalid({"weight": Words(zh, f"rates and growths are weighed; no weight for {named}")})
    weights = [Fraction(part.weight or 0) for part in parts]
    if not sum(weights):
        raise Invalid({"weight": Words("权重合计为零", "the weights come to nought")})
    return weights


def _total(values: Sequence[Decimal], weights: Sequence[Fraction], method: Method) -> Fraction:
    total = sum((Fraction(value) * weight for value, weight in zip(values, weights, strict=True)), Fraction(0))
    return total if method == "sum" else total / sum(weights)


def _opens_wrongly(whole: Whole, parts: Sequence[Part]) -> Words | None:
    """What is said of shares that open to a side to which the whole is closed."""
    floors, ceilings = ([p.name for p in parts if p.comparator == sign] for sign in (">=", "<="))
    if whole.comparator == ">=" and ceilings:
        named = "、".join(ceilings)
        return Words(f"{named} 只有上限，合计没有下限", f"{named}: bounded from above only, so the sum has no floor")
    if whole.comparator == "<=" and floors:
        named = "、".join(floors)
        return Words(f"{named} 只有下限，合计没有上限", f"{named}: bounded from below only, so the sum has no ceiling")
    if whole.comparator in {"=", "~", "range"} and floors and ceilings:
        return Words("分解值有的只有下限、有的只有上限，合计不确定", "some shares open upwards and some downwards")
    return None


def _misses(whole: Whole, low: Fraction, high: Fraction) -> Words | None:
    """What is said of a sum beyond the ends of the whole."""
    if whole.floor is not None and low < whole.floor:
        short = shown(Fraction(whole.value) - low)
        return Words(f"合计 {shown(low)} 比目标少 {short}", f"the shares come to {shown(low)}, {short} short")
    if whole.ceiling is not None and high > whole.ceiling:
        top = Fraction(whole.value if whole.value_to is None else whole.value_to)
        over = shown(high - top)
        return Words(f"合计 {shown(high)} 比目标多 {over}", f"the shares come to {shown(high)}, {over} too many")
    return None


def _formula(whole: Whole, parts: Sequence[Part], method: Method, low: Fraction, high: Fraction) -> str:
    """The computation as it is shown: 4 + 6 = 10, (5×200 + 6×100) ÷ 300 = 5.3333 …, held against ≥5.3 ± 0.05."""
    total = shown(low) if low == high else f"{shown(low)}～{shown(high)}"
    if method == "sum":
        said = f"{' + '.join(map(_said, parts))} = {total}"
    else:
        terms = " + ".join(f"{_said(part)}×{digits(part.weight or Decimal(0))}" for part in parts)
        said = f"({terms}) ÷ {shown(sum(weights_of(parts), Fraction(0)))} = {total}"
    exact = whole.comparator == "=" and low == high == Fraction(whole.value)
    return said if exact else f"{said}；目标 {_said_whole(whole)} ± {shown(whole.rounding)}"


def _said(part: Part) -> str:
    ends = digits(part.value) if part.value_to is None else f"{digits(part.value)}～{digits(part.value_to)}"
    return f"{SIGNS[part.comparator]}{ends}" if part.value >= 0 else f"({SIGNS[part.comparator]}{ends})"


def _said_whole(whole: Whole) -> str:
    ends = digits(whole.value) if whole.value_to is None else f"{digits(whole.value)}～{digits(whole.value_to)}"
    return f"{SIGNS[whole.comparator]}{ends}"


def shown(value: Fraction) -> str:
    """A number exactly where it is finite in eight places, else to four places with a sign that it goes on.

    >>> shown(Fraction(1, 4)), shown(Fraction(16, 3))
    ('0.25', '5.3333…')
    """
    exact = value * 10**8
    if exact.denominator == 1:
        return digits(Decimal(exact.numerator).scaleb(-8))
    return f"{Decimal(round(value * 10**4)).scaleb(-4):f}…"
