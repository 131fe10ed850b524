"""Where targets stand: each measure, comparator and nature, falling, nought and negative ones too; shares; verdicts."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from server.cast import made
from server.task_cast import set_of
from taizhang.catalogue.table import parse_table
from taizhang.server.accounts.acting import SERVER
from taizhang.server.ledger.catalogue import load_catalogue
from taizhang.server.ledger.models import Breakdown, Indicator, Plan, PlanVersion, Share, Target
from taizhang.server.ledger.observations.actions import enter
from taizhang.server.ledger.observations.beside import wanted
from taizhang.server.ledger.observations.figures import Figure
from taizhang.server.ledger.standings.queries import standings, verdicts


@pytest.fixture
def plan(city):
    """The plan of the city for 2025, issued without targets."""
    row = made(Plan(region=city.region, unit=city.root, year=2025, title="云澜市2025年计划", state="issued"))
    made(PlanVersion(plan=row, number=1, state="issued"))
    return row


def indicator_of(city, said):
    """One of the catalogue, or a region's own told as name:unit:nature:better."""
    if ":" not in said:
        return load_catalogue(SERVER, city.root, codes=[said])[0]
    name, unit, nature, better = said.split(":")
    own = Indicator(code=f"990100.{name}", region=city.region, unit=city.root, name=name)
    own.unit_of_measure, own.nature, own.better = unit, nature, better
    return made(own)


def aim(plan, indicator, said):
    """A target told as 'level >= 120' or 'growth range 5 6' or 'words 保持稳定增长', due at 'by 2025H1'."""
    said, _, due = said.partition(" by ")
    measure, *rest = said.split(" ")
    target = Target(version=plan.versions.get(), line=plan.versions.get().targets.count() + 1, indicator=indicator)
    target.measure, target.due, target.unit_of_measure = measure, due or "2025", indicator.unit_of_measure
    if measure == "words":
        target.words = rest[0]
    else:
        target.comparator = rest[0]
        target.value, target.value_to = (*map(Decimal, rest[1:]), None)[:2]
        target.places = max(-Decimal(rest[1]).as_tuple().exponent, 0)
    return made(target)


def reach(city, indicator, rows, unit=None):
    """Figures told as '2024 v=100; 2025-05 c=60 h=5.5'."""
    names = {"v": "value", "c": "cumulative", "g": "growth", "h": "cumulative_growth"}
    figures = []
    for row in filter(None, rows.split("; ")):
        period, *numbers = row.split(" ")
        said = {names[one[0]]: Decimal(one[2:]) for one in numbers if "=" in one}
        vintage = next((one for one in numbers if "=" not in one), "flash")
        figures.append(Figure(unit or city.root, indicator, period, vintage=vintage, **said))
    return [outcome.row for outcome in enter(SERVER, city.root, figures=figures)]


def cases(name):
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return [pytest.param(row, id=row["name"]) for row in parse_table(name, text)]


@pytest.mark.parametrize("case", cases("standings.tsv"))
def test_worked_examples(case, city, plan):
    indicator = indicator_of(city, case["indicator"])
    target = aim(plan, indicator, case["target"])
    reach(city, indicator, case["figures"])
    (found,) = standings(plan, date.fromisoformat(case["on"]))
    assert found.target == target
    needed = "" if found.needed is None else "~".join(f"{end.normalize():f}" for end in dict.fromkeys(found.needed))
    pace = "" if found.pace is None else f"{found.pace:.2f}"
    assert f"{found.light} {pace} {needed}".strip() == case["shown"]


@pytest.mark.parametrize("case", cases("verdicts.tsv"))
def test_verdicts(case, city, plan):
    indicator = indicator_of(city, case["indicator"])
    aim(plan, indicator, case["target"])
    reach(city, indicator, case["figures"])
    (found,) = verdicts(plan, date(2026, 1, 20))
    assert found.verdict == case["verdict"]


@pytest.fixture
def dealt(city, plan):
    """Revenue of at least 120, dealt to the two districts."""
    revenue = indicator_of(city, "budget_revenue.general_public")
    target = aim(plan, revenue, "level >= 120")
    breakdown = made(Breakdown(target=target, state="issued"))
    for unit, value in ((city.east, 70), (city.west, 50)):
        made(Share(breakdown=breakdown, assignee=unit, comparator=">=", value=value))
    return revenue


