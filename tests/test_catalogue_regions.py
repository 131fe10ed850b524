"""The regions of GB/T 2260: each entry well formed, reachable and unambiguous, and found in running text."""

from itertools import pairwise
from pathlib import Path

import pytest

from taizhang.catalogue.regions import (
    all_regions,
    ancestors,
    children,
    find_regions,
    region_named,
    region_of,
    regions_named,
)
from taizhang.catalogue.table import parse_table, read_table

CASES = Path(__file__).parent / "cases"
YEARS = range(1981, 2027)
ZIBO = {
    "淄川区": "370302",
    "张店区": "370303",
    "博山区": "370304",
    "临淄区": "370305",
    "周村区": "370306",
    "桓台县": "370321",
    "高青县": "370322",
    "沂源县": "370323",
}


def is_well_formed(region):
    return (
        len(region.code) == 6
        and region.code.isdigit()
        and region.level == (1 if region.code.endswith("0000") else 2 if region.code.endswith("00") else 3)
        and region.name.startswith(region.short)
        and len(region.short) > 1
        and (region.since or 0) <= (region.until or 9999)
        and region.common in (0, 1, 2)
    )


def test_every_entry_is_well_formed_and_reachable():
    assert not [region for region in all_regions() if not is_well_formed(region)]
    assert not [region for region in all_regions() if region not in regions_named(region.name)]
    assert not [region for region in all_regions() if region not in regions_named(region.short)]
    assert not [region for region in all_regions() if not all(map(region_of, region.successors))]


def test_every_region_but_a_province_has_a_parent_of_a_higher_level():
    for region in all_regions():
        if region.level == 1:
            assert region.parent == ""
        else:
            above = region_of(region.parent)
            assert above is not None, region
            assert above.level < region.level


def test_a_code_stands_for_one_name_at_a_time():
    for earlier, later in pairwise(all_regions()):
        if earlier.code == later.code:
            assert earlier.until is not None, later
            assert (later.since or 0) >= earlier.until


def test_the_number_of_regions_in_force_is_that_of_the_code_books():
    today = [region.level for region in all_regions() if region.in_force()]
    assert today.count(1) == 34
    assert today.count(2) == 333
    assert 2840 <= today.count(3) <= 2855


def test_the_districts_of_zibo_are_those_of_the_standard():
    city = region_named("淄博市")
    assert {region.name: region.code for region in children(city)} == ZIBO
    assert {above.name for above in ancestors(region_named("张店区"))} == {"淄博市", "山东省"}


@pytest.mark.parametrize(
    ("former", "year", "heir"),
    [
        ("襄樊市", 2010, "襄阳市"),
        ("思茅市", 2007, "普洱市"),
        ("莱芜市", 2018, "莱芜区"),
        ("崇文区", 2010, "东城区"),
        ("下城区", 2021, "拱墅区"),
        ("江干区", 2021, "上城区"),
        ("孟津县", 2021, "孟津区"),
        ("长泰县", 2021, "长泰区"),
        ("禄丰县", 2021, "禄丰市"),
        ("胶南市", 2012, "黄岛区"),
        ("即墨市", 2017, "即墨区"),
        ("徽州地区", 1987, "黄山市"),
        ("毕节地区", 2011, "毕节市"),
    ],
)
def test_a_former_name_leads_to_its_heir(former, year, heir):
    region = region_named(former)
    assert region.until == year
    assert heir in {region_of(code, year).name for code in region.successors}


def test_a_name_is_taken_as_of_its_year():
    assert region_of("420600", 2005).name == "襄樊市"
    assert region_of("420600", 2015).name == "襄阳市"
    assert region_named("巢湖市", year=2005).code == "341400"
    assert region_named("巢湖市", year=2015).code == "340181"


def test_a_name_of_several_places_means_none_until_the_place_above_is_told():
    assert region_named("鼓楼区") is None
    assert region_named("鼓楼区", within="320100").code == "320106"
    assert region_named("河南省开封市鼓楼区").code == "410204"
    assert region_named("北京市朝阳区").code == "110105"
    assert region_named("无此地市") is None


def test_a_short_name_means_the_region_of_the_highest_level():
    assert region_named("吉林").name == "吉林省"
    assert region_named("海南").name == "海南省"
    assert region_named("通化").name == "通化市"
    assert region_named("内蒙古").code == "150000"


def test_an_autonomous_region_is_known_by_its_colloquial_name():
    assert region_named("甘孜州").name == "甘孜藏族自治州"
    assert region_named("环江县").name == "环江毛南族自治县"


def rows(file):
    return parse_table(file, (CASES / file).read_text("utf-8"))


@pytest.mark.parametrize("row", rows("regions_in_text.tsv"), ids=lambda row: row["text"])
def test_a_text_names_these_regions(row):
    text = row["text"]
    found = [text[start:end] for start, end, _ in find_regions(text)]
    assert found == list(row.words("regions"))


def test_offsets_count_characters_beyond_the_basic_plane_as_one():
    text = "𠮷林与山东省淄博市"
    assert [(text[m.start : m.end], m.start) for m in find_regions(text)] == [("山东省", 3), ("淄博市", 6)]


def test_the_words_that_hide_a_region_name_no_region():
    for row in read_table("region_neighbours.tsv"):
        for word in row.words("words"):
            assert row["last"] in ("-", word[-1])
            assert not find_regions(word) or row["last"] == "-"


def test_zones_are_listed_once_and_of_known_kinds():
    zones = read_table("zones.tsv")
    words = [row["word"] for row in zones]
    assert len(words) == len(set(words)) >= 80
    for row in zones:
        row.flag("alone")
        row.one_of("inside", ("yes", "no", "either"))
        assert row["kind"]
        assert row["en"]
