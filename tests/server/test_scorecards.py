"""Scorecards: every method by the worked examples of the documentation, rules that hold, runs that stay."""

import json
import re
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.cast import made
from server.task_cast import plan_of
from taizhang.server.accounts.acting import SERVER
from taizhang.server.ledger.catalogue import load_catalogue
from taizhang.server.ledger.models import (
    Breakdown,
    Firm,
    FirmFigure,
    Indicator,
    Observation,
    ScorecardRun,
    Share,
    Target,
)
from taizhang.server.ledger.rosters.codes import check_sign
from taizhang.server.ledger.scoring.computing import Given, computed
from taizhang.server.ledger.scoring.exact import written
from taizhang.server.ledger.scoring.methods import METHODS, Case, parts
from taizhang.server.ledger.scoring.queries import example
from taizhang.server.ledger.scoring.reading import rules_of
from taizhang.server.ledger.scoring.rules import Goal
from taizhang.server.lib.periods import period_of
from taizhang.server.lib.refusals import Invalid

DOC = (Path(__file__).parents[2] / "docs" / "reference" / "scorecards.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"```json\n(.*?)\n```\n\n((?:\|[^\n]*\n)+)", re.DOTALL)
METHODS_SAID, WHOLE_SAID = DOC.split("## A whole scorecard")


def cells(table):
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()][2:]


def goal(text):
    if not text:
        return None
    comparator, value, *upper = text.split()
    return Goal(comparator, Fraction(value), Fraction(upper[0]) if upper else None)


def item_of(**options):
    item = {"key": "x", "zh": "指标", "from": {"indicator": "gdp"}, "weight": "10", **options}
    return rules_of({"zh": "考核", "items": [item]}, "units").items[0]


@pytest.mark.parametrize(("options", "table"), EXAMPLE.findall(METHODS_SAID))
def test_a_method_gives_the_points_that_its_worked_example_says(options, table):
    item = item_of(**json.loads(options))
    rows = cells(table)
    cases = {number: Case(Fraction(row[1]), goal(row[2])) for number, row in enumerate(rows)}
    found = parts(item, cases)
    assert {row[0]: written(item.weight * found[number].share, 2) for number, row in enumerate(rows)} == {
        row[0]: row[3] for row in rows
    }


def test_every_method_has_its_worked_example():
    shown = {json.loads(options)["method"] for options, _ in EXAMPLE.findall(METHODS_SAID)}
    assert shown == set(METHODS)


def code(number):
    first = f"91990100{number:09d}"
    return first + check_sign(first)


def firm_at(unit, number, name, **figures):
    firm = made(Firm(code=code(number), name=name, region=unit.region, unit=unit))
    for measure, value in figures.items():
        if value:
            made(FirmFigure(firm=firm, year=2024, measure=measure, value=value, unit_of_measure="万元"))
    return firm


@pytest.fixture
def planner(city, person, caller):
    return caller(person("planner", city.root))


def defined(caller, unit, rules, subjects="firms", name="亩均评价"):
    answer = caller.post(f"/units/{unit.pk}/scorecards", name=name, subjects=subjects, rules=rules)
    assert answer.status == 201, answer.body
    return answer


def run(caller, card, period="2024", **more):
    return caller.post(f"/scorecards/{card['id']}/runs", period=period, **more)


def test_the_whole_worked_example_comes_out_as_it_is_told(city, planner):
    ((rules, table),) = EXAMPLE.findall(WHOLE_SAID)
    wanted, bonuses = {}, []
    for number, row in enumerate(cells(table), 1):
        name, *figures = row[:6]
        names = ("税收", "用地", "研发经费", "营业收入", "事故死亡人数")
        firm_at(city.east, number, name, **dict(zip(names, figures, strict=True)))
        wanted[name] = (row[7], int(row[8]), row[9])
        if row[6]:
            bonuses.append({"subject": code(number), "key": "listed", "points": row[6], "reason": "科创板上市"})
    made_ = run(planner, defined(planner, city.root, json.loads(rules)), adjustments=bonuses)
    assert made_.status == 201
    subjects = made_["results"]["subjects"]
    assert {each["name"]: (each["total"], each["rank"], each["grade"]) for each in subjects} == wanted
    first, second, _ = subjects
    assert first["lines"]["zh"] == [
        "亩均税收（60分）：完成 25，目标不低于 20，25/20=1.25；60×1.25=75.00",
        "研发投入占比（40分）：完成 3，目标不低于 2，3/2=1.5，封顶 1.2；40×1.2=48.00",
        "上市：8（科创板上市），限于 5",
        "总分 128.00",
        "发生死亡事故（1>0）：等次不高于 C",
    ]
    assert second["lines"]["en"][1:] == [
        "研发投入占比 (40): no data of 研发经费, left out, the other weights take its place",
        "some items left out, rescaled: 75.00×100/60=125.00",
        "total 125.00",
    ]
    assert first["items"][0] == {
        "key": "tax",
        "name": {"zh": "亩均税收", "en": "亩均税收"},
        "weight": "60",
        "value": "25",
        "target": {"comparator": ">=", "value": "20", "value_to": None},
        "share": "1.25",
        "points": "75.00",
    }


