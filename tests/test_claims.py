"""The review sections become claims: what is said of what, with a figure or without."""

import json
from pathlib import Path
from typing import Any

import pytest

from taizhang.catalogue.cues import states
from taizhang.extracting import read_text
from taizhang.model import Claim

CASES = Path(__file__).parent / "cases" / "claims.jsonl"
REPORT = (
    "关于云川市2024年国民经济和社会发展计划执行情况与2025年计划草案的报告\n"
    "一、2024年计划执行情况\n{}\n二、2025年主要任务\n新建绿道8公里。\n"
)


def cases(key: str) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if key in row]


def claims(words: str) -> tuple[Claim, ...]:
    return read_text(REPORT.format(words)).claims


@pytest.mark.parametrize("case", cases("rows"), ids=lambda case: case["text"])
def test_a_claim_says_what_is_in_which_state(case: dict[str, Any]) -> None:
    assert [[row.object, row.state or ""] for row in claims(case["text"])] == case["rows"]


@pytest.mark.parametrize("case", cases("count"), ids=lambda case: case["text"])
def test_an_effect_is_no_claim_of_its_own(case: dict[str, Any]) -> None:
    assert len(claims(case["text"])) == case["count"]


def test_what_is_to_be_done_is_no_claim() -> None:
    assert [row.text for row in claims("森林公园建成开放。")] == ["森林公园建成开放"]


def test_a_level_and_its_growth_are_one_claim_with_both_quantities() -> None:
    reading = read_text(REPORT.format("一般公共预算收入40.2亿元，同比增长6.1%。"))
    (row,) = reading.claims
    assert [str(fact.value) for fact in reading.facts if fact.span.start in row.quantities] == ["40.2", "6.1"]


def test_the_span_is_of_the_document_as_it_stands() -> None:
    text = REPORT.format("　　青泽二桥 建成\n通车，新增泊位 ３００ 个。")
    for row in read_text(text).claims:
        assert row.span.of(text) == row.text


def test_every_state_class_has_words() -> None:
    assert {state.state_class for state in states().values()} == {
        *("done", "granted", "started", "under_way", "on_pace", "behind", "level", "change", "degree")
    }


def test_what_comes_next_in_a_review_is_a_commitment_of_its_section() -> None:
    text = REPORT.format("（一）扩大投资。新建泵站2座。\n下一步，全市将完善河道巡查制度，加密监测站点。")
    reading = read_text(text)
    assert [row.text for row in reading.claims] == ["新建泵站2座"]
    assert {row.section for row in reading.commitments} == {"一、（一）", "二、"}
