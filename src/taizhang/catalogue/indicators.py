"""Indicators: what plans and communiqués measure, and which of them the words of a document mean.

A wrong id does more harm than none: any word that is left over and may change what is measured (进口, 民间, 省级, 占比,
the name of a zone or a firm) leaves a subject without one. Only words that data/interchangeable.tsv lists as neutral,
and the names of regions ahead, are dropped.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, TypeVar, get_args

from taizhang.catalogue.regions import find_regions
from taizhang.catalogue.table import Row, read_table
from taizhang.catalogue.trie import trie_pattern
from taizhang.catalogue.units import unit_named

Measured = Literal["flow", "stock", "rate", "index"]
Price = Literal["nominal", "real", "none"]
Better = Literal["up", "down", "none"]
Word = TypeVar("Word", bound=str)
Level = Literal["national", "province", "prefecture", "county"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured, whoever measures it.

    units     the unit in which it is compared, then others in which it is published
    nature    flow (over a period), stock (at a point in time), rate, index
    price     the prices that its published growth is computed on
    better    the direction that planners want
    additive  whether the values of a region's parts sum to its own
    levels    the levels of government that publish or plan it
    bare      names that mean it only beside a value in its own unit: 粮食 with 万吨
    """

    id: str
    zh: str
    en: str
    aliases: tuple[str, ...]
    units: tuple[str, ...]
    nature: Measured
    price: Price
    better: Better
    additive: bool
    levels: tuple[str, ...]
    source: str
    bare: tuple[str, ...]


@cache
def indicators() -> tuple[Indicator, ...]:
    """All indicators, in the order of the file."""
    return tuple(map(indicator_of, read_table("indicators.tsv")))


@cache
def indicators_by_id() -> dict[str, Indicator]:
    """Every indicator under its id."""
    return {indicator.id: indicator for indicator in indicators()}


@lru_cache(maxsize=8192)
def indicator_for(subject: str, unit: str | None, role: str | None) -> Indicator | None:
    """The indicator that a fact of this subject, unit and role speaks of; None where that is not certain.

    >>> indicator_for("全市规模以上工业增加值", "%", "growth").id
    'value_added.industry.above_threshold'
    >>> indicator_for("地区生产总值增速", "%", "level").id, indicator_for("地区生产总值增速", "亿元", "level")
    ('gdp', None)
    >>> indicator_for("城镇居民人均可支配收入", "家", "level") is None
    True
    """
    if len(subject) > _LONGEST:
        return None
    found = _named(subject, paced=False)
    if found is not None:
        return found if _measures(found, unit, role) else None
    if role in _RELATIVE or unit in _PACES:
        found = _named(subject, paced=True)
        if found is not None:
            return found
    found = _bare().get(normal_form(subject)) if role in (None, "level", "base") else None
    return found if found is not None and unit_class(unit) in _classes(found) else None


def normal_form(name: str) -> str:
    """A name as names are compared: one width and case, without brackets and quotes, interchangeable words made one.

    >>> normal_form("全市规模以上工业企业的“利润总额”") == normal_form("全市规上工业企业利润总额")
    True
    """
    plain = _SIGNS.sub("", unicodedata.normalize("NFKC", name).upper())
    words = _same()
    return _same_pattern().sub(lambda found: words[found[0]], plain)


@lru_cache(maxsize=1024)
def unit_class(unit: str | None) -> str | None:
    """What units must share to measure one thing: their dimension; all counters are of one class.

    >>> unit_class("亿元") == unit_class("万美元"), unit_class("家") == unit_class("个"), unit_class("万")
    (True, True, '1')
    """
    known = unit_named(unit) if unit else None
    if known is None:
        return None
    if known.base_unit == "1":
        return "1"
    if known.kind == "counter":
        return "counter"
    return "ratio" if known.dimension == "rate" else known.dimension


_SIGNS = re.compile(r"[\s\"'“”‘’《》〈〉()\[\]【】〔〕、,·.．—–―\-~～_/*：:;；]+")
_YEAR = re.compile("(?:19|20)[0-9]{2}年|[一二][〇零○O0一二三四五六七八九]{3}年")
_LONGEST = 80  # characters; no name of an indicator is nearly as long
_RELATIVE = frozenset({"growth", "rank", "times"})
_POINTS = frozenset({"个百分点", "百分点", "个点", "点"})
_PACES = frozenset({"%", "‰"}) | _POINTS


@cache
def _same() -> dict[str, str]:
    rows = [row for row in read_table("interchangeable.tsv") if row["use"] == "same"]
    return {_SIGNS.sub("", word): row["read"] for row in rows for word in row.words("written")}


