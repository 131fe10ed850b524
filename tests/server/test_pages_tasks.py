"""The pages of tasks: groups, filters and files of the list, what may be done with one, forms kept as typed."""

import csv
import io
import re
from datetime import date
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from server import pages_cast
from server.cast import made
from server.pages_cast import order
from server.task_cast import plan_of, set_of, task_of
from taizhang.server.accounts.models import Grant, Unit
from taizhang.server.ledger.models import Extension, Plan, Programme, Task, TaskReport, TaskUnit

issued = pages_cast.issued


@pytest.fixture
def school(city, issued):
    return task_of(issued, city.east, "新建学校5所", deadline=date(2025, 8, 31), section="民生")


@pytest.fixture
def planner(city, tab):
    return tab("planner", city.root)


def test_tasks_stand_in_groups_in_the_order_of_the_plan(city, issued, planner):
    task_of(issued, city.west, "甲任务", section="工业", deadline=date(2025, 12, 31))
    task_of(issued, city.east, "乙任务", section="民生", deadline=None)
    task_of(issued, city.planning, "丙任务", section="工业", deadline=date(2025, 5, 1))
    assert order(planner.get("/tasks")[1], "工业 <span", "甲任务</a>", "丙任务</a>", "民生 <span", "乙任务</a>")
    by_deadline = planner.get("/tasks", by="deadline")[1]
    assert order(by_deadline, "2025年5月到期", "丙任务</a>", "2025年12月到期", "甲任务</a>", "未定时限", "乙任务</a>")
    by_unit = planner.get("/tasks", by="unit")[1]
    assert order(by_unit, "青汀区 <span", "乙任务</a>", "发展和改革委员会 <span", "丙任务</a>", "甲任务</a>")
    by_light = planner.get("/tasks", by="light")[1]
    assert order(by_light, "已超期 31 天", "尚无已审核的进展")


def test_the_list_is_narrowed_by_the_names_of_the_api(city, issued, planner):
    task_of(issued, city.west, "甲任务", section="工业", deadline=date(2025, 12, 31))
    task_of(issued, city.east, "乙任务", kind="livelihood", deadline=date(2025, 5, 1))
    for query in ({"section": "工业"}, {"lead": city.west.pk}, {"due_from": "2025-06-01"}, {"words": "甲"}):
        text = planner.get("/tasks", **query)[1]
        assert ("甲任务</a>" in text, "乙任务</a>" in text) == (True, False), query
    for query in ({"light": "red"}, {"kind": "livelihood"}, {"due_to": "2025-06-01"}):
        text = planner.get("/tasks", **query)[1]
        assert ("甲任务</a>" in text, "乙任务</a>" in text) == (False, True), query
    assert "没有符合条件的任务" in planner.get("/tasks", state="done")[1]


def test_several_may_be_chosen_or_left_out(city, issued, planner):
    for name, unit, section, state in (
        ("甲任务", city.west, "工业", "not_started"),
        ("乙任务", city.east, "民生", "under_way"),
        ("丙任务", city.planning, "生态", "done"),
    ):
        task_of(issued, unit, name, section=section, state=state, reported_on=date(2025, 5, 1))

    def shown(**query):
        text = planner.get("/tasks", **query)[1]
        return [name[0] for name in ("甲任务", "乙任务", "丙任务") if f"{name}</a>" in text], text

    found, text = shown(section=["工业", "民生"])
    assert found == ["甲", "乙"]
    assert '<span id="now-section">2 项</span>' in text
    assert text.count(' name="section" value=') == 3
    assert len(re.findall(r' name="section" value="[^"]*" checked', text)) == 2
    found, text = shown(section=["工业", "民生"], **{"not": "section"})
    assert found == ["丙"]
    assert '<span id="now-section">除 2 项外</span>' in text
    found, text = shown(lead=[city.east.pk, city.planning.pk], state="done", **{"not": ["state"]})
    assert found == ["乙"]
    assert '<span id="now-state">除已完成外</span>' in text
    assert shown(kind="livelihood", **{"not": "kind"})[0] == ["甲", "乙", "丙"]
    for wrong in ({"not": "light"}, {"state": ["done", "asleep"]}, {"lead": ["1", "x"]}, {"section": ["长" * 81]}):
        assert planner.get("/tasks", **wrong)[0] == 422


