"""Observations: entered, accepted by another person, corrected, rejected; their authority; many at once."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taizhang.server.accounts.acting import SERVER
from taizhang.server.ledger.catalogue import load_catalogue
from taizhang.server.ledger.models import Observation
from taizhang.server.ledger.observations.actions import enter_many
from taizhang.server.ledger.observations.figures import Figure
from taizhang.server.ledger.observations.queries import best
from taizhang.server.log.models import Change, Entry


@pytest.fixture
def measured(city):
    """Three indicators of the catalogue, by their codes."""
    codes = ["gdp", "budget_revenue.general_public", "high_tech_enterprises"]
    return {row.code: row for row in load_catalogue(SERVER, city.root, codes=codes)}


@pytest.fixture
def entered(city, person, caller, measured):
    """`entered(value="12.5")` enters a figure of the east's revenue for May as its reporter."""
    one = caller(person("reporter", city.east))

    def enter(**more):
        body = {"unit_id": city.east.pk, "indicator": "budget_revenue.general_public", "period": "2025-05"}
        return one.post("/observations", **(body | more))

    return enter


def test_a_figure_is_entered_by_one_and_accepted_by_another(city, person, caller, entered):
    row = entered(value="12.50")
    assert (row.status, row["state"], row["current"], row["value"], row["places"]) == (201, "entered", True, "12.5", 2)
    accepted = caller(person("reviewer", city.east)).post(f"/observations/{row['id']}/accept", revision=row["revision"])
    assert (accepted.status, accepted["state"]) == (200, "accepted")
    assert accepted["accepted_at"] is not None
    assert Entry.objects.latest("id").action == "observation.accept"


def test_nobody_accepts_their_own_entry(city, person, caller, measured):
    planner = caller(person("planner", city.root))
    row = planner.post("/observations", unit_id=city.root.pk, indicator="gdp", period="2025Q1", value="180")
    answer = planner.post(f"/observations/{row['id']}/accept", revision=row["revision"])
    assert (answer.status, answer["code"]) == (403, "own_entry")


def test_a_reporter_enters_for_their_own_unit_alone(city, entered):
    assert entered(value="1", unit_id=city.west.pk).status == 403


def test_a_reporter_accepts_nothing(city, person, caller, entered):
    row = entered(value="1")
    other = caller(person("reporter", city.east, "another"))
    assert other.post(f"/observations/{row['id']}/accept", revision=row["revision"]).status == 403


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({}, "value"),
        ({"value": "1", "period": "2025-13"}, "period"),
        ({"value": "1", "period": "五月"}, "period"),
        ({"value": "1234567890123456.5"}, "value"),
        ({"value": "1", "indicator": "no.such"}, "indicator"),
        ({"value": "1", "unit_id": 999999}, "unit_id"),
        ({"value": "1", "released_on": "2199-01-01"}, "released_on"),
        ({"value": "1", "cumulative": "2", "period": "2025-01/2025-05"}, "cumulative"),
    ],
)
def test_what_cannot_stand_is_told_by_its_field(entered, more, field):
    answer = entered(**more)
    assert answer.status == 422
    assert list(answer["errors"]) == [field]


def test_blank_is_not_nought(entered):
    assert entered().status == 422
    assert entered(value="0")["value"] == "0"


@pytest.mark.parametrize(("written", "value", "places"), [("1E+2", "100", 0), ("-0", "0", 0), ("5.500", "5.5", 3)])
def test_a_number_is_kept_with_the_places_it_was_written_with(entered, written, value, places):
    row = entered(value=written)
    assert (row["value"], row["places"]) == (value, places)


def test_months_1_to_n_are_the_cumulative_of_month_n(entered):
    row = entered(period="2025-01/2025-05", value="60", growth="5.5")
    assert (row["period"], row["period_type"], row["value"], row["growth"]) == ("2025-05", "month", None, None)
    assert (row["cumulative"], row["cumulative_growth"]) == ("60", "5.5")


def test_what_waits_is_changed_by_entering_anew_and_keeps_what_is_not_said(entered):
    first = entered(value="12")
    again = entered(period="2025-01/2025-05", value="60")
    assert (again["id"], again["value"], again["cumulative"]) == (first["id"], "12", "60")
    assert entered(value="12")["revision"] == again["revision"]


