"""What indicators mean and how they are measured: written definitions (data/definitions.tsv) for those that plans and
bulletins name most, and for every indicator a sentence composed of what is known of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from taizhang.catalogue.indicators import Indicator, Measured, Price, indicators_by_id
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
    """What decides how figures of an indicator are to be read."""

    unit: str
    nature: Measured
    price: Price
    additive: bool


NATURES: Mapping[Measured, Words] = {
    "flow": Words(
        "时期数，是一段时间内发生的量，年内可以累计", "A flow: what comes about in a period, adding up in a year"
    ),
    "stock": Words(
        "期末数，到期末为止有多少，各期不能相加", "What there is by the end of a period, not added over periods"
    ),
    "rate": Words("比率或平均数，各期不能相加", "A rate or a mean, not added over periods"),
    "index": Words(
        "指数，是综合计算的相对数，各期不能相加",
        "An index: a relative number made of several, not added over periods",
    ),
}
PRICES: Mapping[Price, Words] = {
    "real": Words("升降按可比价格算，已剔除价格变动", "its growth is at constant prices"),
    "nominal": Words("升降按现价算，含价格变动", "its growth is at current prices, changes of price included"),
    "none": Words("", ""),
}
ADDITIVE: Mapping[bool, Words] = {
    True: Words("各地的数可以加总，跨地重复的除外", "parts of a region add up, apart from what is counted twice"),
    False: Words("各地的数不能相加", "parts of a region do not add up"),
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
        additive=indicator.additive,
    )


def how_measured(traits: Traits) -> Words:
    """How figures are measured and to be read, in one sentence.

    >>> how_measured(Traits("个", "stock", "none", additive=True)).zh
    '期末数，到期末为止有多少，各期不能相加；以个计；各地的数可以加总，跨地重复的除外。'
    """
    parts = [part for part in _parts(traits) if part.zh]
    return Words("；".join(part.zh for part in parts) + "。", "; ".join(part.en for part in parts) + ".")


def _parts(traits: Traits) -> Iterator[Words]:
    yield NATURES[traits.nature]
    yield _counted_in(traits.unit)
    yield PRICES[traits.price]
    yield ADDITIVE[traits.additive]


def _counted_in(unit: str) -> Words:
    """The unit of measure; in English with what it means."""
    if unit == "1":
        return Words("不带计量单位", "a plain number")
    known = unit_named(unit)
    english = f" ({known.en})" if known and known.en.isascii() else ""
    return Words(f"以{unit}计", f"in {unit}{english}")