def test_what_is_chosen_and_not_there_is_told(city, issued, planner):
    task_of(issued, city.east, "乙任务", section="民生")
    text = planner.get("/tasks", section="生态", lead=city.west.pk)[1]
    assert ('<span id="now-section">生态</span>' in text, '<span id="now-lead">石陂县</span>' in text) == (True, True)
    alone = planner.get("/tasks", **{"not": "section"})[1]
    assert 'href="?" aria-current="page">全部' not in alone  # no view is kept yet, and nothing is chosen
    planner.post("/views/keep", page="tasks", name="民生", query="section=民生&not=section")
    assert 'href="?" aria-current="page">全部' in planner.get("/tasks", **{"not": "section"})[1]
    assert "民生</a>" in planner.get("/tasks", section="民生", **{"not": "section"})[1]


def test_what_a_page_is_about_is_not_turned_round(city, issued, planner):
    task_of(issued, city.east, "乙任务", kind="livelihood")
    task_of(issued, city.east, "甲任务")
    text = planner.get("/livelihood", **{"not": ["kind", "lead"]})[1]
    assert ("甲任务</a>" in text, "乙任务</a>" in text) == (False, True)


@pytest.mark.parametrize(
    "query",
    [
        {"light": "violet"},
        {"by": "x"},
        {"kind": "x"},
        {"state": "x"},
        {"due_from": "31.12.2025"},
        {"lead": "9" * 30},
        {"lead": "²"},
        {"after": "-1"},
        {"version": "7"},
        {"words": "a\0"},
        {"words": "长" * 81},
        {"figure": "x"},
    ],
)
def test_what_is_no_filter_is_refused_in_words(issued, planner, query):
    status, text = planner.get("/tasks", **query)
    assert status in {404, 422}
    assert "<h1>" in text


def test_the_chips_count_every_light_and_narrow_to_one(city, issued, planner):
    task_of(issued, city.west, "甲任务", deadline=date(2025, 5, 1))
    task_of(issued, city.east, "乙任务")
    text = planner.get("/tasks", light="red", words="任务")[1]
    assert "全部 <b>2</b>" in text
    assert '<a class="chip" href="?words=%E4%BB%BB%E5%8A%A1" aria-current="true">' in text


def test_a_page_begins_behind_the_last_row_of_the_one_before(city, issued, planner, monkeypatch):
    monkeypatch.setattr("taizhang.server.pages.tasks.table.AT_ONCE", 4)
    for number in range(10):
        task_of(issued, [city.east, city.west][number % 2], f"任务{number}号", deadline=date(2025, 7 + number % 3, 1))
    for by in ("section", "unit", "deadline", "light"):
        seen, after = [], ""
        for _ in range(3):
            text = planner.get("/tasks", by=by, **({"after": after} if after else {}))[1]
            seen += [number for number in range(10) if f"任务{number}号</a>" in text]
            if "下一页" not in text:
                break
            after = unquote(text.split("after=")[-1].split('"')[0])
        assert sorted(seen) == list(range(10)), by


def test_the_list_is_taken_away_as_it_was_narrowed(city, issued, planner):
    task = task_of(issued, city.west, "=1+1", section="工业")
    made(TaskUnit(task=task, supporter=city.planning))
    task_of(issued, city.east, "乙任务")
    rows = list(csv.reader(io.StringIO(planner.get("/tasks", section="工业", figure="tasks")[1].decode("utf-8-sig"))))
    assert len(rows) == 2
    assert rows[1][:7] == ["1", str(task.pk), "工业", "'=1+1", "石陂县", "发展和改革委员会", "2025-11-30"]
    book = load_workbook(io.BytesIO(planner.get("/tasks", figure="tasks", **{"as": "xlsx"})[1]))
    assert book.active.max_row == 4


