"""The cycle of a plan: steps in their order, on what they rest, passed over where not required; the calendar."""

from datetime import date

import pytest

from taizhang.server.ledger.cycle.procedure import due_days, json_of, rules_of, usual_rules
from taizhang.server.ledger.models import PLAN, Plan, PlanVersion, Procedure, Step
from taizhang.server.lib.refusals import Invalid


def changed(**steps):
    """The usual procedure with some settings changed."""
    rules = json_of(usual_rules())
    return {step: rules[step] | steps.get(step, {}) for step in rules}


def test_a_plan_goes_from_collecting_to_closed_each_step_stamped(office, on_day):
    on_day(2025, 1, 20)
    plan = office.open()
    office.target(plan)
    office.walk(plan, "closed")
    rows = office.planner.get(f"/plans/{plan.pk}/steps")["rows"]
    assert [row["step"] for row in rows] == [
        "draft", "consult", "meet", "examine", "approve", "issue", "report_half_year", "close",
    ]  # fmt: skip
    assert all(row["by"] and row["at"].startswith("2025-01-20") for row in rows)
    assert (rows[2]["note"], rows[5]["version_id"]) == ("市政府第1次常务会议", office.version(plan)["id"])
    version = office.version(plan)
    assert (version["state"], version["document_number"]) == ("issued", "云政发〔2025〕3号")


def test_a_step_that_does_not_lead_from_there_is_refused(office):
    plan = office.open()
    answer = office.step(plan, "meet", note="会议")
    assert answer.status == 409
    assert answer["detail"] == "计划现为“征集”，不能提交会议审议"
    assert Step.objects.count() == 0


@pytest.mark.parametrize(
    ("state", "step"), [(state, step) for state in PLAN.states for step in sorted({s for _, s in PLAN.steps})]
)
def test_every_step_leads_only_where_the_machine_says(office, state, step):
    plan = office.open()
    office.target(plan)
    Plan.objects.filter(pk=plan.pk).update(state=state)
    document = office.document()
    answer = office.step(plan, step, document_id=document, note="依据", document_number="云政发〔2025〕3号")
    plan.refresh_from_db()
    if PLAN.allows(state, step):
        assert (answer.status, plan.state) == (200, PLAN.steps[state, step])
    else:
        assert (answer.status, plan.state) == (409, state)


def test_the_examination_rests_on_a_document(office):
    plan = office.walk(office.open(), "meetings")
    refused = office.step(plan, "examine", note="已送")
    assert refused.status == 422
    assert refused["errors"] == {"document_id": "请附上所依据的文档"}
    assert office.step(plan, "examine", document_id=office.document()).status == 200


def test_a_document_that_is_not_there_is_told(office):
    plan = office.walk(office.open(), "meetings")
    assert office.step(plan, "examine", document_id=999_999).status == 422


def test_a_plan_without_target_or_task_is_not_issued(office):
    plan = office.walk(office.open(), "approved")
    answer = office.step(plan, "issue", document_id=office.document(), document_number="云政发〔2025〕3号")
    assert answer.status == 422
    assert answer["errors"] == {"targets": "计划里还没有目标和任务"}
    assert PlanVersion.objects.get().state == "draft"


def test_a_plan_is_issued_under_a_number(office):
    plan = office.open()
    office.target(plan)
    office.walk(plan, "approved")
    answer = office.step(plan, "issue", document_id=office.document(), document_number=" ")
    assert list(answer["errors"]) == ["document_number"]


def test_going_back_to_the_draft_wants_a_reason(office):
    plan = office.walk(office.open(), "meetings")
    assert office.step(plan, "redraft").status == 422
    assert office.step(plan, "redraft", note="常务会议要求修改目标").status == 200
    entries = {entry["step"]: entry for entry in office.planner.get(f"/plans/{plan.pk}/calendar").body}
    assert (entries["consult"]["done_at"], entries["consult"]["next"]) == (None, True)


