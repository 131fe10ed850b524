"""Pace: the edge cases of the docs are computed as they were worked by hand, and what holds for all figures holds."""

import importlib.util
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.following.pace import (
    HALF_YEAR,
    by_growth,
    climbing,
    growth_needed,
    growth_needed_between,
    implied_growth,
    proportional,
    under_a_ceiling,
    weights_at,
)
from taizhang.following.share import from_the_start, share_gone, stretch_of
from taizhang.following.wording import between, number, period_called

DOCS = Path(__file__).parent.parent / "docs"


def script(name: str):
    """A script of docs/ as a module."""
    spec = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


cases = script("pace")


@pytest.mark.parametrize("row", cases.rows(), ids=lambda row: row["en"])
class TestCases:
    def test_the_pace_is_as_worked(self, row):
        assert said(cases.computed(row).pace, row["pace"])

    def test_what_is_behind_is_as_worked(self, row):
        assert said(cases.computed(row).behind, row["behind"])

    def test_what_the_rest_needs_is_as_worked(self, row):
        needed = cases.computed(row).needed
        assert (row["needed"] == "-") if needed is None else between(needed, 2) == row["needed"]

    def test_the_nature_is_as_worked(self, row):
        assert cases.computed(row).nature == row["kind"]

    @pytest.mark.parametrize(("preset", "column"), [("default", "light"), ("yinchuan_2025", "yinchuan")])
    def test_the_light_is_as_worked(self, row, preset, column):
        assert cases.standing(row, preset).light == row[column]

    def test_the_method_tells_target_and_figure_in_both_languages(self, row):
        method = cases.standing(row).method
        for digits in (row[key].split()[2].lstrip("-") for key in ("target", "actual")):
            assert digits in method.zh or "零" in method.zh
            assert digits in method.en or "none" in method.en or "no growth" in method.en
        assert "{" not in method.zh + method.en


def said(value: Fraction | None, worked: str) -> bool:
    """Whether a number is the one worked by hand: an exact fraction, or a decimal to its places."""
    if value is None or worked == "-":
        return value is None and worked == "-"
    if "." in worked:
        return number(value, len(worked.partition(".")[2])) == worked
    return value == Fraction(worked)


def test_there_are_at_least_twenty_cases():
    assert len(cases.rows()) >= 20


percents = st.decimals(-40, 60, places=1).map(Fraction)
shares = st.integers(1, 11).map(lambda month: Fraction(month, 12))
amounts = st.integers(1, 10**6).map(Fraction)


@given(percents, percents, st.fractions(Fraction(1, 20), Fraction(19, 20)))
def test_what_the_rest_needs_brings_the_year_to_its_target(target, growth, weight):
    rest = growth_needed(target, growth, weight)
    assert weight * growth + (1 - weight) * rest == target


@given(percents, percents)
def test_the_interval_of_what_is_needed_holds_every_share_between(target, growth):
    interval = growth_needed_between(target, growth, HALF_YEAR)
    for weight in (Fraction(2, 5), Fraction(9, 20), Fraction(1, 2)):
        assert growth_needed(target, growth, weight) in interval


@given(amounts, shares)
def test_what_is_due_is_a_pace_of_one_whichever_way(goal, share):
    assert proportional(share * goal, goal, share) == 1
    assert under_a_ceiling(share * goal, goal, share) == 1
    assert climbing(share * goal, Fraction(0), goal, share) == 1


@given(percents)
def test_growth_at_its_target_is_a_pace_of_one_whichever_way(growth):
    assert by_growth(growth, growth) == by_growth(growth, growth, down=True) == 1


@given(amounts, amounts)
def test_a_level_wants_the_growth_that_brings_last_years_to_it(goal, before):
    assert before * (1 + implied_growth(goal, before) / 100) == goal


def test_no_pace_is_computed_where_nothing_is_due():
    assert proportional(Fraction(3), Fraction(0), Fraction(1, 2)) is None
    assert proportional(Fraction(3), Fraction(10), Fraction(0)) is None
    assert climbing(Fraction(3), Fraction(10), Fraction(10), Fraction(1, 2)) is None
    assert implied_growth(Fraction(3), Fraction(0)) is None
    assert growth_needed(Fraction(6), Fraction(5), Fraction(1)) is None


def test_the_plausible_share_of_last_year_goes_with_the_months():
    assert weights_at(Fraction(1, 2)) == (Fraction(2, 5), Fraction(1, 2))
    assert weights_at(Fraction(3, 4)) == (Fraction(3, 5), Fraction(3, 4))


@pytest.mark.parametrize(
    ("observed", "share"),
    [
        ("2024", "1"),
        ("2024H1", "1/2"),
        ("2024H2", "1"),
        ("2024Q3", "3/4"),
        ("2024-04", "1/3"),
        ("2024-01/2024-08", "2/3"),
        ("2024-03b", "2/9"),
        ("2024-06-30", "1/2"),
        ("2024W26", "91/183"),
        ("2023", "0"),
        ("2025H1", "1"),
    ],
)
def test_the_share_of_a_year_gone(observed, share):
    assert share_gone("2024", observed) == Fraction(share)


def test_the_share_of_several_years_gone():
    assert share_gone("2021-2025", "2023") == Fraction(3, 5)


@pytest.mark.parametrize("period", [None, "", "近期", "2024H3", "2024W60", "20240"])
def test_what_is_no_period_has_no_share(period):
    assert stretch_of(period) is None
    assert share_gone("2024", period) is None


def test_a_later_part_of_the_year_does_not_count_from_its_start():
    assert from_the_start("2024", "2024-01/2024-05")
    assert not from_the_start("2024", "2024-05")
    assert not from_the_start("2024", "2024H2")


def test_parts_of_the_year_are_called_as_reports_call_them():
    called = [period_called(period).zh for period in ("2024H1", "2024Q1", "2024-01/2024-05", "2024-03b", "2024")]
    assert called == ["上半年", "一季度", "1—5月", "3月中旬", "全年"]
