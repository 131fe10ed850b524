"""Proposals of the autumn form: the unit's value, the bureau's and the approved one, kept apart."""

import pytest

from taizhang.server.ledger.models import Proposal, Target


@pytest.fixture
def plan(office):
    return office.open()


@pytest.fixture
def east(city, person, caller):
    return caller(person("reporter", city.east))


def propose(by, plan, unit, indicator, **values):
    return by.post(f"/plans/{plan.pk}/proposals", unit_id=unit.pk, indicator_id=indicator.pk, **values)


def balance(office, row, value, reason="", by=None):
    seen = (by or office.planner).get(f"/plans/{row['plan_id']}/proposals", unit=row["unit"]["id"])["rows"]
    revision = next(each["revision"] for each in seen if each["id"] == row["id"])
    return (by or office.planner).post(f"/proposals/{row['id']}/balance", revision=revision, value=value, reason=reason)


def approve(by, row, **values):
    return by.post(f"/proposals/{row['id']}/approve", revision=row["revision"], **values)


def test_a_unit_proposes_with_estimate_reason_and_basis(office, plan, city, east):
    answer = propose(
        east, plan, city.east, office.gdp, so_far="180.5", so_far_to="2024-01/2024-10", estimate="220", proposed="235",
        comparator=">=", reason="新项目投产", basis="三年增速",
    )  # fmt: skip
    assert answer.status == 201
    assert (answer["proposed"], answer["estimate"], answer["balanced"]) == ("235", "220", None)
    again = propose(east, plan, city.east, office.gdp, proposed="236.50")
    assert (again["id"], again["proposed"], again["estimate"]) == (answer["id"], "236.5", "220")


def test_a_unit_proposes_only_for_itself(office, plan, city, east):
    assert propose(east, plan, city.west, office.gdp, proposed="1").status == 403


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"measure": "words"}, "measure"),
        ({"comparator": "range"}, "comparator"),
        ({"proposed": "x"}, "proposed"),
        ({"proposed": "1e25"}, "proposed"),
        ({"so_far_to": "十月"}, "so_far_to"),
    ],
)
def test_what_does_not_hold_is_refused_by_its_field(office, plan, east, values, field):
    answer = propose(east, plan, office.city.east, office.gdp, **values)
    assert answer.status == 422
    assert any(field in name for name in answer["errors"])


def test_the_bureaus_value_stands_beside_the_units_with_a_reason(office, plan, city, east):
    row = propose(east, plan, city.east, office.gdp, proposed="235")
    assert balance(office, row, "240").status == 422
    answer = balance(office, row, "240", "与全市增速衔接")
    assert (answer["proposed"], answer["balanced"], answer["balanced_reason"]) == ("235", "240", "与全市增速衔接")


def test_a_value_that_stays_wants_no_reason(office, plan, city, east):
    row = propose(east, plan, city.east, office.gdp, proposed="235")
    assert balance(office, row, "235").status == 200


def test_a_planner_of_the_unit_does_not_balance_it(office, plan, city, east):
    row = propose(east, plan, city.east, office.gdp, proposed="235")
    assert balance(office, row, "235", by=office.at("planner", city.east)).status == 403


def test_a_leader_approves_what_was_balanced(office, plan, city, east):
    row = propose(east, plan, city.east, office.gdp, proposed="235")
    assert approve(office.leader, row.body).status == 422
    balanced = balance(office, row, "240", "衔接")
    assert approve(office.planner, balanced.body).status == 403
    answer = approve(office.leader, balanced.body)
    assert (answer["proposed"], answer["balanced"], answer["approved"]) == ("235", "240", "240")


def test_another_value_is_approved_with_a_reason(office, plan, city, east):
    row = balance(office, propose(east, plan, city.east, office.gdp, proposed="235"), "240", "衔接")
    assert approve(office.leader, row.body, value="238").status == 422
    answer = approve(office.leader, row.body, value="238", reason="留有余地")
    assert (answer["balanced"], answer["approved"]) == ("240", "238")


def test_who_balanced_does_not_approve(office, plan, city, east):
    row = balance(office, propose(east, plan, city.east, office.gdp, proposed="235"), "235", by=office.both)
    assert approve(office.both, row.body)["code"] == "own_entry"


def test_nothing_changes_once_it_is_approved(office, plan, city, east):
    row = balance(office, propose(east, plan, city.east, office.gdp, proposed="235"), "235")
    done = approve(office.leader, row.body)
    assert propose(east, plan, city.east, office.gdp, proposed="1").status == 409
    assert balance(office, done, "1", "x").status == 409
    assert approve(office.leader, done.body).status == 409
    assert Proposal.objects.get().approved == 235


def test_values_are_collected_only_until_the_consultation(office, plan, city, east):
    office.walk(plan, "consultation")
    answer = propose(east, plan, city.east, office.gdp, proposed="235")
    assert answer["detail"] == "计划现为“征求意见与会签”，不能提出建议值"


