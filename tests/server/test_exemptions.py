"""Exemptions from locks: for one return, for a reason, until a day; they end by themselves."""

import pytest

from server.returns_cast import cell, form_of, indicator, shell_of
from taizhang.server.returns.ageing import age_returns
from taizhang.server.returns.models import Exemption, Return


@pytest.fixture
def filed(city, on_day):
    """The return of 青汀区 for January, locked since 3 March; it is 5 March."""
    on_day(2025, 1, 5)
    shell = shell_of(form_of(city.root, [indicator()], [city.east, city.west]), city.east, "2025-01")
    on_day(2025, 3, 5)
    return shell


@pytest.fixture
def east(city, person, caller):
    return caller(person("reporter", city.east))


@pytest.fixture
def planner(city, person, caller):
    return caller(person("planner", city.root))


def opened(planner, filed, until="2025-03-08", reason="系统故障"):
    return planner.post(f"/returns/{filed.pk}/exemptions", reason=reason, until=until)


def test_an_exempted_return_is_filled_in_until_its_day(city, east, planner, filed, on_day):
    answer = opened(planner, filed)
    assert (answer.status, answer["open"], answer["until"]) == (201, True, "2025-03-08")
    on_day(2025, 3, 8)
    written = east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "128")])
    assert written.status == 200
    on_day(2025, 3, 9)
    refused = east.post(f"/returns/{filed.pk}/submit", revision=written["filed"]["revision"])
    assert refused.status == 423
    told = east.get(f"/returns/{filed.pk}")
    assert (told["locked"], told["lock"]) == (True, "deadline")


def test_what_is_submitted_under_an_exemption_is_late_all_the_same(east, planner, filed):
    opened(planner, filed)
    written = east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "128")])
    sent = east.post(f"/returns/{filed.pk}/submit", revision=written["filed"]["revision"])
    assert (sent.status, sent["on_time"]) == (200, False)


def test_another_unit_stays_locked(city, planner, filed, person, caller):
    opened(planner, filed)
    west = Return.objects.get(unit=city.west, period="2025-01")
    assert caller(person("reporter", city.west)).post(f"/returns/{west.pk}/cells", cells=[cell(1, "1")]).status == 423


def test_open_exemptions_are_listed_and_end_by_themselves(planner, filed, on_day):
    opened(planner, filed)
    rows = planner.get("/exemptions")["rows"]
    assert [(row["unit"]["name"], row["period"], row["reason"]) for row in rows] == [("青汀区", "2025-01", "系统故障")]
    on_day(2025, 3, 9)
    assert planner.get("/exemptions")["rows"] == []
    assert [row["open"] for row in planner.get("/exemptions", all=True)["rows"]] == [False]
    age_returns()
    filed.refresh_from_db()
    assert (filed.open_until, filed.locked, Exemption.objects.get().ended_at is None) == (None, True, False)


def test_the_later_exemption_takes_the_place_of_the_earlier(planner, filed):
    opened(planner, filed)
    opened(planner, filed, "2025-03-20", "再延期")
    assert [row["until"] for row in planner.get("/exemptions")["rows"]] == ["2025-03-20"]
    assert Exemption.objects.count() == 2


def test_an_exemption_is_ended_before_its_day(east, planner, filed):
    opened(planner, filed)
    ended = planner.post(f"/returns/{filed.pk}/exemptions/end")
    assert (ended.status, ended["locked"]) == (200, True)
    assert east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "1")]).status == 423
    assert planner.post(f"/returns/{filed.pk}/exemptions/end").status == 422


@pytest.mark.parametrize(
    ("until", "reason", "field"),
    [("2025-03-04", "系统故障", "until"), ("2027-03-05", "系统故障", "until"), ("2025-03-08", " ", "reason")],
)
def test_a_day_ahead_and_a_reason_are_wanted(planner, filed, until, reason, field):
    answer = opened(planner, filed, until, reason)
    assert (answer.status, list(answer["errors"])) == (422, [field])


def test_a_reviewer_exempts_nothing(city, person, caller, filed):
    assert opened(caller(person("reviewer", city.root)), filed).status == 403


def test_an_exemption_opens_what_is_locked_by_hand(city, planner, east, filed):
    planner.post(f"/forms/{filed.form_id}/locks", period="2025-01", why="定稿")
    assert east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "1")]).status == 423
    opened(planner, filed)
    assert east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "1")]).status == 200