def test_the_sheet_for_paper_holds_the_same_tasks(city, issued, planner):
    task_of(issued, city.west, "甲任务", section="工业", deliverable="验收报告")
    for paper in ("a4", "a3"):
        text = planner.get("/tasks/sheet", paper=paper)[1]
        assert f"paper-{paper}.css" in text
        assert "验收报告" in text
    assert planner.get("/tasks/sheet", paper="a9")[0] == 422


def test_without_a_plan_the_list_says_so(city, on_day, planner):
    on_day(2025, 6, 1)
    assert "还没有计划" in planner.get("/tasks")[1]
    assert "还没有计划" in planner.get("/tasks/sheet")[1]
    assert planner.get("/livelihood")[0] == planner.get("/programmes")[0] == 200


def test_nobody_sees_a_task_beyond_their_reach(city, issued, tab):
    hidden = task_of(issued, city.west, "西区任务")
    east = tab("reporter", city.east)
    assert "西区任务" not in east.get("/tasks")[1]
    assert east.get(f"/tasks/{hidden.pk}")[0] == 404
    assert "没有" in east.post(f"/tasks/{hidden.pk}/report", step="start", words="x")[1]
    assert not TaskReport.objects.exists()


def test_tasks_of_a_draft_are_given_to_a_unit_many_at_once(city, on_day, planner, tab):
    on_day(2025, 1, 1)
    draft = plan_of(city.root)
    tasks = [task_of(draft, city.root, f"任务{number}") for number in range(3)]
    assert "还有 3 项没有明确牵头单位" in planner.get("/tasks")[1]
    chosen = [f"{task.pk}:{task.revision}" for task in tasks[:2]]
    address = f"/tasks/drafts/{draft.pk}/assign"
    text = planner.post(address, task=chosen, lead=city.east.pk, deadline="2025-09-30", next="/tasks")[1]
    assert "已为 2 项任务指定牵头单位" in text
    assert list(Task.objects.order_by("pk").values_list("unit", flat=True)) == [
        city.east.pk,
        city.east.pk,
        city.root.pk,
    ]
    assert Task.objects.filter(deadline=date(2025, 9, 30)).count() == 2
    assert "请先勾选任务" in planner.post(address, lead=city.east.pk, next="/tasks")[1]
    stale = planner.post(address, task=[chosen[0], f"{tasks[2].pk}:1"], lead=city.west.pk, next="/tasks")[1]
    assert "alert" in stale or "messages" in stale
    assert not Task.objects.filter(unit=city.west).exists()  # all or none
    reviewer = tab("reviewer", city.root)
    assert "指定牵头单位" not in reviewer.get("/tasks")[1]
    assert "没有权限" in reviewer.post(address, task=[f"{tasks[2].pk}:1"], lead=city.west.pk, next="/tasks")[1]


def test_the_api_assigns_in_the_same_way(city, on_day, person, caller):
    on_day(2025, 1, 1)
    draft = plan_of(city.root)
    tasks = [task_of(draft, city.root, f"任务{number}") for number in range(2)]
    one, address = caller(person("planner", city.root)), f"/plan-versions/{draft.pk}/tasks/assign"
    seen = [{"id": task.pk, "revision": 1} for task in tasks]
    assert one.post(address, tasks=seen, unit_id=city.west.pk).body == [task.pk for task in tasks]
    assert one.post(address, tasks=seen, unit_id=city.east.pk).status == 409
    assert one.post(address, tasks=[{"id": 10**6, "revision": 1}], unit_id=city.east.pk).status == 404
    assert one.post(address, tasks=[], unit_id=city.east.pk).status == 422
    assert set(Task.objects.values_list("unit", flat=True)) == {city.west.pk}


