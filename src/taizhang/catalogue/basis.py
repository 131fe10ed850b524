"""Words that fix the series a value belongs to (可比价, 同口径, 扣除留抵退税因素): values of two bases are no pair."""

import re
from dataclasses import dataclass
from functools import cache

from taizhang.catalogue.table import Row, read_table

SERIES = ("real", "nominal", "comparable", "natural", "excluding", "scope", "vintage")


@dataclass(frozen=True, slots=True)
class Basis:
    """Words (form word) or a pattern of words (form pattern) that fix a series, and which series that is."""

    form: str
    series: str
    basis: str
    example: str
    source: str


@cache
def bases() -> tuple[Basis, ...]:
    """All entries, in the order of the file."""
    return tuple(map(_basis, read_table("basis.tsv")))


@cache
def basis_pattern() -> re.Pattern[str]:
    """One expression for all words and patterns; patterns first, for they take more, then the longest words."""
    patterns = [entry.basis for entry in bases() if entry.form == "pattern"]
    words = sorted((entry.basis for entry in bases() if entry.form == "word"), key=len, reverse=True)
    return re.compile("|".join([*patterns, *map(re.escape, words)]))


# Every entry holds one of these, and few clauses do: the long expression need not look at the others.
# What begins with a set of characters is looked for many times faster than alternatives are.
HINT = re.compile(
    "[价素响径后含包修际义基同报初核年](?:(?<=[价素响径后含包修])|(?<=[际义])增长|(?<=基)数|(?<=同)范围|(?<=报)数|(?<=初)步|(?<=核)实|(?<=年)报)"
)


def basis_in(clause: str) -> str | None:
    """The words of the clause that fix the series, as written, or None.

    >>> basis_in("剔除土地出让因素后增长6%"), basis_in("按可比价计算增长5%"), basis_in("研发费用加计扣除30亿元")
    ('剔除土地出让因素后', '按可比价计算', None)
    """
    found = basis_pattern().search(clause) if HINT.search(clause) else None
    return found.group() if found else None


def series_of(words: str) -> str | None:
    """Which series the words fix (real, nominal, comparable, …), or None.

    >>> series_of("按2020年不变价计算"), series_of("同口径"), series_of("左右")
    ('real', 'comparable', None)
    """
    for entry in bases():
        if entry.form == "word" and entry.basis == words:
            return entry.series
    for entry in bases():
        if entry.form == "pattern" and re.fullmatch(entry.basis, words):
            return entry.series
    return None


def _basis(row: Row) -> Basis:
    form = row.one_of("form", ("word", "pattern"))
    series = row.one_of("series", SERIES)
    if form == "pattern":
        try:
            re.compile(row["basis"])
        except re.error as error:
            raise row.wrong(f"the expression does not compile: {error}") from None
    return Basis(form, series, row["basis"], row["example"], row["source"])
