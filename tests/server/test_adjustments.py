"""Adjustments: three kinds with their deciders, each a new version with reason and difference; a whole year."""

import pytest

from server.task_cast import task_of
from taizhang.server.ledger.models import PlanVersion, Step, Target, Task
from taizhang.server.log.models import Entry


@pytest.fixture
def plan(office):
    plan = office.open()
    office.target(plan, measure="growth", comparator=">=", value="6")
    office.target(plan, value="500")
    first = PlanVersion.objects.get()
    task_of(first, office.city.east, "改造老旧小区30个", line=1)
    task_of(first, office.city.west, "新建幼儿园12所", line=2)
    return office.walk(plan, "issued")


def opened(office, plan, kind="plan"):
    answer = office.adjust(plan, kind)
    assert answer.status == 201, answer.body
    return answer["id"]


def change(office, version, measure="growth", indicator=None, **values):
    row = Target.objects.get(version_id=version, measure=measure, indicator=indicator or office.gdp)
    return office.planner.patch(f"/targets/{row.pk}", revision=row.revision, **values)


def agree(office, version, by=None, **values):
    values = {"agreed": True, "document_id": office.document(), "document_number": "云人常〔2025〕9号"} | values
    return office.adjustment(version, "decide", by=by or office.leader, **values)


def test_an_adjustment_begins_as_a_copy_and_says_why(office, plan):
    answer = office.adjust(plan)
    assert (answer["number"], answer["kind"], answer["state"], answer["reason"]) == (2, "plan", "draft", "外部环境变化")
    copied = office.planner.get(f"/plan-versions/{answer['id']}/targets")["rows"]
    assert [(row["line"], row["value"]) for row in copied] == [(1, "6"), (2, "500")]
    assert office.adjust(plan, reason=" ").status == 422


def test_one_that_changes_nothing_is_not_proposed(office, plan):
    answer = office.adjustment(opened(office, plan), "propose")
    assert answer["errors"] == {"version": "与现行版本没有差别"}


def test_an_agreed_adjustment_supersedes_with_its_difference(office, plan):
    version = opened(office, plan)
    change(office, version, value="5.5")
    proposed = office.adjustment(version, "propose")
    assert proposed["difference"] == [
        {
            "of": "target", "line": 1, "name": "地区生产总值", "what": "changed",
            "fields": {"value": ["6", "5.5"], "places": [0, 1]},
        }
    ]  # fmt: skip
    answer = agree(office, version)
    assert (answer.status, answer["state"], answer["decider"]) == (200, "issued", "本级人大常委会")
    states = dict(PlanVersion.objects.values_list("number", "state"))
    assert states == {1: "superseded", 2: "issued"}
    assert Target.objects.get(version__number=1, line=1).value == 6
    assert Target.objects.get(version__number=2, line=2).same_as == Target.objects.get(version__number=1, line=2)
    assert Target.objects.get(version__number=2, line=1).same_as is None
    assert [step.step for step in Step.objects.filter(version_id=version)] == ["propose", "agree"]


def test_what_is_proposed_does_not_change_any_more(office, plan):
    version = opened(office, plan)
    change(office, version, value="5.5")
    office.adjustment(version, "propose")
    assert change(office, version, value="5").status == 409
    assert office.planner.delete(f"/adjustments/{version}?revision=2").status == 409


def test_who_proposed_does_not_decide(office, plan):
    version = opened(office, plan)
    change(office, version, value="5.5")
    assert office.adjustment(version, "propose", by=office.both).status == 200
    assert agree(office, version, by=office.both)["code"] == "own_entry"
    assert agree(office, version, by=office.second).status == 403
    assert agree(office, version).status == 200


def test_a_rejected_adjustment_stays_with_the_reason(office, plan):
    version = opened(office, plan)
    change(office, version, value="5.5")
    office.adjustment(version, "propose")
    assert agree(office, version, agreed=False).status == 422
    answer = agree(office, version, agreed=False, reason="理由不充分")
    assert (answer["state"], answer["decision_reason"]) == ("rejected", "理由不充分")
    assert office.version(plan)["number"] == 1
    assert Target.objects.filter(version_id=version).count() == 2
    assert office.adjust(plan)["number"] == 3


