"""Figures by hand on pages: entered, accepted with the day of release, not used, corrected; by whom they may be."""

import re
from decimal import Decimal

import pytest

from server.cast import made
from server.pages_cast import signed_in, text_of
from server.test_standings import reach
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import Indicator, Observation


@pytest.fixture
def invested(city, on_day):
    on_day(2025, 7, 20)
    return made(Indicator(code="990100.x", name="技术改造投资", unit_of_measure="亿元", nature="flow"))


@pytest.fixture
def released(city, on_day):
    """An indicator whose figures the statistics bureau releases."""
    on_day(2025, 7, 20)
    named = {"code": "990100.y", "name": "限额以上销售额", "unit_of_measure": "亿元", "nature": "flow"}
    return made(Indicator(**named, authority=city.statistics))


@pytest.fixture
def planner(city, person):
    return signed_in(person("planner", city.root))


@pytest.fixture
def reviewer(city, person):
    return signed_in(person("reviewer", city.root))


def typed(city, **more):
    return {"unit_id": city.root.pk, "period": "2025-06", "vintage": "flash", **more}


def fields(page, form):
    """What stands in the fields of a form of a page, by their names."""
    html = page.content.decode().partition(f'id="form-{form}"')[2].partition("</form>")[0]
    return dict(re.findall(r'<input class="[^"]*"[^>]* name="(\w+)" value="([^"]*)"', html))


def waiting(invested, city, **numbers):
    reach(city, invested, "2025-06 c=30")
    row = Observation.objects.get()
    Observation.objects.filter(pk=row.pk).update(state="entered", accepted_at=None, **numbers)
    row.refresh_from_db()
    return row


def test_a_figure_is_entered_and_accepted_by_another_person(city, invested, planner, reviewer):
    page = planner.get(f"/indicators/{invested.code}")
    assert fields(page, "enter")["period"] == "2025-06"  # the month that ended last
    said = typed(city, value="6.20", cumulative="1,030.5", growth="-3.1", comment="月度快报")
    done = planner.post(f"/indicators/{invested.code}/enter", said, follow=True)
    assert "已录入，待他人审定" in text_of(done)
    row = Observation.objects.get()
    assert (row.value, row.cumulative, row.growth) == (Decimal("6.2"), Decimal("1030.5"), Decimal("-3.1"))
    assert (row.state, row.unit, row.comment, row.places) == ("entered", city.root, "月度快报", 2)
    own = planner.get(f"/trace/observation/{row.pk}").content.decode()
    assert "form-accept" not in own
    others = reviewer.get("/mine").content.decode()
    assert f'href="/trace/observation/{row.pk}"' in others
    assert "form-accept" in reviewer.get(f"/trace/observation/{row.pk}").content.decode()
    told = reviewer.post(f"/figures/{row.pk}/accept", {"revision": row.revision}, follow=True)
    assert "已审定" in text_of(told)
    row.refresh_from_db()
    assert row.state == "accepted"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"value": "许多"}, 'value-error">[^<]*应为数字'),
        ({"value": "6", "period": "六月"}, 'period-error">[^<]*不是期次'),
        ({}, 'value-error">[^<]*没有填写任何数值'),
        ({"value": "6", "unit_id": ""}, 'unit_id-error">[^<]*必填'),
        ({"value": "6", "released_on": "2025-08-01"}, 'released_on-error">[^<]*不能晚于今天'),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(city, released, planner, wrong, told):
    said = typed(city, comment="月度快报") | wrong
    page = planner.post(f"/indicators/{released.code}/enter", said)
    assert page.status_code == 422
    assert re.search(f'id="enter-{told}', page.content.decode())
    assert fields(page, "enter")["comment"] == "月度快报"
    assert '<details class="panel fold" open>' in page.content.decode()
    assert not Observation.objects.exists()


