"""Tables in plain text: what is found in which layout, and what is none."""

import json
import time
from pathlib import Path

import pytest

from taizhang.reading.tables import tabled

CASES = Path(__file__).parent / "cases"
FIELDS = ("name", "unit", "actual_value", "actual_growth", "planned_value", "planned_growth")


def cases(name):
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [pytest.param(case, id=case["name"]) for case in map(json.loads, lines)]


@pytest.mark.parametrize("case", cases("tables.jsonl"))
def test_a_target_annex_is_read_in_any_layout(case):
    (table,) = tabled(case["text"], ())
    assert [[getattr(row, field) for field in FIELDS] for row in table.targets] == case["targets"]
    assert table.title == case.get("title", table.title)
    assert table.unit == case.get("unit")


@pytest.mark.parametrize("case", cases("tables.jsonl"))
def test_every_cell_says_where_it_stands(case):
    for table in tabled(case["text"], ()):
        for cell in table.cells:
            assert cell.span.of(case["text"]) == cell.text
            assert table.span.start <= cell.span.start <= cell.span.end <= table.span.end
            assert not (cell.header and (cell.row_headings or cell.column_headings))


@pytest.mark.parametrize("case", cases("no_tables.jsonl"))
def test_short_lines_that_are_no_table_stay_text(case):
    assert tabled(case["text"], ()) == ()


def test_two_tables_in_a_row_are_two():
    one = "表{n} 2024年农产品产量\n产品\n产量（万吨）\n增长%\n小麦\n{n}1.2\n3.4\n玉米\n{n}5.6\n-1.1\n大豆\n0.8\n2.0\n"
    tables = tabled(one.format(n=1) + one.format(n=2), ())
    assert [table.number for table in tables] == [1, 2]
    assert [table.title for table in tables] == ["表1 2024年农产品产量", "表2 2024年农产品产量"]


def test_a_group_heading_stands_over_its_rows():
    text = next(
        c for c in map(json.loads, (CASES / "tables.jsonl").read_text("utf-8").splitlines()) if "merged" in c["name"]
    )
    (table,) = tabled(text["text"], ())
    cell = next(cell for cell in table.cells if cell.text == "3060")
    assert cell.row_headings == ("开放型经济", "实际利用外资")
    assert cell.column_headings == ("2025年完成", "绝对值")


def test_a_merged_cell_covers_the_columns_of_its_group():
    text = next(
        c for c in map(json.loads, (CASES / "tables.jsonl").read_text("utf-8").splitlines()) if "merged" in c["name"]
    )
    (table,) = tabled(text["text"], ())
    cell = next(cell for cell in table.cells if cell.text == "稳中提质")
    assert (cell.columns, cell.column_headings) == (2, ("2026年计划",))


def test_names_printed_after_the_table_return_to_their_rows():
    text = (
        "2025年主要产品产量\n\n产品名称\n\n产量（万吨）\n\n比上年增长%\n\n小麦\n\n31.2\n\n1.5\n\n7.4\n\n2.2\n\n"
        "玉米\n\n28.9\n\n-0.3\n\n其中：冬小麦\n\n农业机械总动力稳步增加，农民收入提高。\n"
    )
    (table,) = tabled(text, ())
    assert next(cell for cell in table.cells if cell.text == "7.4").row_headings == ("小麦", "冬小麦")


def test_a_number_broken_by_a_line_end_is_one_cell():
    text = "2025年工业产品产量情况\n产品\n单位\n产量\n增长%\n水泥\n万吨\n74.2\n0\n3.1\n钢材\n万吨\n65\n-\n2.4\n"
    text += "饮料\n万吨\n9.5\n1.8\n"
    (table,) = tabled(text, ())
    assert [cell.text for cell in table.cells if cell.row == 1] == ["水泥", "万吨", "74.2\n0", "3.1"]
    assert any(cell.text == "-\n2.4" for cell in table.cells)