def test_a_change_of_the_plan_wants_the_document_of_the_standing_committee(office, plan):
    version = opened(office, plan)
    change(office, version, value="5.5")
    office.adjustment(version, "propose")
    assert agree(office, version, document_id=None, reason="口头").status == 422


def test_one_adjustment_of_a_kind_is_open_at_a_time(office, plan):
    opened(office, plan)
    assert office.adjust(plan).status == 422
    assert office.adjust(plan, "task").status == 201


def test_a_draft_is_dropped_with_all_in_it(office, plan):
    version = opened(office, plan)
    task = Task.objects.get(line=1)
    office.planner.post(f"/adjustments/{version}/tasks", task_id=task.pk)
    assert office.planner.delete(f"/adjustments/{version}?revision=1").status == 204
    assert (PlanVersion.objects.count(), Target.objects.count(), Task.objects.count()) == (1, 2, 2)


def test_the_first_version_is_neither_proposed_nor_dropped_as_an_adjustment(office):
    version = office.version(office.open())["id"]
    assert office.planner.post(f"/adjustments/{version}/propose", revision=1).status == 404
    assert office.planner.delete(f"/adjustments/{version}?revision=1").status == 404


def test_a_plan_that_is_not_issued_is_not_adjusted(office):
    assert office.adjust(office.open()).status == 409


def test_an_adjustment_of_a_task_changes_no_target(office, plan):
    version = opened(office, plan, "task")
    growth = {"indicator_id": office.jobless.pk, "measure": "level", "comparator": "<=", "value": "5.5"}
    answer = office.planner.post(f"/plan-versions/{version}/targets", **growth)
    assert answer.status == 409
    assert "任务调整不包括这项内容" in answer["detail"]


def test_a_task_is_adjusted_as_a_new_row_of_its_line(office, plan):
    version, task = opened(office, plan, "task"), Task.objects.get(line=1)
    row = office.planner.post(f"/adjustments/{version}/tasks", task_id=task.pk)
    assert (row.status, row["line"], row["state"]) == (201, 1, "not_started")
    changed = office.planner.patch(f"/tasks/{row['id']}", revision=row["revision"], title="改造老旧小区25个")
    assert changed.status == 200, changed.body
    difference = office.adjustment(version, "propose")["difference"]
    assert [(each["what"], each["fields"]["title"]) for each in difference] == [
        ("changed", ["改造老旧小区30个", "改造老旧小区25个"])
    ]
    answer = agree(office, version, document_id=None)
    assert (answer["decider"], answer["state"]) == ("发展改革部门", "issued")
    task.refresh_from_db()
    assert task.state == "adjusted"
    held = office.planner.get("/tasks", plan=plan.pk)["rows"]
    assert {(each["line"], each["title"]) for each in held} == {(1, "改造老旧小区25个"), (2, "新建幼儿园12所")}
    assert Target.objects.filter(version_id=version, same_as__isnull=False).count() == 2
    assert Task.objects.count() == 3


def test_a_task_goes_on_in_the_state_in_which_it_was(office, plan):
    task = Task.objects.get(line=1)
    Task.objects.filter(pk=task.pk).update(state="under_way")
    version = opened(office, plan, "task")
    row = office.planner.post(f"/adjustments/{version}/tasks", task_id=task.pk)
    office.planner.patch(f"/tasks/{row['id']}", revision=1, deadline="2025-12-31")
    office.adjustment(version, "propose")
    agree(office, version)
    assert Task.objects.get(pk=row["id"]).state == "under_way"


def test_a_task_and_its_part_are_adjusted_together(office, plan):
    above = Task.objects.get(line=1)
    Task.objects.filter(line=2).update(parent=above)
    part = task_of(above.version, office.city.east, "第一批10个", line=3, parent=above)
    version = opened(office, plan, "task")
    for task in Task.objects.filter(line__in=(1, 2)):
        row = office.planner.post(f"/adjustments/{version}/tasks", task_id=task.pk)
        office.planner.patch(f"/tasks/{row['id']}", revision=1, deadline="2025-12-31")
    office.adjustment(version, "propose")
    assert agree(office, version).status == 200
    new = Task.objects.get(version_id=version, line=1)
    assert Task.objects.get(version_id=version, line=2).parent == new
    assert Task.objects.get(pk=part.pk).parent == new
    assert Task.objects.get(version__number=1, line=2).parent == above


