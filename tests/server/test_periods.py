"""Periods as codes: which are some, when they begin and end, what comes before and after."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.server.lib.periods import next_period, period_at, period_of, previous_period, same_last_year
from taizhang.server.lib.refusals import Invalid

KINDS = ["ten_day", "week", "month", "cumulative", "quarter", "half_year", "year", "five_years"]
DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))


@pytest.mark.parametrize(
    ("code", "kind", "start", "end", "zh"),
    [
        ("2024-02", "month", "2024-02-01", "2024-02-29", "2024年2月"),
        ("2025-02c", "ten_day", "2025-02-21", "2025-02-28", "2025年2月下旬"),
        ("2025W01", "week", "2024-12-30", "2025-01-05", "2025年第1周"),
        ("2025-01/2025-05", "cumulative", "2025-01-01", "2025-05-31", "2025年1—5月"),
        ("2025-01/2025-01", "cumulative", "2025-01-01", "2025-01-31", "2025年1月"),
        ("2025Q4", "quarter", "2025-10-01", "2025-12-31", "2025年四季度"),
        ("2025H2", "half_year", "2025-07-01", "2025-12-31", "2025年下半年"),
        ("2025", "year", "2025-01-01", "2025-12-31", "2025年"),
        ("2021-2025", "five_years", "2021-01-01", "2025-12-31", "2021—2025年"),
    ],
)
def test_a_code_tells_kind_and_days(code, kind, start, end, zh):
    period = period_of(code)
    assert (period.type, str(period.start), str(period.end), period.words.zh) == (kind, start, end, zh)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "2025-13",
        "2025-00",
        "2025-3",
        "2025Q5",
        "2025H3",
        "2025W54",
        "2025-01/2026-05",
        "2025-02/2025-05",
        "2025-2021",
        "0000",
        "1899",
        "2201",
        "２０２５",
        "2025年",
        "2025-05d",
        "2025-05\n",
    ],
)
def test_what_is_no_period_is_refused_with_how_to_write_one(code):
    with pytest.raises(Invalid) as refused:
        period_of(code)
    assert "2025Q1" in refused.value.message("zh")


@given(st.sampled_from(KINDS), DAYS)
def test_a_day_lies_in_its_period_and_periods_follow_each_other(kind, day):
    period = period_at(kind, day)
    assert period.start <= day <= period.end
    assert period_of(period.code) == period
    after = next_period(period)
    assert after.end > period.end
    assert previous_period(after) == period or kind == "cumulative"


@given(st.sampled_from(["ten_day", "month", "cumulative", "quarter", "half_year", "year"]), DAYS)
def test_the_same_period_a_year_ago_is_of_its_kind(kind, day):
    period = period_at(kind, day)
    ago = same_last_year(period)
    assert (ago.type, ago.year, ago.code[4:7]) == (kind, period.year - 1, period.code[4:7])
