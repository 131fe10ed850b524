"""Verdicts on targets: by cases, and for all figures that were rounded in a legal way."""

import csv
from decimal import ROUND_DOWN, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.following import verdict
from taizhang.following.nature import better_of
from taizhang.model import Fact, Span

CASES = Path(__file__).parent / "cases" / "verdicts.tsv"
LINES = [line for line in CASES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
ROWS = list(csv.DictReader(LINES, delimiter="\t", quoting=csv.QUOTE_NONE))


def fact(words: str, indicator: str | None = None, basis: str | None = None, **fields) -> Fact:
    role, comparator, digits, unit = words.split()
    return Fact(
        Span(0, 1),
        digits,
        "measure",
        value=Decimal(digits),
        unit=unit,
        role=role,
        comparator=comparator,
        indicator=indicator or None,
        basis=basis or None,
        **fields,
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['target']} and {row['actual']}: {row['why']}")
def test_the_verdict_is_as_judged(row):
    target = fact(row["target"], row["indicator"], row["target_basis"])
    assert verdict(target, fact(row["actual"], row["indicator"], row["actual_basis"])) == row["verdict"]


def test_every_verdict_on_two_figures_has_a_case():
    assert {row["verdict"] for row in ROWS} == {"met", "about", "missed", "redefined", "unclear"}


def test_a_result_without_a_number_tells_nothing():
    assert verdict(fact("growth = 6 %"), Fact(Span(0, 1), "约", "measure", role="growth", unit="%")) == "unclear"


values = st.decimals(-50, 500, places=3)
places = st.integers(0, 3)
ways = st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_HALF_DOWN])
targets = st.decimals(-50, 500, places=1)
roles = st.sampled_from(["growth", "level"])
more = st.decimals(0, 40, places=3)


def rounded(value: Decimal, count: int, way: str) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-count), way)


aims = st.tuples(roles, st.sampled_from(["=", ">=", "~"]))


@given(aims, targets, more, places, ways)
def test_no_rounding_makes_a_target_missed_that_was_met(aimed, target, over, count, way):
    role, comparator = aimed
    aim = fact(f"{role} {comparator} {target} %")
    reached = target + over if better_of(aim) == "up" else target - over
    printed = rounded(reached, count, way)
    assert verdict(aim, fact(f"{role} = {printed} %")) != "missed"


@given(targets, more, places, ways)
def test_no_rounding_makes_a_ceiling_missed_that_was_kept(target, under, count, way):
    printed = rounded(target - under, count, way)
    assert verdict(fact(f"level <= {target} %"), fact(f"level = {printed} %")) != "missed"


@given(targets, more, places)
def test_what_is_cut_off_behind_a_figure_makes_no_target_missed(target, over, count):
    printed = rounded(abs(target) + over, count, ROUND_DOWN)
    assert verdict(fact(f"level >= {abs(target)} 亿元"), fact(f"level >= {printed} 亿元")) != "missed"


@given(st.integers(1, 500), st.integers(1, 50))
def test_a_count_below_its_target_is_missed_by_however_little(goal, short):
    assert verdict(fact(f"level = {goal} 家"), fact(f"level = {goal - short} 家")) == "missed"


@given(values, values, ways)
def test_a_result_finer_than_its_target_is_brought_to_its_places(target, actual, way):
    aim = rounded(target, 1, way)
    found = verdict(fact(f"growth >= {aim} %"), fact(f"growth = {actual} %"))
    assert found == ("met" if rounded(actual, 1, ROUND_HALF_UP if actual > 0 else ROUND_HALF_DOWN) >= aim else "missed")
