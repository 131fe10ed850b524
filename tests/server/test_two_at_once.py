"""Two people at one thing at one moment: one of them does it, the other is told; the log stays whole."""

import time
from datetime import date
from functools import partial

import pytest

from server.cast import made
from server.returns_cast import cell, form_of, indicator, shell_of
from server.together import shared_tables, together
from taizhang.server.accounts.models import Grant
from taizhang.server.ledger.models import Breakdown, Observation, Plan, PlanVersion, Step, Target
from taizhang.server.ledger.plans import targets
from taizhang.server.lib import clock
from taizhang.server.log.models import Entry
from taizhang.server.log.verifying import verify
from taizhang.server.returns.models import Cell, Return

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 6
ALL = ("reporter", "reviewer", "planner", "leader", "administrator")


@pytest.fixture
def db(transactional_db, tmp_path):
    """Tables that threads share, instead of those of one transaction."""
    with shared_tables(tmp_path):
        yield


@pytest.fixture
def at(person, caller):
    """`at(name, unit, *roles)` is one who calls with those roles there."""

    def make(name, unit, *roles):
        user = person(roles[0], unit, name)
        for role in roles[1:]:
            made(Grant(user=user, unit=unit, role=role))
        return caller(user)

    return make


@pytest.fixture
def two(city, at):
    return [at(name, city.root, *ALL) for name in ("甲", "乙")]


@pytest.fixture
def output(db):
    return indicator()


@pytest.fixture
def filed(city, output, on_day):
    on_day(2025, 1, 5)
    shell = shell_of(form_of(city.root, [output], [city.east]), city.east, "2025-01")
    on_day(2025, 2, 3)
    return shell


def both(two, path, **body):
    """What both are answered who ask the same."""
    return together(*(partial(by.post, path, **body) for by in two))


def told(answers, done=200):
    """Which of the two did it, and what the other was told."""
    statuses = [answer.status for answer in answers]
    assert sorted(statuses) in ([done, 409], [done, 422]), [answer.body for answer in answers]
    winner = statuses.index(done)
    loser = answers[1 - winner]
    assert any("一" <= sign <= "龥" for sign in loser["detail"])
    return winner, loser


def test_two_save_one_cell(two, filed):
    path = f"/returns/{filed.pk}/cells"
    for revision in range(ROUNDS):
        before, values = Entry.objects.count(), [f"{100 + revision}.{number}" for number in (1, 2)]
        saves = zip(two, values, strict=True)
        answers = together(*(partial(by.post, path, cells=[cell(1, value, revision=revision)]) for by, value in saves))
        winner, loser = told(answers)
        assert loser["code"] == "changed_meanwhile"
        assert (f"{Cell.objects.get().value:.1f}", Entry.objects.count()) == (values[winner], before + 1)
    assert Cell.objects.get().revision == ROUNDS
    assert verify().sound


def submitted(by, filed, value="40"):
    answer = by.post(f"/returns/{filed.pk}/cells", cells=[cell(1, value)])
    assert by.post(f"/returns/{filed.pk}/submit", revision=answer["filed"]["revision"]).status == 200
    return Return.objects.get(pk=filed.pk)


def test_two_accept_one_return(city, at, two, filed):
    filed = submitted(at("填报", city.east, "reporter"), filed)
    _, loser = told(both(two, f"/returns/{filed.pk}/accept", revision=filed.revision))
    assert loser["code"] in {"changed_meanwhile", "wrong_state"}
    assert Observation.objects.get().state == "accepted"
    assert verify().sound


def test_one_accepts_a_return_while_another_sends_it_back(city, at, two, filed):
    filed = submitted(at("填报", city.east, "reporter"), filed)
    accept = partial(two[0].post, f"/returns/{filed.pk}/accept", revision=filed.revision)
    send_back = partial(two[1].post, f"/returns/{filed.pk}/send-back", revision=filed.revision, note="请核对")
    winner, _ = told(together(accept, send_back))
    assert Observation.objects.count() == (1 if winner == 0 else 0)
    filed.refresh_from_db()
    assert filed.state == ("accepted" if winner == 0 else "returned")


def test_what_is_submitted_is_what_the_one_who_submits_saw(two, filed):
    cells, path = f"/returns/{filed.pk}/cells", f"/returns/{filed.pk}"
    seen = 0
    for value in range(50, 50 + ROUNDS):
        answer = two[0].post(cells, cells=[cell(1, str(value), revision=seen)])
        submit = partial(two[0].post, f"{path}/submit", revision=answer["filed"]["revision"])
        seen = answer["cells"][0]["revision"]
        change = partial(two[1].post, cells, cells=[cell(1, f"{value}.5", revision=seen)])
        first, second = together(submit, change)
        assert sorted([first.status, second.status]) == [200, 409]
        if first.status == 200:
            assert Cell.objects.get().value == value
            back = two[1].post(f"{path}/send-back", revision=first["revision"], note="请核对")
            assert back.status == 200
        seen = Cell.objects.get().revision


