"""Tables whose cells a file tells: what is caption, heading, name and value, and what the values mean."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from grid_files import grid, layout
from taizhang.extracting import extract
from taizhang.grammar.tokens import tokens
from taizhang.reading.assembling import assembled
from taizhang.reading.grids import read_grid
from taizhang.reading.layout import Layout, Passage, plain

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases" / "grids.jsonl").read_text("utf-8").splitlines()]
case_by_name = pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])


def told(fact):
    return [fact.text, str(fact.value), fact.unit, fact.role, fact.subject, fact.period, fact.status, fact.region]


@case_by_name
def test_cells_become_facts_with_the_meaning_of_their_headings(case):
    reading = extract(assembled(layout(case), b"", "表.docx"))
    facts = [told(fact) for fact in reading.facts if fact.label == "measure"]
    assert [fact for fact in case["facts"] if fact not in facts] == []


@case_by_name
def test_a_table_is_called_as_its_caption_says(case):
    (table,) = assembled(layout(case), b"", "表.docx").tables
    assert (table.title, table.unit, table.exact) == (case["title"], case["unit"], True)


@case_by_name
def test_rows_and_columns_are_those_of_the_grid(case):
    document = assembled(layout(case), b"", "表.docx")
    for cell in document.tables[0].cells:
        assert cell.text == (case["rows"][cell.row][cell.column] or "").strip("\u3000")
        assert cell.span.of(document.text) == cell.text


@case_by_name
def test_every_number_of_a_grid_has_one_fact(case):
    reading = extract(assembled(layout(case), b"", "表.docx"))
    spans = sorted(fact.span for fact in reading.facts)
    for token in tokens(reading.document.text):
        assert any(start <= token.start < end for start, end in spans) or token.form == "chinese"
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_places_name_page_table_row_and_column():
    reading = extract(assembled(layout(CASES[0]), b"", "表.docx"))
    fact = next(fact for fact in reading.facts if fact.text == "98.5")
    assert tuple(fact.place) == (1, 1, 5, 2)


def test_a_frame_around_words_is_no_table():
    frame = grid([["云澜市人民政府公报"], ["第3期，总第88期。"]])
    document = assembled(Layout("docx", [frame, plain("全年完成524亿元。")]), b"", "报.docx")
    assert document.tables == ()
    assert "云澜市人民政府公报\n" in document.text


def test_tables_that_stand_under_each_other_in_one_grid_are_told_apart():
    rows = [
        ["2025年收入表", None, None],
        ["项目", "预算数", "执行数"],
        ["税收", "10", "11"],
        ["2025年支出表", None, None],
        ["单位：亿元", None, None],
        ["科目", "决算数", None],
        ["教育", "5", None],
        ["科技", "2", None],
    ]
    merges = [(0, 0, 1, 3), (3, 0, 1, 3), (4, 0, 1, 3), (5, 1, 1, 2), (6, 1, 1, 2), (7, 1, 1, 2)]
    found = read_grid(grid(rows, merges))
    assert [(read.caption.title, read.caption.unit, len(read.bands.body)) for read in found] == [
        ("2025年收入表", None, 1),
        ("2025年支出表", "亿元", 2),
    ]
    assert sorted(found[1].roles) == [0, 1]


def test_a_target_annex_lists_results_beside_targets():
    rows = [
        ["序号", "指标", "单位", "2025年完成", "2026年目标"],
        ["1", "地区生产总值", "亿元", "524.3", "555以上"],
        ["2", "城镇登记失业率", "%", "3.1", "4以内"],
    ]
    parts = [plain("2026年云澜市主要预期目标"), grid(rows)]
    (table,) = assembled(Layout("docx", parts), b"", "附表.docx").tables
    assert [(row.name, row.unit, row.actual_value, row.planned_value) for row in table.targets] == [
        ("地区生产总值", "亿元", "524.3", "555以上"),
        ("城镇登记失业率", "%", "3.1", "4以内"),
    ]


@pytest.mark.parametrize("words", ["注：本表为快报数。", "说明：口径有变。", "数据来源：统计局"])
def test_what_stands_below_a_table_is_read_as_words(words):
    rows = [["项目", "预算数"], ["教育", "10"], ["科技", "5"], [words, None]]
    document = assembled(Layout("docx", [grid(rows, [(3, 0, 1, 2)])]), b"", "表.docx")
    assert document.tables[0].span.end <= document.text.index(words)


def test_furniture_above_a_table_is_passed_over_when_its_title_is_looked_for():
    parts = [plain("2026年云澜市支出表"), Passage([*plain("— 7 —").runs], "furniture"), plain("单位：亿元")]
    rows = [["项目", "预算数"], ["教育", "10"], ["科技", "5"]]
    (table,) = assembled(Layout("pdf", [*parts, grid(rows)]), b"", "表.pdf").tables
    assert (table.title, table.unit) == ("2026年云澜市支出表", "亿元")


def test_a_sentence_in_a_cell_is_read_as_a_sentence():
    rows = [
        ["项目名称", "总投资（亿元）", "建设内容"],
        ["云澜综合能源港", "12.5", "新建厂房3万平方米，购置设备120台，年产值可达8亿元。"],
        ["石陂冷链物流园", "4.2", "改造冷库2座"],
    ]
    reading = extract(assembled(Layout("docx", [plain("2026年重点项目"), grid(rows)]), b"", "项目.docx"))
    told = {fact.text: (fact.label, fact.unit, fact.place is not None) for fact in reading.facts}
    assert told["3"] == ("measure", "万平方米", False)
    assert told["120"] == ("measure", "台", False)
    assert told["12.5"] == ("measure", "亿元", True)
    assert [fact.span.of(reading.document.text) for fact in reading.facts] == [fact.text for fact in reading.facts]
