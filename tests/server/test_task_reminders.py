"""Reminders of tasks: that a deadline is near and that it has passed, once each, to the people of the lead unit."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from server import pages_cast
from server.cast import made
from server.pages_cast import Tab, order
from server.task_cast import plan_of, set_of, task_of
from taizhang.server.jobs.ticks import run_all_ticks
from taizhang.server.ledger.models import Extension, TaskReport, TaskUnit
from taizhang.server.log.models import Entry
from taizhang.server.returns.models import Notice
from taizhang.server.returns.notices.deadlines import remind_of_tasks

issued = pages_cast.issued
DUE = date(2025, 6, 30)


@pytest.fixture
def reporter(city, person):
    return person("reporter", city.east)


@pytest.fixture
def task(city, issued, reporter):
    return task_of(issued, city.east, "新建学校", deadline=DUE)


def told():
    return [(notice.kind, notice.words["zh"]) for notice in Notice.objects.order_by("pk")]


def test_a_deadline_is_told_of_a_week_before_and_again_when_it_has_passed_once_each(task, reporter, on_day):
    for day, number in ((22, 0), (23, 1), (24, 1), (30, 1)):
        on_day(2025, 6, day)
        remind_of_tasks()
        remind_of_tasks()
        assert Notice.objects.count() == number, day
    for day in (1, 2, 20):
        on_day(2025, 7, day)
        remind_of_tasks()
    assert told() == [
        ("task_due", "任务“新建学校”将于 2025-06-30 到期，请按时完成并报送进展"),
        ("task_late", "任务“新建学校”应于 2025-06-30 前完成，现已逾期，请报送进展或申请延期"),
    ]
    assert {notice.user for notice in Notice.objects.all()} == {reporter}
    assert Entry.objects.latest("id").action == "task.remind"


def test_the_worker_tells_by_itself_and_the_notice_leads_to_the_task(task, reporter, on_day):
    on_day(2025, 6, 25)
    assert "tasks.remind" in run_all_ticks()
    text = Tab(reporter).get("/mine")[1]
    assert order(text, "未读消息", f'<a href="/tasks/{task.pk}">任务“新建学校”将于 2025-06-30 到期')


def test_those_of_the_lead_unit_are_told_and_no_others(city, task, person, on_day):
    made(TaskUnit(task=task, supporter=city.west))
    for role, unit in (("reporter", city.west), ("reviewer", city.east), ("planner", city.root)):
        person(role, unit)
    set_of(city.east, mail="office@example.org")
    on_day(2025, 6, 25)
    assert remind_of_tasks() == 2
    assert [(notice.user is None, notice.mail_to) for notice in Notice.objects.order_by("pk")][-1:] == [
        (True, "office@example.org")
    ]
    assert {notice.unit for notice in Notice.objects.all()} == {city.east}
    assert Notice.objects.count() == 2


def test_a_unit_to_which_a_task_is_given_later_is_told_of_it_too(city, task, person, on_day):
    other = person("reporter", city.west)
    on_day(2025, 6, 25)
    assert remind_of_tasks() == 1
    set_of(task, unit=city.west)
    assert remind_of_tasks() == 1
    assert Notice.objects.order_by("pk").last().user == other
    assert remind_of_tasks() == 0


@pytest.mark.parametrize("day", [(6, 25), (7, 2)])
def test_who_asked_for_a_later_deadline_is_told_only_once_that_is_refused(task, reporter, on_day, day):
    values = {"from_day": DUE, "to_day": date(2025, 9, 30), "reason": "雨季", "at": datetime(2025, 6, 20, tzinfo=UTC)}
    asked = made(Extension(task=task, **values))
    on_day(2025, *day)
    assert remind_of_tasks() == 0
    set_of(asked, state="refused")
    assert remind_of_tasks() == 1


def test_what_is_to_be_told_at_once_is_one_message_to_each_person_of_a_unit(city, issued, task, reporter, on_day):
    for number in range(7):
        task_of(issued, city.east, f"项目{number}", deadline=date(2025, 7, 5))
    on_day(2025, 7, 1)
    assert remind_of_tasks() == 1
    [(kind, words)] = told()
    assert kind == "task_late"
    assert words == (
        "任务“新建学校”应于 2025-06-30 前完成，现已逾期，请报送进展或申请延期；“项目0”（2025-07-05）、"
        "“项目1”（2025-07-05）、“项目2”（2025-07-05）、“项目3”（2025-07-05）、“项目4”（2025-07-05）等 7 项任务"
        "即将到期，请按时完成并报送进展"
    )
    assert Notice.objects.get().words["en"].endswith("“项目4” (2025-07-05) and 2 more")
    assert order(Tab(reporter).get("/mine")[1], "未读消息", '<a href="/mine">任务“新建学校”应于')
    assert remind_of_tasks() == 0
    on_day(2025, 7, 6)
    assert remind_of_tasks() == 1
    assert "等 7 项任务已逾期" in told()[-1][1]


def test_reminders_ask_as_much_of_the_database_for_many_tasks_as_for_one(city, issued, person, on_day):
    on_day(2025, 6, 25)
    task_of(issued, city.planning, "一件", deadline=DUE)
    with CaptureQueriesContext(connection) as one:
        assert remind_of_tasks() == 0
    for unit in (city.east, city.west, city.planning):
        for number in range(3):
            task_of(issued, unit, f"任务{number}", deadline=DUE)
    with CaptureQueriesContext(connection) as many:
        assert remind_of_tasks() == 0
    assert len(many) == len(one)
    assert not Entry.objects.filter(action="task.remind").exists()
    person("reporter", city.west)
    assert remind_of_tasks() == 1


def test_a_later_deadline_is_told_of_anew(task, reporter, on_day):
    on_day(2025, 7, 2)
    remind_of_tasks()
    set_of(task, deadline=date(2025, 7, 31))
    assert remind_of_tasks() == 0
    on_day(2025, 7, 28)
    assert remind_of_tasks() == 1
    assert [kind for kind, _ in told()] == ["task_late", "task_due"]


def test_what_is_over_or_said_to_be_done_or_only_drafted_is_not_told_of(city, issued, task, reporter, on_day):
    for state in ("done", "ended", "adjusted"):
        task_of(issued, city.east, state, deadline=DUE, state=state)
    task_of(issued, city.east, "无时限", deadline=None)
    task_of(plan_of(city.root, year=2026), city.east, "草案", deadline=DUE)
    at = datetime(2025, 6, 20, tzinfo=UTC)
    said = made(TaskReport(task=task, reporter=city.east, step="finish", words="完工", on=date(2025, 6, 20), at=at))
    on_day(2025, 6, 28)
    assert remind_of_tasks() == 0
    set_of(said, state="returned")
    assert remind_of_tasks() == 1
    set_of(issued.plan, state="closed")
    on_day(2025, 7, 3)
    assert remind_of_tasks() == 0


def test_what_passed_long_ago_is_not_told_of(task, on_day):
    on_day(2025, 9, 1)
    assert remind_of_tasks() == 0
