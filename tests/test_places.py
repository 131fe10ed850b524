"""A number belongs to the place or organisation that its clause, sentence or section names, else to the document's."""

import json
from pathlib import Path
from typing import Any

import pytest

from taizhang import read_text

CASES = [
    json.loads(line) for line in (Path(__file__).parent / "cases" / "places.jsonl").read_text("utf-8").splitlines()
]
TITLE = "关于淄博市2031年国民经济和社会发展计划执行情况与2032年计划的报告\n\n"
COUNTY = "关于桓台县2031年国民经济和社会发展计划执行情况的报告\n\n"
BUDGET = "关于淄博市2031年预算执行情况和2032年预算草案的报告\n\n"


def regions_in(text: str) -> dict[str, str | None]:
    return {fact.text: fact.region for fact in read_text(text).facts if fact.label == "measure"}


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_number_belongs_to_the_place_named_with_it(case: dict[str, Any]) -> None:
    found = regions_in(TITLE + case["text"])
    assert {number: found[number] for number in case["regions"]} == case["regions"]


def test_a_budget_report_tells_the_levels_of_government_apart() -> None:
    text = "全市一般公共预算收入410亿元。市级一般公共预算收入62亿元，增长3%。"
    assert regions_in(BUDGET + text) == {"410": None, "62": "市级", "3%": "市级"}


def test_a_place_is_forgotten_at_the_next_paragraph() -> None:
    text = "经开区调区顺利获批，新增入园企业12家。新建标准厂房3万平方米。\n\n新建标准车间8万平方米。"
    assert regions_in(COUNTY + text) == {"12": "经开区", "3": "经开区", "8": None}


def test_a_city_has_several_zones_so_that_the_next_sentence_may_speak_of_others() -> None:
    text = "经开区调区顺利获批，新增入园企业12家。新建标准厂房3万平方米。"
    assert regions_in(TITLE + text) == {"12": "经开区", "3": None}


@pytest.mark.parametrize("place", ["县城", "开发区"])
def test_what_a_county_has_one_of_is_a_class_of_places_in_a_city(place: str) -> None:
    text = f"{place}绿地率达到33.5%。"
    assert regions_in(COUNTY + text) == {"33.5%": place}
    assert regions_in(TITLE + text) == {"33.5%": None}