@pytest.mark.parametrize(
    ("said", "held"),
    [
        ("2025年5月", ("2025-05", 6, None)),
        ("5月", ("2025-05", 6, None)),
        ("上半年", ("2025H1", 6, None)),
        ("2025年第二季度", ("2025Q2", 6, None)),
        ("2025年1—5月", ("2025-05", None, 6)),
        ("2024", ("2024", 6, None)),
    ],
)
def test_a_period_is_written_as_people_say_it(city, invested, planner, said, held):
    planner.post(f"/indicators/{invested.code}/enter", typed(city, value="6", period=said))
    row = Observation.objects.get()
    assert (row.period, row.value, row.cumulative) == held


def test_a_period_said_without_a_year_has_begun(city, invested, planner, on_day):
    on_day(2026, 1, 20)
    planner.post(
        f"/indicators/{invested.code}/enter?unit={city.root.pk}&year=2026", typed(city, value="6", period="12月")
    )
    assert Observation.objects.get().period == "2025-12"
    planner.post(
        f"/indicators/{invested.code}/enter?unit={city.root.pk}&year=2024", typed(city, value="6", period="5月")
    )
    assert Observation.objects.latest("pk").period == "2024-05"


def test_a_period_that_lies_ahead_holds_estimates_alone(city, invested, planner):
    path, said = f"/indicators/{invested.code}/enter", typed(city, value="6", period="2025-09")
    page = planner.post(path, said)
    assert re.search(r'id="enter-period-error">[^<]*还没有开始', page.content.decode())
    assert not Observation.objects.exists()
    planner.post(path, said | {"vintage": "estimate"})
    assert Observation.objects.get().vintage == "estimate"


def test_what_another_entered_is_changed_with_a_reason_alone(city, invested, planner, person):
    path, other = f"/indicators/{invested.code}/enter", signed_in(person("reporter", city.root))
    other.post(path, typed(city, value="6"))
    page = planner.post(path, typed(city, value="60"))
    assert re.search(r'id="enter-reason-error">reporter-yl已录入6亿元', page.content.decode())
    assert fields(page, "enter")["value"] == "60"
    assert Observation.objects.get().value == 6
    assert planner.post(path, typed(city, value="6")).status_code == 302  # the same is no change
    stranger = signed_in(person("reporter", city.east))
    assert "已录入6亿元" not in text_of(stranger.post(path, typed(city, value="60"), follow=True))
    planner.post(path, typed(city, value="60", reason="漏报"))
    other.post(path, typed(city, value="6"))
    assert Observation.objects.get().value == 60


def test_the_address_of_a_button_says_that_it_is_none_of_a_page(invested, planner):
    answer = planner.get(f"/indicators/{invested.code}/enter")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "这是按钮的地址" in text_of(answer)


def test_after_a_refusal_the_region_and_the_year_are_chosen_on_the_page_itself(city, invested, planner):
    page = f"/indicators/{invested.code}?unit={city.root.pk}&year=2025"
    said = typed(city, next=page)
    refused = planner.post(f"/indicators/{invested.code}/enter?unit={city.root.pk}&year=2025", said)
    told = page.replace("&", "&amp;")
    assert f'<form class="scope" method="get" action="{told}">' in refused.content.decode()


def test_units_of_one_name_are_told_apart_and_firms_left_out(city, invested, planner):
    made(Unit(region=city.region, parent=city.east, code="QT-TJ", name="统计局", kind="bureau"))
    made(Unit(region=city.region, parent=city.root, code="YL-CT", name="城投公司", kind="firm"))
    page = planner.get(f"/indicators/{invested.code}").content.decode()
    assert (">统计局（YL-TJ）<" in page, ">统计局（QT-TJ）<" in page, "城投公司" in page) == (True, True, False)


def test_what_is_accepted_changes_only_with_a_reason(city, invested, planner, reviewer):
    reach(city, invested, "2025-06 c=30")
    page = planner.post(f"/indicators/{invested.code}/enter", typed(city, cumulative="31"))
    assert page.status_code == 422
    assert "请填写原因，按更正办理" in text_of(page)
    assert fields(page, "enter")["cumulative"] == "31"
    planner.post(f"/indicators/{invested.code}/enter", typed(city, cumulative="31", reason="漏报一户"))
    old, new = Observation.objects.order_by("pk")
    assert (new.replaces_id, new.state, old.current) == (old.pk, "entered", True)
    same = planner.post(f"/indicators/{invested.code}/enter", typed(city, cumulative="30"), follow=True)
    assert "与已有的数据相同" in text_of(same)