@cache
def _same_pattern() -> re.Pattern[str]:
    return re.compile(trie_pattern(_same()))


@cache
def _neutral(use: str) -> re.Pattern[str]:
    """The neutral words of one use; those behind a name are matched at its end."""
    words = [word for row in read_table("interchangeable.tsv") if row["use"] == use for word in row.words("written")]
    expression = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(expression if use == "before" else f"(?:{expression})$")


@cache
def _names() -> dict[str, Indicator]:
    """Every name and alias in its normal form."""
    return dict(_forms(lambda indicator: (indicator.zh, *indicator.aliases)))


@cache
def _bare() -> dict[str, Indicator]:
    return dict(_forms(lambda indicator: indicator.bare))


def _forms(names: Callable[[Indicator], tuple[str, ...]]) -> Iterator[tuple[str, Indicator]]:
    for indicator in indicators():
        for name in names(indicator):
            yield normal_form(name), indicator


def _named(subject: str, *, paced: bool) -> Indicator | None:
    """The indicator of the subject as it stands, or without neutral words at its ends; `paced` drops 增速 too."""
    names = _names()
    for ahead in _without_ahead(normal_form(subject)):
        for core in _without_behind(ahead, paced=paced):
            if core in names:
                return names[core]
    return None


def _without_ahead(form: str) -> Iterator[str]:
    """The form, and what stays as neutral words and names of regions ahead of it are dropped one by one."""
    yield form
    while len(form) > 1:
        neutral = _neutral("before").match(form)
        dropped = neutral.end() if neutral else _time_or_region_ahead(form)
        if not dropped:
            return
        form = form[dropped:]
        yield form


def _without_behind(form: str, *, paced: bool) -> Iterator[str]:
    yield form
    while len(form) > 1:
        neutral = _neutral("after").search(form) or (_neutral("pace").search(form) if paced else None)
        if neutral is None:
            return
        form = form[: neutral.start()]
        yield form


def _time_or_region_ahead(form: str) -> int:
    """The length of a year or of the full name of a region at the head of a form, 0 where there is none."""
    year = _YEAR.match(form)
    if year:
        return year.end()
    found = find_regions(form[:12])
    if not found or found[0].start:
        return 0
    return found[0].end if form[: found[0].end] == found[0].candidates[0].name else 0


def _measures(indicator: Indicator, unit: str | None, role: str | None) -> bool:
    """Whether a value of this unit and role can be one of the indicator."""
    if role in _RELATIVE:
        return True
    of_unit = unit_class(unit)
    if unit in _POINTS or (role == "change" and of_unit == "ratio"):
        return True
    if of_unit == "1" and unit != "1":  # 9000亿, its 元 left out
        return bool(_classes(indicator) & {"currency", "counter"})
    return of_unit in _classes(indicator)


@lru_cache(maxsize=2048)
def _classes(indicator: Indicator) -> frozenset[str | None]:
    """The classes of unit in which the indicator is given."""
    classes = {unit_class(unit) for unit in indicator.units}
    unnamed = {"1"} if "counter" in classes or "ratio" in classes or indicator.nature == "index" else set()
    return frozenset(classes | unnamed)


def indicator_of(row: Row) -> Indicator:
    """The indicator of one line of the file."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*", row["id"]):
        raise row.wrong(f"id is {row['id']!r}, not words of a-z, 0-9 and _ parted by dots")
    units = row.words("unit")
    unknown = [unit for unit in units if unit_class(unit) is None]
    if unknown or not units:
        raise row.wrong(f"unit is {row['unit']!r}, unknown to units.tsv")
    if not (row["zh"] and row["en"] and row["source"]):
        raise row.wrong("zh, en or source is empty")
    return Indicator(
        id=row["id"],
        zh=row["zh"],
        en=row["en"],
        aliases=row.words("aliases"),
        units=units,
        nature=_one(row, "nature", get_args(Measured)),
        price=_one(row, "price", get_args(Price)),
        better=_one(row, "better", get_args(Better)),
        additive=row.flag("additive"),
        levels=_levels(row),
        source=row["source"],
        bare=row.words("bare"),
    )


def _one(row: Row, column: str, allowed: tuple[Word, ...]) -> Word:
    return next(word for word in allowed if word == row.one_of(column, allowed))


def _levels(row: Row) -> tuple[str, ...]:
    levels = row.words("levels")
    if not levels or not set(levels) <= set(get_args(Level)):
        raise row.wrong(f"levels is {row['levels']!r}, not some of {', '.join(get_args(Level))}")
    return levels