def test_what_is_accepted_is_only_corrected_and_stays(city, person, caller, entered):
    row, reviewer = entered(value="12"), caller(person("reviewer", city.east))
    row = reviewer.post(f"/observations/{row['id']}/accept", revision=row["revision"])
    refused = entered(value="13")
    assert (refused.status, refused["code"]) == (409, "wrong_state")
    assert "更正" in refused["detail"]

    path = f"/observations/{row['id']}"
    assert reviewer.post(f"{path}/correct", revision=row["revision"], value="12", why="核对").status == 422
    new = reviewer.post(f"{path}/correct", revision=row["revision"], value="13", why="企业补报")
    assert (new.status, new["state"], new["current"], new["replaces_id"]) == (201, "entered", False, row["id"])
    assert best(city.east.pk, row["indicator"]["id"], "2025-05").value == 12
    twice = reviewer.post(f"{path}/correct", revision=row["revision"], value="14", why="再次补报")
    assert twice.status == 409

    chief = caller(person("reviewer", city.root))
    done = chief.post(f"/observations/{new['id']}/accept", revision=new["revision"])
    assert (done.status, done["current"], done["reason"]) == (200, True, "企业补报")
    old = reviewer.get(path)
    assert (old["value"], old["state"], old["current"]) == ("12", "accepted", False)
    assert best(city.east.pk, row["indicator"]["id"], "2025-05").value == 13
    assert [one["value"] for one in reviewer.get(f"{path}/history").body] == ["12", "13"]


def test_what_is_rejected_is_not_used_and_may_be_entered_anew(city, person, caller, entered):
    row, reviewer = entered(value="120"), caller(person("reviewer", city.east))
    assert reviewer.post(f"/observations/{row['id']}/reject", revision=row["revision"], why="").status == 422
    answer = reviewer.post(f"/observations/{row['id']}/reject", revision=row["revision"], why="疑似多一个零")
    assert (answer["state"], answer["current"], answer["reason"]) == ("rejected", False, "疑似多一个零")
    again = entered(value="12")
    assert again["id"] != row["id"]
    assert reviewer.post(f"/observations/{row['id']}/accept", revision=answer["revision"]).status == 409


def test_two_people_who_save_one_figure_do_not_overwrite_each_other(city, person, caller, entered):
    row = entered(value="12")
    entered(value="13")
    answer = caller(person("reviewer", city.east)).post(f"/observations/{row['id']}/accept", revision=row["revision"])
    assert (answer.status, answer["code"]) == (409, "changed_meanwhile")


def test_a_value_beyond_the_bounds_wants_a_reason(city, person, caller, entered, measured):
    row = measured["budget_revenue.general_public"]
    planner = caller(person("planner", city.root))
    assert planner.patch(f"/indicators/{row.pk}", revision=row.revision, lowest="0", highest="100").status == 200
    answer = entered(value="125")
    assert answer.status == 422
    assert "0～100" in answer["errors"]["value"]
    assert entered(value="125", reason="一次性资产处置").status == 201


class TestAuthority:
    """A figure of an indicator that a unit owns."""

    @pytest.fixture
    def owned(self, city, person, caller, measured):
        row = measured["gdp"]
        planner = caller(person("planner", city.root))
        planner.patch(f"/indicators/{row.pk}", revision=row.revision, authority_id=city.statistics.pk)
        return planner

    def entered_by(self, one, city, **more):
        body = {"unit_id": city.root.pk, "indicator": "gdp", "period": "2025Q1", "value": "180"}
        return one.post("/observations", **(body | more))

    def test_is_not_accepted_before_it_is_released(self, city, person, caller, owned):
        row = self.entered_by(owned, city)
        answer = caller(person("reviewer", city.root)).post(f"/observations/{row['id']}/accept", revision=1)
        assert answer.status == 422
        assert "统计局" in answer["errors"]["released_on"]

    def test_is_accepted_where_the_release_is_stated(self, city, person, caller, owned, on_day):
        on_day(2025, 4, 20)
        row = self.entered_by(owned, city, released_on="2025-04-18")
        assert row["authority_id"] == city.statistics.pk
        assert caller(person("reviewer", city.root)).post(f"/observations/{row['id']}/accept", revision=1).status == 200

    def test_or_where_the_one_who_accepts_states_it(self, city, person, caller, owned, on_day):
        on_day(2025, 4, 20)
        row = self.entered_by(owned, city)
        answer = caller(person("reviewer", city.root)).post(
            f"/observations/{row['id']}/accept", revision=1, released_on="2025-04-18"
        )
        assert (answer["authority_id"], answer["released_on"]) == (city.statistics.pk, "2025-04-18")

    @pytest.mark.usefixtures("owned")
    def test_is_released_by_being_entered_by_the_authority(self, city, person, caller, on_day):
        on_day(2025, 4, 18)
        statistician = caller(person("reporter", city.statistics))
        row = self.entered_by(statistician, city, unit_id=city.statistics.pk)
        assert (row["authority_id"], row["released_on"]) == (city.statistics.pk, "2025-04-18")

    def test_is_not_released_by_another_unit(self, city, person, caller, owned):
        row = self.entered_by(owned, city, authority_id=city.planning.pk, released_on="2025-04-18")
        assert caller(person("reviewer", city.root)).post(f"/observations/{row['id']}/accept", revision=1).status == 422

    def test_an_estimate_is_nobodys_release(self, city, person, caller, owned):
        row = self.entered_by(owned, city, period="2025", vintage="estimate")
        assert caller(person("reviewer", city.root)).post(f"/observations/{row['id']}/accept", revision=1).status == 200


