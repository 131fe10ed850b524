"""Editions of one figure, and what is read of them: the best one, series, matrix, ranking."""

from decimal import Decimal

import pytest

from server.cast import made
from taizhang.server.accounts.acting import SERVER, Act, Actor, log
from taizhang.server.ledger.catalogue import load_catalogue
from taizhang.server.ledger.models import Breakdown, Observation, Plan, PlanVersion, Share, Target
from taizhang.server.ledger.observations.actions import enter
from taizhang.server.ledger.observations.figures import Figure
from taizhang.server.ledger.observations.queries import best
from taizhang.server.ledger.observations.recording import record


@pytest.fixture
def revenue(city):
    return load_catalogue(SERVER, city.root, codes=["budget_revenue.general_public"])[0]


@pytest.fixture
def brought(city, revenue):
    """`brought(unit, "2025-05", "60", vintage="final")` brings a cumulative figure, accepted."""

    def bring(unit, period, cumulative, **more):
        figure = Figure(unit, revenue, period, cumulative=Decimal(cumulative), **more)
        return enter(SERVER, city.root, figures=[figure])[0].row

    return bring


@pytest.fixture
def leader(city, person, caller):
    return caller(person("leader", city.root))


@pytest.fixture
def target(city, revenue):
    """The city's plan for 2025, issued: revenue of at least 130."""
    plan = made(Plan(region=city.region, unit=city.root, year=2025, title="计划", state="issued"))
    version = made(PlanVersion(plan=plan, number=1, state="issued"))
    return made(
        Target(version=version, line=1, indicator=revenue, measure="level", comparator=">=", value=130, due="2025")
    )


def told(cell):
    return None if cell is None else (cell["number"], cell["derived"], cell["vintage"])


@pytest.mark.parametrize(
    ("editions", "wanted"),
    [
        (("flash", "preliminary"), "preliminary"),
        (("preliminary", "flash"), "preliminary"),
        (("flash", "final", "preliminary"), "final"),
        (("final", "census"), "census"),
        (("estimate", "flash"), "flash"),
        (("estimate",), "estimate"),
    ],
)
def test_the_latest_edition_is_the_best_in_whatever_order_they_came(city, revenue, brought, editions, wanted):
    for number, vintage in enumerate(editions, start=1):
        brought(city.root, "2025-12", number, vintage=vintage)
    assert best(city.root.pk, revenue.pk, "2025-12").vintage == wanted
    assert Observation.objects.filter(current=True, state="accepted").count() == len(editions)


def test_an_edition_that_waits_is_not_the_best(city, revenue, brought, person, caller):
    brought(city.root, "2025-12", 100)
    planner = caller(person("planner", city.root))
    body = {"unit_id": city.root.pk, "indicator": revenue.code, "period": "2025-12", "cumulative": "101"}
    row = planner.post("/observations", **body, vintage="final")
    assert best(city.root.pk, revenue.pk, "2025-12").vintage == "flash"
    caller(person("reviewer", city.root)).post(f"/observations/{row['id']}/accept", revision=row["revision"])
    assert best(city.root.pk, revenue.pk, "2025-12").vintage == "final"


def test_a_correction_replaces_within_its_edition_alone(city, revenue, brought):
    flash, final = brought(city.root, "2025-12", 100), brought(city.root, "2025-12", 104, vintage="final")
    new = brought(city.root, "2025-12", 101, reason="补报")
    flash.refresh_from_db(), final.refresh_from_db()
    assert (new.replaces_id, new.current, flash.current, final.current) == (flash.pk, True, False, True)


def test_who_typed_a_figure_does_not_accept_it_by_way_of_a_return(city, revenue, person):
    reviewer = Actor(person("reviewer", city.east))
    act = Act(reviewer, "return.accept")
    mine = Figure(city.east, revenue, "2025-05", value=Decimal(5), entered_by=reviewer.user.pk)
    theirs = Figure(city.east, revenue, "2025-06", value=Decimal(6), entered_by=reviewer.user.pk + 1)
    outcomes = record(act, [mine, theirs], accepted=True)
    log(act, city.east)
    assert [one.result for one in outcomes] == ["refused", "new"]
    assert (outcomes[1].row.state, outcomes[1].row.accepted_by) == ("accepted", reviewer.user.pk)


def test_a_figure_typed_before_is_accepted_by_the_return_that_brings_it(city, revenue, person):
    reporter, reviewer = Actor(person("reporter", city.east)), Actor(person("reviewer", city.east))
    figure = Figure(city.east, revenue, "2025-05", value=Decimal(5), entered_by=reporter.user.pk)
    (entered,) = enter(reporter, city.east, figures=[figure])
    act = Act(reviewer, "return.accept")
    (same,) = record(act, [figure], accepted=True)
    assert (same.result, same.row.pk, same.row.state) == ("same", entered.row.pk, "accepted")


