"""Reading takes time in proportion to the text, whatever the text is, and never hangs."""

from pathlib import Path
from time import process_time

import pytest

from taizhang import read_text
from taizhang.catalogue.table import parse_table

CASES = Path(__file__).parent / "cases/linear_time.tsv"
SIZE, TIMES = 3_000, 4  # characters, twice: once as a review and once as tasks
# A pass whose time grows with the square takes 16 times as long; what is measured is rounded up to a noise floor.
GROWTH, NOISE = 10.0, 0.05
LONGEST = 6.0  # seconds for 24,000 characters; ordinary text takes a hundredth of that


def plain(text):
    return text.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r")


def plan_of(row, size):
    """A plan whose review and whose tasks are that text."""
    text = text_of(row, size)
    head = "关于2023年计划执行情况与2024年计划草案的报告\n一、2023年计划执行情况\n"
    return f"{head}{text}\n二、2024年主要任务\n（一）推进建设。{text}"


def text_of(row, size):
    before, unit, after = (plain(row[column]) for column in ("before", "unit", "after"))
    if row["name"].startswith("nested"):
        return before * (size // 2) + unit + after * (size // 2)
    return before + unit * (size // len(unit)) + after


def whole(text):
    reading = read_text(text)
    return reading, reading.commitments, reading.claims


def seconds(text):
    begun = process_time()
    whole(text)
    return process_time() - begun


@pytest.fixture(scope="module", autouse=True)
def _catalogue():
    whole("一、主要目标\n全年增长5%。")


@pytest.mark.parametrize("row", parse_table(CASES.name, CASES.read_text("utf-8")), ids=lambda row: row["name"])
def test_four_times_the_text_takes_about_four_times_as_long(row):
    short = max(seconds(plan_of(row, SIZE)), NOISE)
    long = seconds(plan_of(row, SIZE * TIMES))
    if long > GROWTH * short:
        long = min(long, seconds(plan_of(row, SIZE * TIMES)))  # another try: the machine may have been busy
    assert long <= GROWTH * short
    assert long <= LONGEST


@pytest.mark.parametrize("unit", ["发", "推动经济社会高质量发展", "7", "。", "（", "\n", "全年增长，"])
def test_a_line_of_ten_million_characters_is_read(unit):
    text = unit * (10_000_000 // len(unit)) + "一"
    reading, _, _ = whole(text)
    assert reading.document.text == text
    assert len(reading.facts) == (unit == "7")


@pytest.mark.parametrize("digits", [30, 400, 5000])
def test_a_number_of_hundreds_of_digits_is_one_fact(digits):
    number = "9" * digits
    (fact,) = read_text(f"全年完成投资{number}亿元。").facts
    assert fact.text == number
    assert str(fact.value) == number
