"""Formulas over named measures: + - * / and brackets, nothing else, computed exactly.

sum     = product {("+" | "-") product}
product = signed {("*" | "/") signed}
signed  = ["-"] one
one     = number | name | "(" sum ")"
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from taizhang.errors import Words
from taizhang.server.lib.refusals import Invalid

TOKEN = re.compile(r"\s*(?:(?P<number>\d{1,15}(?:\.\d{1,8})?)|(?P<name>[^\W\d]\w*)|(?P<sign>[-+*/()×÷（）]))")
PLAIN = str.maketrans({"×": "*", "÷": "/", "（": "(", "）": ")"})
LONGEST = 200
DEEPEST = 20
Value = Callable[[Mapping[str, Fraction]], Fraction]


class MissingMeasure(LookupError):
    """A measure of the formula has no value, or a divisor is nought; the argument says which."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as it was written, the measures that it names, and what computes it."""

    text: str
    names: frozenset[str]
    value: Value


def formula_of(text: str) -> Formula:
    """Read a formula; Invalid says at which sign it breaks off.

    >>> formula = formula_of("(税收 + 2*利润) / 用地")
    >>> formula.value({"税收": Fraction(10), "利润": Fraction(3), "用地": Fraction(8)})
    Fraction(2, 1)
    >>> sorted(formula.names)
    ['利润', '用地', '税收']
    """
    reading = Reading(text)
    value = reading.sum(0)
    if reading.ahead is not None:
        raise reading.wrong()
    return Formula(text, frozenset(reading.names), value)


class Reading:
    """The tokens of a formula, read one by one."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.names: set[str] = set()
        self.at = 0
        if len(text) > LONGEST:
            raise Invalid({"formula": Words(f"公式超过 {LONGEST} 字", f"longer than {LONGEST} signs")})
        self.tokens = self._tokens()
        self.ahead = next(self.tokens, None)

    def _tokens(self) -> Iterator[tuple[str, str]]:
        while self.text[self.at :].strip():
            match = TOKEN.match(self.text, self.at)
            if match is None:
                raise self.wrong()
            yield str(match.lastgroup), match.group(match.lastgroup or 0).translate(PLAIN)
            self.at = match.end()

    def wrong(self) -> Invalid:
        """The refusal that shows where reading broke off."""
        left = self.text[self.at :].strip()[:12] or Words("末尾", "its end").zh
        zh = f"公式“{self.text[:60]}”在“{left}”处无法理解；只能用量名、数字、加减乘除和括号"
        return Invalid(
            {"formula": Words(zh, f"{self.text[:60]!r} breaks off at {left!r}: names, numbers, + - * / ( )")}
        )

    def take(self, *signs: str) -> str | None:
        """The sign ahead, if it is one of these."""
        if self.ahead is None or self.ahead[0] != "sign" or self.ahead[1] not in signs:
            return None
        sign = self.ahead[1]
        self.step()
        return sign

    def step(self) -> None:
        """Go on to the next token."""
        self.ahead = next(self.tokens, None)

    def sum(self, depth: int) -> Value:
        """A sum or difference of products."""
        value = self.product(depth)
        while sign := self.take("+", "-"):
            value = _joined(sign, value, self.product(depth))
        return value

    def product(self, depth: int) -> Value:
        """A product or quotient."""
        value = self.signed(depth)
        while sign := self.take("*", "/"):
            value = _joined(sign, value, self.signed(depth))
        return value

    def signed(self, depth: int) -> Value:
        """One value, or its negative."""
        if self.take("-"):
            value = self.one(depth)
            return lambda measures: -value(measures)
        return self.one(depth)

    def one(self, depth: int) -> Value:
        """A number, a name or a sum in brackets."""
        if self.take("("):
            if depth >= DEEPEST:
                raise self.wrong()
            value = self.sum(depth + 1)
            if not self.take(")"):
                raise self.wrong()
            return value
        if self.ahead is None or self.ahead[0] == "sign":
            raise self.wrong()
        kind, text = self.ahead
        self.step()
        if kind == "number":
            number = Fraction(Decimal(text))
            return lambda _: number
        self.names.add(text)
        return lambda measures: _measured(measures, text)


def _measured(measures: Mapping[str, Fraction], name: str) -> Fraction:
    try:
        return measures[name]
    except KeyError:
        raise MissingMeasure(name) from None


def _joined(sign: str, left: Value, right: Value) -> Value:
    if sign == "+":
        return lambda measures: left(measures) + right(measures)
    if sign == "-":
        return lambda measures: left(measures) - right(measures)
    if sign == "*":
        return lambda measures: left(measures) * right(measures)
    return lambda measures: left(measures) / _divisor(right(measures))


def _divisor(value: Fraction) -> Fraction:
    if value == 0:
        raise MissingMeasure("0")
    return value