def test_a_report_is_sent_reviewed_by_another_and_shown_with_both(city, school, tab):
    reporter, reviewer = tab("reporter", city.east), tab("reviewer", city.east)
    page = f"/tasks/{school.pk}"
    assert "审核通过</button>" not in reporter.get(page)[1]
    text = reporter.post(f"{page}/report", step="start", words="已开工2所", on="2025-05-20", next=page)[1]
    assert "进展已报送，待审核" in text
    said = TaskReport.objects.get()
    assert "审核通过</button>" in reviewer.get(page)[1]
    decide = f"/tasks/reports/{said.pk}/decide"
    assert "退回须说明原因" in reviewer.post(decide, decision="return", revision=said.revision, next=page)[1]
    text = reviewer.post(decide, decision="accept", revision=said.revision, note="属实", next=page)[1]
    assert order(text, "已开工2所", str(reporter.user), "已审核", str(reviewer.user), "属实")
    school.refresh_from_db()
    assert (school.state, school.reported_on) == ("under_way", date(2025, 5, 20))


def test_nobody_decides_on_what_they_said_themselves(city, school, planner):
    page = f"/tasks/{school.pk}"
    planner.post(f"{page}/report", step="start", words="已开工", next=page)
    planner.post(f"{page}/extend", to_day="2025-10-31", reason="征地", next=page)
    text = planner.get(page)[1]
    assert "已开工" in text
    assert "征地" in text
    assert 'name="decision"' not in text
    said, asked = TaskReport.objects.get(), Extension.objects.get()
    assert "自己" in planner.post(f"/tasks/reports/{said.pk}/decide", decision="accept", revision=1, next=page)[1]
    assert "自己" in planner.post(f"/tasks/extensions/{asked.pk}/decide", decision="grant", revision=1, next=page)[1]
    assert (TaskReport.objects.get().state, Extension.objects.get().state) == ("submitted", "asked")


def test_a_form_that_was_refused_is_shown_as_it_was_typed(city, school, tab):
    reporter = tab("reporter", city.east)
    words = "写了很久的进展情况"
    status, text = reporter.post(f"/tasks/{school.pk}/report", step="start", words=words, on="2025-07-01")
    assert status == 422
    assert words in text
    assert "进展日期不能晚于今天" in text
    assert not TaskReport.objects.exists()


def test_a_later_deadline_is_asked_for_and_decided(city, school, tab):
    reporter, leader = tab("reporter", city.east), tab("leader", city.root)
    page = f"/tasks/{school.pk}"
    assert reporter.post(f"{page}/extend", to_day="2025-06-30", reason="x")[0] == 422
    reporter.post(f"{page}/extend", to_day="2025-10-31", reason="用地手续未办结", next=page)
    asked = Extension.objects.get()
    text = leader.get(page)[1]
    assert "用地手续未办结" in text
    assert "同意</button>" in text
    leader.post(f"/tasks/extensions/{asked.pk}/decide", decision="grant", revision=asked.revision, next=page)
    school.refresh_from_db()
    assert school.deadline == date(2025, 10, 31)
    assert order(leader.get(page)[1], "2025-08-31 → 2025-10-31", "同意")


def test_a_task_is_broken_into_parts_and_a_part_is_removed_again(city, school, planner, tab):
    page = f"/tasks/{school.pk}"
    planner.post(f"{page}/parts", title="临砚镇小学", unit_id=city.town.pk, deadline="2025-07-31", next=page)
    part = school.parts.get()
    text = planner.get(page)[1]
    assert "临砚镇小学" in text
    assert "新建学校5所" in planner.get(f"/tasks/{part.pk}")[1]
    late = planner.post(f"{page}/parts", title="又一所", unit_id=city.town.pk, deadline="2025-12-31")
    assert (late[0], "分项时限晚于任务时限" in late[1], "又一所" in late[1]) == (422, True, True)
    assert "分解到单位" not in tab("reporter", city.east).get(page)[1]
    planner.post(f"/tasks/{part.pk}/remove-part", revision=part.revision, next=page)
    assert not school.parts.exists()


