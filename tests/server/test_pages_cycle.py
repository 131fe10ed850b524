"""The pages of the yearly cycle: steps, opinions, proposals, adjustments; who does what when, and not twice."""

from decimal import Decimal

import pytest

from server import pages_cast
from server.cast import made
from server.pages_cast import Tab
from taizhang.server.accounts.models import Grant
from taizhang.server.ledger.models import Opinion, PlanVersion, Proposal, Target, Task

planner, leader, reader = pages_cast.planner, pages_cast.leader, pages_cast.reader


def test_the_next_step_is_taken_by_who_may_with_what_it_wants(office, planner, reader, on_day):
    on_day(2025, 1, 10)
    plan = office.open()
    office.target(plan)
    office.walk(plan, "consultation")
    text = reader.get(f"/plans/{plan.pk}/steps")[1]
    assert "您没有“推进编制程序”的权限" in text
    assert "tab-planner-yl" in text
    assert "晚 16 天" in text
    assert f'action="/plans/{plan.pk}/steps/take"' not in text
    plan.refresh_from_db()
    take = f"/plans/{plan.pk}/steps/take"
    seen = {"step": "meet", "way": "take", "revision": plan.revision, "next": f"/plans/{plan.pk}/steps"}
    status, text = planner.post(take, **seen, note="")
    assert status == 422
    assert "请附文档或注明依据" in text
    text = planner.post(take, **seen, note="市政府第1次常务会议")[1]
    assert "已办理：提交会议审议" in text
    assert "市政府第1次常务会议" in text
    plan.refresh_from_db()
    back = {"step": "redraft", "way": "back", "revision": plan.revision, "next": f"/plans/{plan.pk}/steps"}
    status, text = planner.post(take, **back, note="")
    assert status == 422
    assert "请说明为什么退回修改" in text
    assert "已办理：退回修改" in planner.post(take, **back, note="目标过高")[1]
    assert "没有权限" in reader.post(take, **back, note="x")[1]


def test_issuing_wants_number_and_document(office, planner):
    plan = office.open()
    office.target(plan)
    office.walk(plan, "approved")
    take = f"/plans/{plan.pk}/steps/take"
    seen = {"step": "issue", "way": "take", "revision": plan.revision, "next": f"/plans/{plan.pk}/steps"}
    status, text = planner.post(take, **seen, document_number="云政发〔2025〕3号")
    assert status == 422
    assert "请附上所依据的文档" in text
    assert "云政发〔2025〕3号" in text
    document = office.document()
    text = planner.post(take, **seen, document_number="云政发〔2025〕3号", document_id=document)[1]
    assert "已办理：印发" in text


def test_units_are_asked_and_answer_for_themselves_and_the_office_decides(office, planner, tab, on_day):
    on_day(2024, 12, 1)
    plan = office.open()
    office.target(plan)
    office.walk(plan, "consultation")
    home, east = f"/plans/{plan.pk}/steps", office.city.east
    assert f'value="{east.pk}"' in planner.get(home, ask="")[1]
    status, text = planner.post(f"/plans/{plan.pk}/opinions/ask", unit_ids=[east.pk], due_on="2024-11-01", next=home)
    assert status == 422
    assert "反馈期限不能早于今天" in text
    assert f'value="{east.pk}" checked' in text
    assert "已向 1 个单位征求意见" in planner.post(f"/plans/{plan.pk}/opinions/ask", unit_ids=[east.pk], next=home)[1]
    row = Opinion.objects.get()
    reviewer = tab("reviewer", east)
    assert "会签无意见" in reviewer.get(home)[1]
    assert f"opinion={row.pk}" not in tab("reviewer", office.city.west).get(home)[1]
    give = {
        "revision": row.revision,
        "article_1": "目标第1条",
        "opinion_1": "建议调低",
        "opinion_2": "增加链接",
        "next": home,
    }
    status, text = reviewer.post(f"/plans/opinions/{row.pk}/give", **(give | {"opinion_1": "", "article_2": "任务"}))
    assert status == 422
    assert "请逐条写明意见" in text
    assert "增加链接" in text
    assert "已提出意见" in reviewer.post(f"/plans/opinions/{row.pk}/give", **give)[1]
    assert Opinion.objects.count() == 2
    row.refresh_from_db()
    decide = {"revision": row.revision, "decision": "not_adopted", "reason": "", "next": home}
    status, text = planner.post(f"/plans/opinions/{row.pk}/decide", **decide)
    assert status == 422
    assert "部分采纳或不采纳时请说明理由" in text
    text = planner.post(f"/plans/opinions/{row.pk}/decide", **(decide | {"reason": "已征求省厅意见"}))[1]
    assert "已处理意见" in text
    assert "已征求省厅意见" in text


