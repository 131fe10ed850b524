"""Later deadlines: asked with a reason, decided by somebody else; a late task catches up, the earlier day is kept."""

from datetime import date

import pytest

from server.task_cast import plan_of, set_of, task_of
from taizhang.server.ledger.models import Extension
from taizhang.server.ledger.tasks.ageing import age_tasks


@pytest.fixture
def task(city, on_day):
    on_day(2025, 7, 10)
    task = task_of(plan_of(city.root, issued=True), city.east, deadline=date(2025, 6, 30), state="under_way")
    age_tasks()
    return task


@pytest.fixture
def reporter(city, person, caller):
    return caller(person("reporter", city.east))


@pytest.fixture
def planner(city, person, caller):
    return caller(person("planner", city.root))


def ask(caller, task, to_day="2025-09-30", reason="汛期停工"):
    return caller.post(f"/tasks/{task.pk}/extensions", to_day=to_day, reason=reason)


def decide(caller, asked, granted, note=""):
    return caller.post(f"/task-extensions/{asked['id']}/decide", revision=asked["revision"], granted=granted, note=note)


def test_a_late_task_catches_up_when_its_deadline_is_moved(task, reporter, planner):
    assert reporter.get(f"/tasks/{task.pk}")["state"] == "late"
    asked = ask(reporter, task)
    assert (asked.status, asked["from_day"], asked["state"]) == (201, "2025-06-30", "asked")
    granted = decide(planner, asked, granted=True, note="同意")
    assert (granted.status, granted["state"], granted["decision_note"]) == (200, "granted", "同意")
    shown = reporter.get(f"/tasks/{task.pk}")
    assert (shown["state"], shown["deadline"]) == ("under_way", "2025-09-30")
    history = reporter.get("/task-extensions", task=task.pk)["rows"]
    assert [(row["from_day"], row["to_day"], row["reason"]) for row in history] == [
        ("2025-06-30", "2025-09-30", "汛期停工")
    ]


def test_a_refused_request_leaves_the_deadline_and_says_why(task, reporter, planner):
    asked = ask(reporter, task)
    assert decide(planner, asked, granted=False).status == 422
    assert decide(planner, asked, granted=False, note="已延期一次")["state"] == "refused"
    shown = reporter.get(f"/tasks/{task.pk}")
    assert (shown["state"], shown["deadline"]) == ("late", "2025-06-30")
    assert ask(reporter, task).status == 201


def test_nobody_decides_on_their_own_request(task, planner):
    asked = ask(planner, task)
    assert decide(planner, asked, granted=True)["code"] == "own_entry"


def test_a_reporter_does_not_decide(city, task, reporter, person, caller):
    asked = ask(reporter, task)
    assert decide(caller(person("reviewer", city.east)), asked, granted=True).status == 403


@pytest.mark.parametrize(("to_day", "reason"), [("2025-06-30", "同日"), ("2025-07-05", "已过"), ("2025-09-30", " ")])
def test_a_day_not_ahead_or_no_reason_is_refused(task, reporter, to_day, reason):
    assert ask(reporter, task, to_day, reason).status == 422
    assert not Extension.objects.exists()


def test_there_is_one_request_at_a_time_and_each_is_decided_once(task, reporter, planner):
    asked = ask(reporter, task)
    assert ask(reporter, task, "2025-12-31").status == 409
    decided = decide(planner, asked, granted=True)
    assert decide(planner, decided, granted=False, note="再议").status == 409


def test_a_deadline_that_an_adjustment_moved_further_is_not_moved_back(task, reporter, planner):
    asked = ask(reporter, task)
    task.refresh_from_db()
    set_of(task, deadline=date(2025, 12, 31))
    assert decide(planner, asked, granted=True).status == 422
    assert decide(planner, asked, granted=False, note="时限已调整")["state"] == "refused"
