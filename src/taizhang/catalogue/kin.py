"""Main indicators by their words, and which others are reported in their stead (data/kin.tsv)."""

import re
from dataclasses import dataclass
from functools import cache

from taizhang.catalogue.table import read_table
from taizhang.errors import Words


@dataclass(frozen=True, slots=True)
class Kin:
    """One main indicator.

    names  finds the words that name it
    near   finds the words of what may be said instead, though it cannot be compared with the target
    """

    name: Words
    names: re.Pattern[str]
    near: re.Pattern[str]


@cache
def kin() -> tuple[Kin, ...]:
    """All indicators, in the order in which plans name them."""
    rows = read_table("kin.tsv")
    return tuple(Kin(Words(row["name"], row["en"]), re.compile(row["names"]), re.compile(row["near"])) for row in rows)


@cache
def kin_of(words: str) -> tuple[Kin, ...]:
    """The indicators that the words of a target or a subject name.

    >>> [one.name.zh for one in kin_of("外资外贸保持稳定增长")]
    ['进出口总额', '实际使用外资']
    """
    return tuple(one for one in kin() if one.names.search(words))


@cache
def _readings() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"]), row["reading"]) for row in read_table("qualitative.tsv"))


def reading_of(words: str) -> str | None:
    """What a target in words asks for (data/qualitative.tsv), None where it is none.

    >>> reading_of("增速不低于全省平均水平"), reading_of("外资外贸保持稳定增长"), reading_of("新建公园")
    ('at_least', 'holds', None)
    """
    return next((reading for pattern, reading in _readings() if pattern.search(words)), None)
