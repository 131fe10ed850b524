"""My updates (我的待办): what each role owes and what waits for its decision, never what one wrote oneself."""

from datetime import UTC, date, datetime

from server import pages_cast
from server.cast import made
from server.pages_cast import order
from server.returns_cast import form_of, indicator, shell_of
from server.task_cast import plan_of, set_of, task_of
from taizhang.server.accounts.models import Grant
from taizhang.server.documents.models import Finding, FindingAnswer
from taizhang.server.ledger.models import Extension, Observation, Opinion, PlanVersion, Proposal, TaskReport
from taizhang.server.returns.models import Notice

issued = pages_cast.issued
NOW = datetime(2025, 5, 22, 4, tzinfo=UTC)


def test_who_reports_sees_returns_and_tasks_of_the_own_unit_by_their_days(city, issued, tab):
    form = form_of(city.root, [indicator()], [city.east, city.west], starts_on=date(2025, 1, 1))
    late = shell_of(form, city.east, "2025-03")
    shell_of(form, city.west, "2025-03")
    task_of(issued, city.east, "新建学校", deadline=date(2025, 5, 1))
    task_of(issued, city.town, "镇里的任务", deadline=date(2025, 5, 1))
    text = tab("reporter", city.east).get("/mine")[1]
    assert order(text, "待填报表", f'href="/returns/{late.pk}"', "待报任务", "新建学校", "已过完成时限", "逾期 31 天")
    assert "?do=report#report" in text
    assert "石陂县" not in text
    assert "镇里的任务" not in text


def test_an_opinion_that_was_asked_is_owed_while_the_plan_is_where_it_is_answered(city, on_day, tab):
    on_day(2025, 1, 10)
    plan = plan_of(city.root).plan
    made(Opinion(plan=plan, stage="consultation", unit=city.east, asked_at=NOW, due_on=date(2025, 1, 12)))
    reviewer = tab("reviewer", city.east)
    assert "待反馈意见" not in reviewer.get("/mine")[1]
    set_of(plan, state="consultation")
    assert order(reviewer.get("/mine")[1], "待反馈意见", "2025-01-12", "还有 2 天", f"/plans/{plan.pk}/steps#opinion-")
    assert "待反馈意见" not in tab("reviewer", city.west).get("/mine")[1]


def test_what_others_sent_in_waits_for_those_who_decide(city, issued, tab):
    planner, leader, reviewer = (tab(role, city.root) for role in ("planner", "leader", "reviewer"))
    task = task_of(issued, city.east, "新建学校")
    made(TaskReport(task=task, reporter=city.east, step="start", words="已开工", on=date(2025, 5, 20), at=NOW))
    made(Extension(task=task, from_day=task.deadline, to_day=date(2025, 12, 1), reason="征地", at=NOW))
    made(PlanVersion(plan=issued.plan, number=2, kind="task", state="proposed", reason="选址变化", proposed_by=7))
    made(
        Finding(
            unit=city.root, check_id="target_missed", severity="high", key="k", row={"message": "未达标"}, found_at=NOW
        )
    )
    expected = {
        planner: {"待审任务进展", "待批延期", "待处理核查发现"},
        leader: {"待批延期", "待决定调整"},
        reviewer: {"待审任务进展", "待处理核查发现"},
    }
    names = {"待审任务进展", "待批延期", "待决定调整", "待处理核查发现", "待处理意见", "待审填报", "待审定数据"}
    for someone, sections in expected.items():
        text = someone.get("/mine")[1]
        assert {name for name in names if name in text} == sections
        assert "已等 10 天" in text


def test_nothing_of_ones_own_waits_for_oneself(city, issued, tab):
    planner = tab("planner", city.root)
    made(Grant(user=planner.user, unit=city.root, role="leader"))
    own = planner.user.pk
    task = task_of(issued, city.east, "新建学校")
    made(TaskReport(task=task, reporter=city.east, step="start", words="x", on=date(2025, 5, 20), at=NOW, by=own))
    made(Extension(task=task, from_day=task.deadline, to_day=date(2025, 12, 1), reason="x", at=NOW, by=own))
    made(PlanVersion(plan=issued.plan, number=2, kind="task", state="proposed", reason="x", also_by=[own]))
    one = made(Finding(unit=city.root, check_id="x", severity="high", key="k", row={}, found_at=NOW, state="explained"))
    made(FindingAnswer(finding=one, step="explain", words="x", by=own, at=NOW))
    assert "没有待办" in planner.get("/mine")[1]


