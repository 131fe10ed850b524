"""What is asked about values at entry: a reason is wanted, nothing is refused."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.cast import made
from server.returns_cast import cell, codes, form_of, indicator, observed, shell_of
from taizhang.server.ledger.models import Plan
from taizhang.server.returns.asking.scale import power_between
from taizhang.server.returns.forms import RowIn
from taizhang.server.returns.models import Cell
from taizhang.server.returns.typed import NoNumber, figure_of

COLUMNS = ["value", "cumulative", "growth", "cumulative_growth"]


@pytest.fixture
def east(city, person, caller):
    return caller(person("reporter", city.east))


@pytest.fixture
def march(city, on_day):
    """`march(indicator, …)` is the return of 青汀区 for March 2025 with these rows, on 2 April."""

    def make(*indicators, rows=None, columns=COLUMNS):
        on_day(2025, 1, 5)
        given = {"columns": columns} if rows is None else {"columns": columns, "rows": rows}
        shell = shell_of(form_of(city.root, list(indicators), [city.east], **given), city.east, "2025-03")
        on_day(2025, 4, 2)
        return shell

    return make


def filled(east, filed, *cells):
    answer = east.post(f"/returns/{filed.pk}/cells", cells=list(cells))
    assert answer.status == 200, answer.body
    return answer


@pytest.mark.parametrize(
    ("value", "asked"), [("-1", {"below_lowest"}), ("0", set()), ("100", set()), ("100.1", {"above_highest"})]
)
def test_a_value_beyond_its_bounds(east, march, value, asked):
    rate = indicator("test.rate", "污水处理率", "rate", "%", lowest=Decimal(0), highest=Decimal(100))
    assert codes(filled(east, march(rate), cell(1, value))) == asked


@pytest.mark.parametrize(
    ("value", "times"), [("1210", 10), ("12.3", 10), ("1190000", 10_000), ("240", None), ("125", None)]
)
def test_a_value_in_another_unit(city, east, march, value, times):
    output = indicator()
    observed(city.east, output, "2025-02", value="120")
    asked = filled(east, march(output), cell(1, value))["cells"][0]["warnings"]
    words = f"与2025年2月（120亿元）相差约 {times} 倍，是否单位有误"
    assert [each["zh"] for each in asked] == ([words] if times else [])


def test_a_value_ten_times_off_one_neighbour_but_like_the_other_is_not_asked_about(city, east, march):
    output = indicator()
    observed(city.east, output, "2025-02", value="12")
    observed(city.east, output, "2024-03", value="118")
    assert codes(filled(east, march(output), cell(1, "120"))) == set()


def test_small_rates_of_growth_are_not_held_for_a_slip(city, east, march):
    output = indicator()
    observed(city.east, output, "2025-02", growth="0.5")
    observed(city.east, output, "2024-03", growth="0.5")
    march = march(output)
    assert codes(filled(east, march, cell(1, "5.2", "growth"))) == set()
    assert codes(filled(east, march, cell(1, "52", "growth", revision=1))) == {"jump", "factor_off"}


@pytest.mark.parametrize(("value", "asked"), [("-3", {"sign_turned"}), ("0", set()), ("4", set())])
def test_a_value_of_the_other_sign(city, east, march, value, asked):
    profit = indicator("test.profit", "利润总额")
    observed(city.east, profit, "2025-02", value="3.1")
    assert codes(filled(east, march(profit), cell(1, value))) == asked


@pytest.mark.parametrize(("value", "asked"), [("145", {"jump"}), ("143", set()), ("95", {"jump"})])
def test_a_jump_beyond_what_the_indicator_does(city, east, march, value, asked):
    output = indicator(jump=Decimal(20))
    observed(city.east, output, "2025-02", value="120")
    answer = filled(east, march(output), cell(1, value))
    assert codes(answer) == asked


def test_a_jump_is_told_against_the_last_return_where_nothing_is_accepted_yet(city, east, on_day):
    on_day(2025, 1, 5)
    form = form_of(city.root, [indicator(jump=Decimal(20))], [city.east])
    january, february = (shell_of(form, city.east, period) for period in ("2025-01", "2025-02"))
    on_day(2025, 3, 2)
    filled(east, january, cell(1, "120"))
    answer = filled(east, february, cell(1, "180"))
    assert answer["cells"][0]["warnings"][0]["zh"] == "比上期（120亿元）高 50%，超过 20%"


@pytest.mark.parametrize(("value", "asked"), [("199", {"cumulative_falls"}), ("250.1", set())])
def test_a_cumulative_value_that_falls(city, east, march, value, asked):
    output = indicator()
    observed(city.east, output, "2025-02", cumulative="200")
    assert codes(filled(east, march(output), cell(1, value, "cumulative"))) == asked


def test_a_cumulative_rate_may_fall(city, east, march):
    rate = indicator("test.rate", "城镇调查失业率", "rate", "%")
    observed(city.east, rate, "2025-02", cumulative="5.3")
    assert codes(filled(east, march(rate), cell(1, "5.1", "cumulative"))) == set()


def test_january_is_not_held_against_december(city, east, on_day):
    output = indicator()
    observed(city.east, output, "2024-12", cumulative="1400")
    on_day(2025, 1, 5)
    shell = shell_of(form_of(city.root, [output], [city.east], columns=COLUMNS), city.east, "2025-01")
    on_day(2025, 2, 2)
    assert codes(filled(east, shell, cell(1, "120", "cumulative"))) == set()


@pytest.mark.parametrize(("cumulative", "asked"), [("310", set()), ("310.1", set()), ("315", {"does_not_add_up"})])
def test_months_that_do_not_add_up(city, east, march, cumulative, asked):
    output = indicator()
    observed(city.east, output, "2025-02", cumulative="200.0", places=1)
    answer = filled(east, march(output), cell(1, "110.0"), cell(1, cumulative, "cumulative"))
    assert codes(answer, 1) == asked


@pytest.mark.parametrize(("growth", "asked"), [("10.0", set()), ("9.6", set()), ("12.0", {"growth_contradicts"})])
def test_a_growth_that_contradicts_the_levels(city, east, march, growth, asked):
    output = indicator()
    observed(city.east, output, "2024-03", value="100")
    answer = filled(east, march(output), cell(1, "110"), cell(1, growth, "growth"))
    assert codes(answer, 1) == asked


def test_a_real_growth_is_not_held_against_levels_in_current_prices(city, east, march):
    product = indicator("test.gdp", "地区生产总值", real_growth=True)
    observed(city.east, product, "2024-03", value="100")
    assert codes(filled(east, march(product), cell(1, "110"), cell(1, "5.2", "growth")), 1) == set()


@pytest.fixture
def parts(march):
    whole, light, heavy = indicator(), indicator("test.light", "轻工业"), indicator("test.heavy", "重工业")

    def make(*, exhaustive):
        rows = [
            RowIn(whole.pk, 1, exhaustive=exhaustive),
            RowIn(light.pk, 2, part_of=1),
            RowIn(heavy.pk, 3, part_of=1),
        ]
        return march(rows=rows, columns=["value"])

    return make


@pytest.mark.parametrize(
    ("exhaustive", "values", "asked"),
    [
        (False, ("100", "60", "30"), set()),
        (False, ("100", "60", "45"), {"parts_exceed"}),
        (False, ("100", "60", "41"), set()),
        (False, ("100.0", "60.0", "41.0"), {"parts_exceed"}),
        (True, ("100", "60", "40"), set()),
        (True, ("100", "60", "30"), {"parts_differ"}),
        (True, ("100", "60", None), set()),
    ],
)
def test_parts_against_their_whole(east, parts, exhaustive, values, asked):
    filed = parts(exhaustive=exhaustive)
    cells = [cell(position, value) for position, value in enumerate(values, 1)]
    assert codes(filled(east, filed, *cells)) == asked


def test_a_part_entered_later_asks_about_the_whole_again(east, parts):
    filed = parts(exhaustive=False)
    filled(east, filed, cell(1, "100"), cell(2, "60"))
    answer = filled(east, filed, cell(3, "50"))
    refused = east.post(f"/returns/{filed.pk}/submit", revision=answer["filed"]["revision"])
    assert list(refused["errors"]) == ["规上工业总产值·本期值"]
    assert "其中各项之和 110亿元 大于本项" in refused["errors"]["规上工业总产值·本期值"]


def test_a_value_typed_in_another_unit_is_converted_and_asked_about(east, march):
    filed = march(indicator())
    answer = filled(east, filed, cell(1, "12000万元"))
    assert (answer["cells"][0]["value"], codes(answer)) == ("1.2", {"converted"})
    refused = east.post(f"/returns/{filed.pk}/submit", revision=answer["filed"]["revision"])
    assert "“12000万元”已换算为 1.2亿元，请核对" in refused["detail"]


def test_a_question_wants_a_reason_before_it_is_submitted(city, east, march):
    output = indicator()
    observed(city.east, output, "2025-02", value="120")
    filed = march(output, columns=["value"])
    answer = filled(east, filed, cell(1, "1210"))
    refused = east.post(f"/returns/{filed.pk}/submit", revision=answer["filed"]["revision"])
    assert refused.status == 422
    assert "请更正，或填写原因" in refused["errors"]["规上工业总产值·本期值"]
    filled(east, filed, cell(1, "1210", reason="新并入园区", revision=1))
    seen = east.get(f"/returns/{filed.pk}")["revision"]
    assert east.post(f"/returns/{filed.pk}/submit", revision=seen).status == 200


def test_a_reason_goes_with_the_value_that_it_explains(city, east, march):
    output = indicator()
    observed(city.east, output, "2025-02", value="120")
    filed = march(output, columns=["value"])
    filled(east, filed, cell(1, "1210", reason="新并入园区"))
    filled(east, filed, cell(1, "1250", revision=1))
    assert Cell.objects.get().reason == ""


def test_a_reason_does_not_answer_what_came_up_after_it(east, parts, city):
    filed = parts(exhaustive=False)
    whole = filed.form.rows.get(position=1).indicator
    observed(city.east, whole, "2025-02", value="10")
    answer = filled(east, filed, cell(1, "100", reason="新并入园区"), cell(2, "60"), cell(3, "20"))
    assert codes(answer) == {"factor_off"}
    answer = filled(east, filed, cell(3, "70", revision=1))
    refused = east.post(f"/returns/{filed.pk}/submit", revision=answer["filed"]["revision"])
    assert "其中各项之和" in refused["errors"]["规上工业总产值·本期值"]
    assert "是否单位有误" not in refused["errors"]["规上工业总产值·本期值"]


def test_a_proposal_is_held_against_the_estimate(city, person, caller, on_day, east):

    on_day(2025, 10, 8)
    plan = made(Plan(region=city.region, unit=city.root, year=2026, title="云澜市2026年计划"))
    form = form_of(
        city.root,
        [indicator()],
        [city.east],
        kind="autumn",
        plan_id=plan.pk,
        columns=["estimate", "proposed"],
        starts_on=date(2025, 9, 1),
    )
    shell = shell_of(form, city.east, "2025-09")
    answer = filled(east, shell, cell(1, "1490", "estimate"), cell(1, "15800", "proposed"))
    assert codes(answer, 1) == {"factor_off"}


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4, allow_nan=False))
def test_what_is_typed_as_it_is_printed_is_read_back(value):
    figure = figure_of(f"{value:,}", "亿元")
    assert (figure.value, figure.places, figure.shown) == (value, 4, value)


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_blank_or_said_to_be_none(text):
    with suppress(NoNumber):
        figure = figure_of(text, "亿元")
        assert figure is None or figure.value.is_finite()


@given(st.integers(1, 10**6), st.integers(1, 6))
def test_a_value_in_another_unit_is_seen_both_ways(value, power):
    times = Decimal(value) * 10**power
    assert power_between(times, Decimal(value)) == power
    assert power_between(Decimal(value), times) == -power
