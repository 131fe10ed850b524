"""What is to be entered: one figure, as it is given, and the columns that it comes to."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from taizhang.errors import Words
from taizhang.server.accounts.models import Unit
from taizhang.server.documents.models import Fact
from taizhang.server.ledger.models import Indicator
from taizhang.server.ledger.observations.deriving import MEASURES
from taizhang.server.lib import clock
from taizhang.server.lib.fields import DIGITS, PLACES
from taizhang.server.lib.periods import Period, period_of
from taizhang.server.lib.refusals import Invalid
from taizhang.server.lib.rows import Json

ERRORS = {
    "blank": Words("没有填写任何数值", "no figure is given"),
    "digits": Words(f"最多 {DIGITS} 位有效数字、{PLACES} 位小数", f"at most {DIGITS} digits, {PLACES} after the point"),
    "number": Words("不是数值", "is no number"),
    "twice": Words(
        "1—N月累计期次的数值就是累计数，不能再填另一个累计数",
        "the value of months 1 to N is the cumulative; another cumulative cannot be given",
    ),
    "future": Words("发布日期不能晚于今天", "it cannot have been released after today"),
    "closed": Words("单位已撤销，不再填报", "the unit is closed and reports no more"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of an indicator for a unit and a period; what is None is not said, and leaves what is there.

    `period` is any code of lib/periods.py; of months 1 to N (2025-01/2025-05) `value` and `growth` are the cumulative
    ones. `places` is how many digits after the point were written, told from the digits where it is None. `authority`
    released it on `released_on`. `entered_by` is who typed it, where that is not who acts, `also_by` who else typed a
    part of it. `reason` says why a value beyond the bounds of its indicator, or a correction, is right.
    """

    unit: Unit
    indicator: Indicator
    period: str
    value: Decimal | None = None
    cumulative: Decimal | None = None
    growth: Decimal | None = None
    cumulative_growth: Decimal | None = None
    vintage: str = "flash"
    places: int | None = None
    authority: Unit | None = None
    released_on: date | None = None
    reason: str = ""
    comment: str = ""
    fact: Fact | None = None
    origin: Json = field(default_factory=dict)
    entered_by: int | None = None
    also_by: tuple[int, ...] = ()


class Key(NamedTuple):
    """What there is one current row of."""

    unit: int
    indicator: int
    period: str
    vintage: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure in the columns of a row: its period, the numbers that are said, and their places."""

    figure: Figure
    period: Period
    numbers: dict[str, Decimal]
    places: int

    @property
    def key(self) -> Key:
        """Of what it is the row."""
        return Key(self.figure.unit.pk, self.figure.indicator.pk, self.period.code, self.figure.vintage)


def placed(figure: Figure) -> Placed:
    """The figure in the columns where it belongs; Invalid where it cannot stand."""
    period = period_of(figure.period)
    numbers = {name: number for name in MEASURES if (number := getattr(figure, name)) is not None}
    if period.type == "cumulative":
        period, numbers = period_of(period.code.partition("/")[2]), _cumulative(numbers)
    errors = {name: words for name, number in numbers.items() if (words := _unfit(number))}
    if not numbers:
        errors["value"] = ERRORS["blank"]
    if figure.released_on and figure.released_on > clock.today():
        errors["released_on"] = ERRORS["future"]
    if figure.unit.closed_on is not None and period.start > figure.unit.closed_on:
        errors["unit"] = ERRORS["closed"]
    if not errors:
        errors = _out_of_bounds(figure, numbers)
    if errors:
        raise Invalid(errors)
    return Placed(figure, period, numbers, figure.places if figure.places is not None else _places(numbers))


def _cumulative(numbers: dict[str, Decimal]) -> dict[str, Decimal]:
    """The numbers of months 1 to N as the cumulative ones of month N."""
    twice = {"value", "cumulative"} <= numbers.keys() or {"growth", "cumulative_growth"} <= numbers.keys()
    if twice:
        raise Invalid({"cumulative": ERRORS["twice"]})
    names = {"value": "cumulative", "growth": "cumulative_growth"}
    return {names.get(name, name): number for name, number in numbers.items()}


def _unfit(number: Decimal) -> Words | None:
    """Why a number cannot be kept, where it cannot."""
    if not number.is_finite():
        return ERRORS["number"]
    digits, exponent = number.as_tuple().digits, number.normalize().as_tuple().exponent
    whole = max(number.adjusted() + 1, 0) if number else 0
    decimals = max(-exponent, 0) if isinstance(exponent, int) else 0
    fits = len(digits) <= 2 * DIGITS and decimals <= PLACES and whole + decimals <= DIGITS
    return None if fits else ERRORS["digits"]


def _places(numbers: dict[str, Decimal]) -> int:
    """The digits after the point that the levels were written with.

    >>> _places({"value": Decimal("5.50"), "growth": Decimal("1.234")}), _places({"value": Decimal("1E+2")})
    (2, 0)
    """
    exponents = [numbers[name].as_tuple().exponent for name in ("value", "cumulative") if name in numbers]
    decimals = [-exponent for exponent in exponents if isinstance(exponent, int)]
    return min(max([0, *decimals]), PLACES)


def _out_of_bounds(figure: Figure, numbers: dict[str, Decimal]) -> dict[str, Words]:
    """Levels beyond the bounds of the indicator, for which a reason is wanted."""
    low, high = figure.indicator.lowest, figure.indicator.highest
    if figure.reason:
        return {}
    return {
        name: _beyond(low, high)
        for name in ("value", "cumulative")
        if name in numbers
        and ((low is not None and numbers[name] < low) or (high is not None and numbers[name] > high))
    }


def _beyond(low: Decimal | None, high: Decimal | None) -> Words:
    ends = ["" if end is None else f"{end.normalize():f}" for end in (low, high)]
    shown = "～".join(ends)
    return Words(
        f"超出该指标的合理范围（{shown}）；如确认无误，请填写原因",
        f"is beyond the bounds of the indicator ({shown}); give a reason if it is right",
    )
