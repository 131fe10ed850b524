"""The pages on which forms of returns are set up and changed: rows as lines of text, nothing typed is lost."""

import re

import pytest

from server.cast import made
from server.pages_cast import signed_in, text_of
from server.returns_cast import form_of
from server.returns_cast import indicator as measured
from taizhang.server.ledger.models import Plan
from taizhang.server.returns.forms import UnitIn
from taizhang.server.returns.models import Form as ReturnForm


def test_the_periods_of_a_form_are_made_and_its_days_changed(city, person, on_day):
    on_day(2025, 1, 5)
    form = form_of(city.root, [measured()], [city.east, city.west])
    planner = signed_in(person("planner", city.root))
    planner.post(f"/manage/forms/{form.pk}/schedule", {"year": "2025"})
    assert form.returns.count() == 24
    assert planner.post(f"/manage/forms/{form.pk}/schedule", {"year": "1950"}).status_code == 422
    form.refresh_from_db()
    said = {"name": form.name, "due_days": "12", "open_days": "0", "active": "on", "revision": form.revision}
    planner.post(f"/manage/forms/{form.pk}/change", said)
    form.refresh_from_db()
    assert (form.due_days, form.lock_days) == (12, None)


def typed_form(city, **values):
    return {
        "unit_id": city.root.pk,
        "name": "消费月报",
        "period_type": "month",
        "starts_on": "2025-01-01",
        "due_days": "8",
        "lock_days": "",
        "columns": ["value", "cumulative"],
        "rows": "retail_sales\n其中：网上零售额（选报）\n",
        "units": [city.east.pk, city.west.pk],
        "instructions": "单位：亿元",
    } | values


@pytest.fixture
def retail():
    return [measured("retail_sales", "社会消费品零售总额", aliases=["社零"]), measured("retail.online", "网上零售额")]


def test_a_planner_sets_up_a_form_on_the_page_and_makes_its_periods(city, person, retail, on_day):
    on_day(2025, 1, 5)
    planner = signed_in(person("planner", city.root))
    assert "报表设置" in text_of(planner.get("/returns"))
    page = planner.get("/manage/forms")
    assert "form-add" in page.content.decode()
    assert "API" not in text_of(page)
    made = planner.post("/manage/forms/add", typed_form(city), follow=True)
    assert "已设立报表《消费月报》" in text_of(made)
    form = ReturnForm.objects.get()
    assert (form.unit, form.due_days, form.lock_days, form.columns) == (city.root, 8, None, ["value", "cumulative"])
    whole, part = form.rows.order_by("position")
    assert (whole.indicator, whole.required, part.part_of, part.required) == (retail[0], True, whole, False)
    assert {each.reporter for each in form.units.all()} == {city.east, city.west}
    planner.post(f"/manage/forms/{form.pk}/schedule", {"year": "2025"})
    assert form.returns.count() == 24


def test_what_is_wrong_with_a_form_stands_at_its_fields_and_nothing_typed_is_lost(city, person, retail):
    planner = signed_in(person("planner", city.root))
    rows = "其中：社零\n没有的指标\nretail.online 网上零售额"
    said = typed_form(city, rows=rows, name="", due_days="很多", columns=["growth"], units=[city.west.pk])
    refused = planner.post("/manage/forms/add", said)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert set(re.findall(r'id="add-(\w+)-error"', page)) == {"name", "due_days", "rows"}
    assert "第 1 行“社零”：“其中”项上面没有它所属的行；第 2 行“没有的指标”：没有这个指标" in text_of(refused)
    assert rows in page
    ticked = set(re.findall(r'name="(\w+)" value="(\w+)" checked', page))
    assert ticked == {("columns", "growth"), ("units", str(city.west.pk))}
    twice = planner.post("/manage/forms/add", typed_form(city, rows="社零\nretail_sales", units=[]))
    assert "请勾选填报单位" in text_of(twice)
    twice = planner.post("/manage/forms/add", typed_form(city, rows="社零\nretail_sales"))
    assert re.search(r'id="add-rows-error">指标重复', twice.content.decode())
    assert not ReturnForm.objects.exists()


