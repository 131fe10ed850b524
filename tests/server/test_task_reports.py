"""Reports on tasks: by the units that answer for it, accepted or returned by somebody else; and what is owed."""

from datetime import UTC, date, datetime

import pytest

from server.cast import made
from server.pages_cast import Tab
from server.task_cast import plan_of, set_of, task_of
from taizhang.server.documents.models import Document
from taizhang.server.ledger.models import TaskReport, TaskUnit
from taizhang.server.log.models import Change


@pytest.fixture
def today(on_day):
    on_day(2025, 6, 1)
    return date(2025, 6, 1)


@pytest.fixture
def issued(city, today):
    return plan_of(city.root, issued=True)


@pytest.fixture
def task(city, issued):
    return task_of(issued, city.east)


@pytest.fixture
def reporter(city, person, caller):
    return caller(person("reporter", city.east))


@pytest.fixture
def reviewer(city, person, caller):
    return caller(person("reviewer", city.east))


def report(caller, task, step, words="已完成招标", **more):
    return caller.post(f"/tasks/{task.pk}/reports", step=step, words=words, **more)


def decide(caller, answer, how="accept", note=""):
    return caller.post(f"/task-reports/{answer['id']}/{how}", revision=answer["revision"], note=note)


def test_only_an_accepted_report_moves_the_task(task, reporter, reviewer):
    said = report(reporter, task, "start")
    assert (said.status, said["state"], said["reporter"]["name"]) == (201, "submitted", "青汀区")
    assert reporter.get(f"/tasks/{task.pk}")["state"] == "not_started"
    accepted = decide(reviewer, said)
    assert (accepted.status, accepted["state"]) == (200, "accepted")
    shown = reporter.get(f"/tasks/{task.pk}")
    assert (shown["state"], shown["reported_on"], shown["latest"]["words"]) == ("under_way", "2025-06-01", "已完成招标")


def test_a_task_is_done_on_the_day_that_the_report_names(task, reporter, reviewer):
    decide(reviewer, report(reporter, task, "start", on="2025-04-01"))
    decide(reviewer, report(reporter, task, "report", on="2025-05-01"))
    decide(reviewer, report(reporter, task, "finish", words="全部完工", on="2025-05-20"))
    shown = reporter.get(f"/tasks/{task.pk}")
    assert (shown["state"], shown["done_on"], shown["light"]) == ("done", "2025-05-20", "green")
    states = Change.objects.filter(model="ledger.task", after__has_key="state", before__isnull=False)
    assert [change.after["state"] for change in states] == ["under_way", "done"]


def test_a_returned_report_leaves_the_task_and_tells_why(task, reporter, reviewer):
    said = report(reporter, task, "start")
    assert decide(reviewer, said, "return").status == 422
    returned = decide(reviewer, said, "return", note="请附招标公告")
    assert (returned["state"], returned["decision_note"]) == ("returned", "请附招标公告")
    assert decide(reviewer, returned).status == 409
    assert reporter.get(f"/tasks/{task.pk}")["state"] == "not_started"


def test_nobody_accepts_or_returns_their_own_report(city, task, person, caller):
    both = caller(person("reviewer", city.east))
    said = report(both, task, "start")
    assert said.status == 201
    assert decide(both, said)["code"] == "own_entry"
    assert decide(both, said, "return", note="退").status == 403


def test_a_reporter_does_not_accept_and_a_stranger_does_not_report(city, task, reporter, person, caller):
    assert decide(reporter, report(reporter, task, "start")).status == 403
    assert report(caller(person("reporter", city.west)), task, "start").status == 404
    assert report(caller(person("leader", city.root)), task, "start").status == 403


def test_a_supporting_unit_reports_for_itself(city, task, person, caller, reviewer):
    made(TaskUnit(task=task, supporter=city.statistics))
    said = report(caller(person("reporter", city.statistics)), task, "start", words="统计监测已布置")
    assert (said.status, said["reporter"]["name"]) == (201, "统计局")
    assert decide(reviewer, said).status == 200


@pytest.mark.parametrize(("state", "step"), [("not_started", "report"), ("under_way", "start"), ("done", "report")])
def test_a_step_that_leads_nowhere_is_refused(city, issued, reporter, state, step):
    task = task_of(issued, city.east, state=state)
    answer = report(reporter, task, step)
    assert (answer.status, answer["code"]) == (409, "wrong_state")


def test_a_start_that_is_accepted_when_the_task_is_late_counts_as_progress(task, reporter, reviewer):
    said = report(reporter, task, "start")
    set_of(task, state="late")
    assert decide(reviewer, said).status == 200
    assert reporter.get(f"/tasks/{task.pk}")["state"] == "late"


