"""Promises are linked to what became of them by the words for the thing, never by the manner."""

from pathlib import Path
from time import process_time

import pytest

from taizhang.catalogue.table import parse_table
from taizhang.extracting import Reading, read_text
from taizhang.linking import link
from taizhang.model import Claim, Commitment, Link

CASES = parse_table("promises.tsv", Path(__file__).with_name("cases").joinpath("promises.tsv").read_text("utf-8"))
FILLING = "全市经济运行总体平稳。城乡面貌持续改善。民生保障扎实有力。"
PLAN = """云岚市2023年国民经济和社会发展计划执行情况与2024年计划草案的报告
一、2023年计划执行情况
{filling}
二、2024年主要任务
{promise}。
深化政务服务改革。提升基层治理水平。加强耕地保护。
"""
REPORT = """云岚市2024年国民经济和社会发展计划执行情况与2025年计划草案的报告
一、2024年计划执行情况
{filling}{review}
二、2025年主要任务
持续优化营商环境。壮大县域经济。{tasks}
"""
HALF = """云岚市2024年上半年国民经济和社会发展计划执行情况的报告
一、上半年计划执行情况
{filling}{review}
"""


def documents(promise: str, said: str, where: str) -> list[Reading]:
    plan = read_text(PLAN.format(filling=FILLING, promise=promise), "plan.txt")
    if where == "half":
        return [plan, read_text(HALF.format(filling=FILLING, review=said + "。"), "half.txt")]
    words = {"review": "", "tasks": ""} | {where: said + "。"}
    return [plan, read_text(REPORT.format(filling=FILLING, **words), "report.txt")]


def promised(links: tuple[Link, ...], promise: str) -> list[Link]:
    return [one for one in links if isinstance(one.a.record, Commitment) and one.a.record.text in promise]


@pytest.mark.parametrize("case", CASES, ids=[f"{row['promise'][:12]}-{row['where']}-{row['link']}" for row in CASES])
def test_a_promise_finds_what_became_of_it(case):
    links = promised(link(documents(case["promise"], case["said"], case["where"])).links, case["promise"])
    found = {(one.kind, one.certainty) for one in links}
    assert found == ({(case["link"], case["certainty"])} if case["link"] != "none" else set())


def test_a_claim_answers_and_a_task_carries_over():
    links = link(documents("建成投用东湖体育公园", "东湖体育公园建成投用", "review")).links
    (answer,) = promised(links, "建成投用东湖体育公园")
    assert isinstance(answer.b.record, Claim)
    assert (answer.reason, answer.agrees) == ("same_words", None)
    carried = link(documents("加快推进龙门大桥建设", "确保龙门大桥建成通车", "tasks")).links
    (again,) = promised(carried, "加快推进龙门大桥建设")
    assert isinstance(again.b.record, Commitment)
    assert "same_action" in again.reason


def test_a_promise_whose_figure_is_answered_is_not_asked_for_by_words():
    links = link(documents("改造落霞老旧小区30个", "改造落霞老旧小区32个", "review")).links
    assert [type(one.a.record).__name__ for one in links if one.kind == "outcome"] == ["Fact"]


def test_documents_of_two_cities_are_never_linked():
    plan, report = documents("建成投用东湖体育公园", "东湖体育公园建成投用", "review")
    other = read_text(report.document.text.replace("云岚", "清渡"), "other.txt")
    assert not promised(link([plan, other]).links, "建成投用东湖体育公园")


def test_the_promises_of_twenty_times_as_many_statements_take_no_more_than_their_share_of_time():
    def seconds(many: int) -> float:
        names = [chr(0x4E00 + at % 900) + chr(0x5200 + at // 900) + chr(0x6000 + at % 700) for at in range(many)]
        promises = "。".join(f"建成{name}公园" for name in names)
        said = "。".join(f"{name}公园建成" for name in names)
        plan, report = documents(promises, said, "review")
        assert min(len(plan.commitments), len(report.claims)) > 0.9 * many
        began = process_time()
        link([plan, report])
        return process_time() - began

    seconds(50)
    assert seconds(2000) < 20 * seconds(200) + 0.5
