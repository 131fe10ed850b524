"""Facts from the cells of tables."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from taizhang.extracting.tabular import table_facts
from taizhang.grammar.tokens import tokens
from taizhang.reading import document_of

CASES = Path(__file__).parent / "cases"
FIELDS = ("text", "value", "unit", "role", "comparator", "subject", "period", "status")


def cases(name):
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [pytest.param(case, id=case["name"]) for case in map(json.loads, lines)]


def facts(text):
    return table_facts(document_of(text))


def row(fact):
    return {field: str(fact.value) if field == "value" else getattr(fact, field) for field in FIELDS}


@pytest.mark.parametrize("case", cases("tabular.jsonl"))
def test_each_number_of_a_cell_is_a_fact(case):
    assert [row(fact) for fact in facts(case["text"]) if fact.label == "measure"] == case["facts"]


@pytest.mark.parametrize("case", cases("tabular.jsonl") + cases("tables.jsonl"))
def test_every_number_inside_a_table_is_accounted_for(case):
    document = document_of(case["text"])
    found = table_facts(document)
    for token in tokens(document.text):
        if (
            any(table.span.start <= token.start < table.span.end for table in document.tables)
            and token.form != "chinese"
        ):
            assert any(fact.span.start <= token.start < fact.span.end for fact in found), token
    assert all(fact.span.of(document.text) == fact.text for fact in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@pytest.mark.parametrize("case", cases("no_tables.jsonl"))
def test_no_table_has_no_facts(case):
    assert facts(case["text"]) == ()


ANNEX = (
    "表3 2025年主要目标\n序号\t指标\t单位\t2024年完成\t2025年目标\t属性\n1\t粮食产量\t万吨\t51.2\t52以上\t约束性\n"
    "2\t0-3岁托位\t个\t820\t900左右\t预期性\n3\t旅游收入\t亿元\t38.5\t43\t预期性\n"
)


def test_what_is_no_measure_says_why():
    labels = {(fact.text, fact.label) for fact in facts(ANNEX) if fact.label != "measure"}
    assert labels == {
        ("3", "ordinal"),
        ("2025", "date"),
        ("2024", "date"),
        ("1", "ordinal"),
        ("2", "ordinal"),
        ("0", "qualifier"),
        ("-3", "qualifier"),
    }
    assert all(fact.reason for fact in facts(ANNEX) if fact.label != "measure")


def test_firmness_comes_from_attribute_and_comparator():
    firm = {fact.text: fact.firmness for fact in facts(ANNEX) if fact.status == "target"}
    assert firm == {"52": "must", "900": "about", "43": "expected"}


def test_a_fact_says_in_which_cell_it_stands():
    (fact,) = (fact for fact in facts(ANNEX) if fact.text == "820")
    assert fact.place == (None, 1, 2, 3)
    assert fact.clause.of(ANNEX).startswith("2\t0-3岁托位")


def test_the_value_is_given_in_the_base_unit_too():
    (fact,) = (fact for fact in facts(ANNEX) if fact.text == "38.5")
    assert (fact.base_value, fact.base_unit) == (3_850_000_000, "元")


def test_a_row_of_a_region_belongs_to_it():
    text = "2025年各地一般公共预算收入情况\n单位：亿元\n地区\n2025年\n2024年\n青汀区\n12.3\n11.8\n石陂县\n9.6\n9.1\n"
    assert [fact.region for fact in facts(text) if fact.label == "measure"] == ["青汀区", "青汀区", "石陂县", "石陂县"]


def test_a_row_whose_name_was_printed_elsewhere_is_for_review():
    text = (
        "2025年主要产品产量\n\n产品名称\n\n产量（万吨）\n\n比上年增长%\n\n小麦\n\n31.2\n\n1.5\n\n7.4\n\n2.2\n\n"
        "玉米\n\n28.9\n\n-0.3\n\n其中：冬小麦\n\n农业机械总动力稳步增加，农民收入提高。\n"
    )
    certain = {fact.text: fact.certainty for fact in facts(text) if fact.label == "measure"}
    assert (certain["31.2"], certain["7.4"], certain["28.9"]) == ("sure", "review", "sure")


def test_headings_that_the_numbers_contradict_leave_the_table_for_review():
    text = "2025年支出情况\n单位：万元\n项目\n占预算%\n金额\n比上年增长\n"
    text += "教育支出\n81200\n98.2%\n79740\n农业支出\n63300\n97.0%\n61400\n"
    assert {fact.certainty for fact in facts(text) if fact.label == "measure"} == {"review"}


def test_the_annex_of_the_gold_is_read_without_a_miss(shared):
    text = (shared / "documents" / "zibo" / "003.txt").read_text(encoding="utf-8")
    gold = json.loads((shared / "gold" / "tables.json").read_text(encoding="utf-8"))["003"]
    (table,) = document_of(text).tables
    fields = ("name", "unit", "actual_value", "actual_growth", "planned_value", "planned_growth")
    found = {target.name: [getattr(target, field) for field in fields] for target in table.targets}
    assert found == {wanted["name"]: [wanted[field] for field in fields] for wanted in gold["rows"]}