def test_two_issue_one_plan(office, two):
    plan = office.open()
    office.target(plan)
    office.walk(plan, "approved")
    rests = {"revision": plan.revision, "document_id": office.document(), "document_number": "云政发〔2025〕3号"}
    told(both(two, f"/plans/{plan.pk}/steps", step="issue", **rests))
    assert Step.objects.filter(step="issue").count() == 1
    assert PlanVersion.objects.get().state == "issued"
    assert verify().sound


def slowly(call, seconds):
    """The same call, a moment later."""

    def later(*args, **kwargs):
        time.sleep(seconds)
        return call(*args, **kwargs)

    return later


def test_a_target_that_is_added_while_the_plan_is_approved_is_in_what_was_approved(office, two, monkeypatch):
    plan = office.walk(office.open(), "first_examination")
    path = f"/plan-versions/{office.version(plan)['id']}/targets"
    target = {"indicator_id": office.gdp.pk, "measure": "level", "comparator": "=", "value": "500"}
    step = {"step": "approve", "revision": plan.revision, "note": "大会决议"}
    monkeypatch.setattr(targets, "checked", slowly(targets.checked, 0.3))
    approve = slowly(partial(two[0].post, f"/plans/{plan.pk}/steps", **step), 0.1)
    added, approved = together(partial(two[1].post, path, **target), approve)
    assert (added.status, approved.status) == (201, 200)
    last = Entry.objects.filter(action__in=("plan.approve", "plan.draft")).latest("pk")
    assert last.action == "plan.approve"


def test_two_issue_one_breakdown(office, two, city):
    plan = office.issued()
    drafted = office.planner.post(f"/targets/{Target.objects.get().pk}/breakdowns")
    path = f"/breakdowns/{drafted['id']}"
    shares = [{"assignee_id": unit.pk, "comparator": "=", "value": "250"} for unit in (city.east, city.west)]
    drafted = office.planner.put(f"{path}/shares", revision=drafted["revision"], shares=shares)
    told(both(two, f"{path}/issue", revision=drafted["revision"]))
    assert (Breakdown.objects.get().state, Plan.objects.get(pk=plan.pk).state) == ("issued", "issued")


def test_two_decide_one_adjustment(office, two):
    plan = office.issued()
    version = office.adjust(plan, "projects")["id"]
    assert office.adjustment(version, "propose", document_id=office.document()).status == 200
    seen = office.planner.get(f"/plan-versions/{version}")["revision"]
    told(both(two, f"/adjustments/{version}/decide", revision=seen, agreed=True, reason="会议决定"))
    assert sorted(PlanVersion.objects.values_list("state", flat=True)) == ["issued", "superseded"]
    assert verify().sound


def test_two_give_one_grant(city, person, two):
    user = person(None, city.east, "新人")
    for role in ("reporter", "reviewer", "planner", "auditor"):
        _, loser = told(both(two, f"/people/{user.pk}/grants", unit_id=city.east.pk, role=role), done=201)
        assert "已有该角色" in loser["detail"]
        assert Grant.objects.filter(user=user, role=role, withdrawn_at=None).count() == 1


def test_two_enter_the_same_new_figures_in_another_order_and_neither_waits_for_ever(city, two, output):
    periods = [f"{year}-{month:02d}" for year in range(1975, 2025) for month in range(1, 13)]
    of = {"indicator": output.code, "value": "40"}
    figures = [of | {"unit_id": unit.pk, "period": each} for unit in (city.east, city.west) for each in periods]
    orders = zip(two, (figures, figures[::-1]), strict=True)
    answers = together(*(partial(by.post, "/observations/bulk", figures=order) for by, order in orders))
    assert sorted(answer.status for answer in answers) in ([200, 200], [200, 409])
    assert Observation.objects.count() == len(figures)
    assert verify().sound


def test_two_accept_the_same_figures_in_another_order_and_each_is_accepted_once(city, at, two, output):
    by, of = at("录入", city.root, "planner"), {"unit_id": city.east.pk, "indicator": output.code, "value": "40"}
    rows = [by.post("/observations", period=f"2024-{month:02d}", **of) for month in range(1, 13)]
    seen = [{"id": row["id"], "revision": row["revision"]} for row in rows]
    orders = zip(two, (seen, seen[::-1]), strict=True)
    answers = together(*(partial(by.post, "/observations/accept", rows=order) for by, order in orders))
    assert [answer.status for answer in answers] == [200, 200]
    done = sorted(each["result"] for answer in answers for each in answer.body)
    assert done == ["accepted"] * 12 + ["refused"] * 12
    assert verify().sound


def test_the_day_of_a_trial_is_read_whole_while_it_is_set(on_day):
    days = (date(2025, 3, 1), date(2025, 4, 1))
    on_day(2025, 3, 1)

    def set_again():
        for number in range(400):
            clock.set_day(days[number % 2])

    def read_again():
        return {clock.today() for _ in range(4000)}

    _, read = together(set_again, read_again)
    assert read <= set(days)