def test_a_task_is_ended_by_an_adjustment(office, plan):
    version, task = opened(office, plan, "task"), Task.objects.get(line=2)
    row = office.planner.post(f"/adjustments/{version}/tasks", task_id=task.pk, ends=True)
    difference = office.adjustment(version, "propose")["difference"]
    assert [(each["line"], each["what"]) for each in difference] == [(2, "removed")]
    agree(office, version)
    assert Task.objects.get(pk=row["id"]).state == "ended"
    since = PlanVersion.objects.get(number=1).pk
    told = office.planner.get(f"/plan-versions/{version}/difference", since=since).body
    assert [(each["of"], each["line"], each["what"]) for each in told] == [("task", 2, "removed")]


def test_a_task_that_is_done_is_not_adjusted(office, plan):
    Task.objects.filter(line=1).update(state="done")
    version = opened(office, plan, "task")
    answer = office.planner.post(f"/adjustments/{version}/tasks", task_id=Task.objects.get(line=1).pk)
    assert answer["detail"] == "任务现为“已完成”，不能调整"


def test_two_open_adjustments_never_hold_the_same_task(office, plan):
    task = Task.objects.get(line=1)
    first, second = opened(office, plan, "plan"), opened(office, plan, "task")
    assert office.planner.post(f"/adjustments/{second}/tasks", task_id=task.pk).status == 201
    answer = office.planner.post(f"/adjustments/{first}/tasks", task_id=task.pk)
    assert answer["errors"] == {"task": "任务已列入第 3 版的调整"}


def test_what_was_agreed_meanwhile_is_not_undone(office, plan):
    whole, task = opened(office, plan, "plan"), opened(office, plan, "task")
    row = office.planner.post(f"/adjustments/{task}/tasks", task_id=Task.objects.get(line=1).pk)
    office.planner.patch(f"/tasks/{row['id']}", revision=1, title="改造老旧小区25个")
    change(office, whole, value="5.5")
    office.adjustment(whole, "propose")
    agree(office, whole)
    office.adjustment(task, "propose")
    agree(office, task)
    now = office.planner.get(f"/plan-versions/{task}/targets")["rows"]
    assert [row["value"] for row in now] == ["5.5", "500"]
    version = office.planner.get(f"/plan-versions/{task}")
    assert (version["state"], version["base_id"]) == ("issued", whole)
    assert PlanVersion.objects.filter(state="issued").count() == 1


def test_a_list_of_projects_is_adjusted_on_the_list_that_comes_with_it(office, plan):
    version = opened(office, plan, "projects")
    assert office.adjustment(version, "propose").status == 422
    assert office.adjustment(version, "propose", document_id=office.document()).status == 200
    assert agree(office, version, document_id=None).status == 422
    assert agree(office, version, document_id=None, reason="市政府第9次常务会议纪要")["decider"] == "本级人民政府"


def drafting(office, version, by, kind):
    """One of the ways in which somebody drafts an adjustment."""
    target = Target.objects.get(version_id=version, measure="level")
    if kind == "changes a target":
        return by.patch(f"/targets/{target.pk}", revision=target.revision, value="480")
    if kind == "adds a target":
        said = {"indicator_id": office.jobless.pk, "measure": "level", "comparator": "<=", "value": "5.5"}
        return by.post(f"/plan-versions/{version}/targets", **said)
    if kind == "removes a target":
        return by.delete(f"/targets/{target.pk}?revision={target.revision}")
    task = by.post(f"/adjustments/{version}/tasks", task_id=Task.objects.get(line=1).pk)
    if kind == "takes up a task":
        return task
    if kind == "changes a task":
        return by.patch(f"/tasks/{task['id']}", revision=1, title="改造老旧小区25个")
    if kind == "removes a task":
        return by.delete(f"/tasks/{task['id']}?revision=1")
    said = {"unit_id": office.city.east.pk, "title": "建设充电桩200个"}
    return by.post(f"/plan-versions/{version}/tasks", **said)