def test_a_committees_opinion_is_recorded_at_its_stage(office, planner):
    plan = office.open()
    office.target(plan)
    office.walk(plan, "first_examination")
    home = f"/plans/{plan.pk}/steps"
    said = {"body": "市人大财经委", "opinion": "补充民生指标", "next": home}
    assert "市人大财经委" in planner.post(f"/plans/{plan.pk}/opinions/record", **said)[1]
    assert Opinion.objects.get().stage == "examination"


@pytest.fixture
def proposed(office):
    """A plan for which the government and both districts propose a growth of production."""
    plan = office.open()
    for unit, value in ((office.city.root, "5.5"), (office.city.east, "6"), (office.city.west, "5")):
        reporter = office.at("reporter", unit)
        body = {
            "unit_id": unit.pk,
            "indicator_id": office.gdp.pk,
            "measure": "level",
            "proposed": value,
            "comparator": "=",
        }
        assert reporter.post(f"/plans/{plan.pk}/proposals", **body).status == 201
    return plan


def test_three_values_stand_beside_each_other_and_are_balanced_in_place(office, planner, leader, proposed):
    home, rows = f"/plans/{proposed.pk}/proposals", list(Proposal.objects.order_by("pk"))
    assert "6 + 5 = 11" in planner.get(home)[1]
    typed = {f"revision_{row.pk}": row.revision for row in rows}
    typed |= {f"balanced_{row.pk}": value for row, value in zip(rows, ("11", "六", "5"), strict=True)}
    typed |= {f"reason_{rows[0].pk}": "合计为准"}
    status, text = planner.post(f"{home}/balance", next=home, **typed)
    assert status == 422
    assert "应为数字" in text
    assert 'value="六"' in text
    assert not Proposal.objects.filter(balanced__isnull=False).exists()
    typed[f"balanced_{rows[1].pk}"] = "5.8"
    status, text = planner.post(f"{home}/balance", next=home, **typed)
    assert status == 422
    assert "平衡值与建议值不同，请说明理由" in text
    typed |= {f"balanced_{rows[1].pk}": "6"}
    assert "已保存平衡值 3 项" in planner.post(f"{home}/balance", next=home, **typed)[1]
    assert "审定所选" not in planner.get(home)[1]
    text = leader.get(home)[1]
    assert "审定所选" in text
    assert "保存平衡值" not in text


def test_a_leader_approves_what_is_ticked_or_another_value_with_the_reason(office, planner, leader, proposed):
    home, rows = f"/plans/{proposed.pk}/proposals", list(Proposal.objects.order_by("pk"))
    balanced = {f"revision_{row.pk}": row.revision for row in rows} | {f"reason_{row.pk}": "同意" for row in rows}
    planner.post(f"{home}/balance", next=home, **(balanced | {f"balanced_{row.pk}": "5" for row in rows}))
    rows = list(Proposal.objects.order_by("pk"))
    assert "请先勾选" in leader.post(f"{home}/approve", next=home)[1]
    seen = {f"revision_{row.pk}": row.revision for row in rows}
    assert "已审定 2 项" in leader.post(f"{home}/approve", chosen=[rows[1].pk, rows[2].pk], next=home, **seen)[1]
    first = f"/plans/proposals/{rows[0].pk}/approve"
    assert f'action="{first}"' in leader.get(home, approve=rows[0].pk)[1]
    status, text = leader.post(first, revision=rows[0].revision, value="5.2", reason="", next=home)
    assert status == 422
    assert "审定值与平衡值不同，请说明理由" in text
    assert "已审定" in leader.post(first, revision=rows[0].revision, value="5.2", reason="会议决定", next=home)[1]
    assert "没有权限" in planner.post(first, revision=1, value="5", next=home)[1]
    text = planner.post(f"/plans/versions/{proposed.versions.get().pk}/targets/from-proposals", next=home)[1]
    assert "已写入审定值 1 项" in text
    assert Target.objects.get().value == Decimal("5.2")


def test_a_unit_proposes_for_itself_alone_and_sees_its_own(office, tab, reader, proposed):
    home, east = f"/plans/{proposed.pk}/proposals", office.city.east
    text = reader.get(home, propose="")[1]
    assert f'<option value="{east.pk}"' in text
    assert f'<option value="{office.city.west.pk}"' not in text
    assert "石陂县" not in text
    typed = {"unit_id": east.pk, "indicator_id": office.jobless.pk, "measure": "level", "proposed": "5.5", "next": home}
    status, text = reader.post(f"{home}/propose", **(typed | {"proposed": "五"}))
    assert status == 422
    assert 'value="五"' in text
    assert "已提出建议值" in reader.post(f"{home}/propose", **typed)[1]
    assert "没有找到" in reader.post(f"{home}/propose", **(typed | {"unit_id": office.city.west.pk}))[1]


