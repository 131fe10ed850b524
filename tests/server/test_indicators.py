"""Indicators: loaded from the catalogue, defined by a region, changed, found."""

import pytest

from taizhang.server.accounts.acting import SERVER, Act
from taizhang.server.ledger.catalogue import load_catalogue, load_indicators
from taizhang.server.ledger.measuring import measures
from taizhang.server.ledger.models import Indicator
from taizhang.server.lib.refusals import Invalid

OWN = {"code": "energy.intensity", "name": "单位工业增加值能耗", "unit_of_measure": "吨标准煤/万元", "nature": "rate"}


@pytest.fixture
def planner(city, person, caller):
    return caller(person("planner", city.root))


def test_indicators_of_the_catalogue_come_once_with_the_units_that_plans_print(db):
    act = Act(SERVER, "indicator.define")
    gdp, grain = load_indicators(act, ["gdp", "grain.output"])
    assert (gdp.name, gdp.unit_of_measure, gdp.nature) == ("地区生产总值", "亿元", "flow")
    assert (gdp.adds_up, gdp.real_growth) == (True, True)
    assert grain.unit_of_measure == "万吨"
    assert load_indicators(act, ["gdp"]) == [gdp]
    assert Indicator.objects.count() == 2
    assert len(act.changes) == 2


def test_the_whole_catalogue_comes_with_its_headline_indicators_first(db):
    rows = load_indicators(Act(SERVER, "indicator.define"))
    assert len(rows) == Indicator.objects.count() > 1500
    assert [row.code for row in rows[:2]] == ["gdp", "value_added.industry.above_threshold"]
    assert {row.unit_of_measure for row in rows} >= set(measures().values()) - {"亿人公里"}


def test_an_id_that_the_catalogue_does_not_hold_is_named(db):
    with pytest.raises(Invalid, match=r"no\.such"):
        load_indicators(Act(SERVER, "indicator.define"), ["gdp", "no.such"])


def test_a_planner_loads_and_a_reporter_does_not(city, person, caller, planner):
    answer = planner.post("/indicators/load", unit_id=city.root.pk, codes=["gdp"])
    assert [row["code"] for row in answer.body] == ["gdp"]
    reporter = caller(person("reporter", city.root))
    assert reporter.post("/indicators/load", unit_id=city.root.pk, codes=["retail_sales"]).status == 403


def test_a_region_defines_its_own_under_its_code(city, planner):
    answer = planner.post("/indicators", unit_id=city.root.pk, better="down", **OWN)
    assert (answer.status, answer["code"], answer["region_id"]) == (201, "990100.energy.intensity", city.region.pk)
    again = planner.post("/indicators", unit_id=city.root.pk, **OWN)
    assert (again.status, list(again["errors"])) == (422, ["code"])


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"code": "能耗"}, "code"),
        ({"name": "  "}, "name"),
        ({"lowest": "5", "highest": "1"}, "lowest"),
        ({"weight_id": 99999}, "weight_id"),
        ({"authority_id": 99999}, "authority_id"),
    ],
)
def test_what_cannot_be_is_told_by_its_field(city, planner, more, field):
    answer = planner.post("/indicators", unit_id=city.root.pk, **(OWN | more))
    assert (answer.status, list(answer["errors"])) == (422, [field])


def test_unit_and_nature_stay_once_there_are_observations(city, planner):
    row = planner.post("/indicators", unit_id=city.root.pk, **OWN)
    path = f"/indicators/{row['id']}"
    row = planner.patch(path, revision=row["revision"], unit_of_measure="千克标准煤/万元")
    assert row["unit_of_measure"] == "千克标准煤/万元"
    planner.post("/observations", unit_id=city.root.pk, indicator=row["code"], period="2025-05", value="380")
    refused = planner.patch(path, revision=row["revision"], unit_of_measure="吨标准煤/万元", nature="flow")
    assert (refused.status, sorted(refused["errors"])) == (422, ["nature", "unit_of_measure"])
    changed = planner.patch(path, revision=row["revision"], jump="30", definition="当量值", nature="rate")
    assert (changed["jump"], changed["definition"]) == ("30", "当量值")


def test_an_indicator_of_the_catalogue_is_changed_from_the_root_alone(city, person, caller, planner):
    (gdp,) = load_catalogue(SERVER, city.root, codes=["gdp"])
    body = {"revision": gdp.revision, "authority_id": city.statistics.pk}
    assert caller(person("planner", city.east)).patch(f"/indicators/{gdp.pk}", **body).status == 403
    assert planner.patch(f"/indicators/{gdp.pk}", **body)["authority_id"] == city.statistics.pk


def test_it_is_neither_its_own_weight_nor_part_of_itself(city, planner):
    (gdp,) = load_catalogue(SERVER, city.root, codes=["gdp"])
    answer = planner.patch(f"/indicators/{gdp.pk}", revision=gdp.revision, weight_id=gdp.pk, within_id=gdp.pk)
    assert sorted(answer["errors"]) == ["weight_id", "within_id"]


@pytest.mark.parametrize(
    ("search", "codes"),
    [
        ("GDP", ["gdp"]),
        ("生产总值", ["gdp"]),
        ("规上工业增加值", ["value_added.industry.above_threshold"]),
        ("budget_rev", ["budget_revenue.general_public"]),
        ("不存在", []),
    ],
)
def test_it_is_found_by_name_alias_or_code(city, planner, search, codes):
    wanted = ["gdp", "value_added.industry.above_threshold", "budget_revenue.general_public"]
    load_catalogue(SERVER, city.root, codes=wanted)
    assert [row["code"] for row in planner.get("/indicators", search=search)["rows"]] == codes


def test_a_region_sees_the_catalogue_and_its_own(city, planner):
    load_catalogue(SERVER, city.root, codes=["gdp"])
    planner.post("/indicators", unit_id=city.root.pk, **OWN)
    planner.post("/indicators", unit_id=city.east.pk, **OWN)
    rows = planner.get("/indicators", region=city.region.pk)["rows"]
    assert [row["code"] for row in rows] == ["gdp", "990100.energy.intensity"]
    assert planner.get(f"/indicators/{rows[1]['id']}")["name"] == OWN["name"]
    assert planner.get("/indicators/999999").status == 404