def test_a_leader_takes_no_step(office):
    plan = office.open()
    assert office.step(plan, "draft", by=office.leader).status == 403


def test_who_saw_an_older_state_takes_no_step(office):
    plan = office.open()
    assert office.step(plan, "draft").status == 200
    answer = office.second.post(f"/plans/{plan.pk}/steps", step="consult", revision=1)
    assert (answer.status, answer["code"]) == (409, "changed_meanwhile")


def test_a_step_that_the_region_does_not_require_is_passed_over_and_stamped(office, city):
    steps = changed(consult={"required": False})
    path = f"/units/{city.root.pk}/procedure"
    assert office.administrator.put(path, steps=steps).status == 200
    plan = office.walk(office.open(), "drafting")
    assert office.step(plan, "consult", skip=True).status == 422
    answer = office.step(plan, "consult", skip=True, note="规模小，未单独征求意见")
    assert (answer.status, answer["state"]) == (200, "consultation")
    row = office.planner.get(f"/plans/{plan.pk}/steps")["rows"][-1]
    assert (row["step"], row["skipped"]) == ("consult", True)


def test_a_step_that_is_required_is_not_passed_over(office):
    plan = office.walk(office.open(), "drafting")
    answer = office.step(plan, "consult", skip=True, note="省事")
    assert answer["errors"] == {"step": "本地程序要求“征求意见”，不能省略"}


def test_a_procedure_is_set_by_an_administrator_and_changed_by_who_saw_it(office, city):
    path = f"/units/{city.root.pk}/procedure"
    assert office.planner.put(path, steps=changed()).status == 403
    assert office.planner.get(path)["revision"] is None
    made = office.administrator.put(path, steps=changed(approve={"before": "01-25"}))
    assert (made.status, made["revision"]) == (200, 1)
    assert office.administrator.put(path, steps=changed(), revision=7).status == 409
    assert office.administrator.put(path, steps=changed()).status == 409, "who saw none overwrites none"
    assert office.administrator.put(path, steps=changed(), revision=1)["revision"] == 2
    assert Procedure.objects.count() == 1


WRONG = [
    ("a step too few", {"draft": {}}, "consult"),
    ("no such step", {**json_of(usual_rules()), "vote": {}}, "vote"),
    ("no such setting", changed(draft={"colour": "red"}), "draft.colour"),
    ("a wrong type", changed(draft={"required": "yes"}), "draft.required"),
    ("no day", changed(draft={"before": "13-40"}), "draft.before"),
    ("issuing passed over", changed(issue={"required": False}), "issue.required"),
    ("no such stage", changed(meet={"opinions": "street"}), "meet.opinions"),
    ("ahead of itself", changed(examine={"ahead_of": "examine"}), "examine.ahead_of"),
    ("no such ground", changed(meet={"rests_on": "sand"}), "meet.rests_on"),
    ("a year too far", changed(meet={"year": 5}), "meet.year"),
]


@pytest.mark.parametrize(("steps", "field"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_a_procedure_that_does_not_hold_is_refused_by_its_field(steps, field):
    with pytest.raises(Invalid) as refused:
        rules_of(steps)
    assert field in refused.value.errors


def test_the_examination_is_due_thirty_days_ahead_of_the_congress():
    days = due_days(usual_rules(), 2026)
    assert (days["approve"] - days["examine"]).days == 30
    assert days["draft"] == date(2025, 11, 30)


def test_the_calendar_tells_what_is_late(office, on_day):
    on_day(2024, 12, 5)
    plan = office.open(2025)
    office.step(plan, "draft")
    on_day(2024, 12, 20)
    entries = {entry["step"]: entry for entry in office.planner.get(f"/plans/{plan.pk}/calendar").body}
    assert (entries["draft"]["due"], entries["draft"]["days_late"]) == ("2024-11-30", 5)
    assert (entries["consult"]["days_late"], entries["consult"]["next"]) == (10, True)
    assert (entries["meet"]["days_late"], entries["meet"]["next"]) == (0, False)
