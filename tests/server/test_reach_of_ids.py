"""Ids in a body and whole kinds of rows reach no further than rights do: tasks, units, firms, exports."""

import csv
import io

import pytest

from server.cast import made
from server.task_cast import plan_of, task_of
from taizhang.server.ledger.models import Firm, Indicator, Opinion, Programme, Proposal, Roster, Task
from taizhang.server.lib import clock
from taizhang.server.log.models import Entry


@pytest.fixture
def district(city, person, caller):
    """Who plans for a district."""
    return caller(person("planner", city.east))


def exported(answer):
    assert answer.status == 200
    return list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"))))


def test_a_unit_exports_its_own_proposals_and_opinions_and_not_those_of_others(city, person, caller):
    plan = plan_of(city.root).plan
    gdp = made(Indicator(code="test.gdp", name="地区生产总值", nature="flow", unit_of_measure="亿元"))
    for unit in (city.east, city.west):
        made(Proposal(plan=plan, unit=unit, indicator=gdp, proposed=5))
        made(Opinion(plan=plan, stage="consultation", unit=unit, opinion="无", asked_at=clock.now()))
    east, planner = caller(person("reporter", city.east)), caller(person("planner", city.root))
    for kind in ("proposals", "opinions"):
        assert [row["unit_id"] for row in exported(east.get(f"/export/{kind}.csv"))] == [str(city.east.pk)]
        assert len(exported(planner.get(f"/export/{kind}.csv"))) == 2


def test_a_planner_groups_no_task_of_units_beyond_reach(city, district):
    version = plan_of(city.root, issued=True)
    above = made(Programme(unit=city.root, name="千项技改攻坚"))
    theirs, own = task_of(version, city.west), task_of(version, city.east)
    of_the_city = task_of(version, city.east, programme=above)
    campaign = made(Programme(unit=city.east, name="本区专项"))
    for task in (theirs, of_the_city):
        answer = district.post(f"/programmes/{campaign.pk}/tasks", ids=[own.pk, task.pk])
        assert (answer.status, answer["code"]) == (403, "not_allowed")
    assert Task.objects.filter(programme=campaign).count() == 0
    assert district.post(f"/programmes/{campaign.pk}/tasks", ids=[own.pk]).status == 200


def test_a_task_is_given_to_no_unit_beside_or_above_the_government_of_the_plan(city, district):
    draft = plan_of(city.east)
    for field in ("unit_id", "supporting"):
        for unit in (city.west, city.root):
            named = {"unit_id": city.east.pk, "title": "改造老旧小区"} | {
                field: [unit.pk] if field == "supporting" else unit.pk
            }
            answer = district.post(f"/plan-versions/{draft.pk}/tasks", **named)
            assert (answer.status, list(answer["errors"])) == (422, ["unit_id"])
    below = {"unit_id": city.town.pk, "supporting": [city.east.pk], "title": "改造老旧小区"}
    assert district.post(f"/plan-versions/{draft.pk}/tasks", **below).status == 201


def test_a_lead_unit_breaks_a_task_of_the_city_to_districts(city, person, caller):
    task = task_of(plan_of(city.root, issued=True), city.planning)
    bureau = caller(person("planner", city.planning))
    part = {"unit_id": city.east.pk, "title": "青汀区部分"}
    answer = bureau.client.post(f"/api/v1/tasks/{task.pk}/parts", [part], "application/json", headers=bureau.headers)
    assert answer.status_code == 201


def test_a_list_takes_up_no_firm_where_the_roster_does_not_reach(city, person, caller):
    mine, bureaus = made(Roster(unit=city.east, name="本区名单")), made(Roster(unit=city.planning, name="市级名单"))
    row = {"code": "91350100M000100Y43", "name": "云澜甲厂", "unit_id": city.west.pk, "entered_on": "2025-01-01"}

    def taken(unit, roster):
        by = caller(person("reporter", unit))
        return by.client.post(f"/api/v1/rosters/{roster.pk}/rows", [row], "application/json", headers=by.headers).json()

    assert [each["result"] for each in taken(city.east, mine)] == ["refused"]
    assert not Firm.objects.exists()
    assert [each["result"] for each in taken(city.planning, bureaus)] == ["new"]


def test_the_log_of_a_unit_holds_no_figure_of_another_that_was_entered_or_accepted_with_its_own(city, person, caller):
    made(Indicator(code="test.gdp", name="地区生产总值", nature="flow", unit_of_measure="亿元"))
    numbers = ((city.east, "111"), (city.west, "222"))
    told = {"indicator": "test.gdp", "period": "2025-01"}
    figures = [told | {"unit_id": unit.pk, "value": value} for unit, value in numbers]
    entered = caller(person("planner", city.root)).post("/observations/bulk", figures=figures)
    rows = [{"id": row["id"], "revision": row["revision"]} for row in entered.body]
    accepted = caller(person("reviewer", city.root)).post("/observations/accept", rows=rows)
    assert [row["result"] for row in accepted.body] == ["accepted", "accepted"]
    above, beside = caller(person("administrator", city.root)), caller(person("administrator", city.east))
    for entry in Entry.objects.filter(action__startswith="observation."):
        assert above.get(f"/log/{entry.pk}")["changed"] == 2
        assert beside.get(f"/log/{entry.pk}").status == 404
