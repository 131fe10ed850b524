"""What was typed into a cell as a number: full-width digits, thousands, a unit behind it; blank is not zero."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Context, Decimal, InvalidOperation
from fractions import Fraction

from taizhang.catalogue.units import unit_named
from taizhang.errors import Words
from taizhang.grammar.intervals import Interval, printed
from taizhang.server.lib.fields import DIGITS, PLACES
from taizhang.server.lib.refusals import Invalid
from taizhang.server.lib.rows import digits

Typing = Decimal | int | str | None
BLANK = frozenset({"", "-", "—", "——", "–", "/"})
NUMBER = re.compile(r"(?P<number>[+\-]?(?:\d{1,3}(?:[, ]\d{3})+|\d+)(?:\.\d*)?(?:[eE][+\-]?\d{1,2})?|[+\-]?\.\d+)")
EXACT = Context(prec=60)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with the digits after the point as typed. `converted` is what was typed where another unit stood by."""

    value: Decimal
    places: int = 0
    converted: str = ""

    @property
    def shown(self) -> Decimal:
        """The number with the digits after the point as typed, which the database does not keep."""
        return self.value.quantize(Decimal(1).scaleb(-self.places), context=EXACT)

    @property
    def interval(self) -> Interval:
        """What the number may have been before it was rounded to the places typed."""
        return printed(self.shown)


class NoNumber(Invalid):
    """What was typed is no number of the ledger; `words` say why."""

    def __init__(self, words: Words) -> None:
        super().__init__({"value": words})
        self.words = words


def figure_of(typed: Typing, unit: str) -> Figure | None:
    """The number typed into a cell that is written in `unit`; None where it is blank, NoNumber where it is none.

    >>> figure_of("１，２３４．５０", "亿元"), figure_of("", "亿元"), figure_of("0", "亿元")
    (Figure(value=Decimal('1234.50'), places=2, converted=''), None, Figure(value=Decimal('0'), places=0, converted=''))
    >>> figure_of("6.5%", "%").value, figure_of("12000万元", "亿元")
    (Decimal('6.5'), Figure(value=Decimal('1.2'), places=1, converted='12000万元'))
    """
    if typed is None:
        return None
    if isinstance(typed, int | Decimal):
        return _kept(Decimal(typed), str(typed))
    typed = seen(typed)
    text = unicodedata.normalize("NFKC", typed).replace("−", "-").strip()
    if text in BLANK:
        return None
    match = NUMBER.match(text)
    if match is None:
        raise NoNumber(_no_number(typed))
    number, behind = re.sub(r"[, ]", "", match["number"]), text[match.end() :].strip()
    if behind[:1].isdigit() or behind[:1] in {".", ","}:
        raise NoNumber(_no_number(typed))
    return _in_unit(_decimal(number, typed), behind, unit, typed)


def seen(typed: str) -> str:
    """What was typed without the signs that nobody sees, which come along where something is pasted."""
    return "".join(sign for sign in typed if unicodedata.category(sign) != "Cf")


def _no_number(typed: str) -> Words:
    return Words(f"“{typed[:40]}”不是数字；没有数据请留空", f"{typed[:40]!r} is no number; leave it blank")


def _decimal(number: str, typed: str) -> Decimal:
    try:
        return Decimal(number)
    except InvalidOperation:
        raise NoNumber(Words(f"“{typed[:40]}”不是数字", f"{typed[:40]!r} is no number")) from None


def _in_unit(value: Decimal, behind: str, unit: str, typed: str) -> Figure:
    """The value in the unit of the cell, whatever unit stands behind it."""
    if behind in {"", unit} or (unit == "%" and behind == "个百分点"):
        return _kept(value, typed)
    theirs, ours = unit_named(behind), unit_named(unit)
    if theirs is None or ours is None or theirs.base_unit != ours.base_unit:
        wrong = Words(
            f"“{typed[:40]}”的单位“{behind[:20]}”与本表单位“{unit}”不符",
            f"the unit of {typed[:40]!r} is not that of this form ({unit})",
        )
        raise NoNumber(wrong)
    if theirs.factor == ours.factor:
        return _kept(value, typed)
    exact = Fraction(value) * theirs.factor / ours.factor
    kept = _kept(_rounded(Decimal(exact.numerator) / Decimal(exact.denominator)), typed)
    return Figure(kept.value, kept.places, typed[:40])


def _rounded(value: Decimal) -> Decimal:
    """A converted value to the places that the ledger keeps; one too large is left for `_kept` to refuse."""
    if value.adjusted() >= DIGITS:
        return value
    return Decimal(digits(round(value, PLACES)))


def _kept(value: Decimal, typed: str) -> Figure:
    """The value, if the ledger holds it exactly."""
    if not value.is_finite():
        raise NoNumber(Words(f"“{typed[:40]}”不是数字", f"{typed[:40]!r} is no number"))
    exponent = value.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    whole = max(value.adjusted() + 1, 0) if value else 0
    if whole > DIGITS or whole + places > DIGITS or (places > PLACES and value != round(value, PLACES)):
        raise NoNumber(
            Words(
                f"“{typed[:40]}”位数过多：最多 {DIGITS} 位有效数字、{PLACES} 位小数",
                f"{typed[:40]!r} is too long: at most {DIGITS} digits, {PLACES} after the point",
            )
        )
    return Figure(value, min(places, PLACES))