@pytest.mark.parametrize("more", [{"on": "2025-06-02"}, {"words": " "}, {"document_id": 4242}, {"words": "\x00"}])
def test_a_report_of_tomorrow_of_nothing_or_on_no_document_is_refused(task, reporter, more):
    assert report(reporter, task, "start", **more).status == 422
    assert not TaskReport.objects.exists()


def test_a_report_rests_on_a_document_that_its_author_may_see(city, task, reporter, person, caller):
    def uploaded(unit, name):
        at = datetime(2025, 5, 1, tzinfo=UTC)
        return made(Document(unit=unit, region=unit.region, name=name, sha256=name, size=1, uploaded_at=at))

    assert report(reporter, task, "start", document_id=uploaded(city.east, "own").pk).status == 201
    assert report(reporter, task, "start", document_id=uploaded(city.west, "foreign").pk).status == 422


def test_nothing_moves_in_a_plan_that_is_closed(task, reporter):
    set_of(task.plan, state="closed")
    answer = report(reporter, task, "start")
    assert (answer.status, answer["detail"]) == (409, "计划现为“办结”，不能报告启动")


def test_the_list_shows_the_latest_accepted_report_of_each(city, issued, task, reporter, reviewer):
    other = task_of(issued, city.east)
    decide(reviewer, report(reporter, task, "start", words="开工", on="2025-04-01"))
    decide(reviewer, report(reporter, task, "report", words="过半", on="2025-05-01"))
    decide(reviewer, report(reporter, task, "report", words="补记三月", on="2025-03-01"))
    report(reporter, task, "report", words="未审")
    rows = {row["id"]: row for row in reporter.get("/tasks")["rows"]}
    assert rows[task.pk]["latest"]["words"] == "过半"
    assert rows[task.pk]["reported_on"] == "2025-05-01"
    assert rows[other.pk]["latest"] is None
    waiting = reviewer.get("/task-reports", state="submitted")["rows"]
    assert [row["words"] for row in waiting] == ["未审"]


def test_my_updates_are_what_my_units_owe_the_longest_overdue_first(city, issued, reporter, reviewer):
    never = task_of(issued, city.east, "从未报告")  # issued on 5 March: 88 days, 58 past the month
    task_of(issued, city.east, "已经超期", deadline=date(2025, 3, 1), state="late")
    fresh = task_of(issued, city.east, "刚刚报告", state="under_way")
    stale = task_of(issued, city.east, "久未更新")
    back = task_of(issued, city.east, "被退回", state="under_way")
    task_of(issued, city.west, "别人的任务")
    task_of(issued, city.east, "已完成", state="done")
    decide(reviewer, report(reporter, fresh, "report", on="2025-05-20"))
    decide(reviewer, report(reporter, stale, "start", on="2025-04-10"))
    decide(reviewer, report(reporter, back, "report", on="2025-05-30"), "return", note="请写明数量")
    owed = reporter.get("/tasks/owed").body
    assert [(row["task"]["title"], row["because"], row["days"]) for row in owed] == [
        ("已经超期", "late", 92),
        ("从未报告", "never", 58),
        ("久未更新", "silent", 22),
        ("被退回", "returned", 0),
    ]
    report(reporter, never, "start")
    assert "从未报告" not in [row["task"]["title"] for row in reporter.get("/tasks/owed").body]


def test_a_leader_who_reports_nowhere_owes_nothing(city, task, person, caller):
    assert caller(person("leader", city.root)).get("/tasks/owed").body == []


def test_what_was_reported_before_an_adjustment_belongs_to_what_took_its_place(city, issued, task, reporter, reviewer):
    decide(reviewer, report(reporter, task, "start", words="开工"))
    waiting = report(reporter, task, "report", words="过半", on="2025-05-31")
    newer = made(type(issued)(plan=issued.plan, number=2, kind="task"))
    row = task_of(newer, city.east, line=task.line, state="under_way", reported_on=date(2025, 6, 1))
    set_of(issued, state="superseded")
    set_of(newer, state="issued")
    set_of(type(task).objects.get(pk=task.pk), state="adjusted")
    assert [each["latest"]["words"] for each in reporter.get("/tasks")["rows"]] == ["开工"]
    assert [each["words"] for each in reporter.get("/task-reports", task=row.pk)["rows"]] == ["开工", "过半"]
    assert decide(reviewer, waiting).status == 200
    decide(reviewer, report(reporter, row, "finish", words="完工"))
    assert reporter.get(f"/tasks/{row.pk}")["state"] == "done"
    assert reporter.get(f"/tasks/{task.pk}")["state"] == "adjusted"


