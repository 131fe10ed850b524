"""Definitions of indicators in both languages, each its own, for all that plans name most; and the sentence for any."""

import re
from collections import Counter
from pathlib import Path

import pytest

from taizhang import read
from taizhang.catalogue.definitions import Traits, definition_of, definitions, how_measured, source_of, traits_of
from taizhang.catalogue.headlines import headlines
from taizhang.catalogue.indicators import indicators, indicators_by_id
from taizhang.catalogue.table import read_table

EXAMPLES = Path(__file__).parents[1] / "examples"
HAN = re.compile("[一-鿿]")


def test_definitions_stand_once_each_in_the_order_of_the_indicators():
    written = [row["id"] for row in read_table("definitions.tsv")]
    assert written == [indicator.id for indicator in indicators() if indicator.id in set(written)]


def test_each_is_a_sentence_or_few_in_both_languages():
    for indicator, held in definitions().items():
        assert 30 <= len(held.words.zh) <= 110, indicator
        assert 60 <= len(held.words.en) <= 340, indicator
        assert held.words.zh.endswith("。"), indicator
        assert held.words.en.endswith("."), indicator
        assert not HAN.search(held.words.en), indicator


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_two_say_the_same(lang):
    said = Counter(getattr(held.words, lang) for held in definitions().values())
    assert [words for words, times in said.items() if times > 1] == []


def test_every_headline_is_defined():
    assert [code for headline in headlines() for code in headline.indicators if definition_of(code) is None] == []


def test_every_indicator_of_the_example_city_is_defined():
    papers = sorted(EXAMPLES.rglob("*.txt"))
    named = {fact.indicator for paper in papers for fact in read(paper).facts if fact.indicator}
    assert len(named) > 200
    assert {code for code in named if definition_of(code) is None} == set()


def test_a_definition_names_its_source_where_that_is_certain_and_else_keeps_that_of_the_catalogue():
    known = indicators_by_id()
    assert source_of(known["air.pm25"]) == "《环境空气质量标准》（GB 3095）"
    assert source_of(known["gazelles.new"]) == known["gazelles.new"].source


def test_for_every_indicator_there_is_a_sentence_on_how_it_is_measured():
    for indicator in indicators():
        told = how_measured(traits_of(indicator))
        assert told.zh.endswith("。"), indicator.id
        assert told.en.endswith("."), indicator.id
        assert "；；" not in told.zh, indicator.id


def test_the_sentence_does_not_gainsay_the_definition():
    """A count over the year is no stock at its end; a rate by the hundred thousand has a unit; a balance no growth."""
    told = {code: how_measured(traits_of(indicators_by_id()[code])).zh for code in definitions()}
    for indicator, held in definitions().items():
        assert "不带计量单位" not in told[indicator] or "十万" not in held.words.zh, indicator
    assert "升降" not in told["trade.balance"]
    assert "可比价格" in told["emissions.co2_intensity"]
    assert "时点" not in told["trade.firms_active"] + told["housing.construction_area"]


@pytest.mark.parametrize(
    ("traits", "zh", "en"),
    [
        (
            Traits("亿元", "flow", "real", additive=True),
            "时期数，是一段时间内发生的量，年内可以累计；以亿元计；升降按可比价格算，已剔除价格变动；各地的数可以加总，跨地重复的除外。",
            "its growth is at constant prices; parts of a region add up, apart from what is counted twice.",
        ),
        (
            Traits("1", "rate", "none", additive=False),
            "比率或平均数，各期不能相加；不带计量单位；各地的数不能相加。",
            "; a plain number; parts of a region do not add up.",
        ),
        (
            Traits("1", "index", "none", additive=False),
            "指数，是综合计算的相对数，各期不能相加；不带计量单位；各地的数不能相加。",
            "; a plain number; parts of a region do not add up.",
        ),
    ],
)
def test_the_sentence_says_what_decides_how_figures_are_read(traits, zh, en):
    told = how_measured(traits)
    assert told.zh == zh
    assert told.en.endswith(en)
