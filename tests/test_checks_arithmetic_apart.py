"""The checks of arithmetic over tables, and over two documents of one place."""

from pathlib import Path

import pytest

from taizhang import read, read_text
from taizhang.catalogue.checks import only, standard_rules
from taizhang.checking import check, message
from taizhang.linking import link

REPORT = "云澜市{}年政府工作报告\n\n一、{}年工作回顾\n{}年，{}\n\n二、{}年重点工作\n{}年，抓好落实。\n"
DEBTS = [("青汀区", 120, 40, 80), ("石陂县", 95, 35, 60), ("南桥县", 61, 21, 40), ("云溪区", 84, 30, 54)]


def rules(name: str):
    return only(standard_rules(), frozenset({name}))


def report(year: int, review: str) -> str:
    return REPORT.format(year, year - 1, year - 1, review, year, year)


def raised(name: str, *readings):
    return check(link(readings), rules(name))


def over_years(name: str, before: str, after: str):
    """What a check finds in the reports of two years that tell these results."""
    texts = (report(2024, before), report(2025, after))
    return raised(name, *(read_text(text, f"{number}.txt") for number, text in enumerate(texts)))


def page(folder: Path, rows: list[tuple[object, ...]], title: str) -> Path:
    """A page with one table, whose cells the file itself tells."""
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    path = folder / "table.html"
    path.write_text(f"<html><body><p>{title}</p><table>{lines}</table></body></html>", encoding="utf-8")
    return path


def debt_table(folder: Path, **changed: int) -> Path:
    """Debts of four counties by kind, with a total row and a total column; `changed` moves single cells."""
    rows = [list(row) for row in DEBTS]
    total = ["合计", *(sum(row[i] for row in rows) for i in (1, 2, 3))]
    for place, value in changed.items():
        row, column = int(place[1]), int(place[3])
        ([total, *rows][row])[column] = value
    head = ("地区", "合计（亿元）", "一般债务（亿元）", "专项债务（亿元）")
    return page(folder, [head, tuple(total), *map(tuple, rows)], "2024年云澜市政府债务余额情况表")


def test_a_table_that_sums_is_not_raised(tmp_path):
    assert raised("sum_of_parts", read(debt_table(tmp_path))) == ()


def test_a_cell_that_breaks_its_row_and_column_is_raised(tmp_path):
    found = raised("sum_of_parts", read(debt_table(tmp_path, r2c3=90)))
    assert {finding.facts[0].record.text for finding in found} & {"95", "234"}
    assert all(finding.check == "sum_of_parts" for finding in found)


def test_a_total_that_is_off_is_raised(tmp_path):
    found = raised("sum_of_parts", read(debt_table(tmp_path, r0c2=216)))
    assert any("216" in [said.record.text for said in finding.facts] for finding in found)


def test_a_table_that_sums_nowhere_is_another_kind_of_table(tmp_path):
    rows = [("地区", "2023年（亿元）", "2024年（亿元）"), ("合计", 31, 35), ("青汀区", 90, 94), ("石陂县", 72, 75)]
    assert raised("sum_of_parts", read(page(tmp_path, rows, "主要指标"))) == ()


ANNEX = (
    "云澜市2025年国民经济和社会发展计划\n\n附件\n云澜市2025年国民经济和社会发展主要预期目标\n"
    "指标\t单位\t2024年完成\t增长（%）\t2025年计划\t增长（%）\n"
    "地区生产总值\t亿元\t500.1\t5.5\t536.2\t5左右\n"
    "一般公共预算收入\t亿元\t31.2\t4.1\t{}\t5.5左右\n"
    "社会消费品零售总额\t亿元\t210.3\t6.2\t222.9\t6左右\n"
    "进出口总额\t亿元\t80.7\t3.3\t84.7\t5左右\n"
    "城镇调查失业率\t%\t5.1\t——\t5.5左右\t——\n"
    "城镇新增就业\t万人\t1.5\t——\t1.4以上\t——\n"
)


def annexed(name: str, revenue: str):
    return raised(name, read_text(ANNEX.format(revenue), "annex.txt"))


def test_an_annex_with_all_its_cells_is_not_raised():
    assert annexed("table_cell_missing", "32.9") == ()


def test_a_dash_where_the_row_gives_the_plan_is_raised_with_the_plan():
    (finding,) = annexed("table_cell_missing", "——")
    assert [said.record.text for said in finding.facts] == ["31.2", "4.1", "5.5"]
    assert "32.9亿元" in message(finding, "zh")
    assert "32.9亿元" in message(finding, "en")


def test_words_for_a_plan_are_a_target_of_their_own():
    assert annexed("table_cell_missing", "与经济增长同步") == ()


def test_a_plan_that_its_growth_does_not_give_is_raised():
    (finding,) = annexed("growth_arithmetic", "39.2")
    assert [said.record.text for said in finding.facts] == ["31.2", "39.2", "5.5"]


def test_real_growth_need_not_give_the_plan():
    assert annexed("growth_arithmetic", "32.9") == ()


@pytest.mark.parametrize(("later", "times"), [("230座", 1), ("270座", 0), ("250座", 0)])
def test_a_cumulative_count_cannot_fall(later, times):
    found = over_years("stock_decreases", "累计建成公共充电站250座。", f"累计建成公共充电站{later}。")
    assert len(found) == times


def test_what_was_built_in_a_year_may_be_less_than_the_year_before():
    assert over_years("stock_decreases", "新建公共充电站250座。", "新建公共充电站90座。") == ()


@pytest.mark.parametrize(("growth", "times"), [("20%", 0), ("38%", 1), ("20.4%", 0)])
def test_a_growth_on_last_years_report_is_low(growth, times):
    found = over_years("level_growth_mismatch", "旅游总收入完成50亿元。", f"旅游总收入完成60亿元，增长{growth}。")
    assert [finding.severity for finding in found] == ["low"] * times


def test_real_growth_is_on_no_printed_base():
    found = over_years("level_growth_mismatch", "地区生产总值完成500亿元。", "地区生产总值完成540亿元，增长5%。")
    assert found == ()
