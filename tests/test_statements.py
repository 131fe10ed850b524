"""Sentences become facts: one runner over tests/cases/statements.jsonl, each row a rule, a text and all its numbers."""

import json
from pathlib import Path

import pytest

from taizhang import read_text
from taizhang.extracting.statements import PATTERNS

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "statements.jsonl").read_text(encoding="utf-8").splitlines()
]
MEASURED = ("value", "unit", "role", "comparator", "subject")


def told(fact):
    """A fact as a case tells it."""
    row = {"start": fact.span.start, "text": fact.text, "label": fact.label}
    if fact.label == "measure":
        row |= {"value": str(fact.value)} | {name: getattr(fact, name) for name in MEASURED[1:]}
    return row


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['rule']}: {case['text'][:24]}")
def test_every_number_of_a_sentence_is_told_as_the_case_says(case):
    assert [told(fact) for fact in read_text(case["text"]).facts] == case["facts"]


def test_the_last_pattern_states_what_no_other_does():
    fact = read_text("12个。").facts[0]
    assert fact.label == "measure"
    assert fact.subject is None
    assert fact.certainty == "review"


def test_patterns_are_tried_in_a_fixed_order():
    assert [pattern.__name__ for pattern in PATTERNS][-1] == "_named_before"
    assert len(set(PATTERNS)) == len(PATTERNS)


def test_what_is_taken_from_another_clause_is_for_review():
    facts = read_text("实施技改项目18个，总投资26亿元，开工率95%。").facts
    assert [(fact.subject, fact.certainty) for fact in facts] == [
        ("技改项目", "sure"),
        ("技改项目总投资", "review"),
        ("技改项目开工率", "review"),
    ]


def test_numbers_of_four_hundred_digits_are_read_and_kept():
    digits = "7" * 400
    (fact,) = read_text(f"产值完成{digits}亿元。").facts
    assert str(fact.value) == digits
    assert fact.base_unit == "元"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2023年，全县粮食产量达到31万吨。", "2023"),
        ("到2027年，森林覆盖率达到41%。", "2027"),
        ("2024年上半年，进出口总额增长3%。", "2024H1"),
        ("2021年至2024年，累计投入资金8亿元。", "2021-2024"),
        ("2021年至2024年，森林覆盖率提高到41%。", "2024"),
        ("2024年1-5月，用电量增长6%。", "2024-01/2024-05"),
        ("2024年，常住人口比2020年减少2万人。", "2024"),
    ],
)
def test_a_clause_tells_the_period_of_its_numbers(text, period):
    assert [fact.period for fact in read_text(text).facts if fact.label == "measure"] == [period]