def test_an_adjustment_is_opened_changed_proposed_and_decided_by_another(office, planner, leader):
    plan = office.issued()
    home = f"/plans/{plan.pk}/versions"
    assert planner.post(f"/plans/{plan.pk}/adjust", kind="plan", reason=" ", next=home)[0] == 422
    text = planner.post(f"/plans/{plan.pk}/adjust", kind="plan", reason="外部环境变化", next=home)[1]
    assert "已提起调整" in text
    version = PlanVersion.objects.get(number=2)
    propose = f"/plans/adjustments/{version.pk}/propose"
    status, text = planner.post(propose, revision=version.revision, note="说明一", next=home)
    assert status == 422
    assert "与现行版本没有差别" in text
    assert "说明一" in text
    target = version.targets.get()
    typed = {
        "indicator_id": office.gdp.pk,
        "measure": "level",
        "comparator": "=",
        "value": "480",
        "binding": "expected",
    }
    planner.post(f"/plans/targets/{target.pk}/change", revision=target.revision, due="2025", **typed)
    version.refresh_from_db()
    assert "已提交决定" in planner.post(propose, revision=version.revision, next=home)[1]
    version.refresh_from_db()
    text = planner.get(home)[1]
    assert "<del>500</del>" in text
    assert "<ins>480</ins>" in text
    assert f"/plans/adjustments/{version.pk}/decide" not in text
    text = planner.get(home, **{"as": "text"})[1]
    assert "<del>地区生产总值 500亿元</del> → <ins>地区生产总值 480亿元</ins>" in text
    decide = f"/plans/adjustments/{version.pk}/decide"
    assert decide in leader.get(home)[1]
    status, text = leader.post(decide, revision=version.revision, agreed="no", reason="", next=home)
    assert status == 422
    assert "请说明不同意的理由" in text
    agreed = {"revision": version.revision, "agreed": "yes", "document_id": office.document(), "next": home}
    text = leader.post(decide, **agreed, document_number="云人常〔2025〕8号")[1]
    assert "已登记决定" in text
    assert "云人常〔2025〕8号" in text
    version.refresh_from_db()
    assert version.state == "issued"


def test_nobody_decides_on_what_they_drafted(office, person):
    user = person("planner", office.city.root, "both")
    made(Grant(user=user, unit=office.city.root, role="leader"))
    both, plan = Tab(user), office.issued()
    home = f"/plans/{plan.pk}/versions"
    both.post(f"/plans/{plan.pk}/adjust", kind="projects", reason="增补项目", next=home)
    version = PlanVersion.objects.get(number=2)
    document = office.document()
    both.post(f"/plans/adjustments/{version.pk}/propose", revision=version.revision, document_id=document, next=home)
    version.refresh_from_db()
    text = both.get(home)[1]
    assert "须由其他人登记决定" in text
    assert f"/plans/adjustments/{version.pk}/decide" not in text
    refused = both.post(f"/plans/adjustments/{version.pk}/decide", revision=version.revision, agreed="yes", reason="x")
    assert "不能审核自己" in refused[1]


def test_a_task_is_taken_up_by_an_adjustment_and_shown_in_the_difference(office, planner):
    plan = office.open()
    draft = plan.versions.get()
    body = {"title": "建成标准厂房", "unit_id": office.city.planning.pk, "deadline": "2025-06-30"}
    assert office.planner.post(f"/plan-versions/{draft.pk}/tasks", **body).status == 201
    office.walk(plan, "issued")
    office.adjust(plan, kind="task")
    version, task = PlanVersion.objects.get(number=2), Task.objects.get()
    home = f"/plans/{plan.pk}/tasks?version={version.pk}"
    assert "建成标准厂房" in planner.get(f"/plans/{plan.pk}/tasks", version=version.pk, take="")[1]
    take = f"/plans/versions/{version.pk}/tasks/take-up"
    assert planner.post(take, task="")[0] == 422
    assert "已列入调整" in planner.post(take, task=task.pk, how="change", next=home)[1]
    taken = Task.objects.get(version=version)
    values = {"title": "建成标准厂房", "unit_id": office.city.planning.pk, "deadline": "2025-09-30"}
    planner.post(f"/plans/tasks/{taken.pk}/change", revision=taken.revision, next=home, **values)
    text = planner.get(f"/plans/{plan.pk}/versions")[1]
    assert "<del>2025-06-30</del>" in text
    assert "<ins>2025-09-30</ins>" in text
    text = planner.get(f"/plans/{plan.pk}/versions", **{"as": "text"})[1]
    assert "<ins>建成标准厂房（完成时限：2025-09-30）</ins>" in text