def rules_for(*items, **more):
    return {"zh": "考核", "items": list(items), **more}


def simple(key="x", weight="10", **more):
    return {"key": key, "zh": key, "weight": weight, "from": {"measure": key}, "method": "min_max", **more}


WRONG = [
    ("items", rules_for()),
    ("items[1].weight", rules_for(simple(weight="0"))),
    ("items[1].weight", rules_for(simple(weight="一成"))),
    ("items[1].method", rules_for(simple(method="magic"))),
    ("items[1].colour", rules_for(simple(colour="red"))),
    ("items[1].cap", rules_for(simple(cap="120"))),
    ("items[1].from.formula", rules_for({**simple(), "from": {"formula": "税收 ** 2"}})),
    ("items[1].from.measure", rules_for({**simple(), "from": {}})),
    ("items[1].points", rules_for(simple(method="rank_points"))),
    ("items[1].steps", rules_for(simple(method="steps", steps=[{"at": 1, "points": 5}, {"at": 2, "points": 9}]))),
    ("items[1].target.of", rules_for(simple(method="attainment"))),
    ("items[1].target.upper", rules_for(simple(method="attainment", target={"value": 5, "comparator": "range"}))),
    ("items", rules_for(simple(), simple())),
    ("full", rules_for(simple(), full=100)),
    ("places", rules_for(simple(), places=9)),
    ("ties.by[1]", rules_for(simple(), ties={"by": ["y"]})),
    ("grades.steps", rules_for(simple(), grades={"by": "share", "steps": [{"grade": "A", "upto": 50}]})),
    ("grades.steps", rules_for(simple(), grades={"by": "points", "steps": [{"grade": "A"}, {"grade": "B"}]})),
    ("vetoes[1].grade", rules_for(simple(), vetoes=[{"key": "v", "zh": "否决", "grade": "Z"}])),
    ("adjustments[1].most", rules_for(simple(), adjustments=[{"key": "a", "zh": "加分", "most": -1}])),
    ("rules.author", rules_for(simple(), author="x")),
    ("rules.zh", {"items": [simple()]}),
    ("rules", []),
]


@pytest.mark.parametrize(("place", "rules"), WRONG)
def test_rules_that_do_not_hold_are_told_with_their_place(place, rules):
    with pytest.raises(Invalid) as refused:
        rules_of(rules, "firms")
    assert place in refused.value.errors
    assert refused.value.errors[place].zh


def test_all_errors_are_told_at_once_and_none_is_saved(city, planner):
    rules = rules_for(simple(weight="-1"), simple("y", method="magic"), places="many")
    answer = planner.post(f"/units/{city.root.pk}/scorecards", name="考核", subjects="firms", rules=rules)
    assert answer.status == 422
    assert {"items[1].weight", "items[2].method", "places"} <= set(answer["errors"])
    assert planner.get("/scorecards")["rows"] == []


def test_rules_name_only_indicators_that_are_there(city, planner):
    item = {"key": "g", "zh": "生产总值", "weight": 1, "from": {"indicator": "no.such"}, "method": "min_max"}
    answer = planner.post(f"/units/{city.root.pk}/scorecards", name="考核", subjects="units", rules=rules_for(item))
    assert (answer.status, "no.such" in answer["detail"]) == (422, True)


points = st.lists(st.one_of(st.none(), st.fractions(-50, 50)), min_size=1, max_size=8)