def test_many_are_approved_at_once_or_none(office, plan, city, east):
    first = balance(office, propose(east, plan, city.east, office.gdp, proposed="235"), "235")
    second = propose(east, plan, city.east, office.firms, proposed="20")
    path = f"/plans/{plan.pk}/proposals/approve"
    assert office.leader.post(path, rows=[seen(first), seen(second)]).status == 422
    assert Proposal.objects.filter(approved=None).count() == 2
    second = balance(office, second, "20")
    assert office.leader.post(path, rows=[seen(first), seen(second)]).status == 200
    assert Proposal.objects.filter(approved=None).count() == 0


def test_of_many_one_that_was_balanced_anew_meanwhile_keeps_all_from_being_approved(office, plan, city, east):
    first = balance(office, propose(east, plan, city.east, office.gdp, proposed="235"), "235")
    stale = balance(office, propose(east, plan, city.east, office.firms, proposed="20"), "20")
    balance(office, stale, "25", "扩大培育")
    path = f"/plans/{plan.pk}/proposals/approve"
    answer = office.leader.post(path, rows=[seen(first), seen(stale)])
    assert (answer.status, answer["code"]) == (409, "changed_meanwhile")
    assert office.leader.post(path, rows=[seen(first), seen(first)])["errors"] == {"rows": "同一建议值出现两次"}
    assert office.leader.post(path, rows=[seen(first), {"id": 999999, "revision": 1}]).status == 422
    assert Proposal.objects.filter(approved=None).count() == 2


def seen(row):
    """A row as a bulk names it."""
    return {"id": row["id"], "revision": row["revision"]}


def settled(office, plan, indicator, value, **values):
    row = propose(office.second, plan, office.city.root, indicator, proposed=value, **values)
    return approve(office.leader, balance(office, row, value).body)


def test_approved_values_of_the_government_become_targets(office, plan, city, east):
    settled(office, plan, office.gdp, "6.50", measure="growth", comparator=">=")
    settled(office, plan, office.jobless, "5.5", comparator="<=")
    balance(office, propose(east, plan, city.east, office.firms, proposed="20"), "20")
    path = f"/plan-versions/{office.version(plan)['id']}/targets/from-proposals"
    answer = office.planner.post(path)
    assert [(row["indicator"]["code"], row["comparator"], row["value"], row["places"]) for row in answer.body] == [
        ("gdp", ">=", "6.5", 2),
        ("unemployment", "<=", "5.5", 1),
    ]
    again = office.planner.post(path)
    assert [row["revision"] for row in again.body] == [1, 1]
    assert Target.objects.count() == 2


def test_a_target_that_is_there_takes_the_approved_value(office, plan):
    target = office.target(plan, value="480", binding="binding")
    settled(office, plan, office.gdp, "500")
    office.planner.post(f"/plan-versions/{office.version(plan)['id']}/targets/from-proposals")
    told = office.planner.get(f"/targets/{target['id']}")
    assert (told["value"], told["binding"], told["line"]) == ("500", "binding", 1)


def test_the_table_adds_what_adds_up(office, plan, city, east):
    propose(office.planner, plan, city.root, office.gdp, proposed="500")
    propose(east, plan, city.east, office.gdp, proposed="290")
    row = propose(office.at("reporter", city.west), plan, city.west, office.gdp, proposed="200")
    propose(office.planner, plan, city.statistics, office.gdp, proposed="7")
    told = office.planner.get(f"/plans/{plan.pk}/proposals/table").body[0]
    assert (told["total"]["proposed"], len(told["units"])) == ("500", 3)
    assert (told["proposed"]["sum"]["fits"], told["proposed"]["sum"]["low"]) == (False, "490")
    balance(office, row, "210", "补足")
    told = office.planner.get(f"/plans/{plan.pk}/proposals/table").body[0]
    assert (told["proposed"]["sum"]["fits"], told["balanced"]["sum"]["fits"]) == (False, True)
    assert told["balanced"]["sum"]["formula"] == "290 + 210 = 500"


def test_the_table_weighs_growth_by_this_years_level(office, plan, city):
    propose(office.planner, plan, city.root, office.gdp, measure="growth", proposed="6.0")
    for unit, growth in ((city.east, "5.8"), (city.west, "6.3")):
        propose(office.planner, plan, unit, office.gdp, measure="growth", proposed=growth)
    told = office.planner.get(f"/plans/{plan.pk}/proposals/table").body[0]
    assert told["proposed"]["sum"] is None
    assert "没有权重" in told["proposed"]["unknown"]["zh"]
    propose(office.planner, plan, city.east, office.gdp, estimate="300")
    propose(office.planner, plan, city.west, office.gdp, estimate="200")
    told = next(
        row for row in office.planner.get(f"/plans/{plan.pk}/proposals/table").body if row["measure"] == "growth"
    )
    assert (told["proposed"]["sum"]["fits"], told["proposed"]["sum"]["low"]) == (True, "6")
    assert told["proposed"]["sum"]["formula"].startswith("(5.8×300 + 6.3×200) ÷ 500 = 6")


def test_without_a_value_of_the_government_there_is_no_sum(office, plan, city, east):
    propose(east, plan, city.east, office.gdp, proposed="290")
    told = office.planner.get(f"/plans/{plan.pk}/proposals/table").body[0]
    assert told["proposed"]["unknown"]["zh"] == "本级还没有建议值"
