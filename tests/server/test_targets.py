"""Targets of a draft: what holds and what does not, carried over from last year, beside its targets and results."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.cast import made
from taizhang.server.ledger.models import Indicator, Observation, Target
from taizhang.server.ledger.plans.difference import Line, difference
from taizhang.server.lib import clock

GOOD = [
    ("a level", {"value": "852.30"}, {"value": "852.3", "places": 2, "unit_of_measure": "亿元", "due": "2025"}),
    ("a growth", {"measure": "growth", "comparator": ">=", "value": "6"}, {"unit_of_measure": "%"}),
    ("a fall", {"measure": "growth", "comparator": "<=", "value": "-40"}, {"value": "-40"}),
    ("about", {"measure": "growth", "comparator": "~", "value": "5.5"}, {"comparator": "~", "places": 1}),
    ("a range", {"comparator": "range", "value": "5", "value_to": "6"}, {"value_to": "6"}),
    ("another unit", {"value": "1.2", "unit_of_measure": "万亿元"}, {"value": "1.2", "unit_of_measure": "万亿元"}),
    ("words", {"measure": "words", "comparator": "", "value": None, "words": "保持稳定增长"}, {"value": None}),
    ("half-year", {"due": "2025H1"}, {"due": "2025H1"}),
    ("later", {"due": "2021-2025"}, {"due": "2021-2025"}),
    ("binding", {"binding": "binding", "firmness": "must"}, {"binding": "binding", "firmness": "must"}),
]
BAD = [
    ("no comparator", {"comparator": ""}, "comparator"),
    ("no value", {"value": None}, "value"),
    ("range without end", {"comparator": "range", "value": "5"}, "value_to"),
    ("range upside down", {"comparator": "range", "value": "6", "value_to": "5"}, "value_to"),
    ("range of one", {"comparator": "range", "value": "6", "value_to": "6"}, "value_to"),
    ("an end and no range", {"value_to": "6"}, "value_to"),
    ("words with a number", {"measure": "words", "words": "稳定增长"}, "value"),
    ("words without words", {"measure": "words", "comparator": "", "value": None}, "words"),
    ("a unit that is none of it", {"unit_of_measure": "万人"}, "unit_of_measure"),
    ("another currency", {"unit_of_measure": "亿美元"}, "unit_of_measure"),
    ("growth in yuan", {"measure": "growth", "unit_of_measure": "亿元"}, "unit_of_measure"),
    ("a fall below nothing", {"measure": "growth", "value": "-101"}, "value"),
    ("places below those written", {"value": "5.25", "places": 1}, "places"),
    ("no period", {"due": "2025年"}, "due"),
    ("due before", {"due": "2024"}, "due"),
    ("a comparator unknown", {"comparator": ">"}, "comparator"),
    ("more places than are kept", {"value": "1.123456789"}, "value"),
    ("too large", {"value": "1e30"}, "value"),
    ("no number", {"value": "NaN"}, "value"),
    ("no fact", {"fact_id": 999}, "fact_id"),
    ("no indicator", {"indicator_id": 999}, "indicator_id"),
]


@pytest.mark.parametrize(("values", "told"), [case[1:] for case in GOOD], ids=[case[0] for case in GOOD])
def test_a_target_that_holds_is_set(office, values, told):
    answer = office.target(office.open(), **values)
    assert answer.status == 201, answer.body
    assert told.items() <= answer.body.items()


@pytest.mark.parametrize(("values", "field"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_a_target_that_does_not_hold_is_refused_by_its_field(office, values, field):
    answer = office.target(office.open(), **values)
    assert answer.status == 422
    assert any(field in name for name in answer["errors"])
    assert Target.objects.count() == 0


def test_a_rate_changes_by_points(office):
    answer = office.target(office.open(), office.jobless, measure="change", comparator="<=", value="-0.2")
    assert answer["unit_of_measure"] == "百分点"


def test_one_indicator_has_one_target_of_a_measure_and_period(office):
    plan = office.open()
    assert office.target(plan).status == 201
    assert office.target(plan, measure="growth", value="6").status == 201
    again = office.target(plan)
    assert again.status == 422
    assert "已有地区生产总值（2025）的同类目标" in again["detail"]


def test_the_targets_of_one_indicator_are_asked_for_by_its_code(office):
    plan = office.open()
    made_first = [office.target(plan)["id"], office.target(plan, measure="growth", value="6")["id"]]
    office.target(plan, office.jobless, measure="level", comparator="<=", value="5.5")
    path = f"/plan-versions/{office.version(plan)['id']}/targets"
    assert len(office.planner.get(path)["rows"]) == 3
    assert [row["id"] for row in office.planner.get(path, indicator=office.gdp.code)["rows"]] == made_first
    assert office.planner.get(path, indicator="no.such")["rows"] == []


def test_an_indicator_of_another_region_is_not_there(office, city):
    own = made(
        Indicator(code="x", name="自设", unit_of_measure="个", nature="stock", region=city.west.region, unit=city.west)
    )
    assert office.target(office.open(), own).status == 422
    assert office.target(office.open(unit=city.west), own).status == 201


def test_what_is_not_named_stays_when_a_target_is_changed(office):
    plan = office.open()
    target = office.target(plan, measure="growth", comparator=">=", value="5.50", firmness="must")
    path = f"/targets/{target['id']}"
    changed = office.planner.patch(path, revision=1, value="6")
    assert changed.status == 200
    assert (changed["value"], changed["places"], changed["firmness"]) == ("6", 0, "must")
    ranged = office.planner.patch(path, revision=2, comparator="range", value_to="6.5")
    assert (ranged["value"], ranged["value_to"], ranged["places"]) == ("6", "6.5", 1)
    assert office.planner.patch(path, revision=2, value="7").status == 409
    assert office.planner.patch(path, revision=3, comparator=">=").status == 422
    assert office.planner.patch(path, revision=3, comparator=">=", value_to=None).status == 200


def test_a_line_is_never_given_twice(office):
    plan = office.open()
    first = office.target(plan)
    second = office.target(plan, measure="growth", value="6")
    assert (first["line"], second["line"]) == (1, 2)
    assert office.planner.delete(f"/targets/{first['id']}?revision=1").status == 204
    assert office.target(plan)["line"] == 3


def test_a_reviewer_sets_no_target(office, city, person, caller):
    plan = office.open()
    reviewer = caller(person("reviewer", city.root))
    path = f"/plan-versions/{office.version(plan)['id']}/targets"
    assert reviewer.post(path, indicator_id=office.gdp.pk, measure="level", comparator="=", value="1").status == 403


def test_last_years_targets_are_a_start_each_due_a_year_later(office):
    last = office.open(2024)
    office.target(last, value="480")
    office.target(last, office.firms, value="70", due="2024H1", comparator=">=")
    office.walk(last, "issued")
    plan = office.open(2025)
    office.target(plan, value="500")
    path = f"/plan-versions/{office.version(plan)['id']}/targets/carry-over"
    answer = office.planner.post(path)
    assert answer.status == 201
    assert [(row["indicator"]["name"], row["due"], row["value"]) for row in answer.body] == [
        ("高新技术企业数", "2025H1", "70")
    ]
    assert office.planner.post(path).body == []


def test_last_years_target_and_result_stand_beside(office, city):
    office.issued(2024, value="480")
    plan = office.open(2025)
    office.target(plan, value="500")
    office.target(plan, measure="growth", value="6")
    observed = {"region": city.region, "unit": city.root, "indicator": office.gdp, "state": "accepted"}
    at = {"entered_at": clock.now(), "accepted_at": clock.now(), "period_end": "2024-12-31"}
    made(
        Observation(period="2024-12", period_type="month", cumulative="479", cumulative_growth="5.9", **observed, **at)
    )
    path = f"/plan-versions/{office.version(plan)['id']}/targets/beside"
    level, growth = office.planner.get(path).body
    assert (level["last_target"]["value"], growth["last_target"]) == ("480", None)
    assert (level["last_result"]["value"], growth["last_result"]["value"]) == ("479", "5.9")
    made(Observation(period="2024", period_type="year", vintage="final", value="481", growth="6", **observed, **at))
    level, growth = office.planner.get(path).body
    assert (level["last_result"]["value"], level["last_result"]["vintage"]) == ("481", "final")


def test_a_value_that_was_not_accepted_does_not_stand_beside(office, city):
    plan = office.open(2025)
    office.target(plan)
    row = Observation(region=city.region, unit=city.root, indicator=office.gdp, period="2024", period_type="year")
    row.value, row.entered_at, row.period_end = "481", clock.now(), "2024-12-31"
    made(row)
    told = office.planner.get(f"/plan-versions/{office.version(plan)['id']}/targets/beside").body
    assert told[0]["last_result"] is None


LINES = st.dictionaries(st.integers(1, 6), st.dictionaries(st.sampled_from("abc"), st.integers(0, 2)))


@given(LINES, LINES)
def test_a_difference_leads_from_the_one_list_to_the_other(before, after):
    def lines(said):
        return [Line(number, str(number), fields) for number, fields in said.items()]

    found = {number: dict(fields) for number, fields in before.items()}
    for change in difference("target", lines(before), lines(after)):
        if change.what == "removed":
            del found[change.line]
            continue
        held = found.setdefault(change.line, {})
        for name, (was, now) in change.fields.items():
            assert held.get(name) == was
            held[name] = now
    cleaned = {number: {k: v for k, v in fields.items() if v is not None} for number, fields in found.items()}
    assert cleaned == after