def test_an_issued_task_is_changed_by_an_adjustment_alone(city, issued, school, planner, tab):
    page = f"/tasks/{school.pk}"
    assert "列入调整" not in tab("reviewer", city.root).get(page)[1]
    assert planner.post(f"{page}/adjust", ends="change", reason="")[0] == 422
    assert issued.plan.versions.count() == 1
    text = planner.post(f"{page}/adjust", ends="change", reason="选址变化")[1]
    drafted = Task.objects.get(version__state="draft")
    assert "尚未印发" in text
    assert "修改草案中的任务" in text
    assert "已列入第 2 版调整" in planner.get(page)[1]
    fields = {"title": "新建学校4所", "unit_id": city.east.pk, "deadline": "2025-09-30", "kind": "task"}
    change, home = f"/tasks/{drafted.pk}/change", f"/tasks/{drafted.pk}"
    supporting = [city.east.pk, city.planning.pk]
    text = planner.post(change, revision=drafted.revision, next=home, supporting=supporting, **fields)[1]
    drafted.refresh_from_db()
    assert (drafted.title, drafted.deadline) == ("新建学校4所", date(2025, 9, 30))
    assert [row.supporter for row in drafted.supporting.all()] == [city.planning]
    assert f'name="supporting" value="{city.planning.pk}" checked' in text
    planner.post(change, revision=drafted.revision, next=home, **(fields | {"unit_id": city.west.pk}))
    drafted.refresh_from_db()
    assert (drafted.unit, drafted.supporting.count()) == (city.west, 0)
    planner.post(f"/tasks/{drafted.pk}/remove", revision=drafted.revision)
    assert not Task.objects.filter(pk=drafted.pk).exists()


def test_to_save_a_task_takes_away_no_supporter_unseen_though_it_is_a_firm_or_closed(city, planner):
    version = plan_of(city.root, year=2026)
    task = task_of(version, city.east, "新建学校", deadline=date(2026, 9, 30))
    firm = made(Unit(region=city.root.region, parent=city.root, name="城投公司", kind=Unit.Kind.FIRM))
    for unit in (firm, city.west, city.planning):
        made(TaskUnit(task=task, supporter=unit))
    set_of(city.west, closed_on=date(2026, 1, 31))
    text = planner.get(f"/tasks/{task.pk}")[1]
    ticked = [int(key) for key in re.findall(r'name="supporting" value="(\d+)" checked', text)]
    assert set(ticked) == {firm.pk, city.west.pk, city.planning.pk}
    fields = {"title": "新建学校6所", "unit_id": city.east.pk, "deadline": "2026-09-30", "kind": "task"}
    change = f"/tasks/{task.pk}/change"
    planner.post(change, revision=task.revision, next=f"/tasks/{task.pk}", supporting=ticked, **fields)
    task.refresh_from_db()
    assert (task.title, task.supporting.count()) == ("新建学校6所", 3)
    fields |= {"supporting": [firm.pk, city.planning.pk]}
    planner.post(change, revision=task.revision, next=f"/tasks/{task.pk}", **fields)
    task.refresh_from_db()
    fields |= {"supporting": ticked}
    assert planner.post(change, revision=task.revision, next=f"/tasks/{task.pk}", **fields)[0] == 422


def test_the_history_is_for_those_who_may_read_the_log(city, school, planner, tab):
    page = f"/tasks/{school.pk}"
    programme = made(Programme(unit=city.root, name="三大战役"))
    planner.post(f"{page}/programme", programme_id=programme.pk, next=page)
    assert "三大战役" in planner.get(page)[1]
    assert "变更记录" not in planner.get(page)[1]
    text = tab("auditor", city.root).get(page)[1]
    assert order(text, "变更记录", str(planner.user), "专项：<del>—</del> → <ins>三大战役</ins>", "建立")
    planner.post(f"{page}/programme", programme_id="", next=page)
    assert Task.objects.get(pk=school.pk).programme is None