def test_each_share_stands_behind_its_target(city, plan, dealt, person, caller):
    reach(city, dealt, "2025-06 c=60")
    reach(city, dealt, "2025-06 c=42", city.east)
    reach(city, dealt, "2025-06 c=15", city.west)
    answer = caller(person("leader", city.root)).get(f"/plans/{plan.pk}/standings", on="2025-07-10")
    shown = [(row["unit"]["name"], row["light"], row["pace"], row["needed"][0]) for row in answer.body]
    assert shown == [
        ("云澜市人民政府", "green", "1", "60"),
        ("青汀区", "green", "1.2", "28"),
        ("石陂县", "red", "0.6", "35"),
    ]
    assert answer.body[2]["method"]["zh"] == (
        "目标50亿元以上，1—6月完成15亿元，完成30%（15/50），时间过去50%，达序时进度的60%；还需35亿元"
    )
    assert answer.body[2]["reached"]["period"] == "2025-01/2025-06"


def test_shares_hold_on_in_the_version_of_an_adjustment_that_keeps_their_target(city, plan, dealt):
    reach(city, dealt, "2025-06 c=42", city.east)
    first = Target.objects.get()
    set_of(first.version, state="superseded")
    later = made(PlanVersion(plan=plan, number=2, kind="task", state="issued"))
    told = {name: getattr(first, name) for name in ("indicator", "measure", "comparator", "value", "due")}
    made(Target(version=later, line=1, same_as=first, **told))
    shown = [
        (one.unit.name, one.share_of.value if one.share_of else None) for one in standings(plan, date(2025, 7, 10))
    ]
    assert shown == [("云澜市人民政府", None), ("青汀区", 70), ("石陂县", 50)]
    beside = wanted([city.east.pk], [dealt.pk], [2025])[city.east.pk, dealt.pk]
    assert [one.value for one in beside] == [70]


def test_a_breakdown_that_is_no_longer_in_force_is_not_shown(city, plan, dealt):
    Breakdown.objects.update(state="superseded")
    assert [one.share_of for one in standings(plan, date(2025, 7, 10))] == [None]


def test_lights_go_by_the_rules_that_are_named(city, plan, dealt, person, caller):
    reach(city, dealt, "2025-06 c=50")
    leader = caller(person("leader", city.root))
    lights = {
        rules: leader.get(f"/plans/{plan.pk}/standings", on="2025-07-10", rules=rules).body[0]["light"]
        for rules in ("default", "yinchuan_2025")
    }
    assert lights == {"default": "amber", "yinchuan_2025": "green"}
    assert leader.get(f"/plans/{plan.pk}/standings", rules="none").status == 422


def test_a_region_is_told_by_its_authority_or_its_only_source_and_not_by_one_of_several(city, plan, dealt):
    reach(city, dealt, "2025-06 c=60", city.planning)
    assert standings(plan, date(2025, 7, 10))[0].light == "green"
    reach(city, dealt, "2025-06 c=20", city.statistics)
    assert standings(plan, date(2025, 7, 10))[0].light == "grey"
    Indicator.objects.filter(pk=dealt.pk).update(authority=city.statistics)
    assert standings(plan, date(2025, 7, 10))[0].light == "red"


def test_what_is_not_accepted_does_not_count(city, plan, dealt, person, caller):
    body = {"unit_id": city.root.pk, "indicator": dealt.code, "period": "2025-06", "cumulative": "66"}
    assert caller(person("planner", city.root)).post("/observations", **body).status == 201
    assert standings(plan, date(2025, 7, 10))[0].light == "grey"


def test_a_plan_that_is_not_issued_has_no_standings_unless_its_draft_is_named(city, plan, dealt, person, caller):
    PlanVersion.objects.update(state="draft")
    leader = caller(person("leader", city.root))
    assert leader.get(f"/plans/{plan.pk}/standings").body == []
    version = plan.versions.get().pk
    assert len(leader.get(f"/plans/{plan.pk}/standings", version=version).body) == 3
    assert leader.get(f"/plans/{plan.pk}/standings", version=version + 1).status == 404


def test_the_verdict_of_the_year_is_told_with_its_reason(city, plan, dealt, person, caller):
    reach(city, dealt, "2025-12 c=121")
    reach(city, dealt, "2025-12 c=66", city.east)
    answer = caller(person("auditor", city.root)).get(f"/plans/{plan.pk}/verdicts", on="2026-01-20")
    assert [row["verdict"] for row in answer.body] == ["met", "missed", "not_reported"]
    assert answer.body[1]["reason"]["zh"] == "目标70亿元以上，实际66亿元，低4亿元"


def test_the_number_of_queries_does_not_grow_with_the_targets(city, plan, dealt):
    def count():
        with CaptureQueriesContext(connection) as told:
            standings(Plan.objects.select_related("unit").get(), date(2025, 7, 10))
        return len(told)

    few = count()
    for code in ("gdp", "retail_sales", "trade.total"):
        indicator = indicator_of(city, code)
        breakdown = made(Breakdown(target=aim(plan, indicator, "growth ~ 6"), state="issued"))
        made(Share(breakdown=breakdown, assignee=city.east, comparator=">=", value=6))
        reach(city, indicator, "2025-06 c=60 h=5")
    assert count() == few
