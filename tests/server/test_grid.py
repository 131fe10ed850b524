"""The grid: each cell with what stands beside it, in a number of queries that does not grow."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from server.cast import made
from server.returns_cast import cell, form_of, indicator, observed, shell_of
from server.task_cast import plan_of
from taizhang.server.ledger.models import Breakdown, Share, Target


@pytest.fixture
def east(city, person, caller):
    return caller(person("reporter", city.east))


def march(city, on_day, *indicators, **values):
    on_day(2025, 1, 5)
    shell = shell_of(form_of(city.root, list(indicators), [city.east], **values), city.east, "2025-03")
    on_day(2025, 4, 2)
    return shell


def test_last_period_and_last_year_stand_beside_each_cell(city, east, on_day):
    output = indicator()
    observed(city.east, output, "2025-02", value="61.5", places=1)
    observed(city.east, output, "2024-03", value="118.25", places=2)
    answer = east.get(f"/returns/{march(city, on_day, output).pk}/grid")
    assert answer.status == 200, answer.body
    (row,) = answer["rows"]
    assert (row["name"], row["unit_of_measure"], row["required"]) == ("规上工业总产值", "亿元", True)
    (one,) = row["cells"]
    assert (one["revision"], one["value"]) == (0, None)
    assert one["last"] == {"period": "2025-02", "value": "61.5", "places": 1}
    assert one["last_year"] == {"period": "2024-03", "value": "118.25", "places": 2}
    assert answer["open"] is True


def test_what_the_ledger_can_derive_stands_beside_too(city, east, on_day):
    output = indicator()
    observed(city.east, output, "2025-01", value="60")
    observed(city.east, output, "2025-02", cumulative="125")
    answer = east.get(f"/returns/{march(city, on_day, output).pk}/grid")
    assert answer["rows"][0]["cells"][0]["last"]["value"] == "65"


def test_a_cell_tells_its_value_comment_questions_and_answer(city, east, on_day):
    output = indicator()
    observed(city.east, output, "2025-02", value="120")
    filed = march(city, on_day, output)
    east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "1210.0", comment="口径有变")])
    one = east.get(f"/returns/{filed.pk}/grid")["rows"][0]["cells"][0]
    assert (one["value"], one["comment"], one["revision"], one["answered"]) == ("1210.0", "口径有变", 1, False)
    assert [each["code"] for each in one["warnings"]] == ["factor_off"]


def test_a_stock_has_no_cumulative_column(city, east, on_day):
    stock = indicator("test.loans", "贷款余额", "stock")
    filed = march(city, on_day, stock, columns=["value", "cumulative", "growth", "cumulative_growth"])
    cells = east.get(f"/returns/{filed.pk}/grid")["rows"][0]["cells"]
    assert [each["column"] for each in cells] == ["value", "growth"]
    assert [each["unit_of_measure"] for each in cells] == ["亿元", "%"]


def test_the_target_of_the_region_stands_beside_and_the_share_before_it(city, east, person, caller, on_day):
    output = indicator()
    version = plan_of(city.root, issued=True)
    target = made(
        Target(version=version, line=1, indicator=output, measure="growth", comparator=">=", value=7, due="2025")
    )
    filed = march(city, on_day, output)
    assert east.get(f"/returns/{filed.pk}/grid")["rows"][0]["target"] is None
    on_day(2025, 1, 5)
    of_bureau = shell_of(form_of(city.root, [output], [city.statistics], name="统计月报"), city.statistics, "2025-03")
    bureau = caller(person("reporter", city.statistics))
    assert bureau.get(f"/returns/{of_bureau.pk}/grid")["rows"][0]["target"]["value"] == "7"
    breakdown = made(Breakdown(target=target, state="issued"))
    made(Share(breakdown=breakdown, assignee=city.east, comparator=">=", value=8))
    shared = east.get(f"/returns/{filed.pk}/grid")["rows"][0]["target"]
    assert (shared["value"], shared["share_id"] is None) == ("8", False)


def test_the_grid_costs_the_same_for_many_rows(city, east, on_day):
    few = march(city, on_day, indicator())
    many_indicators = [indicator(f"test.{number}", f"指标{number}") for number in range(30)]
    for each in many_indicators:
        observed(city.east, each, "2025-02", value="61.5")
    many = march(city, on_day, *many_indicators, name="大表")
    east.post(f"/returns/{many.pk}/cells", cells=[cell(position, "62") for position in range(1, 31)])
    with CaptureQueriesContext(connection) as one:
        assert len(east.get(f"/returns/{few.pk}/grid")["rows"]) == 1
    with CaptureQueriesContext(connection) as thirty:
        assert len(east.get(f"/returns/{many.pk}/grid")["rows"]) == 30
    assert len(thirty) <= len(one)


def test_who_may_only_read_is_told_that_it_is_not_open(city, person, caller, on_day):
    filed = march(city, on_day, indicator())
    assert caller(person("auditor", city.root)).get(f"/returns/{filed.pk}/grid")["open"] is False


def test_listing_returns_costs_the_same_for_many(city, person, caller, on_day):
    on_day(2025, 1, 5)
    reader = caller(person("planner", city.root))
    shell_of(form_of(city.root, [indicator()], [city.east]), city.east, "2025-03")
    reader.get("/returns", limit=1)
    with CaptureQueriesContext(connection) as one:
        assert len(reader.get("/returns", limit=1)["rows"]) == 1
    with CaptureQueriesContext(connection) as twelve:
        assert len(reader.get("/returns", limit=12)["rows"]) == 12
    assert len(one) == len(twelve)
