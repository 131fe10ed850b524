"""The overview and the page of where a value came from: what each shows to whom, against which day, in few queries."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from server.cast import made
from server.pages_cast import signed_in, text_of
from server.test_standings import aim, reach
from taizhang.server.accounts.acting import SERVER, Actor
from taizhang.server.documents.models import Finding
from taizhang.server.ledger.models import Indicator, Observation, Plan, PlanVersion, Target, Task
from taizhang.server.ledger.observations.actions import accept, enter_one
from taizhang.server.ledger.observations.figures import Figure
from taizhang.server.lib import clock


@pytest.fixture
def browse(city, person):
    """`browse("planner")` is a browser of somebody who is signed in with that role."""
    return lambda role, unit=None: signed_in(person(role, unit or city.root))


@pytest.fixture
def plan(city, on_day):
    """The plan of the city for 2025, issued, looked at on the twentieth of July."""
    on_day(2025, 7, 20)
    row = made(Plan(region=city.region, unit=city.root, year=2025, title="云澜市2025年计划", state="issued"))
    made(PlanVersion(plan=row, number=1, state="issued", decided_at=clock.now()))
    return row


def indicator(code, name, **values):
    usual = {"unit_of_measure": "亿元", "nature": "flow"}
    return made(Indicator(code=code, name=name, **(usual | values)))


def task(plan, title, **values):
    line = Task.objects.count() + 1
    return made(Task(plan=plan, version=plan.versions.get(), line=line, unit=plan.unit, title=title, **values))


def test_a_target_stands_beside_its_result_pace_light_and_what_the_rest_needs(plan, city, browse):
    invested = indicator("990100.x", "技术改造投资")
    aim(plan, invested, "level >= 100")
    reach(city, invested, "2024-06 c=40; 2024 v=90; 2025-06 c=30")
    page = browse("planner").get("/")
    shown = text_of(page)
    for words in ("技术改造投资", "100亿元以上", "1—6月 30亿元", "滞后", "70 亿元"):
        assert words in shown
    row = Observation.objects.get(period="2025-06")
    assert f'href="/trace/observation/{row.pk}"' in page.content.decode()
    assert f"unit={city.root.pk}&amp;year=2025" in page.content.decode()


def test_what_is_not_reported_is_a_dash_and_grey_never_nought(plan, browse):
    aim(plan, indicator("990100.x", "技术改造投资"), "level >= 100")
    shown = text_of(browse("planner").get("/"))
    assert "无数据" in shown
    assert "0亿元" not in shown.replace("100亿元", "")


def test_what_turned_red_is_told_against_what_was_known_then(plan, city, browse, on_day):
    invested = indicator("990100.x", "技术改造投资")
    aim(plan, invested, "level >= 100")
    on_day(2025, 7, 1)
    reach(city, invested, "2025-05 c=50")
    on_day(2025, 7, 20)
    reach(city, invested, "2025-06 c=30")
    one = browse("planner")
    assert "新亮红灯 1" in text_of(one.get("/?since=2025-07-10"))
    assert "与 2025-07-10（所选日期）相比" in text_of(one.get("/?since=2025-07-10"))
    on_day(2025, 7, 22)
    assert "新亮红灯 0" in text_of(one.get("/?since=2025-07-21"))


def test_a_task_turned_red_where_its_deadline_passed_since(plan, browse):
    task(plan, "建成三号泵站", deadline=date(2025, 7, 15))
    task(plan, "早已超期", deadline=date(2025, 5, 1))
    one = browse("leader")
    page = text_of(one.get("/?since=2025-07-01"))
    assert "新亮红灯 1" in page
    assert "建成三号泵站 已超期 5 天" in page
    assert "早已超期" not in page


def test_today_is_compared_with_the_last_visit_of_an_earlier_day(plan, browse, on_day):
    one = browse("planner")
    assert "与 2025-06-20（一个月前）相比" in text_of(one.get("/"))
    on_day(2025, 7, 23)
    for _ in range(2):  # a second look on one day is compared with the same day
        assert "与 2025-07-20（上次查看）相比" in text_of(one.get("/"))
    on_day(2025, 7, 25)
    assert "与 2025-07-23（上次查看）相比" in text_of(one.get("/"))


@pytest.mark.parametrize("kept", ["", "|", "x|y", "9999-01-01T00:00:00+00:00|2200-01-01T00:00:00+00:00", "2025-07-01|"])
def test_what_the_browser_kept_wrongly_counts_as_nothing(plan, browse, kept):
    one = browse("planner")
    one.get("/")
    name = next(key for key in one.cookies if key.startswith("visited-"))
    one.cookies[name] = kept
    assert "一个月前" in text_of(one.get("/"))


@pytest.mark.parametrize("day", ["x", "2025-02-30", "2025-07-20", "2999-01-01", "0001-01-01"])
def test_no_other_day_than_one_before_today_is_compared_with(plan, browse, day):
    assert browse("planner").get("/", {"since": day}).status_code == 422


def test_counts_lead_to_the_lists_of_what_they_count(plan, city, browse):
    task(plan, "建成三号泵站", deadline=date(2025, 7, 15))
    made(Finding(unit=city.root, check_id="x", severity="high", key="1", row={}, found_at=clock.now()))
    page = browse("auditor").get("/").content.decode()
    assert f"/tasks?unit={city.root.pk}&amp;year=2025&amp;light=red" in page
    assert "/checks?severity=high&amp;state=open" in page


def test_the_year_stands_against_the_calendar_of_the_cycle(plan, browse):
    page = text_of(browse("leader").get("/"))
    assert "全年已过 55%" in page
    assert "第 201 天，共 365 天" in page
    assert "下一步： 报告上半年执行情况 应于 2025-09-30" in page


def test_a_reporter_sees_first_what_is_owed_and_others_do_not(plan, city, browse):
    made(Task(plan=plan, version=plan.versions.get(), line=9, unit=city.planning, title="编制实施方案"))
    page = text_of(browse("reporter", city.planning).get("/"))
    assert "我要报的" in page
    assert "编制实施方案 尚未报告过" in page
    assert "我要报的" not in text_of(browse("leader").get("/"))


def test_an_empty_ledger_tells_the_first_steps_as_far_as_one_may_take_them(city, browse, on_day):
    on_day(2025, 1, 10)
    planner, leader = (browse(role).get("/") for role in ("planner", "leader"))
    for words in ("建立年度计划", "上传一份文档", "下发一张报表"):
        assert words in text_of(planner)
    assert 'class="btn btn-sm btn-primary" href="/plans"' in planner.content.decode()
    assert 'class="btn btn-sm btn-primary"' not in leader.content.decode()
    assert text_of(leader).count("由编制人员办理。") == 3


def test_the_overview_asks_as_much_for_many_targets_as_for_few(plan, city, browse):
    def asked(one):
        with CaptureQueriesContext(connection) as queries:
            assert one.get("/").status_code == 200
        return len(queries)

    one = browse("planner")
    for number in range(3):
        aim(plan, indicator(f"990100.a{number}", f"甲{number}"), "level >= 100")
        task(plan, f"任务{number}", deadline=date(2025, 7, 15))
    one.get("/")
    few = asked(one)
    for number in range(30):
        aim(plan, indicator(f"990100.b{number}", f"乙{number}"), "level >= 100")
        task(plan, f"任务乙{number}", deadline=date(2025, 7, 15))
        reach(city, Indicator.objects.get(code=f"990100.b{number}"), "2025-06 c=30")
    assert asked(one) <= few
    assert few <= 30


def test_a_trace_tells_the_value_who_entered_and_accepted_it_and_what_it_replaced(plan, city, browse, person):
    invested = indicator("990100.x", "技术改造投资")
    typist, reviewer = Actor(person("planner", city.root, "周录入")), Actor(person("reviewer", city.root, "沈审核"))
    row = enter_one(typist, city.root, figure=Figure(city.root, invested, "2025-06", cumulative=Decimal(30)))
    accept(reviewer, row, expected=row.revision)
    page = text_of(browse("auditor").get(f"/trace/observation/{row.pk}"))
    for words in ("累计值 30", "手工录入", "周录入", "沈审核", "已审定", "直接录入，没有文档或填报作出处"):
        assert words in page


def test_a_trace_of_a_target_shows_its_versions(plan, browse):
    target = aim(plan, indicator("990100.x", "技术改造投资"), "level >= 100")
    later = made(PlanVersion(plan=plan, number=2, state="draft", kind="plan", reason="外部环境变化"))
    values = {"measure": "level", "comparator": ">=", "unit_of_measure": "亿元", "due": "2025"}
    made(Target(version=later, line=target.line, indicator=target.indicator, value=90, **values))
    page = text_of(browse("planner").get(f"/trace/target/{target.pk}"))
    assert "第 1 版：100亿元以上" in page
    assert "第 2 版：90亿元以上 草案" in page
    assert "外部环境变化" in page


@pytest.mark.parametrize("address", ["/trace/observation/999", "/trace/person/1", "/trace/task/999"])
def test_what_has_no_trace_is_not_there(plan, browse, address):
    assert browse("planner").get(address).status_code == 404


def test_nobody_traces_what_lies_beyond_their_reach(plan, city, browse):
    invested = indicator("990100.x", "技术改造投资")
    made_one = enter_one(SERVER, city.west, figure=Figure(city.west, invested, "2025-06", value=Decimal(1)))
    assert browse("reporter", city.planning).get(f"/trace/observation/{made_one.pk}").status_code == 404
    assert browse("leader").get(f"/trace/observation/{made_one.pk}").status_code == 200