@given(points, st.sampled_from(["zero", "leave_out", "grey"]), st.sampled_from(["same", "dense"]))
def test_ranks_follow_totals_and_printed_points_add_up(values, missing, rank):
    rules = rules_of(
        rules_for(
            simple(missing=missing),
            simple("y", weight="7.5", lowest="33"),
            ties={"rank": rank},
            grades={"by": "share", "steps": [{"grade": "A", "upto": 30}, {"grade": "B", "upto": 100}]},
        ),
        "firms",
    )
    subjects = {n: {"x": Given(value), "y": Given(Fraction(n))} for n, value in enumerate(values)}
    results = computed(rules, subjects)
    ranked = [result for result in results if result.rank is not None]
    for result in results:
        assert (result.total is None) == (result.rank is None) == (not result.grade)
        counted = [scored.points for scored in result.items if scored.points is not None]
        if result.total is not None and len(counted) == 2:
            assert result.total == sum(counted)
    for one in ranked:
        better = {other.total for other in ranked if other.total > one.total}
        ahead = [other for other in ranked if other.total > one.total]
        assert one.rank == (len(better) if rank == "dense" else len(ahead)) + 1
        assert all(one.grade >= other.grade for other in ahead)


def test_ties_are_parted_by_the_items_that_the_rules_name():
    rules = rules_of(rules_for(simple(), simple("y"), simple("z"), ties={"by": ["y"]}), "firms")

    def subject(x, y, z):
        return {key: Given(Fraction(value)) for key, value in zip("xyz", (x, y, z), strict=True)}

    results = computed(rules, {1: subject(0, 1, 1), 2: subject(1, 0, 1), 3: subject(1, 1, 0), 4: subject(0, 0, 0)})
    assert [(result.subject, result.rank) for result in results] == [(1, 1), (3, 1), (2, 3), (4, 4)]


def test_a_subject_without_what_must_be_there_is_grey(city, planner):
    firm_at(city.east, 1, "云澜泵业", 税收=5)
    firm_at(city.east, 2, "云澜陶瓷")
    item = {**simple("税收"), "missing": "grey"}
    done = run(planner, defined(planner, city.root, rules_for(item)))
    first, last = done["results"]["subjects"]
    assert (first["rank"], last["rank"], last["total"], last["grade"]) == (1, None, None, "")
    assert last["lines"]["zh"] == ["税收（10分）：无数据，不参加排名", "缺少必需数据，不计总分、不排名"]


def observed(city, unit, indicator, state="accepted", period="2025-06", **values):
    at = datetime(2025, 7, 10, tzinfo=UTC)
    return made(
        Observation(
            region=unit.region,
            unit=unit,
            indicator=indicator,
            period=period,
            period_type="month",
            period_end=period_of(period).end,
            state=state,
            entered_at=at,
            accepted_at=at if state == "accepted" else None,
            **values,
        )
    )


@pytest.fixture
def revenue(db):
    return made(Indicator(code="yl.revenue", name="预算收入", unit_of_measure="亿元", nature="flow", adds_up=True))


def district_rules(**more):
    item = {
        "key": "revenue",
        "zh": "预算收入完成率",
        "en": "revenue",
        "weight": "100",
        "from": {"indicator": "yl.revenue", "field": "cumulative"},
        "method": "attainment",
        "target": {"of": "plan", "by_time": True},
        "cap": "120",
        **more,
    }
    return rules_for(item)


def dealt_out(city, indicator):
    """The city's target dealt out to its districts, told in 万元."""
    target = made(
        Target(
            version=plan_of(city.root, issued=True),
            line=1,
            indicator=indicator,
            measure="level",
            comparator=">=",
            value=1_000_000,
            unit_of_measure="万元",
            due="2025",
        )
    )
    breakdown = made(Breakdown(target=target, state="issued"))
    made(Share(breakdown=breakdown, assignee=city.east, comparator=">=", value=600_000))
    made(Share(breakdown=breakdown, assignee=city.west, comparator=">=", value=400_000))


def test_districts_are_held_against_what_was_dealt_out_to_them(city, planner, revenue):
    dealt_out(city, revenue)
    observed(city, city.east, revenue, cumulative=33)
    for month in range(1, 7):
        observed(city, city.west, revenue, period=f"2025-{month:02d}", value=3)
    done = run(planner, defined(planner, city.root, district_rules(), "units", "区县考核"), "2025-06")
    east, west = done["results"]["subjects"]
    assert (east["name"], east["total"]) == ("青汀区", "110.00")
    assert (west["total"], west["items"][0]["value"]) == ("90.00", "18")  # the cumulative is derived from six months
    assert east["items"][0]["target"]["value"] == "30"
    assert "110" in east["lines"]["en"][0]


