"""Numbers that are part of a name: programmes (“3510”), techniques (5G), pollutants, roads, grades, hotlines."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from taizhang.catalogue.table import Row, read_table

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_SIGNS = "+-−＋－"


@dataclass(frozen=True, slots=True)
class Programme:
    """A name that holds a number, or a pattern of such names, with an example."""

    form: str
    kind: str
    before: tuple[str, ...]
    number: str
    after: str
    example: str
    source: str


@cache
def programmes() -> tuple[Programme, ...]:
    """All names and patterns, in the order of the file, which is that of trying them."""
    return tuple(map(_programme, read_table("programmes.tsv")))


def programme_at(text: str, start: int) -> Programme | None:
    """The name that the number at `text[start]` (a sign before it allowed) is part of, or None.

    >>> programme_at("推进5G网络", 2).kind, programme_at("聚焦“3510”目标", 3).kind, programme_at("完成5个", 2)
    ('technology', 'programme', None)
    """
    if text[start : start + 1] in _SIGNS:
        start += 1
    digits = _DIGITS.match(text, start)
    if digits is None:
        return None
    return _literal_at(text, start, digits.end()) or _pattern_at(text, start)


def _literal_at(text: str, start: int, end: int) -> Programme | None:
    for before, after, programme in _literals().get(text[start:end], ()):
        if text.startswith(after, end) and text.endswith(before, 0, start):
            first, last = start - len(before), end + len(after)
            if _stands_alone(text, first, last):
                return programme
    return None


# What makes a number before it a measure: 12345个, 985万.
_MEASURING = frozenset("个件人户万亿元家项吨名处条%％‰")


def _stands_alone(text: str, first: int, last: int) -> bool:
    """A name is no part of a longer number or run of letters (15G, 5GW), nor does its digit count a thing (12345个)."""
    before, end, after = text[max(first - 1, 0) : first], text[last - 1], text[last : last + 1]
    if before.isascii() and (before.isalnum() or before == "."):
        return False
    if end.isdigit():
        return after not in _MEASURING and not (after.isascii() and after.isalnum())
    return not (end.isascii() and after.isascii() and after.isalpha())


def _pattern_at(text: str, start: int) -> Programme | None:
    tries = _patterns()
    for look in (tries.get(text[start - 1 : start]), tries[""]):
        hit = look and look[0](text, start)
        if look and hit and hit.lastindex:
            return look[1][hit.lastindex - 1]
    return None


@cache
def _literals() -> dict[str, list[tuple[str, str, Programme]]]:
    """Each literal name under every number that it holds, with what stands before and after that number."""
    table: dict[str, list[tuple[str, str, Programme]]] = {}
    for programme in programmes():
        if programme.form == "literal":
            name = programme.number
            for digits in _DIGITS.finditer(name):
                around = (name[: digits.start()], name[digits.end() :], programme)
                table.setdefault(digits.group(), []).append(around)
    return table


_Tries = tuple[Callable[[str, int], re.Match[str] | None], tuple[Programme, ...]]


@cache
def _patterns() -> dict[str, _Tries]:
    """The patterns by the sign right before the digits; under "" those that ask for none. Few numbers try many."""
    groups: dict[str, list[Programme]] = {"": []}
    for programme in programmes():
        if programme.form == "pattern":
            for sign in sorted({word[-1] for word in programme.before}) or [""]:
                groups.setdefault(sign, []).append(programme)
    return {
        sign: (re.compile("|".join(_expression(programme, sign) for programme in group)).match, tuple(group))
        for sign, group in groups.items()
    }


def _expression(programme: Programme, sign: str) -> str:
    """The pattern at the digits: what stands before is looked back at, so that one match at the number decides."""
    looks = [f"(?<={re.escape(word)})" for word in programme.before if word.endswith(sign)]
    behind = f"(?:{'|'.join(looks)})" if looks else r"(?<![\d.])"
    return f"({behind}(?:{programme.number})(?:{programme.after}))"


def _programme(row: Row) -> Programme:
    form = row.one_of("form", ("literal", "pattern"))
    if form == "pattern":
        _compiles(row)
    return Programme(form, row["kind"], row.words("before"), row["number"], row["after"], row["example"], row["source"])


def _compiles(row: Row) -> None:
    try:
        expression = re.compile(row["number"] + row["after"])
    except re.error as error:
        raise row.wrong(f"the expression does not compile: {error}") from None
    if expression.groups:
        raise row.wrong("the expression captures a group; write (?:…)")
