"""What was promised against what was said of it: each check finds its cases and lets their cousins pass."""

import re
from pathlib import Path

import pytest

from taizhang.catalogue.checks import only, standard_rules
from taizhang.catalogue.kin import kin_of
from taizhang.catalogue.table import Row, parse_table, read_table
from taizhang.catalogue.unverifiable import kind_of
from taizhang.checking import check, message
from taizhang.checking.asking import question
from taizhang.extracting import Reading, read, read_text
from taizhang.linking import link
from taizhang.linking.shelf import entry_of
from taizhang.linking.words.answers import review_of, voice_of
from taizhang.model import Finding

CASES = parse_table(
    "promise_checks.tsv", Path(__file__).with_name("cases").joinpath("promise_checks.tsv").read_text("utf-8")
)
PLAN = """云岚市2023年国民经济和社会发展计划执行情况与2024年计划草案的报告
一、2023年计划执行情况
经济运行总体平稳。
二、2024年主要预期目标
全市经济社会发展主要预期目标是：{targets}。
三、2024年主要任务
{tasks}。
"""
REPORT = """云岚市2024年国民经济和社会发展计划执行情况与2025年计划草案的报告
一、2024年计划执行情况
经济运行总体平稳。{review}。
二、2025年主要任务
{next}。
"""
HALF = """云岚市2024年上半年国民经济和社会发展计划执行情况的报告
一、上半年计划执行情况
经济运行总体平稳。{half}。
"""
OWNING = """云岚市2024年国民经济和社会发展计划执行情况与2025年计划草案的报告
一、2024年计划执行情况
经济运行总体平稳。
在看到成绩的同时，我们也清醒地认识到，还存在一些困难和问题：{problem}。
二、2025年主要任务
{tasks}。
"""


def readings(case: Row) -> list[Reading]:
    made = [read_text(PLAN.format_map(case.cells), "plan.txt"), read_text(REPORT.format_map(case.cells), "report.txt")]
    return [*made, read_text(HALF.format_map(case.cells), "half.txt")] if case["half"] else made


def findings(name: str, documents: list[Reading]) -> list[Finding]:
    return list(check(link(documents), only(standard_rules(), frozenset({name}))))


@pytest.mark.parametrize("case", CASES, ids=[f"{row['check']}-{row['note']}" for row in CASES])
def test_a_check_finds_its_case_and_lets_its_cousins_pass(case: Row) -> None:
    found = findings(case["check"], readings(case))
    assert [one.severity for one in found] == ([case["finding"]] if case["finding"] != "none" else [])
    for one in found:
        assert "{" not in message(one, "zh") + message(one, "en")


@pytest.mark.parametrize(
    ("problem", "tasks", "raised"),
    [
        ("山区饮水管网设施仍然薄弱", "建设青松路小学", True),
        ("山区饮水管网设施仍然薄弱", "改造山区饮水管网80公里", False),
        ("一些干部作风不够扎实", "建设青松路小学", False),
        ("与群众期盼还有差距", "建设青松路小学", False),
    ],
)
def test_a_problem_wants_a_measure(problem: str, tasks: str, raised: bool) -> None:
    documents = [read_text(OWNING.format(problem=problem, tasks=tasks), "report.txt")]
    assert bool(findings("problem_without_measure", documents)) is raised


def test_of_many_dropped_promises_fifteen_are_medium_and_figures_come_first() -> None:
    names = "松柏杨柳桐桃杏梨枣榆槐椿桂枫栗檀楠樟榕桦"
    tasks = "。".join([*(f"建成{name}{name}岭隧道" for name in names), "新建雨水调蓄池4座"])
    case = {"targets": "地区生产总值增长6%左右", "tasks": tasks, "review": "地区生产总值增长6.1%", "next": "建设小学"}
    documents = [read_text(PLAN.format_map(case), "plan.txt"), read_text(REPORT.format_map(case), "report.txt")]
    found = findings("dropped_commitment", documents)
    assert [one.severity for one in found].count("medium") == 15
    assert len(found) > 15
    assert "调蓄池" in message(found[0], "zh")


AGAIN = {
    "targets": "地区生产总值增长6%左右",
    "tasks": "改造“邻里”口袋花园12处",
    "review": "地区生产总值增长6.1%",
    "next": "改造“邻里”口袋花园15处",
}


