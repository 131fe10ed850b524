"""The outline: which words open a section, at what level, and what its numbers speak of."""

import csv
import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.model import Document, Section
from taizhang.reading import document_of
from taizhang.reading.marks import numbered

LINES = Path(__file__).with_name("cases").joinpath("outline.jsonl").read_text(encoding="utf-8").splitlines()
CASES = [json.loads(line) for line in LINES]
WORDS = (
    "一、 二、 三、 十一、 （一） （二） (三) 一是 二是 三是 第一， 1. 2． 3、 （1） ① ② 第一部分 第二章 "
    "2029年工作回顾"
    "2030年工作安排 总体要求是： 存在问题 各位代表 方面， 快速发展 “强基，固本” 全市增长百分之五 。 ， ； ： ！ "
    "\n \n\n —— 　 ("
)
TEXTS = st.lists(st.sampled_from(WORDS.split(" ")), max_size=80).map("".join)
GOLD = ("000", "001", "002", "003", "004")


def shown(section: Section) -> list[Any]:
    return [section.level, section.mark, section.title, section.status]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_text_has_the_sections_of_its_case(case: dict[str, Any]) -> None:
    assert [shown(section) for section in document_of(case["text"]).outline] == case["sections"]


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_sections_come_in_order_within_the_text_and_begin_with_their_mark(text: str) -> None:
    outline = document_of(text).outline
    starts = [section.span.start for section in outline]
    assert starts == sorted(starts)
    for section in outline:
        assert 0 <= section.span.start <= section.span.end <= len(text)
        assert "".join(section.span.of(text).split()).startswith(section.mark)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_a_section_lies_within_the_one_above_it(text: str) -> None:
    above: dict[int, Section] = {}
    for section in document_of(text).outline:
        if section.level == 0:
            continue
        above = {level: kept for level, kept in above.items() if level < section.level}
        assert all(section.span.end <= kept.span.end for kept in above.values())
        assert all(section.path.startswith(kept.path) for kept in above.values())
        above[section.level] = section


def test_the_path_joins_the_marks_from_the_top() -> None:
    text = "一、2030年主要任务\n（一）扩大内需。一是扩大投资，新开工二十个项目。二是促进消费，举办活动三十场。\n"
    assert [section.path for section in document_of(text).outline] == [
        "一、",
        "一、（一）",
        "一、（一）一是",
        "一、（一）二是",
    ]


@pytest.mark.parametrize(
    "unit",
    ["一、", "（一）一是", "一是发展。二是提高。", "一、标题\n正文。\n", "第一部分\n发展。\n", "（", "1.", "各位代表"],
)
def test_time_grows_with_the_length_of_the_text_only(unit: str) -> None:
    def spent(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.process_time()
        numbered(text)
        document_of(text)
        return time.process_time() - start

    spent(2_000)
    short, long = min(spent(20_000) for _ in range(2)), spent(200_000)
    assert long < 40 * short + 0.5


def _gold_rows(shared: Path) -> list[dict[str, str]]:
    with (shared / "gold" / "outline.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _agree(row: dict[str, str], section: Section) -> bool:
    near = abs(int(row["start"]) - section.span.start) <= 2
    return near and (row["mark"], row["status"]) == (section.mark, section.status)


def test_the_outline_agrees_with_the_gold(shared: Path) -> None:
    right = wanted = found = 0
    rows = [row for row in _gold_rows(shared) if row["level"] in "123"]
    for key in GOLD:
        document = _document(shared, key)
        sections = [section for section in document.outline if 0 < section.level < 4]
        judged = [row for row in rows if row["doc"] == key]
        right += sum(any(_agree(row, section) for section in sections) for row in judged)
        wanted, found = wanted + len(judged), found + len(sections)
    assert 2 * right / (wanted + found) >= 0.97


def _document(shared: Path, key: str) -> Document:
    text = (shared / "documents" / "zibo" / f"{key}.txt").read_text(encoding="utf-8-sig")
    return document_of(text)
