"""Programmes: a tree that groups tasks and indicators, and how they stand."""

from datetime import UTC, date, datetime

import pytest

from server.cast import made
from server.task_cast import plan_of, task_of
from taizhang.server.ledger.models import Indicator, Observation, Programme, Target, Task


@pytest.fixture
def planner(city, person, caller):
    return caller(person("planner", city.root))


@pytest.fixture
def campaign(city):
    return made(Programme(unit=city.root, name="千项技改攻坚"))


def test_a_planner_sets_up_a_tree_and_nobody_else_does(city, planner, person, caller):
    top = planner.post(f"/units/{city.root.pk}/programmes", name="三大战役", year_from=2025, year_to=2027)
    assert top.status == 201
    below = planner.post(f"/units/{city.root.pk}/programmes", name="产业链提升", parent_id=top["id"])
    tree = planner.get("/programmes/tree").body
    assert [(branch["programme"]["name"], [c["programme"]["name"] for c in branch["children"]]) for branch in tree] == [
        ("三大战役", ["产业链提升"])
    ]
    assert caller(person("reviewer", city.root)).post(f"/units/{city.root.pk}/programmes", name="x").status == 403
    assert [row["id"] for row in planner.get("/programmes", parent=top["id"])["rows"]] == [below["id"]]


@pytest.mark.parametrize(
    ("field", "body"),
    [
        ("name", {"name": " "}),
        ("name", {"name": "千项技改攻坚"}),
        ("parent_id", {"name": "新专项", "parent_id": 4242}),
        ("year_to", {"name": "新专项", "year_from": 2026, "year_to": 2025}),
    ],
)
def test_what_does_not_hold_is_refused_by_its_field(city, planner, campaign, field, body):
    answer = planner.post(f"/units/{city.root.pk}/programmes", **body)
    assert (answer.status, list(answer["errors"])) == (422, [field])


def test_a_programme_does_not_come_to_stand_below_itself(city, planner, campaign):
    child = made(Programme(unit=city.root, name="子专项", parent=campaign))
    answer = planner.patch(f"/programmes/{campaign.pk}", revision=1, parent_id=child.pk)
    assert (answer.status, list(answer["errors"])) == (422, ["parent_id"])
    moved = planner.patch(f"/programmes/{child.pk}", revision=1, parent_id=None, name="独立专项")
    assert (moved.status, moved["parent_id"], moved["name"]) == (200, None, "独立专项")
    assert planner.patch(f"/programmes/{child.pk}", revision=1, about="晚了").status == 409


def test_an_issued_task_is_grouped_without_a_change_of_what_was_promised(city, planner, campaign):
    task = task_of(plan_of(city.root, issued=True), city.east)
    assert planner.post(f"/programmes/{campaign.pk}/tasks", ids=[task.pk]).status == 200
    now = Task.objects.get(pk=task.pk)
    assert (now.programme, now.title, now.state) == (campaign, task.title, task.state)
    assert planner.post(f"/programmes/{campaign.pk}/tasks", ids=[task.pk, 4242]).status == 404
    assert planner.delete(f"/programmes/{campaign.pk}/tasks/{task.pk}").status == 204
    assert planner.delete(f"/programmes/{campaign.pk}/tasks/{task.pk}").status == 404


def test_a_summary_tells_tasks_by_state_and_indicators_with_figure_and_target(city, planner, campaign, on_day):
    on_day(2025, 7, 1)
    issued = plan_of(city.root, issued=True)
    child = made(Programme(unit=city.root, name="子专项", parent=campaign))
    task_of(issued, city.east, programme=campaign, state="done")
    task_of(issued, city.west, programme=child)
    upgrade = made(Indicator(code="yl.upgrade", name="技改投资", unit_of_measure="亿元", nature="flow"))
    target = Target(version=issued, line=1, indicator=upgrade, measure="level", comparator=">=", value=160, due="2025")
    made(target)
    for month, value, state in ((4, 50, "accepted"), (5, 62, "accepted"), (6, 70, "entered")):
        made(figure(city, upgrade, month, value, state))
    assert planner.post(f"/programmes/{child.pk}/indicators", ids=[upgrade.pk, upgrade.pk]).status == 200
    told = planner.get(f"/programmes/{campaign.pk}/summary")
    assert (told["programmes"], told["tasks"]) == (2, 2)
    assert (told["states"], told["lights"]) == ({"done": 1, "not_started": 1}, {"green": 1, "grey": 1})
    (followed,) = told["indicators"]
    assert (followed["latest"]["period"], followed["latest"]["cumulative"]) == ("2025-05", "62")
    assert (followed["target"]["comparator"], followed["target"]["value"]) == (">=", "160")
    assert planner.delete(f"/programmes/{child.pk}/indicators/{upgrade.pk}").status == 204
    assert planner.delete(f"/programmes/{child.pk}/indicators/{upgrade.pk}").status == 404
    assert planner.post(f"/programmes/{child.pk}/indicators", ids=[4242]).status == 422


def figure(city, indicator, month, value, state):
    at = datetime(2025, 7, 1, tzinfo=UTC)
    return Observation(
        region=city.region,
        unit=city.root,
        indicator=indicator,
        period=f"2025-{month:02d}",
        period_type="month",
        period_end=date(2025, month, 28),
        cumulative=value,
        state=state,
        entered_at=at,
        accepted_at=at if state == "accepted" else None,
    )