def test_of_many_each_is_told_what_became_of_it(city, person, caller, measured):
    planner = caller(person("planner", city.root))
    line = {"unit_id": city.east.pk, "indicator": "gdp", "period": "2025Q1", "value": "60"}
    other = line | {"unit_id": city.west.pk, "value": "40"}
    first = planner.post("/observations/bulk", figures=[line, other, line | {"indicator": "no.such"}])
    assert [one["result"] for one in first.body] == ["new", "new", "refused"]
    assert "指标" in first.body[2]["why"]["zh"]
    again = planner.post("/observations/bulk", figures=[line, other | {"value": "41"}, line | {"value": None}])
    assert [one["result"] for one in again.body] == ["same", "changed", "refused"]
    assert Observation.objects.count() == 2


def test_of_many_those_of_other_units_are_refused_alone(city, person, caller, measured):
    reporter = caller(person("reporter", city.east))
    line = {"indicator": "gdp", "period": "2025Q1", "value": "60"}
    answer = reporter.post(
        "/observations/bulk", figures=[line | {"unit_id": city.west.pk}, line | {"unit_id": city.east.pk}]
    )
    assert [one["result"] for one in answer.body] == ["refused", "new"]
    assert Entry.objects.latest("id").unit_id == city.east.pk


def test_many_are_accepted_at_once_and_what_may_not_be_is_told(city, person, caller, measured):
    planner, reviewer = caller(person("planner", city.root)), caller(person("reviewer", city.east))
    line = {"indicator": "gdp", "period": "2025Q1", "value": "60"}
    units = [city.east.pk, city.west.pk, city.town.pk]
    rows = planner.post("/observations/bulk", figures=[line | {"unit_id": unit} for unit in units]).body
    seen = [{"id": row["id"], "revision": row["revision"]} for row in rows]
    seen[2]["revision"] = 7
    answer = reviewer.post("/observations/accept", rows=seen)
    assert [one["result"] for one in answer.body] == ["accepted", "refused", "refused"]
    changed = Change.objects.filter(entry=Entry.objects.latest("id")).values_list("object_id", flat=True)
    assert list(changed) == [rows[0]["id"]]


def test_figures_that_the_server_brings_are_accepted_in_chunks(city, measured):
    months = [f"2025-{month:02d}" for month in range(1, 11)]
    figures = [Figure(city.east, measured["gdp"], month, cumulative=Decimal(n + 1)) for n, month in enumerate(months)]
    before = Entry.objects.count()
    outcomes = [one for chunk in enter_many(SERVER, figures, chunk=4) for one in chunk]
    assert {one.result for one in outcomes} == {"new"}
    assert Observation.objects.filter(state="accepted").count() == 10
    assert Entry.objects.count() == before + 3


def test_lists_are_filtered_and_cost_the_same_however_long(city, person, caller, measured):
    codes = list(measured)
    leader = caller(person("leader", city.root))

    def brought(year):
        figures = [
            Figure(unit, measured[code], f"{year}-{month:02d}", value=Decimal(month))
            for unit in (city.east, city.west)
            for code in codes
            for month in range(1, 13)
        ]
        list(enter_many(SERVER, figures))

    def queries(path, **query):
        with CaptureQueriesContext(connection) as told:
            answer = leader.get(path, **query)
        assert answer.status == 200
        return len(told), answer

    paths = [
        ("/observations", {"limit": 1000}),
        ("/observations", {"limit": 1000, "unit": city.east.pk, "indicator": "gdp", "state": "accepted"}),
        ("/observations/series", {"unit": city.east.pk, "indicator": "gdp", "first_year": 2023, "last_year": 2025}),
        ("/observations/matrix", {"period": "2025-05", "below": city.root.pk, "indicator": codes}),
        ("/observations/ranking", {"period": "2025-05", "below": city.root.pk, "indicator": "gdp"}),
    ]
    brought(2025)
    few = [queries(path, **query)[0] for path, query in paths]
    brought(2024)
    many = [queries(path, **query) for path, query in paths]
    assert [count for count, _ in many] == few
    assert len(many[0][1]["rows"]) == 144
    assert {row["unit"]["name"] for row in many[1][1]["rows"]} == {"青汀区"}


def test_a_person_of_another_district_sees_nothing_of_it(city, person, caller, entered):
    row = entered(value="12")
    other = caller(person("reporter", city.west))
    assert other.get(f"/observations/{row['id']}").status == 404
    assert other.get("/observations")["rows"] == []
    series = {"unit": city.east.pk, "indicator": "budget_revenue.general_public"}
    assert other.get("/observations/series", **series).status == 404