def test_a_programme_shows_its_tasks_with_those_below(city, issued, school, planner, tab):
    planner.post("/programmes/add", name="产业链提升", next="/programmes")
    above = Programme.objects.get()
    planner.post("/programmes/add", name="千项技改", parent=above.pk, next="/programmes")
    below = Programme.objects.get(name="千项技改")
    set_of(school, programme=below)
    assert order(planner.get("/programmes")[1], "产业链提升</a>", "千项技改</a>")
    for programme in (above, below):
        assert "新建学校5所</a>" in planner.get(f"/programmes/{programme.pk}")[1]
    assert "已有同名" in planner.post("/programmes/add", name="千项技改", next="/programmes")[1]
    reporter = tab("reporter", city.east)
    assert "/programmes/add" not in reporter.get("/programmes")[1]
    assert "没有权限" in reporter.post("/programmes/add", name="另一个", next="/programmes")[1]


def test_livelihood_commitments_stand_by_level_with_the_share_done(city, issued, planner):
    task_of(issued, city.root, "市级一件", kind="livelihood", state="done", done_on=date(2025, 5, 1))
    task_of(issued, city.east, "区级一件", kind="livelihood")
    task_of(issued, city.town, "镇级一件", kind="livelihood")
    text = planner.get("/livelihood")[1]
    assert order(text, "<h2>市级</h2>", "100%", "<h2>区县级</h2>", "0%", "<h2>镇街级</h2>")
    assert order(text, "市级一件</a>", "区级一件</a>", "镇级一件</a>")


def test_pages_speak_english_where_it_was_chosen(city, issued, school, tab):
    english = tab("planner", city.root, "en-planner", lang="en")
    for address in ("/tasks", f"/tasks/{school.pk}", "/tasks/sheet", "/livelihood", "/programmes", "/mine"):
        text = english.get(address)[1]
        assert 'lang="en"' in text
        assert "牵头单位" not in text


def test_the_pages_cost_the_same_for_many(city, issued, planner):
    made(Grant(user=planner.user, unit=city.root, role="auditor"))

    def add(count):
        for number in range(count):
            task = task_of(issued, city.east, f"任务{number}", section=f"章{number % 3}", kind="livelihood")
            made(TaskUnit(task=task, supporter=city.planning))
            programme = made(Programme(unit=city.root, name=f"专项{task.pk}"))
            set_of(task, programme=programme)
            for target in (task, Task.objects.order_by("pk").first()):
                report = {"task": target, "reporter": city.east, "step": "start", "words": "x", "on": date(2025, 5, 1)}
                made(TaskReport(at=issued.decided_at, **report))

    def queries(address):
        with CaptureQueriesContext(connection) as counted:
            assert planner.get(address)[0] == 200
        return len(counted)

    add(3)
    first = Task.objects.order_by("pk").first().pk
    pages = ["/tasks", "/tasks?by=unit", "/tasks/sheet", "/tasks?figure=tasks", "/livelihood", "/programmes", "/mine"]
    pages += [f"/tasks/{first}", f"/programmes/{Programme.objects.first().pk}"]
    for address in pages:
        queries(address)
    few = {address: queries(address) for address in pages}
    add(12)
    assert {address: queries(address) for address in pages} == few


def test_a_plan_of_another_year_is_chosen_at_the_top(city, issued, school, planner):
    old = plan_of(city.root, issued=True, year=2024)
    task_of(old, city.east, "去年的任务", deadline=date(2024, 12, 31))
    assert "去年的任务" not in planner.get("/tasks")[1]
    assert "去年的任务" in planner.get("/tasks", year=2024, unit=city.root.pk)[1]
    assert "去年的任务" in planner.get("/tasks")[1]
    assert Plan.objects.count() == 2
