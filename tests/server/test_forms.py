"""Forms: defined with rows, parts and units; changed for periods to come alone."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from server.cast import made
from server.returns_cast import cell, form_of, indicator, shell_of
from taizhang.server.lib import clock
from taizhang.server.returns.forms import make_shells
from taizhang.server.returns.models import Form, FormRow, Import, ImportPart, Return


@pytest.fixture
def planner(city, person, caller):
    return caller(person("planner", city.root))


@pytest.fixture
def output(db):
    return indicator()


def body(output, *units, **values):
    return {
        "name": "工业经济月报",
        "period_type": "month",
        "columns": ["value", "cumulative"],
        "due_days": 10,
        "rows": [{"indicator": output.pk, "position": 1}],
        "units": [{"unit": unit.pk} for unit in units],
    } | values


def test_a_planner_defines_a_form_with_parts(city, planner, output):
    part = indicator("test.electric", "其中：电子信息产业产值")
    rows = [
        {"indicator": output.pk, "position": 1, "exhaustive": True},
        {"indicator": part.pk, "position": 2, "part_of": 1, "required": False},
    ]
    answer = planner.post(f"/units/{city.root.pk}/forms", **body(output, city.east, city.west, rows=rows))
    assert answer.status == 201, answer.body
    assert [(row["position"], row["part_of"], row["exhaustive"]) for row in answer["rows"]] == [
        (1, None, True),
        (2, 1, False),
    ]
    assert [each["unit"]["name"] for each in answer["units"]] == ["青汀区", "石陂县"]
    assert planner.get(f"/forms/{answer['id']}").body == answer.body


def test_a_reporter_defines_none(city, person, caller, output):
    answer = caller(person("reporter", city.root)).post(f"/units/{city.root.pk}/forms", **body(output, city.east))
    assert answer.status == 403


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"columns": ["value", "price"]}, "columns"),
        ({"columns": []}, "columns"),
        ({"rows": []}, "rows"),
        ({"rows": [{"indicator": 999_999, "position": 1}]}, "rows.0"),
        ({"units": [{"unit": 999_999}]}, "units.0"),
        ({"name": "  "}, "name"),
        ({"kind": "autumn", "columns": ["proposed"]}, "plan_id"),
    ],
)
def test_what_is_wrong_with_a_form_is_named(city, planner, output, values, field):
    answer = planner.post(f"/units/{city.root.pk}/forms", **body(output, city.east, **values))
    assert answer.status == 422
    assert field in answer["errors"]
    assert not Form.objects.exists()


def test_a_part_of_itself_is_none(city, planner, output):
    other = indicator("test.other", "其他")
    rows = [
        {"indicator": output.pk, "position": 1, "part_of": 2},
        {"indicator": other.pk, "position": 2, "part_of": 1},
    ]
    answer = planner.post(f"/units/{city.root.pk}/forms", **body(output, city.east, rows=rows))
    assert answer.status == 422
    assert answer["errors"]["rows.0"] == "“其中”项所属的行不存在，或互为所属"


def test_a_planner_asks_no_unit_out_of_reach(city, person, caller, output):
    east = caller(person("planner", city.east))
    assert east.post(f"/units/{city.east.pk}/forms", **body(output, city.town)).status == 201
    answer = east.post(f"/units/{city.east.pk}/forms", **body(output, city.west, name="另一张表"))
    assert answer.status == 422
    assert "不在您的权限范围内" in answer["detail"]


def test_the_same_name_twice_is_refused(city, planner, output):
    assert planner.post(f"/units/{city.root.pk}/forms", **body(output, city.east)).status == 201
    answer = planner.post(f"/units/{city.root.pk}/forms", **body(output, city.east))
    assert answer.status == 422
    assert "name" in answer["errors"]


def test_rows_change_from_the_first_period_that_has_not_opened(city, planner, output, on_day):
    on_day(2025, 1, 5)
    added = indicator("test.value_added", "工业增加值")
    form = form_of(city.root, [output], [city.east])
    january, february = shell_of(form, city.east, "2025-01"), shell_of(form, city.east, "2025-02")
    on_day(2025, 2, 3)
    rows = [{"indicator": output.pk, "position": 1}, {"indicator": added.pk, "position": 2}]
    answer = planner.patch(f"/forms/{form.pk}", revision=form.revision, rows=rows)
    assert answer.status == 200, answer.body
    assert [row["since"] for row in answer["rows"]] == [None, "2025-02-01"]
    assert len(planner.get(f"/returns/{january.pk}/grid")["rows"]) == 1
    assert len(planner.get(f"/returns/{february.pk}/grid")["rows"]) == 2


def test_an_opened_period_is_not_changed(city, planner, output, on_day):
    on_day(2025, 1, 5)
    form = form_of(city.root, [output], [city.east])
    shell_of(form, city.east, "2025-01")
    on_day(2025, 2, 3)
    rows = [{"indicator": output.pk, "position": 1, "required": False}]
    answer = planner.patch(f"/forms/{form.pk}", revision=form.revision, rows=rows, since="2025-01")
    assert answer.status == 422
    assert answer["errors"]["since"] == "2025年1月已开放填报，不再改动；最早可从2025年2月起修改"
    assert FormRow.objects.get().required


def test_a_row_that_goes_takes_its_parts_along(city, planner, output, on_day):
    on_day(2025, 1, 5)
    part = indicator("test.part", "其中：轻工业")
    form = form_of(city.root, [output], [city.east])
    rows = [
        {"indicator": output.pk, "position": 1, "required": False},
        {"indicator": part.pk, "position": 2, "part_of": 1},
    ]
    planner.patch(f"/forms/{form.pk}", revision=1, rows=rows)
    rows[0]["required"] = True
    answer = planner.patch(f"/forms/{form.pk}", revision=1, rows=rows)
    assert answer.status == 200, answer.body
    whole, under = FormRow.objects.filter(form=form, until=None).order_by("position")
    assert under.part_of == whole


def test_columns_stay_once_a_period_has_opened(city, planner, output, on_day):
    on_day(2025, 1, 5)
    form = form_of(city.root, [output], [city.east])
    assert planner.patch(f"/forms/{form.pk}", revision=1, columns=["value", "growth"]).status == 200
    shell_of(form, city.east, "2025-01")
    on_day(2025, 2, 3)
    answer = planner.patch(f"/forms/{form.pk}", revision=2, columns=["value"])
    assert answer.status == 422
    assert "请另设新表" in answer["errors"]["columns"]


def test_new_days_move_only_shells_that_have_not_opened(city, planner, output, on_day):
    on_day(2025, 1, 5)
    form = form_of(city.root, [output], [city.east])
    shell_of(form, city.east, "2025-01")
    on_day(2025, 2, 3)
    answer = planner.patch(f"/forms/{form.pk}", revision=1, due_days=5, lock_days=None)
    assert answer.status == 200
    january, february = Return.objects.order_by("period_end")[:2]
    assert (january.due_on, january.locks_on) == (date(2025, 2, 10), date(2025, 3, 2))
    assert (february.due_on, february.locks_on) == (date(2025, 3, 5), None)


def test_units_come_and_go_with_periods_to_come(city, planner, output, on_day):
    on_day(2025, 11, 5)
    form = form_of(city.root, [output], [city.east])
    shell_of(form, city.east, "2025-11")
    on_day(2025, 12, 3)
    answer = planner.patch(f"/forms/{form.pk}", revision=1, units=[{"unit": city.west.pk}])
    assert answer.status == 200, answer.body
    assert set(Return.objects.values_list("unit__name", "period")) == {("青汀区", "2025-11"), ("石陂县", "2025-12")}


def test_two_people_who_change_one_form_do_not_overwrite_each_other(city, planner, output):
    form = form_of(city.root, [output], [city.east])
    assert planner.patch(f"/forms/{form.pk}", revision=1, instructions="按月填报").status == 200
    answer = planner.patch(f"/forms/{form.pk}", revision=1, instructions="按旬填报")
    assert answer.status == 409


def test_a_unit_may_be_asked_for_some_rows_only(city, person, caller, output, on_day):
    on_day(2025, 2, 3)
    planner = caller(person("planner", city.root))
    farm = indicator("test.grain", "粮食产量", unit="万吨")
    form = form_of(
        city.root,
        [output, farm],
        [],
        starts_on=date(2025, 1, 1),
    )
    planner.patch(f"/forms/{form.pk}", revision=1, units=[{"unit": city.east.pk, "rows": [2]}, {"unit": city.west.pk}])
    east = shell_of(form, city.east, "2025-01")
    assert [row["name"] for row in planner.get(f"/returns/{east.pk}/grid")["rows"]] == ["粮食产量"]
    answer = caller(person("reporter", city.east)).post(f"/returns/{east.pk}/cells", cells=[cell(1, "5")])
    assert answer.status == 422
    assert answer["errors"] == {"1.value": "本单位的这张表没有这一行"}


def test_listing_forms_costs_the_same_for_many(city, planner, output):
    form_of(city.root, [output], [city.east])
    planner.get("/forms")
    with CaptureQueriesContext(connection) as few:
        planner.get("/forms")
    for number in range(5):
        form_of(city.root, [output, indicator(f"test.{number}")], [city.east, city.west], name=f"表{number}")
    with CaptureQueriesContext(connection) as many:
        assert len(planner.get("/forms")["rows"]) == 6
    assert len(many) == len(few)


def test_a_form_out_of_use_asks_for_nothing_more_and_used_again_from_today_on(city, planner, output, on_day):
    on_day(2025, 1, 5)
    form = form_of(city.root, [output], [city.east])
    shell_of(form, city.east, "2025-01")
    on_day(2025, 2, 3)
    assert planner.patch(f"/forms/{form.pk}", revision=1, active=False).status == 200
    assert list(Return.objects.values_list("period", flat=True)) == ["2025-01"]
    on_day(2025, 6, 3)
    assert planner.patch(f"/forms/{form.pk}", revision=2, active=True)["starts_on"] == "2025-06-03"
    make_shells()
    assert list(Return.objects.values_list("period", flat=True)) == ["2025-01", "2025-06", "2025-07"]


def test_a_form_put_out_of_use_keeps_the_shells_of_which_somebody_did_something(city, planner, output, on_day):
    on_day(2025, 1, 5)
    form = form_of(city.root, [output], [city.east, city.west])
    shell_of(form, city.east, "2025-06")
    opened, locked, dropped = Return.objects.filter(form=form, unit=city.east, period__gte="2025-06")[:3]
    answer = planner.post(f"/returns/{opened.pk}/exemptions", reason="提前填报", until="2025-01-20")
    assert answer.status == 201
    planner.post(f"/forms/{form.pk}/locks", period=locked.period, why="封存")
    drop = made(Import(unit=city.east, name="a.xlsx", sha256="1" * 64, channel="api", at=clock.now()))
    made(ImportPart(drop=drop, number=1, unit=city.east, filed=dropped, sheet="表"))
    assert planner.patch(f"/forms/{form.pk}", revision=1, active=False).status == 200
    kept = set(Return.objects.filter(form=form, unit=city.east).values_list("pk", flat=True))
    assert kept == {opened.pk, locked.pk, dropped.pk}