def test_a_figure_is_corrected_where_it_comes_from(city, invested, planner, reviewer):
    reach(city, invested, "2025-06 c=30.50 v=6")
    row = Observation.objects.get()
    page = planner.get(f"/trace/observation/{row.pk}")
    held = fields(page, "correct")
    assert (held["cumulative"], held["value"], held["growth"]) == ("30.5", "6", "")
    said = {**held, "cumulative": "31", "revision": row.revision}
    refused = planner.post(f"/figures/{row.pk}/correct", said)
    assert (refused.status_code, fields(refused, "correct")["cumulative"]) == (422, "31")
    assert 'id="correct-why-error">必填' in refused.content.decode()
    stale = planner.post(f"/figures/{row.pk}/correct", said | {"why": "漏报一户", "revision": 99})
    assert (stale.status_code, fields(stale, "correct")["cumulative"]) == (422, "31")
    done = planner.post(f"/figures/{row.pk}/correct", said | {"why": "漏报一户"}, follow=True)
    made_ = Observation.objects.get(replaces=row)
    assert "form-correct" not in planner.get(f"/trace/observation/{row.pk}").content.decode(), "one waits"
    assert done.redirect_chain[-1][0] == f"/trace/observation/{made_.pk}"
    assert (made_.cumulative, made_.value, made_.reason, made_.state) == (31, 6, "漏报一户", "entered")
    reviewer.post(f"/figures/{made_.pk}/accept", {"revision": made_.revision})
    row.refresh_from_db()
    assert not row.current
    assert "form-correct" not in planner.get(f"/trace/observation/{row.pk}").content.decode()


def test_a_figure_of_an_authority_is_accepted_with_the_day_of_its_release(city, released, planner, reviewer):
    planner.post(f"/indicators/{released.code}/enter", typed(city, cumulative="31"))
    row = Observation.objects.get()
    assert "统计局发布" in text_of(reviewer.get(f"/trace/observation/{row.pk}"))
    refused = reviewer.post(f"/figures/{row.pk}/accept", {"revision": row.revision, "released_on": ""})
    assert refused.status_code == 422
    assert re.search(r'id="accept-released_on-error">[^<]*注明其发布日期', refused.content.decode())
    reviewer.post(f"/figures/{row.pk}/accept", {"revision": row.revision, "released_on": "2025-07-15"})
    row.refresh_from_db()
    assert (row.state, f"{row.released_on}", row.authority) == ("accepted", "2025-07-15", city.statistics)


def test_what_is_not_used_says_why(city, invested, reviewer):
    row = waiting(invested, city)
    path = f"/figures/{row.pk}/reject"
    assert reviewer.post(path, {"revision": row.revision, "why": ""}).status_code == 422
    reviewer.post(path, {"revision": row.revision, "why": "口径不符"})
    row.refresh_from_db()
    assert (row.state, row.current, row.reason) == ("rejected", False, "口径不符")


def test_the_forms_are_there_for_those_who_may_send_them(city, invested, person):
    row = waiting(invested, city)
    for role, unit, entering, deciding in (
        ("auditor", city.root, False, False),
        ("leader", city.root, False, False),
        ("reporter", city.root, True, False),
        ("reviewer", city.root, True, True),
        ("reporter", city.planning, True, False),
    ):
        tab = signed_in(person(role, unit))
        shown = tab.get(f"/indicators/{invested.code}").content.decode()
        assert ("form-enter" in shown) is entering, role
        assert ("form-accept" in tab.get(f"/trace/observation/{row.pk}").content.decode()) is deciding, role
    auditor = signed_in(person("auditor", city.root, "another"))
    page = auditor.post(f"/indicators/{invested.code}/enter", typed(city, value="1"), follow=True)
    assert "没有权限：录入数据" in text_of(page)
    assert "没有权限" in text_of(auditor.post(f"/figures/{row.pk}/accept", {"revision": row.revision}, follow=True))
    assert Observation.objects.get().state == "entered"
