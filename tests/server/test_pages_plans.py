"""The pages of plans: who sees and may do what in which state, forms that keep what was typed, a constant cost."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from server.cast import made
from taizhang.server.accounts.models import Grant
from taizhang.server.ledger.models import Breakdown, Observation, Opinion, PlanVersion, Proposal, Share, Target, Task
from taizhang.server.lib import clock

GROWTH = {"measure": "growth", "comparator": ">=", "value": "5.5", "binding": "expected"}


class Tab:
    """Somebody before the pages."""

    def __init__(self, user, lang="zh-hans"):
        self.client = Client()
        self.client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        self.client.cookies["language"] = lang

    def get(self, address, **query):
        answer = self.client.get(address, query)
        return answer.status_code, answer.content.decode()

    def post(self, address, /, **fields):
        answer = self.client.post(address, fields, follow=True)
        return answer.status_code, answer.content.decode()


@pytest.fixture
def tab(person):
    """`tab("planner", unit)` is one with that role there, before the pages."""
    return lambda role, unit, name=None: Tab(person(role, unit, name or f"tab-{role}-{unit.code}".lower()))


@pytest.fixture
def planner(office, tab):
    return tab("planner", office.city.root)


@pytest.fixture
def leader(office, tab):
    return tab("leader", office.city.root)


@pytest.fixture
def reader(office, tab):
    """A reporter of a district: sees the plan of the city, and changes nothing of it."""
    return tab("reporter", office.city.east)


def add_address(plan):
    return f"/plans/versions/{plan.versions.get().pk}/targets/add"


def test_the_list_shows_where_each_plan_stands_to_those_whom_it_concerns(office, planner, reader, tab):
    office.issued(2025)
    office.open(2026)
    office.open(2025, unit=office.city.west)
    text = planner.get("/plans")[1]
    assert text.index("云澜市2026年") < text.index("云澜市2025年") < text.index("石陂县2025年")
    assert "印发执行" in text
    assert "征集" in text
    assert "石陂县2025年" not in reader.get("/plans")[1]
    assert "石陂县2025年" not in planner.get("/plans", year="2026")[1]
    assert "云澜市2026年" not in planner.get("/plans", state="issued")[1]


def test_a_plan_is_opened_by_those_who_may(office, planner, reader):
    assert "开设年度计划" in planner.get("/plans")[1]
    assert "开设年度计划" not in reader.get("/plans")[1]
    status, text = planner.post("/plans/open", unit_id=office.city.root.pk, year="2026")
    assert status == 200
    assert "云澜市2026年国民经济和社会发展计划" in text
    status, text = planner.post("/plans/open", unit_id=office.city.root.pk, year="2026", title="第二份")
    assert status == 422
    assert "已开设" in text
    assert "第二份" in text
    assert planner.post("/plans/open", unit_id="", year="x")[0] == 422
    assert "没有权限" in reader.post("/plans/open", unit_id=office.city.root.pk, year="2027")[1]


def test_the_list_costs_the_same_for_many_plans(office, planner):
    office.open(2025)
    planner.get("/plans")
    with CaptureQueriesContext(connection) as few:
        planner.get("/plans")
    for year in range(2010, 2024):
        office.target(office.open(year))
    with CaptureQueriesContext(connection) as many:
        assert planner.get("/plans")[1].count("云澜市20") >= 15
    assert len(many) == len(few)


def test_targets_stand_beside_last_years_with_their_words(office, planner):
    office.issued(2024, measure="growth", comparator=">=", value="6")
    plan = office.open(2025)
    office.target(plan, measure="growth", comparator="~", value="5.5", binding="binding")
    text = planner.get(f"/plans/{plan.pk}")[1]
    assert "增长6%以上" in text
    assert "增长5.5%左右" in text
    assert "约束性" in text


def test_targets_are_added_changed_and_removed_in_a_draft(office, planner):
    plan = office.open()
    assert "增加目标" in planner.get(f"/plans/{plan.pk}")[1]
    text = planner.post(add_address(plan), indicator_id=office.gdp.pk, next=f"/plans/{plan.pk}", **GROWTH)[1]
    assert "已增加目标" in text
    assert "增长5.5%以上" in text
    target = Target.objects.get()
    form = planner.get(f"/plans/{plan.pk}", edit=target.pk)[1]
    assert f'action="/plans/targets/{target.pk}/change"' in form
    changed = GROWTH | {"value": "6.0", "indicator_id": office.gdp.pk, "revision": target.revision, "due": "2025"}
    assert "增长6%以上" in planner.post(f"/plans/targets/{target.pk}/change", next=f"/plans/{plan.pk}", **changed)[1]
    target.refresh_from_db()
    text = planner.post(f"/plans/targets/{target.pk}/remove", revision=target.revision, next=f"/plans/{plan.pk}")[1]
    assert "已删除目标" in text
    assert not Target.objects.exists()


def test_what_was_typed_stays_where_it_is_refused_with_the_words_at_the_field(office, planner):
    plan = office.open()
    typed = {"indicator_id": office.gdp.pk, "measure": "growth", "comparator": "range", "value": "六", "due": "2020"}
    status, text = planner.post(add_address(plan), **typed)
    assert status == 422
    assert "应为数字" in text
    assert 'value="六"' in text
    status, text = planner.post(add_address(plan), **(typed | {"value": "6", "value_to": "5"}))
    assert status == 422
    assert "上限应大于下限" in text
    assert "完成期限早于计划年度 2025" in text
    assert 'value="2020"' in text
    assert planner.post(add_address(plan), **(typed | {"value": "6", "value_to": "7", "due": "20\x0025"}))[0] == 422
    assert not Target.objects.exists()


def test_who_changes_what_another_saved_meanwhile_is_told_and_keeps_what_was_typed(office, planner):
    plan = office.open()
    office.target(plan, value="500")
    target = Target.objects.get()
    office.planner.patch(f"/targets/{target.pk}", revision=target.revision, value="510")
    typed = {
        "indicator_id": office.gdp.pk,
        "measure": "level",
        "comparator": "=",
        "value": "520",
        "binding": "expected",
    }
    status, text = planner.post(f"/plans/targets/{target.pk}/change", revision=target.revision, **typed)
    assert status == 422
    assert "在此期间修改" in text
    assert 'value="520"' in text
    assert "510亿元" in text
    assert f'name="revision" value="{target.revision + 1}"' in text


def test_last_years_targets_are_carried_over(office, planner):
    office.issued(2024)
    plan = office.open(2025)
    version = plan.versions.get()
    text = planner.post(f"/plans/versions/{version.pk}/targets/carry-over", next=f"/plans/{plan.pk}")[1]
    assert "已沿用上年目标 1 项" in text
    assert version.targets.get().due == "2025"


def test_nobody_changes_what_is_issued_or_beyond_their_reach(office, planner, reader, tab):
    plan = office.open()
    assert "增加目标" not in reader.get(f"/plans/{plan.pk}")[1]
    assert "没有权限" in reader.post(add_address(plan), indicator_id=office.gdp.pk, **GROWTH)[1]
    office.target(plan)
    office.walk(plan, "issued")
    assert "增加目标" not in planner.get(f"/plans/{plan.pk}", add="")[1]
    home = f"/plans/{plan.pk}"
    assert "不能修改" in planner.post(add_address(plan), indicator_id=office.jobless.pk, next=home, **GROWTH)[1]
    west = office.open(2025, unit=office.city.west)
    assert reader.get(f"/plans/{west.pk}")[0] == 404
    assert planner.get("/plans/999999")[0] == 404
    assert planner.get(f"/plans/{plan.pk}", version="999")[0] == 404


def test_the_targets_cost_the_same_for_many(office, planner):
    plan = office.open()
    office.target(plan)
    planner.get(f"/plans/{plan.pk}")
    with CaptureQueriesContext(connection) as few:
        planner.get(f"/plans/{plan.pk}")
    for year in range(2026, 2040):
        assert office.target(plan, due=str(year)).status == 201
    with CaptureQueriesContext(connection) as many:
        planner.get(f"/plans/{plan.pk}")
    assert len(many) == len(few)


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


def test_pages_speak_english_too(office, person):
    plan = office.issued()
    user = person("planner", office.city.root, "english")
    one = Tab(user, lang="en")
    assert "Targets" in one.get(f"/plans/{plan.pk}")[1]
    assert "What is next" in one.get(f"/plans/{plan.pk}/steps")[1]
    assert "original plan" in one.get(f"/plans/{plan.pk}/versions")[1]
    assert "next step" in one.get("/plans")[1]


def test_the_chooser_at_the_top_leads_to_the_plan_of_the_other_government_or_year(office, planner):
    here, there = office.open(2025), office.open(2026)
    answer = planner.client.get(f"/plans/{here.pk}/steps", {"unit": office.city.root.pk, "year": "2026"})
    assert answer.headers["Location"] == f"/plans/{there.pk}/steps"
    answer = planner.client.get(f"/plans/{here.pk}/steps", {"unit": office.city.east.pk, "year": "2026"})
    assert answer.headers["Location"] == "/plans"


def shares(office, **values):
    """What is typed into the form of shares for the two districts."""
    east, west = office.city.east.pk, office.city.west.pk
    usual = {"unit": [east, west], **{f"comparator_{unit}": "=" for unit in (east, west)}}
    counted = {f"counted_{unit}": "on" for unit in (east, west)}
    return (
        usual
        | counted
        | {
            f"{name}_{unit}": value
            for name, pair in values.items()
            for unit, value in zip((east, west), pair, strict=True)
        }
    )


def test_a_target_is_dealt_out_until_the_sum_fits_and_then_issued(office, planner, reader):
    plan = office.issued()
    target = Target.objects.get()
    home = f"/plans/targets/{target.pk}/breakdown"
    assert "开始分解" not in reader.get(home)[1]
    assert "未分解" in planner.get(f"/plans/{plan.pk}/breakdowns")[1]
    assert "已建立分解草稿" in planner.post(f"{home}/draft", next=home)[1]
    row = Breakdown.objects.get()
    save = f"/plans/breakdowns/{row.pk}/save"
    text = planner.post(save, revision=row.revision, next=home, **shares(office, value=("300", "190")))[1]
    assert "已保存分解值" in text
    assert "300 + 190 = 490" in text
    assert "合计与目标不符" in text
    assert "合计 490 比目标少 10" in text
    row.refresh_from_db()
    status, text = planner.post(f"/plans/breakdowns/{row.pk}/issue", revision=row.revision, next=home)
    assert status == 422
    assert "说明留有差额的理由" in text
    text = planner.post(save, revision=row.revision, next=home, **shares(office, value=("300", "200")))[1]
    assert "300 + 200 = 500" in text
    assert "合计与目标相符" in text
    row.refresh_from_db()
    text = planner.post(f"/plans/breakdowns/{row.pk}/issue", revision=row.revision, next=home)[1]
    assert "已下达分解" in text
    text = planner.get(f"/plans/{plan.pk}/breakdowns")[1]
    assert "已下达" in text
    assert "300 + 200 = 500" in text
    assert "青汀区" in reader.get(home)[1]


def test_shares_that_cannot_be_read_stay_as_typed_with_the_words_at_each(office, planner):
    office.issued()
    target = Target.objects.get()
    home = f"/plans/targets/{target.pk}/breakdown"
    planner.post(f"{home}/draft", next=home)
    row = Breakdown.objects.get()
    save = f"/plans/breakdowns/{row.pk}/save"
    status, text = planner.post(save, revision=row.revision, **shares(office, value=("三百", "200")))
    assert status == 422
    assert "应为数字" in text
    assert 'value="三百"' in text
    typed = shares(office, value=("", "200"), note=("", ""))
    del typed[f"counted_{office.city.west.pk}"]
    status, text = planner.post(save, revision=row.revision, **typed)
    assert status == 422
    assert "请注明已计入哪个区县" in text
    status, text = planner.post(save, revision=0, **shares(office, value=("300", "200")))
    assert status == 422
    assert "在此期间修改" in text
    assert 'value="300"' in text
    assert not row.shares.exists()


def test_rates_are_weighed_by_the_size_of_the_year_before(office, planner):
    office.issued(measure="growth", comparator=">=", value="5.5")
    target = Target.objects.get()
    home = f"/plans/targets/{target.pk}/breakdown"
    planner.post(f"{home}/draft", next=home)
    row = Breakdown.objects.get()
    for unit, level in ((office.city.east, "200"), (office.city.west, "100")):
        observed = Observation(
            unit=unit, region=unit.region, indicator=office.gdp, period="2024", period_type="year", value=level
        )
        observed.period_end, observed.state, observed.entered_at = date(2024, 12, 31), "accepted", clock.now()
        observed.accepted_at = clock.now()
        made(observed)
    text = planner.get(home)[1]
    assert f'name="weight_{office.city.east.pk}" value="200"' in text
    typed = shares(office, value=("6", "5"), weight=("200", "100"), comparator=(">=", ">="))
    text = planner.post(f"/plans/breakdowns/{row.pk}/save", revision=row.revision, next=home, **typed)[1]
    assert "(≥6×200 + ≥5×100) ÷ 300 = 5.6667…" in text
    assert "按权重加权平均" in text


def test_the_breakdowns_cost_the_same_for_many(office, planner):
    plan = office.open()
    office.target(plan)
    planner.get(f"/plans/{plan.pk}/breakdowns")

    def deal(target):
        made(Share(breakdown=made(Breakdown(target=target)), assignee=office.city.east, comparator="=", value=1))

    deal(Target.objects.get())
    with CaptureQueriesContext(connection) as few:
        planner.get(f"/plans/{plan.pk}/breakdowns")
    for year in range(2026, 2036):
        deal(Target.objects.get(pk=office.target(plan, due=str(year))["id"]))
    with CaptureQueriesContext(connection) as many:
        assert planner.get(f"/plans/{plan.pk}/breakdowns")[1].count("= 1") >= 11
    assert len(many) == len(few)


def test_tasks_stand_by_section_and_are_changed_in_a_draft(office, planner, reader):
    plan = office.open()
    version, home = plan.versions.get(), f"/plans/{plan.pk}/tasks"
    add = f"/plans/versions/{version.pk}/tasks/add"
    typed = {
        "title": "新开工项目20个",
        "unit_id": office.city.planning.pk,
        "deadline": "2025-13-01",
        "section": "扩内需",
    }
    status, text = planner.post(add, next=home, **typed)
    assert status == 422
    assert "应为日期" in text
    assert "新开工项目20个" in text
    assert "已增加任务" in planner.post(add, next=home, **(typed | {"deadline": "2025-12-31"}))[1]
    text = planner.get(home)[1]
    assert "扩内需" in text
    task = Task.objects.get()
    assert f'href="/tasks/{task.pk}"' in text
    assert "增加任务" not in reader.get(home)[1]
    change = f"/plans/tasks/{task.pk}/change"
    text = planner.post(change, next=home, revision=task.revision, **(typed | {"deadline": "2025-10-31"}))[1]
    assert "2025-10-31" in text
    assert planner.post(change, next=home, revision=task.revision, **(typed | {"deadline": "2025-09-30"}))[0] == 422
    task.refresh_from_db()
    assert "已删除任务" in planner.post(f"/plans/tasks/{task.pk}/remove", revision=task.revision, next=home)[1]


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


def test_the_way_to_adopting_is_shown_to_those_who_may(office, planner, reader):
    plan, document = office.open(), office.document()
    home = f"/plans/{plan.pk}/tasks"
    assert f'href="/documents/{document}/adopt?plan={plan.pk}"' in planner.get(home)[1]
    assert "从文档采用" not in reader.get(home)[1]


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