def test_a_report_moves_no_task_of_a_plan_that_was_closed_meanwhile(task, issued, reporter, reviewer):
    said = report(reporter, task, "start")
    set_of(issued.plan, state="closed")
    answer = decide(reviewer, said)
    assert (answer.status, answer["detail"]) == (409, "计划现为“办结”，不能审核通过")
    assert reporter.get(f"/tasks/{task.pk}")["state"] == "not_started"
    assert decide(reviewer, said, "return", "计划已办结").status == 200


def test_the_lead_unit_says_how_far_it_is_and_an_accepted_report_carries_it_to_the_task(task, reporter, reviewer):
    said = report(reporter, task, "start", percent=30)
    assert (said.status, said["percent"]) == (201, 30)
    shown = reporter.get(f"/tasks/{task.pk}")
    assert (shown["percent"], shown["light"]) == (None, "grey")
    decide(reviewer, said)
    assert reporter.get(f"/tasks/{task.pk}")["percent"] == 30
    decide(reviewer, report(reporter, task, "report", words="完成二层"))
    assert reporter.get(f"/tasks/{task.pk}")["percent"] == 30
    assert reporter.get("/tasks")["rows"][0]["percent"] == 30


@pytest.mark.parametrize("percent", [-1, 101, 40.5, "x"])
def test_a_percent_is_a_whole_number_to_a_hundred(task, reporter, percent):
    answer = report(reporter, task, "start", percent=percent)
    assert answer.status == 422
    assert "percent" in str(answer.body)


def test_a_step_backwards_wants_a_reason(task, reporter, reviewer):
    decide(reviewer, report(reporter, task, "start", percent=60))
    refused = report(reporter, task, "report", percent=45)
    assert refused.status == 422
    assert "上次自报 60%" in str(refused.body)
    assert report(reporter, task, "report", percent=60).status == 201
    said = report(reporter, task, "report", percent=45, percent_reason="一处工地停工")
    assert (said.status, said["percent_reason"]) == (201, "一处工地停工")
    decide(reviewer, said)
    assert reporter.get(f"/tasks/{task.pk}")["percent"] == 45


def test_what_was_sent_back_or_tells_of_a_later_day_is_no_measure_of_a_step_backwards(task, reporter, reviewer):
    decide(reviewer, report(reporter, task, "start", percent=90), "return", note="请核实")
    decide(reviewer, report(reporter, task, "start", percent=50))
    earlier = report(reporter, task, "report", percent=20, on="2025-05-01")
    assert earlier.status == 201
    decide(reviewer, earlier)
    assert reporter.get(f"/tasks/{task.pk}")["percent"] == 50


def test_the_end_is_a_hundred_and_a_percent_alone_ends_nothing(task, reporter, reviewer):
    decide(reviewer, report(reporter, task, "start", percent=100))
    shown = reporter.get(f"/tasks/{task.pk}")
    assert (shown["state"], shown["light"], shown["percent"]) == ("under_way", "green", 100)
    assert report(reporter, task, "finish", percent=80, percent_reason="x").status == 422
    decide(reviewer, report(reporter, task, "finish", words="完工"))
    shown = reporter.get(f"/tasks/{task.pk}")
    assert (shown["state"], shown["percent"]) == ("done", 100)


def test_a_supporting_unit_says_no_percent(city, task, person, caller):
    made(TaskUnit(task=task, supporter=city.west))
    helper = caller(person("reporter", city.west))
    refused = report(helper, task, "start", percent=10)
    assert (refused.status, "由牵头单位填写" in str(refused.body)) == (422, True)
    assert report(helper, task, "start").status == 201


def test_a_supporting_unit_ends_no_task(city, task, person, caller, reporter):
    made(TaskUnit(task=task, supporter=city.west))
    helper = person("reporter", city.west)
    refused = report(caller(helper), task, "finish")
    assert (refused.status, "完成情况由牵头单位报告" in str(refused.body)) == (422, True)
    assert not TaskReport.objects.exists()
    assert '<option value="finish"' not in Tab(helper).get(f"/tasks/{task.pk}")[1]
    assert report(reporter, task, "finish").status == 201


@pytest.mark.parametrize("percent", [60, 75])
def test_a_reason_is_kept_only_where_the_percent_fell(task, reporter, reviewer, percent):
    first = report(reporter, task, "start", percent=60, percent_reason="多写了")
    assert first["percent_reason"] == ""
    decide(reviewer, first)
    assert report(reporter, task, "report", percent=percent, percent_reason="多写了")["percent_reason"] == ""