def test_a_series_shows_each_month_with_last_period_last_year_and_target(city, revenue, brought, leader, target):
    for period, number in (("2024-04", 40), ("2024-05", 50), ("2025-02", 20), ("2025-04", 44), ("2025-05", 56)):
        brought(city.root, period, number)
    shown = {"unit": city.root.pk, "indicator": revenue.code, "first_year": 2025, "last_year": 2025}
    answer = leader.get("/observations/series", **shown)
    assert [point["period"] for point in answer["points"]] == ["2025-02", "2025-04", "2025-05"]
    may = answer["points"][-1]
    assert told(may["figures"]["value"]) == ("12", True, "flash")
    assert told(may["figures"]["cumulative"]) == ("56", False, "flash")
    assert told(may["figures"]["cumulative_growth"]) == ("12", True, "flash")
    assert told(may["last"]["cumulative"]) == ("44", False, "flash")
    assert told(may["last_year"]["value"]) == ("10", True, "flash")
    assert [(one["measure"], one["comparator"], one["value"]) for one in may["targets"]] == [("level", ">=", "130")]
    assert leader.get("/observations/series", **shown, kind="half_year")["points"] == []


def test_a_series_of_too_many_years_is_refused(city, revenue, leader):
    answer = leader.get(
        "/observations/series", unit=city.root.pk, indicator=revenue.code, first_year=1950, last_year=2025
    )
    assert answer.status == 422


def test_a_matrix_shows_the_best_edition_and_the_share_of_the_target(city, revenue, brought, leader, target):
    brought(city.east, "2025-05", 30)
    brought(city.east, "2025-05", 31, vintage="preliminary")
    breakdown = made(Breakdown(target=target, state="issued"))
    for unit, value in ((city.east, 70), (city.west, 60)):
        made(Share(breakdown=breakdown, assignee=unit, comparator=">=", value=value))
    answer = leader.get("/observations/matrix", period="2025-01/2025-05", below=city.root.pk, indicator=[revenue.code])
    cells = {cell["unit"]: cell for cell in answer["cells"]}
    assert set(cells) == {city.east.pk, city.west.pk}
    assert told(cells[city.east.pk]["figures"]["cumulative"]) == ("31", False, "preliminary")
    assert cells[city.west.pk]["figures"]["cumulative"] is None
    assert [cells[unit.pk]["targets"][0]["value"] for unit in (city.east, city.west)] == ["70", "60"]


def test_a_matrix_adds_up_what_is_reported_month_by_month(city, revenue, leader):
    figures = [Figure(city.east, revenue, f"2025-{month:02d}", value=Decimal(month)) for month in range(1, 6)]
    enter(SERVER, city.root, figures=figures)
    answer = leader.get("/observations/matrix", period="2025-05", unit=[city.east.pk], indicator=[revenue.code])
    assert told(answer["cells"][0]["figures"]["cumulative"]) == ("15", True, "flash")


def test_a_matrix_wants_units_and_is_bounded(city, revenue, leader):
    assert leader.get("/observations/matrix", period="2025-05", indicator=[revenue.code]).status == 422
    assert leader.get("/observations/matrix", period="2025-05", below=city.root.pk, indicator=["no.such"]).status == 404


def test_a_ranking_tells_who_rose_and_shares_places(city, revenue, brought, leader):
    for unit, april, may in ((city.east, 20, 31), (city.west, 25, 31), (city.planning, 30, 30)):
        brought(unit, "2025-04", april)
        brought(unit, "2025-05", may)
    answer = leader.get(
        "/observations/ranking", period="2025-05", below=city.root.pk, indicator=revenue.code, by="cumulative"
    )
    shown = {row["unit"]["name"]: (row["rank"], row["last_rank"], row["rose"]) for row in answer.body}
    assert shown["青汀区"] == (1, 3, 2)
    assert shown["石陂县"] == (1, 2, 1)
    assert shown["发展和改革委员会"] == (3, 1, -2)
    assert shown["统计局"] == (None, None, None)
    assert answer.body[-1]["unit"]["name"] == "统计局"


def test_where_less_is_better_the_least_is_first(city, leader):
    (rate,) = load_catalogue(SERVER, city.root, codes=["unemployment.surveyed"])
    figures = [Figure(unit, rate, "2025-05", value=Decimal(v)) for unit, v in ((city.east, "5.2"), (city.west, "4.9"))]
    enter(SERVER, city.root, figures=figures)
    answer = leader.get(
        "/observations/ranking", period="2025-05", unit=[city.east.pk, city.west.pk], indicator=rate.code
    )
    assert [row["unit"]["name"] for row in answer.body] == ["石陂县", "青汀区"]