WAYS = ("changes a target", "adds a target", "removes a target", "takes up a task", "changes a task", "removes a task")


@pytest.mark.parametrize("kind", [*WAYS, "adds a task"])
def test_whoever_drafted_an_adjustment_does_not_decide_on_it(office, plan, kind):
    version = opened(office, plan)
    assert drafting(office, version, office.both, kind).status in {200, 201, 204}
    change(office, version, value="5.5")
    assert office.adjustment(version, "propose").status == 200
    own = agree(office, version, by=office.both)
    assert (own.status, own["code"]) == (403, "own_entry")
    refused = office.adjustment(version, "decide", by=office.both, agreed=False, reason="再议")
    assert (refused.status, refused["code"]) == (403, "own_entry")
    assert agree(office, version).status == 200


def test_whoever_opened_an_adjustment_does_not_decide_on_it(office, plan):
    version = office.both.post(f"/plans/{plan.pk}/adjustments", kind="plan", reason="外部环境变化")["id"]
    change(office, version, value="5.5")
    office.adjustment(version, "propose")
    assert agree(office, version, by=office.both)["code"] == "own_entry"


def test_who_set_the_targets_of_the_plan_may_decide_on_an_adjustment_of_others(office):
    plan = office.open()
    said = {"indicator_id": office.gdp.pk, "measure": "growth", "comparator": ">=", "value": "6"}
    assert office.both.post(f"/plan-versions/{office.version(plan)['id']}/targets", **said).status == 201
    office.walk(plan, "issued")
    version = opened(office, plan)
    change(office, version, value="5.5")
    office.adjustment(version, "propose")
    assert agree(office, version, by=office.both).status == 200


def test_an_adjustment_is_another_once_one_more_person_drafts_it_and_not_for_each_change(office, plan):
    version = opened(office, plan)
    first = office.planner.get(f"/plan-versions/{version}")
    change(office, version, value="5.5")
    assert office.planner.get(f"/plan-versions/{version}")["revision"] == first["revision"]
    drafting(office, version, office.second, "changes a target")
    told = office.planner.get(f"/plan-versions/{version}")
    assert len(told["also_by"]) == 2
    stale = office.planner.post(f"/adjustments/{version}/propose", revision=first["revision"])
    assert (stale.status, stale["code"]) == (409, "changed_meanwhile")


def test_versions_are_compared_line_by_line(office, plan):
    version = opened(office, plan)
    change(office, version, measure="level", value="480", binding="binding")
    row = Target.objects.get(version_id=version, measure="growth")
    office.planner.delete(f"/targets/{row.pk}?revision={row.revision}")
    new = {"indicator_id": office.jobless.pk, "measure": "level", "comparator": "<=", "value": "5.5"}
    office.planner.post(f"/plan-versions/{version}/targets", **new)
    told = office.planner.get(f"/plan-versions/{version}/difference").body
    assert [(each["line"], each["what"]) for each in told] == [(1, "removed"), (2, "changed"), (3, "added")]
    assert told[1]["fields"] == {"value": ["500", "480"], "binding": ["expected", "binding"]}


def test_versions_of_two_plans_are_not_compared(office, plan):
    other = office.version(office.open(2024))["id"]
    assert office.planner.get(f"/plan-versions/{office.version(plan)['id']}/difference", since=other).status == 422


def test_an_adjustment_that_is_not_decided_keeps_the_plan_open(office, plan):
    version = opened(office, plan)
    office.walk(plan, "half_year")
    assert office.step(plan, "close")["errors"] == {"adjustments": "还有未决定的调整"}
    office.planner.delete(f"/adjustments/{version}?revision=1")
    assert office.step(plan, "close").status == 200
    assert office.adjust(plan).status == 409


def test_adjustments_are_listed_by_kind_and_state(office, plan):
    version = opened(office, plan)
    path = f"/plans/{plan.pk}/adjustments"
    assert [row["id"] for row in office.planner.get(path, kind="plan")["rows"]] == [version]
    assert office.planner.get(path, state="issued")["rows"] == []
    assert office.planner.get(path, kind="none").status == 422