def test_a_name_of_several_indicators_is_to_be_told_by_its_code(city, person):
    measured("one.of_two", "产值")
    measured("two.of_two", "产值")
    planner = signed_in(person("planner", city.root))
    assert "one.of_two、two.of_two" in text_of(planner.post("/manage/forms/add", typed_form(city, rows="产值")))


def test_what_a_form_asks_and_of_whom_is_changed_for_periods_to_come(city, person, retail, on_day):
    on_day(2025, 1, 5)
    planner = signed_in(person("planner", city.root))
    planner.post("/manage/forms/add", typed_form(city))
    form = ReturnForm.objects.get()
    planner.post(f"/manage/forms/{form.pk}/schedule", {"year": "2025"})
    on_day(2025, 2, 5)
    page = planner.get(f"/manage/forms/{form.pk}").content.decode()
    assert "retail_sales 社会消费品零售总额\n其中：retail.online 网上零售额（选报）</textarea>" in page
    assert set(re.findall(r'name="units" value="(\d+)" checked', page)) == {str(city.east.pk), str(city.west.pk)}
    said = {"rows": "社零", "units": [city.east.pk], "revision": form.revision, "since": ""}
    early = planner.post(f"/manage/forms/{form.pk}/ask", said | {"since": "2025-01"})
    assert 'id="ask-since-error"' in early.content.decode()
    assert (
        'id="ask-since-error"' in planner.post(f"/manage/forms/{form.pk}/ask", said | {"since": "x"}).content.decode()
    )
    assert "已修改" in text_of(planner.post(f"/manage/forms/{form.pk}/ask", said, follow=True))
    assert [row.indicator for row in form.rows.filter(until=None)] == [retail[0]]
    assert (form.returns.filter(unit=city.west).count(), form.returns.filter(unit=city.east).count()) == (1, 12)


def test_a_unit_of_some_rows_only_goes_on_with_them_wherever_they_are(city, person, retail):
    form = form_of(city.root, retail, [], units=[UnitIn(city.east.pk, [2]), UnitIn(city.west.pk)])
    planner, address = signed_in(person("planner", city.root)), f"/manage/forms/{form.pk}/ask"
    assert "青汀区（只报第 2 行）" in text_of(planner.get(f"/manage/forms/{form.pk}"))
    said = {"units": [city.east.pk, city.west.pk], "revision": form.revision}
    gone = planner.post(address, said | {"rows": "retail_sales"})
    assert "青汀区所报的行都已删去" in text_of(gone)
    planner.post(address, said | {"rows": "retail.online\nretail_sales"})
    assert [row.indicator for row in form.rows.filter(until=None).order_by("position")] == retail[::-1]
    assert {each.reporter: each.rows for each in form.units.filter(until=None)} == {city.east: [1], city.west: []}


def test_an_autumn_form_is_of_a_plan_that_is_being_drawn_up(city, person, retail, on_day):
    on_day(2025, 10, 8)
    plan = made(Plan(unit=city.root, region=city.region, year=2026, title="2026年计划", state="drafting"))
    planner = signed_in(person("planner", city.root))
    said = typed_form(city, plan_id=plan.pk, period_type="year", columns=["estimate", "proposed"], rows="社零（增速）")
    planner.post("/manage/forms/add", said)
    form = ReturnForm.objects.get()
    assert (form.kind, form.plan, form.rows.get().measure) == ("autumn", plan, "growth")
    assert "社会消费品零售总额（增速）</textarea>" in planner.get(f"/manage/forms/{form.pk}").content.decode()


def test_who_may_define_no_form_is_offered_none(city, person, retail):
    administrator = signed_in(person("administrator", city.root))
    assert "form-add" not in administrator.get("/manage/forms").content.decode()
    administrator.post("/manage/forms/add", typed_form(city))
    district = signed_in(person("planner", city.east))
    district.post("/manage/forms/add", typed_form(city))
    assert not ReturnForm.objects.exists()
    said = typed_form(city, unit_id=city.east.pk)
    assert "不在您的权限范围内" in text_of(district.post("/manage/forms/add", said))