def test_what_is_not_accepted_counts_as_missing(city, planner, revenue):
    dealt_out(city, revenue)
    observed(city, city.east, revenue, cumulative=33)
    observed(city, city.west, revenue, state="entered", cumulative=99)
    done = run(planner, defined(planner, city.root, district_rules(), "units", "区县考核"), "2025-06")
    assert done["results"]["subjects"][1]["lines"]["zh"][0] == "预算收入完成率（100分）：无数据，计 0.00"


def test_a_unit_without_a_target_is_told_so(city, planner, revenue):
    observed(city, city.east, revenue, cumulative=33)
    done = run(planner, defined(planner, city.root, district_rules(), "units", "区县考核"), "2025-06")
    assert "无目标，计 0.00" in str(done["results"]["subjects"])


def test_movement_is_against_the_run_of_the_period_before(city, planner, revenue):
    dealt_out(city, revenue)
    observed(city, city.east, revenue, period="2025-05", cumulative=20)
    observed(city, city.west, revenue, period="2025-05", cumulative=18)
    observed(city, city.east, revenue, cumulative=33)
    observed(city, city.west, revenue, cumulative=19)
    card = defined(planner, city.root, district_rules(), "units", "区县考核")
    may = run(planner, card, "2025-05")
    assert may["results"]["compared_with"] is None
    changed = defined(planner, city.root, district_rules(cap="150"), "units", "区县考核")
    assert (changed["number"], [row["number"] for row in planner.get("/scorecards")["rows"]]) == (2, [2])
    june = run(planner, changed, "2025-06")
    assert june["results"]["compared_with"] == {"run": may["id"], "period": "2025-05"}
    assert {each["name"]: each["movement"] for each in june["results"]["subjects"]} == {"青汀区": 1, "石陂县": -1}


def test_a_run_stays_as_it_came_out(city, planner, revenue):
    dealt_out(city, revenue)
    observed(city, city.east, revenue, cumulative=33)
    done = run(planner, defined(planner, city.root, district_rules(), "units", "区县考核"), "2025-06")
    observed(city, city.west, revenue, cumulative=30)
    assert planner.get(f"/scorecard-runs/{done['id']}")["results"] == done["results"]
    assert ScorecardRun.objects.get().revision == 1
    assert [row["period"] for row in planner.get("/scorecard-runs")["rows"]] == ["2025-06"]


@pytest.mark.parametrize(
    "entry",
    [
        {"subject": "YL-NO", "key": "bonus", "points": 1, "reason": "试点"},
        {"subject": "YL-QT", "key": "other", "points": 1, "reason": "试点"},
        {"subject": "YL-QT", "key": "bonus", "points": 1, "reason": " "},
    ],
)
def test_a_bonus_is_given_to_one_who_is_ranked_by_a_rule_with_a_reason(city, planner, revenue, entry):
    rules = district_rules() | {"adjustments": [{"key": "bonus", "zh": "加分", "most": "3"}]}
    card = defined(planner, city.root, rules, "units", "区县考核")
    assert run(planner, card, "2025-06", adjustments=[entry]).status == 422
    assert not ScorecardRun.objects.exists()


def test_a_reviewer_sets_and_computes_none_but_a_district_sees_the_results(city, planner, revenue, person, caller):
    card = defined(planner, city.root, district_rules(), "units", "区县考核")
    done = run(planner, card, "2025-06")
    reviewer, east = caller(person("reviewer", city.root)), caller(person("reporter", city.east))
    rules = district_rules()
    assert reviewer.post(f"/units/{city.root.pk}/scorecards", name="考核", subjects="units", rules=rules).status == 403
    assert run(reviewer, card, "2025-06").status == 403
    assert east.get(f"/scorecard-runs/{done['id']}").status == 200
    assert caller(person("reporter", city.planning)).get("/scorecards")["rows"] != []
    assert planner.post(f"/scorecards/{card['id']}/runs", period="去年").status == 422


@pytest.mark.parametrize(
    ("name", "subjects"), [("districts", "units"), ("districts_year", "units"), ("firms", "firms")]
)
def test_the_examples_that_come_along_hold_and_can_be_computed(city, planner, name, subjects):
    load_catalogue(SERVER, city.root)
    firm_at(city.east, 1, "云澜泵业", 税收=500, 用地=20, 增加值=3000, 职工人数=100)
    rules = planner.get(f"/scorecards/examples/{name}").body
    assert rules == example(name)
    done = run(planner, defined(planner, city.root, rules, subjects, "示例"), "2024")
    assert done.status == 201
    assert all(each["lines"]["zh"] for each in done["results"]["subjects"])
    assert planner.get("/scorecards/examples/other").status in {404, 422}
