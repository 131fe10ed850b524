"""The units of measure as data: well formed, reachable, unambiguous; and what they come to."""

from decimal import Decimal
from fractions import Fraction
from time import process_time

import pytest

from taizhang.catalogue.search import search
from taizhang.catalogue.table import parse_table
from taizhang.catalogue.units import (
    MULTIPLIERS,
    base,
    longest_unit,
    unit_named,
    unit_names,
    units,
    without_surplus,
)
from taizhang.errors import CatalogueError


def test_there_are_at_least_300_units():
    assert len(units()) >= 300


def test_each_unit_is_well_formed():
    for unit in units():
        assert unit.symbol
        assert unit.en
        assert unit.source
        assert unit.factor > 0
        assert unit.base_unit == "百分点" or unit_named(unit.base_unit) is not None


def test_a_base_unit_is_one_of_itself():
    for unit in units():
        home = unit_named(unit.base_unit)
        assert home is not None
        assert (home.base_unit, home.factor, home.dimension) == (unit.base_unit, 1, unit.dimension), unit.symbol


def test_each_symbol_and_alias_names_its_unit_and_no_other():
    names = [name for unit in units() for name in (unit.symbol, *unit.aliases)]
    assert len(names) == len(set(names))
    for unit in units():
        for name in (unit.symbol, *unit.aliases):
            assert unit_named(name) is unit


def test_each_name_is_found_whole_after_a_number():
    for name in unit_names():
        if not name[0].isdigit():
            assert longest_unit(f"12.5{name}，", 4) == len(name), name


def test_each_multiplier_stands_before_any_unit():
    for prefix, times in MULTIPLIERS.items():
        assert base(Decimal(2), f"{prefix}美元") == (Decimal(2 * times), "美元")
        assert longest_unit(f"{prefix}美元") == len(prefix) + 2


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("千瓦的机组", "千瓦"),
        ("千瓦时，", "千瓦时"),
        ("千米", "千米"),
        ("千公顷", "千公顷"),
        ("百分点", "百分点"),
        ("万吨公里", "万吨公里"),
        ("万余人次参与", "万余人次"),
        ("万多名职工", "万多名"),
        ("万", "万"),
        ("万亿元产业", "万亿元"),
        ("亿元人民币）", "亿元人民币"),
        ("人/10万人", "人/10万人"),
        ("件/万户", "件/万户"),
        ("公里/百平方公里", "公里/百平方公里"),
        ("台(件)农机", "台(件)"),
        ("项（次）", "项（次）"),
        ("元/人·月", "元/人·月"),
        ("GWh储能", "GWh"),
        ("GW光伏", "GW"),
        ("个百分点以上", "个百分点"),
        ("个百亿级", "个"),
        ("家/5家", "家"),
        ("G网络", ""),
        ("企业", ""),
        ("Good", ""),
        ("", ""),
    ],
)
def test_the_longest_unit_is_taken(text, unit):
    assert text[: longest_unit(text)] == unit


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("524", "亿元", ("52400000000", "元")),
        ("15", "亩", ("10000", "平方米")),
        ("1", "万亩", (str(Decimal(20000000) / 3), "平方米")),
        ("3", "万公顷", ("300000000", "平方米")),
        ("2", "亿斤", ("100000", "吨")),
        ("6", "‰", ("0.6", "%")),
        ("25", "个基点", ("0.25", "百分点")),
        ("30", "微克/立方米", ("30", "微克/立方米")),
        ("0.03", "毫克/立方米", ("30", "微克/立方米")),
        ("1.2", "GW", ("1200000", "千瓦")),
        ("8", "件/万户", ("0.0008", "件/户")),
        ("2", "万元/亩", ("20000", "元/亩")),
        ("7", "台（件）", ("7", "台")),
        ("5", "万", ("50000", "1")),
        ("3", "1", ("3", "1")),
    ],
)
def test_a_value_comes_to_its_base_unit(value, unit, expected):
    found = base(Decimal(value), unit)
    assert found is not None
    assert (found[0] - Decimal(expected[0])).copy_abs() < Decimal("1e-18") * max(1, abs(found[0]))
    assert found[1] == expected[1]


@pytest.mark.parametrize("unit", ["", "企业", "元/企业", "/", "元/", "万企业", "元//亩", "台()"])
def test_what_is_no_unit_has_no_base(unit):
    assert base(Decimal(1), unit) is None


def test_a_number_of_400_digits_loses_none():
    digits = "1234567890" * 40
    assert base(Decimal(digits), "亿元") == (Decimal(digits + "0" * 8), "元")


def test_the_surplus_word_is_no_part_of_the_unit():
    assert without_surplus("万余人次") == "万人次"
    assert without_surplus("多边形") == "多边形"


def test_matching_is_linear_on_long_runs_of_unit_signs():
    for sign in ("万", "千", "元/", "亿", "人·", "台(", "10万/"):
        began = process_time()
        longest_unit("元/" + sign * 500_000)
        unit_named("元/" + sign * 1000)
        assert process_time() - began < 1


def test_malformed_data_is_refused_with_file_and_line():
    with pytest.raises(CatalogueError, match=r"x\.tsv:3: 1 cells under 2 headings"):
        parse_table("x.tsv", "a\tb\n1\t2\n3\n")
    row = parse_table("x.tsv", "a\tb\n1\t2\n")[0]
    with pytest.raises(CatalogueError, match=r"x\.tsv:2: a is '1', not one of yes, no"):
        row.flag("a")
    with pytest.raises(CatalogueError, match="no header"):
        parse_table("x.tsv", "# nothing\n")


def test_an_acre_of_mu_is_exact():
    mu = unit_named("亩")
    assert mu is not None
    assert mu.factor == Fraction(2000, 3)


@pytest.mark.parametrize(
    ("words", "base_unit", "factor"),
    [
        ("亿元", "元", "100000000"),
        ("万千瓦时", "千瓦时", "10000"),
        ("件/万户", "件/户", "1/10000"),
        ("亩", "平方米", "2000/3"),
    ],
)
def test_a_search_finds_units_with_multipliers_and_those_built_by_parts(words, base_unit, factor):
    found = search("units", words)
    assert found[0].id == words
    assert (found[0].details["base_unit"], found[0].details["factor"]) == (base_unit, factor)
    assert len({entry.id for entry in found}) == len(found)


def test_a_search_builds_no_unit_from_words_that_are_none():
    assert search("units", "企业家精神") == ()
