"""The indicators as data: well formed, reachable, unambiguous; and which words of a document mean one."""

from collections import defaultdict
from time import process_time

import pytest

from taizhang.catalogue.indicators import (
    indicator_for,
    indicator_of,
    indicators,
    indicators_by_id,
    normal_form,
    unit_class,
)
from taizhang.catalogue.search import search
from taizhang.catalogue.table import parse_table
from taizhang.errors import CatalogueError

HEADER = "id\tzh\ten\taliases\tunit\tnature\tprice\tbetter\tadditive\tlevels\tsource\tbare\n"


def test_there_are_at_least_400_indicators_with_ids_of_their_own():
    assert len(indicators()) >= 400
    assert len(indicators_by_id()) == len(indicators())


def test_each_indicator_is_well_formed():
    for indicator in indicators():
        assert indicator.zh
        assert indicator.en.isprintable()
        assert not any("一" <= sign <= "鿿" for sign in indicator.en), indicator.id
        assert indicator.source
        assert indicator.levels
        assert indicator.nature in {"flow", "stock"} or not indicator.additive, indicator.id
        assert all(unit_class(unit) for unit in indicator.units)


def test_each_name_and_alias_reaches_its_own_indicator():
    for indicator in indicators():
        for name in (indicator.zh, *indicator.aliases):
            assert indicator_for(name, indicator.units[0], "level") is indicator, name
            assert indicator_for(name, "%", "growth") is indicator, name


def test_each_bare_name_reaches_its_indicator_beside_its_own_unit_only():
    for indicator in indicators():
        for name in indicator.bare:
            assert indicator_for(name, indicator.units[0], "level") is indicator, name
            assert indicator_for(name, "摄氏度", "level") is None, name


def test_no_name_means_two_indicators():
    meant = defaultdict(set)
    for indicator in indicators():
        for name in (indicator.zh, *indicator.aliases, *indicator.bare):
            meant[normal_form(name)].add(indicator.id)
    assert "" not in meant
    assert {name: ids for name, ids in meant.items() if len(ids) > 1} == {}


@pytest.mark.parametrize(
    ("subject", "unit", "role", "wanted"),
    [
        ("全市生产总值", "亿元", "level", "gdp"),
        ("地区生产总值增速", "%", "level", "gdp"),
        ("张店区地区生产总值", "亿元", "level", "gdp"),
        ("GDP", "%", "growth", "gdp"),
        ("规模以上工业增加值增速", "位", "rank", "value_added.industry.above_threshold"),
        ("全年社会消费品零售总额", "亿元", "level", "retail_sales"),
        ("限额以上社会消费品零售额", "亿元", "level", "retail_sales.above_threshold"),
        ("城镇常住居民人均可支配收入", "元", "level", "income.urban_per_capita"),
        ("农民人均纯收入", "元", "change", "income.rural_net_per_capita"),
        ("出口", "亿美元", "level", "trade.export"),
        ("年末常住人口", "万人", "level", "population.permanent"),
        ("粮食", "万吨", "level", "grain.output"),
        ("“四上”企业总数", "家", "level", "industry.four_above"),
        ("城镇登记失业率", "个百分点", "change", "unemployment.registered"),
        ("地方财政一般预算收入", "亿元", "level", "budget_revenue.general"),
        ("市本级一般公共预算收入", "亿元", "level", "budget_revenue.general_public.own"),
        ("细颗粒物（PM2.5）平均浓度", "微克/立方米", "level", "air.pm25"),
    ],
)
def test_the_words_of_a_document_name_an_indicator(subject, unit, role, wanted):
    found = indicator_for(subject, unit, role)
    assert found is not None
    assert found.id == wanted


@pytest.mark.parametrize(
    ("subject", "unit", "role"),
    [
        ("高新区地区生产总值", "亿元", "level"),
        ("经济开发区规模以上工业增加值", "%", "growth"),
        ("城镇居民人均可支配收入", "家", "level"),
        ("地区生产总值", "个", "level"),
        ("第三产业增加值", "%", "level"),
        ("化工行业规模以上工业增加值", "%", "growth"),
        ("对东盟进出口", "亿元", "level"),
        ("粮食", "%", "growth"),
        ("粮食", "万亩", "level"),
        ("地区生产总值增速", "亿元", "level"),
        ("钢铁企业利润", "亿元", "level"),
        ("企业", "家", "level"),
        ("投资", "亿元", "level"),
        ("收入", "亿元", "level"),
        ("", "亿元", "level"),
        ("同", "%", "growth"),
        ("全市", "亿元", "level"),
        ("户均地区生产总值", "元", "level"),
        ("新增国家级文化馆", "家", "level"),
    ],
)
def test_words_left_over_or_another_unit_name_none(subject, unit, role):
    assert indicator_for(subject, unit, role) is None


def test_historic_series_stay_apart():
    names = ("地方财政一般预算收入", "公共财政预算收入", "一般公共预算收入", "财政总收入", "地方财政收入")
    found = [indicator_for(name, "亿元", "level") for name in names]
    assert None not in found
    assert len(set(found)) == len(names)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("社零", "retail_sales"),
        ("gdp", "gdp"),
        ("value_added.industry.above_threshold", "value_added.industry.above_threshold"),
        ("foreign capital actually used", "fdi.actual"),
        ("固投", "fixed_asset_investment"),
    ],
)
def test_search_finds_by_id_name_alias_and_english(query, wanted):
    assert search("indicators", query, 1)[0].id == wanted


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Gdp\t甲\ta\t\t元\tflow\treal\tup\tyes\tcounty\ts\t", "id is 'Gdp'"),
        ("gdp\t甲\ta\t\t斛斗\tflow\treal\tup\tyes\tcounty\ts\t", "unit is '斛斗'"),
        ("gdp\t甲\ta\t\t元\tfluss\treal\tup\tyes\tcounty\ts\t", "nature is 'fluss'"),
        ("gdp\t甲\ta\t\t元\tflow\treal\tup\tja\tcounty\ts\t", "additive is 'ja'"),
        ("gdp\t甲\ta\t\t元\tflow\treal\tup\tyes\tvillage\ts\t", "levels is 'village'"),
        ("gdp\t甲\ta\t\t元\tflow\treal\tup\tyes\tcounty\t\t", "source is empty"),
        ("gdp\t甲\ta\t\t元", "5 cells under 12 headings"),
    ],
)
def test_a_malformed_line_is_refused_with_file_and_line(line, message):
    with pytest.raises(CatalogueError, match=rf"x\.tsv:2: .*{message}"):
        indicator_of(parse_table("x.tsv", HEADER + line + "\n")[0])


def test_naming_is_linear_on_long_subjects():
    for subject in ("全市" * 50_000, "甲" * 100_000, "规模以上" * 30_000, "增速" * 50_000, "省" * 100_000):
        began = process_time()
        assert indicator_for(subject, "%", "growth") is None
        assert process_time() - began < 1