def test_a_promise_that_is_set_again_without_a_result_says_so_in_both_languages() -> None:
    documents = [read_text(PLAN.format_map(AGAIN), "plan.txt"), read_text(REPORT.format_map(AGAIN), "report.txt")]
    [found] = findings("dropped_commitment", documents)
    assert [said.record.text for said in found.facts] == ["改造“邻里”口袋花园12处", "改造“邻里”口袋花园15处"]
    assert message(found, "zh") == (
        "2024年计划提出“改造‘邻里’口袋花园12处”，2025年报告的回顾中没有完成情况，"
        "新一年任务中却又提出“改造‘邻里’口袋花园15处”，请说明上年该项任务完成了多少。"
    )
    assert message(found, "en") == (
        "The plan for 2024 promised “改造‘邻里’口袋花园12处”; the review of 2025 does not say what became of it, "
        "though its tasks set it again: “改造‘邻里’口袋花园15处”. How much of it was done?"
    )
    assert "：上年该项任务完成了多少？" in str(question(found, "zh"))


def test_a_promise_that_is_nowhere_spoken_of_is_said_not_to_be_taken_up_again() -> None:
    silent = AGAIN | {"next": "建设青松路小学"}
    documents = [read_text(PLAN.format_map(silent), "plan.txt"), read_text(REPORT.format_map(silent), "report.txt")]
    [found] = findings("dropped_commitment", documents)
    assert "新一年任务中也未再提及，请说明该项任务是完成、延期还是取消。" in message(found, "zh")
    assert "does not say what became of it and does not take it up again. Was it done" in message(found, "en")


def test_the_account_of_a_document_leaves_out_its_tasks_and_its_targets() -> None:
    entry = entry_of(read_text(REPORT.format_map(AGAIN | {"review": "建成大桥3座"}), "report.txt"), 0)
    garden, bridge = (next(fact for fact in entry.reading.facts if fact.unit == unit) for unit in ("处", "座"))
    assert voice_of(entry).counts(garden)
    assert not review_of(entry).counts(garden)
    assert review_of(entry).counts(bridge)
    assert [{"大桥"} <= terms for terms in review_of(entry).terms].count(True) == 1
    assert not any({"花园"} <= terms for terms in review_of(entry).terms)


def test_two_documents_of_one_year_answer_together() -> None:
    case = {"targets": "地区生产总值增长6%左右", "tasks": "建成投用东湖体育公园", "next": "建设青松路小学"}
    plan = read_text(PLAN.format_map(case), "plan.txt")
    silent = read_text(REPORT.format_map(case | {"review": "地区生产总值增长6.1%"}), "report.txt")
    work = REPORT.format_map(case | {"review": "东湖体育公园建成投用"})
    told = read_text(work.replace("国民经济和社会发展计划执行情况与2025年计划草案的报告", "政府工作报告"), "work.txt")
    assert findings("dropped_commitment", [plan, silent])
    assert not findings("dropped_commitment", [plan, silent, told])


@pytest.mark.parametrize("name", sorted({row["check"] for row in CASES} | {"problem_without_measure"}))
def test_one_document_alone_raises_nothing_of_other_years(name: str) -> None:
    plan = read_text(PLAN.format(targets="地区生产总值增长6%左右", tasks="建成投用东湖体育公园"), "plan.txt")
    assert findings(name, [plan]) == []


def test_the_gold_of_unreported_targets_is_found(shared: Path) -> None:
    """What an auditor marked in a city's plan and half-year report: five targets that can be told by their figures."""
    folder = shared / "documents" / "zibo"
    plan, half = read(folder / "002.txt"), read(folder / "004.txt")
    found = findings("unreported_target", [plan, half])
    told = {message(one, "zh").split("”")[0] for one in found}
    for name in ("居民收入", "居民消费价格", "社会消费品零售总额", "进出口总额、实际使用外资", "优良天数比例"):
        assert any(name in one for one in told), name


@pytest.mark.parametrize("row", read_table("concrete.tsv"), ids=lambda row: row["example"])
def test_each_pattern_of_concreteness_matches_its_example(row: Row) -> None:
    assert re.search(row["pattern"], row["example"])


@pytest.mark.parametrize("row", read_table("kin.tsv"), ids=lambda row: row["example"])
def test_each_main_indicator_is_named_by_its_example(row: Row) -> None:
    assert row["name"] in [one.name.zh for one in kin_of(row["example"])]


@pytest.mark.parametrize("row", read_table("unverifiable.tsv"), ids=lambda row: row["example"])
def test_each_unverifiable_claim_is_found_in_its_example(row: Row) -> None:
    assert kind_of(row["example"], row["example"]) == row["class"]
