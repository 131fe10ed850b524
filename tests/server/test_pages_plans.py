"""The pages of plans, targets, breakdowns, tasks: who may do what, forms that keep what was typed, a constant cost."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from server import pages_cast
from server.cast import made
from server.pages_cast import Tab
from taizhang.server.ledger.models import Breakdown, Indicator, Observation, Share, Target, Task
from taizhang.server.lib import clock
from taizhang.server.pages.plans.breakdown_rows import asks_less

planner, leader, reader = pages_cast.planner, pages_cast.leader, pages_cast.reader
GROWTH = {"measure": "growth", "comparator": ">=", "value": "5.5", "binding": "expected"}


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


@pytest.mark.parametrize(
    ("better", "own", "share", "less"),
    [
        ("up", (Decimal("1.1"), None), (Decimal("1.9"), None), True),
        ("up", (Decimal("1.9"), None), (Decimal("1.9"), None), False),
        ("up", (Decimal(5), Decimal(6)), (Decimal("5.5"), None), True),
        ("down", (Decimal(38), None), (Decimal(36), None), True),
        ("down", (Decimal(35), None), (Decimal(36), None), False),
        ("none", (Decimal(1), None), (Decimal(2), None), False),
        ("up", (None, None), (Decimal(2), None), False),
    ],
)
def test_a_plan_that_asks_less_than_the_share_dealt_out_to_it_is_said(better, own, share, less):
    target = Target(indicator=Indicator(better=better), unit_of_measure="亿元")
    asked = Target(value=own[0], value_to=own[1], unit_of_measure="亿元")
    assert asks_less(asked, Share(value=share[0], value_to=share[1]), target) is less
    asked.unit_of_measure = "%"
    assert not asks_less(asked, Share(value=share[0], value_to=share[1]), target)


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
        "supporting": [office.city.east.pk, office.city.west.pk],
    }
    status, text = planner.post(add, next=home, **typed)
    assert status == 422
    assert "应为日期" in text
    assert "新开工项目20个" in text
    assert f'value="{office.city.west.pk}" checked' in text
    assert "已增加任务" in planner.post(add, next=home, **(typed | {"deadline": "2025-12-31"}))[1]
    text = planner.get(home)[1]
    assert "扩内需" in text
    assert "配合：青汀区、石陂县" in text
    task = Task.objects.get()
    assert f'value="{office.city.west.pk}" checked' in planner.get(home, edit=task.pk)[1]
    assert f'href="/tasks/{task.pk}"' in text
    assert "增加任务" not in reader.get(home)[1]
    change = f"/plans/tasks/{task.pk}/change"
    text = planner.post(
        change, next=home, revision=task.revision, **(typed | {"deadline": "2025-10-31", "supporting": []})
    )[1]
    assert "2025-10-31" in text
    assert not task.supporting.exists()
    assert planner.post(change, next=home, revision=task.revision, **(typed | {"deadline": "2025-09-30"}))[0] == 422
    task.refresh_from_db()
    assert "已删除任务" in planner.post(f"/plans/tasks/{task.pk}/remove", revision=task.revision, next=home)[1]


def test_the_way_to_adopting_is_shown_to_those_who_may(office, planner, reader):
    plan, document = office.open(), office.document()
    home = f"/plans/{plan.pk}/tasks"
    assert f'href="/documents/{document}/adopt?plan={plan.pk}"' in planner.get(home)[1]
    assert "从文档采用" not in reader.get(home)[1]