def test_a_sentence_after_the_table_is_left_alone():
    text = "2025年价格指数\n类别\n价格指数\n食品\n98.3\n衣着\n101.5\n居住\n100.4\n"
    text += "全市粮食种植面积\n84.2\n万亩。其中，夏粮43万亩。\n"
    (table,) = tabled(text, ())
    assert text[table.span.end :].startswith("\n全市粮食种植面积")


@pytest.mark.parametrize(
    "line", ["粮食\n", "12\n", "粮食\n12.5\n3.4\n", "a\t1\n", "2025年主要指标完成情况表\n", "| 1 | 2 |\n"]
)
def test_time_grows_in_proportion_to_the_lines(line):
    def seconds(times):
        start = time.process_time()
        tabled(line * times, ())
        return time.process_time() - start

    seconds(1000)
    assert min(seconds(20_000) for _ in range(2)) < 30 * max(seconds(2000), 0.02)  # 100 times, were it by the square


@pytest.mark.parametrize(
    "text", ["|" * 200_000, "（" * 200_000, "1 " * 200_000, "\t" * 200_000, " " * 200_000 + "1", "1" * 200_000]
)
def test_an_endless_line_is_read_in_bounded_time(text):
    start = time.process_time()
    tabled(text, ())
    assert time.process_time() - start < 3


ROWS = (
    ("指标名称", "单位", "2025年完成", "2026年计划"),
    ("绝对值", "增长%", "绝对值", "增长%"),
    ("一、地区生产总值", "亿元", "512.6", "5.3", "540", "5.5左右"),
    ("二、开放型经济",),
    ("实际使用外资", "万美元", "3060", "12", "稳中提质"),
    ("进出口总额", "亿元", "61.5", "-2.4", "64", "4左右"),
    ("三、绿色发展",),
    ("单位生产总值能耗降低率", "%", "——", "完成上级下达任务"),
    ("四、民生",),
    ("城镇新增就业人数", "万人", "1.2", "1.1"),
    ("居民人均可支配收入", "元", "41230", "5.9", "43700", "6左右"),
)
LAYOUTS = {
    "a cell a line": ("\n", "\n"),
    "a cell a line, blank lines between cells": ("\n\n", "\n\n"),
    "a cell a line, blank lines between rows": ("\n", "\n\n"),
    "tabs": ("\t", "\n"),
    "two blanks": ("  ", "\n"),
    "one blank": (" ", "\n"),
    "wide blanks": ("\u3000", "\n"),
    "bars": (" | ", "\n"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_one_annex_reads_alike_whatever_parts_its_cells(layout):
    cell, row = LAYOUTS[layout]
    printed = [f"| {cell.join(cells)} |" if "|" in cell else cell.join(cells) for cells in ROWS]
    text = "各项目标，须如期完成。\n2026年主要预期目标\n" + row.join(printed) + "\n"
    (table,) = tabled(text, ())
    assert [tuple(getattr(target, field) for field in FIELDS) for target in table.targets] == [
        ("地区生产总值", "亿元", "512.6", "5.3", "540", "5.5左右"),
        ("开放型经济", None, None, None, None, None),
        ("实际使用外资", "万美元", "3060", "12", "稳中提质", None),
        ("进出口总额", "亿元", "61.5", "-2.4", "64", "4左右"),
        ("绿色发展", None, None, None, None, None),
        ("单位生产总值能耗降低率", "%", "——", None, "完成上级下达任务", None),
        ("民生", None, None, None, None, None),
        ("城镇新增就业人数", "万人", "1.2", None, "1.1", None),
        ("居民人均可支配收入", "元", "41230", "5.9", "43700", "6左右"),
    ]


def test_no_table_steals_the_sentences_of_the_samples(shared):
    for path in sorted((shared / "documents" / "sample").glob("*-work.txt")):
        assert tabled(path.read_text(encoding="utf-8", errors="replace"), ()) == (), path.name
