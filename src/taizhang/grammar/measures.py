"""A number with its unit and comparators: 58.5万余人次, 不低于60%, 近七成, 翻一番."""

import re
from decimal import Decimal
from typing import NamedTuple

from taizhang.catalogue.units import unit_matcher, without_surplus
from taizhang.grammar import comparators
from taizhang.grammar.numerals import arabic, chinese, doublings, per_cent
from taizhang.grammar.tokens import Token
from taizhang.model import Comparator

PARTS = re.compile("[:：∶/]")
_MORE = ("余", "多", "来")


class Measure(NamedTuple):
    """A number read with what stands around it.

    `head` is where its words begin (a leading comparator included), `stop` where they end (unit and trailing
    comparator included); `unit` is as written without 余 and 多, empty where none follows.
    """

    token: Token
    value: Decimal | None
    unit: str
    comparator: Comparator
    head: int
    unit_end: int
    stop: int


def measure(text: str, token: Token) -> Measure:
    """Read the number at `token` with its unit and comparators.

    >>> from taizhang.grammar.tokens import tokens
    >>> def show(text):
    ...     return [(str(m.value), m.unit, m.comparator) for m in (measure(text, t) for t in tokens(text))]
    >>> show("累计服务58.5万余人次"), show("报销比例不低于60%"), show("近七成"), show("翻一番")
    ([('58.5', '万人次', '>=')], [('60', '%', '>=')], [('70', '%', '~')], [('1', '番', '=')])
    >>> show("总投资5,930亿元以上"), show("控制在8%以内"), show("二百三十万亩")
    ([('5930', '亿元', '>=')], [('8', '%', '<=')], [('230', '万亩', '=')])
    """
    value, unit, unit_end, more = _read(text, token)
    ahead = comparators.before(text, token.start)
    behind = comparators.after(text, unit_end)
    comparator: Comparator = "="
    if ahead:
        comparator = ahead.comparator
    if behind and (comparator in ("=", "<=") or behind.comparator != "~"):
        comparator = behind.comparator
    elif more and comparator == "=":
        comparator = ">="
    return Measure(
        token,
        value,
        unit,
        comparator,
        ahead.offset if ahead else token.start,
        unit_end,
        behind.offset if behind else unit_end,
    )


def _read(text: str, token: Token) -> tuple[Decimal | None, str, int, bool]:
    if token.form == "percent":
        return per_cent(token.text), "%", token.end, False
    if token.form == "tenths":
        return per_cent(token.text), "%", token.end, text[token.end : token.end + 1] == "多"
    if token.form == "times":
        return doublings(token.text), "番", token.end, False
    value = chinese(token.text) if token.form in ("chinese", "rank") else _arabic(token)
    mark = token.text[-1]
    if mark in "%％‰":
        return value, "%" if mark != "‰" else mark, token.end, False
    return value, *_unit(text, token.end)


def _arabic(token: Token) -> Decimal | None:
    """The value of digits; of a ratio or fraction the quotient: 2.16:1 is 2.16, 1/9 is 0.1111. None for 3.1.2."""
    if token.form == "arabic":
        return arabic(token.text) if token.text.count(".") < 2 else None
    parts = PARTS.split(token.text, maxsplit=1)
    if any(part.count(".") > 1 for part in parts):
        return None
    first, second = map(arabic, parts)
    if not second or first.adjusted() > LONGEST_RATIO:
        return None
    return first if second == 1 else round(first / second, 4)


LONGEST_RATIO = 15  # digits: what is longer is no ratio, and its quotient would be rounded


def _unit(text: str, start: int) -> tuple[str, int, bool]:
    """The unit that begins at `start`, where it ends, and whether 余 or 多 stands before, inside or after it."""
    at = start + 1 if text[start : start + 1] == " " else start
    more = text[at : at + 1] in _MORE
    if more:
        at += 1
    found = unit_matcher()(text, at)
    if not found:
        return "", start, False
    unit = without_surplus(found[0])
    return unit, found.end(), more or len(unit) != len(found[0])