def test_many_reports_are_accepted_at_once_and_what_is_refused_is_told(city, issued, tab):
    reviewer = tab("reviewer", city.root)
    reports = []
    for number in range(3):
        task = task_of(issued, city.east, f"任务{number}")
        by = reviewer.user.pk if number == 2 else None
        row = TaskReport(task=task, reporter=city.east, step="start", words="x", on=date(2025, 5, 20), at=NOW, by=by)
        reports.append(made(row))
    text = reviewer.get("/mine")[1]
    assert [f'value="{row.pk}:{row.revision}"' in text for row in reports] == [True, True, False]
    chosen = [f"{row.pk}:{row.revision}" for row in reports]
    told = reviewer.post("/tasks/reports/accept", reports=chosen, next="/mine")[1]
    assert "已审核通过 2 份，1 份未通过：任务2" in told
    assert list(TaskReport.objects.order_by("pk").values_list("state", flat=True)) == ["accepted"] * 2 + ["submitted"]
    assert "请先勾选报告" in reviewer.post("/tasks/reports/accept", next="/mine")[1]
    assert "没有这个选项" in reviewer.post("/tasks/reports/accept", reports=["x"], next="/mine")[1]


def test_figures_that_wait_are_accepted_on_the_page(city, issued, tab):
    reviewer = tab("reviewer", city.root)
    figure = {"region": city.region, "unit": city.east, "indicator": indicator(), "period_type": "month"}
    rows = [
        made(Observation(period=f"2025-0{month}", period_end=date(2025, month, 28), value=8, entered_at=NOW, **figure))
        for month in (1, 2)
    ]
    assert order(reviewer.get("/mine")[1], "待审定数据", "2025年1月 · 8")
    chosen = [f"{rows[0].pk}:1", f"{rows[1].pk}:9"]
    told = reviewer.post("/mine/figures/accept", observations=chosen, next="/mine")[1]
    assert "已审定 1 项数据，1 项未审定" in told
    assert set(Observation.objects.filter(state="accepted")) == {rows[0]}
    assert "没有权限" in tab("leader", city.root).post("/mine/figures/accept", observations=chosen, next="/mine")[1]


def test_proposals_wait_plan_by_plan(city, on_day, tab):
    on_day(2024, 12, 1)
    plan = plan_of(city.root).plan
    one, other = indicator(), indicator("other")
    made(Proposal(plan=plan, unit=city.east, indicator=one, measure="level", proposed=9))
    assert order(tab("planner", city.root).get("/mine")[1], "建议值", f"/plans/{plan.pk}/proposals")
    assert "建议值" not in tab("leader", city.root).get("/mine")[1]
    made(Proposal(plan=plan, unit=city.west, indicator=other, measure="level", proposed=9, balanced=8))
    assert "1 项" in tab("leader", city.root, "second").get("/mine")[1]


def test_messages_are_marked_read_one_or_all(city, issued, tab):
    reporter = tab("reporter", city.east)
    for number in range(3):
        words = {"zh": f"消息{number}", "en": f"message {number}"}
        made(Notice(user=reporter.user, unit=city.east, kind="due", words=words, about={"return": 5}, made_at=NOW))
    first = Notice.objects.order_by("pk").first()
    assert order(reporter.get("/mine")[1], "未读消息", 'href="/returns/5"', "消息2", "消息1", "消息0")
    assert "已标记 1 条消息为已读" in reporter.post("/mine/read", notice=first.pk, next="/mine")[1]
    text = reporter.get("/mine")[1]
    assert ("消息0" in text, "消息1" in text) == (False, True)
    assert "已标记 2 条消息为已读" in reporter.post("/mine/read", next="/mine")[1]
    assert "没有待办" in reporter.get("/mine")[1]


def test_the_page_is_for_those_who_are_signed_in(issued, client):
    assert client.get("/mine").status_code == client.get("/tasks").status_code == 302
    assert client.get("/mine/read").status_code == 302
