"""Who has not reported: by days late, with the last report and counts by unit; the pages over it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from server.pages_cast import signed_in
from server.returns_cast import cell, form_of, indicator, shell_of
from taizhang.server.returns.models import Notice, Return


@pytest.fixture
def form(city, on_day):
    """A monthly form from January on; it is 15 March: January is 33 days late, February 5."""
    on_day(2025, 1, 5)
    form = form_of(city.root, [indicator()], [city.east, city.west])
    shell_of(form, city.east, "2025-01")
    return form


@pytest.fixture
def planner(city, person):
    return person("planner", city.root)


@pytest.fixture
def reported(city, person, caller, form, on_day):
    """青汀区 reported January on 7 February."""
    on_day(2025, 2, 7)
    east, filed = caller(person("reporter", city.east)), Return.objects.get(unit=city.east, period="2025-01")
    answer = east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "1")])
    assert east.post(f"/returns/{filed.pk}/submit", revision=answer["filed"]["revision"]).status == 200
    filed.refresh_from_db()
    return filed


@pytest.mark.usefixtures("reported")
def test_the_latest_come_first_with_their_last_report(planner, caller, on_day):
    on_day(2025, 3, 15)
    late = caller(planner).get("/returns/late")
    rows = [(r["filed"]["unit"]["name"], r["filed"]["period"], r["days_late"]) for r in late["rows"]]
    assert rows == [("石陂县", "2025-01", 33), ("青汀区", "2025-02", 5), ("石陂县", "2025-02", 5)]
    assert [bool(row["last_report"]) for row in late["rows"]] == [False, True, False]
    assert late["rows"][1]["last_report"].startswith("2025-02-0")
    assert [(each["name"], each["count"], each["most_days"]) for each in late["units"]] == [
        ("石陂县", 2, 33),
        ("青汀区", 1, 5),
    ]
    assert late["total"] == 3


def test_what_was_sent_back_is_wanted_again(city, reported, planner, caller, on_day):
    caller(planner).post(f"/returns/{reported.pk}/send-back", revision=reported.revision, note="请核实")
    on_day(2025, 2, 12)
    late = caller(planner).get("/returns/late", unit=city.east.pk)
    assert [(row["filed"]["state"], row["days_late"]) for row in late["rows"]] == [("returned", 2)]


def test_a_unit_sees_its_own_late_returns_alone(city, form, person, caller, on_day):
    on_day(2025, 3, 15)
    late = caller(person("reporter", city.west)).get("/returns/late")
    assert {row["filed"]["unit"]["name"] for row in late["rows"]} == {"石陂县"}
    assert late["total"] == 2


def test_late_returns_are_filtered_and_paged(city, form, planner, caller, on_day):
    on_day(2025, 3, 15)
    asks = caller(planner)
    assert asks.get("/returns/late", period="2025-02")["total"] == 2
    first, second = (asks.get("/returns/late", limit=3, offset=offset)["rows"] for offset in (0, 3))
    assert (len(first), len(second)) == (3, 1)
    assert asks.get("/returns/late", limit=0).status == 422


def test_the_list_costs_the_same_for_many(city, form, planner, caller, on_day):
    asks = caller(planner)
    on_day(2025, 2, 12)
    asks.get("/returns/late")
    with CaptureQueriesContext(connection) as few:
        assert asks.get("/returns/late")["total"] == 2
    on_day(2025, 12, 30)
    with CaptureQueriesContext(connection) as many:
        assert asks.get("/returns/late")["total"] == 22
    assert len(many) == len(few)


def test_the_page_shows_who_has_not_reported(city, form, planner, on_day):
    on_day(2025, 3, 15)
    answer = signed_in(planner).get("/returns/late")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.index("2025年1月") < text.index("2025年2月")
    assert "逾期未报 4" in text
    assert text.count(">催报</button>") == 4


def test_the_page_reminds(city, form, person, planner, on_day):
    on_day(2025, 3, 15)
    reporter = person("reporter", city.east)
    filed = Return.objects.get(unit=city.east, period="2025-01")
    answer = signed_in(planner).post(f"/returns/late/{filed.pk}/remind", follow=True)
    assert "已提醒 青汀区（1 条消息）" in answer.content.decode()
    assert Notice.objects.get().user == reporter


def test_the_page_tells_who_may_not_remind(city, form, person, on_day):
    on_day(2025, 3, 15)
    filed = Return.objects.get(unit=city.east, period="2025-01")
    reporter = signed_in(person("reporter", city.east))
    assert ">催报</button>" not in reporter.get("/returns/late").content.decode()
    assert "没有权限" in reporter.post(f"/returns/late/{filed.pk}/remind", follow=True).content.decode()
    assert not Notice.objects.exists()


def test_the_page_wants_a_person_signed_in(form):
    assert Client().get("/returns/late").status_code == 302
    assert Client().get("/returns").status_code == 302


def test_my_returns_are_those_to_fill_in(city, form, person, on_day):
    on_day(2025, 3, 15)
    text = signed_in(person("reporter", city.east)).get("/returns").content.decode()
    assert text.index("2025年1月") < text.index("2025年2月")
    assert "逾期 33 天" in text
    assert "已锁定" in text
    assert "2025年4月" not in text
    assert "没有待填的报表" in signed_in(person("leader", city.root)).get("/returns?show=fill").content.decode()


@pytest.mark.parametrize("number", ["0", "-1", "x", "99999999999999999999", "²"])
def test_an_odd_page_number_is_the_first(form, planner, number):
    assert signed_in(planner).get("/returns/late", {"page": number}).status_code == 200
