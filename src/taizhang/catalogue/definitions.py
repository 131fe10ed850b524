"""What indicators mean and how they are measured: written definitions (data/definitions.tsv) for those that plans and
bulletins name most, and for every indicator a sentence composed of what is known of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from taizhang.catalogue.indicators import Better, Indicator, Measured, Price, indicators_by_id
from taizhang.catalogue.table import read_table
from taizhang.catalogue.units import unit_named
from taizhang.errors import Words


@dataclass(frozen=True, slots=True)
class Definition:
    """What an indicator means. `source` is where the notion is defined, empty where that is not certain."""

    words: Words
    source: str


@dataclass(frozen=True, slots=True)
class Traits:
    """What decides how figures of an indicator are to be read; `levels` are empty where they are not known."""

    unit: str
    nature: Measured
    price: Price
    better: Better
    additive: bool
    levels: tuple[str, ...] = ()


NATURES: Mapping[Measured, Words] = {
    "flow": Words(
        "时期数，是一段时间内发生的量，年内可以累计", "A flow: what comes about in a period, adding up in a year"
    ),
    "stock": Words(
        "时点数，是期末的存量，各期不能相加", "A stock: what there is at the end of a period, not added over periods"
    ),
    "rate": Words("比率或平均数，各期不能相加", "A rate or a mean, not added over periods"),
    "index": Words(
        "指数，是与对比期相比的变动，各期不能相加", "An index: the change since a period before, not added over periods"
    ),
}
PRICES: Mapping[Price, Words] = {
    "real": Words("升降按可比价格算，已剔除价格变动", "its growth is at constant prices"),
    "nominal": Words("升降按现价算，含价格变动", "its growth is at current prices, changes of price included"),
    "none": Words("", ""),
}
ADDITIVE: Mapping[bool, Words] = {
    True: Words("各地之和就是全域数", "parts of a region sum to it"),
    False: Words("各地的数不能相加", "parts of a region do not sum to it"),
}
BETTER: Mapping[Better, Words] = {
    "up": Words("越高越好", "higher is better"),
    "down": Words("越低越好", "lower is better"),
    "none": Words("高低本身不分好坏", "neither high nor low is better by itself"),
}
LEVELS: Mapping[str, Words] = {
    "national": Words("国家", "nation"),
    "province": Words("省", "province"),
    "prefecture": Words("市", "city"),
    "county": Words("县", "county"),
}


@cache
def definitions() -> Mapping[str, Definition]:
    """Every written definition, by the id of its indicator."""
    found: dict[str, Definition] = {}
    for row in read_table("definitions.tsv"):
        if row["id"] not in indicators_by_id() or row["id"] in found:
            raise row.wrong(f"id is {row['id']!r}, unknown to indicators.tsv or defined above")
        if not (row["zh"] and row["en"]):
            raise row.wrong("zh or en is empty")
        found[row["id"]] = Definition(Words(row["zh"], row["en"]), row["source"])
    return found


def definition_of(indicator: str) -> Definition | None:
    """The written definition of the indicator of this id, None where it has none.

    >>> definition_of("rd.intensity").words.zh[:15], definition_of("crop.sesame.output")
    ('全社会研发经费支出与地区生产总', None)
    """
    return definitions().get(indicator)


def source_of(indicator: Indicator) -> str:
    """Where its notion is defined, else where it is taken from."""
    held = definition_of(indicator.id)
    return held.source if held and held.source else indicator.source


def traits_of(indicator: Indicator) -> Traits:
    """What the catalogue knows of how figures of an indicator are to be read."""
    return Traits(
        unit=indicator.units[0],
        nature=indicator.nature,
        price=indicator.price,
        better=indicator.better,
        additive=indicator.additive,
        levels=indicator.levels,
    )


def how_measured(traits: Traits) -> Words:
    """How figures are measured and to be read, in one sentence.

    >>> how_measured(Traits("个", "stock", "none", "up", additive=True)).zh
    '时点数，是期末的存量，各期不能相加；以个计；各地之和就是全域数；越高越好。'
    """
    parts = [part for part in _parts(traits) if part.zh]
    return Words("；".join(part.zh for part in parts) + "。", "; ".join(part.en for part in parts) + ".")


def _parts(traits: Traits) -> Iterator[Words]:
    yield NATURES[traits.nature]
    yield _counted_in(traits.unit)
    yield PRICES[traits.price]
    yield ADDITIVE[traits.additive]
    yield BETTER[traits.better]
    yield _known_at(traits.levels)


def _counted_in(unit: str) -> Words:
    """The unit of measure; in English with what it means."""
    if unit == "1":
        return Words("不带计量单位", "a plain number")
    known = unit_named(unit)
    english = f" ({known.en})" if known and known.en.isascii() else ""
    return Words(f"以{unit}计", f"in {unit}{english}")


def _known_at(levels: tuple[str, ...]) -> Words:
    """Which governments publish it or plan it."""
    named = [LEVELS[level] for level in levels]
    if not named:
        return Words("", "")
    chinese, english = "、".join(each.zh for each in named), ", ".join(each.en for each in named)
    return Words(f"见于{chinese}的统计或计划", f"used by: {english}")