def collected(office, plan):
    """The autumn: proposals, balanced and approved, become the targets of the draft."""
    for by, unit, value in (
        (office.at("reporter", office.city.east), office.city.east, "290"),
        (office.second, office.city.root, "500"),
    ):
        said = {"unit_id": unit.pk, "indicator_id": office.gdp.pk, "proposed": value}
        own = by.post(f"/plans/{plan.pk}/proposals", **said)
    office.planner.post(f"/proposals/{own['id']}/balance", revision=1, value="510", reason="与省里衔接")
    office.leader.post(f"/proposals/{own['id']}/approve", revision=2)
    office.step(plan, "draft")
    path = f"/plan-versions/{office.version(plan)['id']}/targets/from-proposals"
    assert [row["value"] for row in office.planner.post(path).body] == ["510"]


def consulted(office, plan):
    """A bureau gives an opinion, which is adopted; then the meetings."""
    statistics = office.city.statistics
    office.step(plan, "consult")
    asked = office.planner.post(f"/plans/{plan.pk}/opinions/ask", unit_ids=[statistics.pk]).body[0]
    said = [{"article": "主要目标", "opinion": "注明为现价"}]
    path = f"/opinions/{asked['id']}"
    office.at("reviewer", statistics).post(f"{path}/give", revision=1, articles=said)
    office.planner.post(f"{path}/decide", revision=2, decision="adopted")
    assert office.step(plan, "meet", note="市政府常务会议纪要").status == 200


def answered(office, plan, stage, body):
    """An opinion of a committee, and the reply to it."""
    row = office.planner.post(f"/plans/{plan.pk}/opinions", stage=stage, body=body, opinion="加力稳就业")
    answer = office.planner.post(f"/opinions/{row['id']}/decide", revision=1, decision="adopted", reason="已部署")
    assert answer.status == 200


def dealt(office, plan):
    """The target for the gross product, dealt out to two districts by floors."""
    target = Target.objects.get(version__plan=plan, indicator=office.gdp)
    path = f"/breakdowns/{office.planner.post(f'/targets/{target.pk}/breakdowns')['id']}"
    values = ((office.city.east, "300"), (office.city.west, "210"))
    shares = [{"assignee_id": unit.pk, "comparator": ">=", "value": value} for unit, value in values]
    office.planner.put(f"{path}/shares", revision=1, shares=shares)
    revision = office.planner.get(path)["revision"]
    assert office.planner.post(f"{path}/issue", revision=revision).status == 200


def test_a_year_of_a_plan_from_its_first_draft_to_its_close(office, on_day):
    on_day(2024, 11, 20)
    plan = office.open(2025)
    collected(office, plan)
    on_day(2024, 12, 3)
    consulted(office, plan)
    on_day(2025, 1, 10)
    office.step(plan, "examine", document_id=office.document())
    answered(office, plan, "examination", "财经委")
    assert office.target(plan, office.jobless, comparator="<=", value="5.5").status == 201
    office.step(plan, "approve", note="市第十五届人大第四次会议决议")
    on_day(2025, 3, 1)
    issued = office.step(plan, "issue", document_id=office.document(), document_number="云政发〔2025〕3号")
    assert (issued.status, issued["state"]) == (200, "issued")
    dealt(office, plan)
    on_day(2025, 8, 20)
    office.step(plan, "report_half_year", document_id=office.document())
    answered(office, plan, "half_year", "市人大常委会")
    on_day(2025, 9, 25)
    second = opened(office, plan)
    change(office, second, measure="level", indicator=office.gdp, value="495")
    office.adjustment(second, "propose")
    assert agree(office, second)["state"] == "issued"
    assert len(office.planner.get(f"/plans/{plan.pk}/overview")["to_deal_out"]) == 1
    on_day(2026, 1, 20)
    assert office.step(plan, "close")["state"] == "closed"

    told = office.planner.get(f"/plans/{plan.pk}/overview")
    assert (told["state"]["zh"], told["next_step"], told["opinions_open"]) == ("办结", None, 0)
    assert [entry["days_late"] for entry in told["calendar"]] == [0] * 8
    assert {each["number"]: each["state"] for each in told["versions"]} == {1: "superseded", 2: "issued"}
    assert Entry.objects.latest("id").action == "plan.close"
