"""The list of tasks sorted by its columns, either way and page by page; what a unit says of how far it is; views."""

import re
from datetime import date
from urllib.parse import unquote

import pytest

from server import pages_cast
from server.cast import made
from server.pages_cast import Tab, order
from server.task_cast import set_of, task_of
from taizhang.server.accounts.models import SavedView
from taizhang.server.ledger.models import TaskReport, TaskUnit

issued = pages_cast.issued
COLUMNS = ("line", "section", "lead", "deadline", "light", "percent", "reported")
BOTH_WAYS = [f"{way}{column}" for column in COLUMNS for way in ("", "-")]


@pytest.fixture
def planner(city, tab):
    return tab("planner", city.root)


@pytest.fixture
def three(city, issued):
    """Three tasks: 甲 late and silent, 乙 far off and under way, 丙 without a deadline or a report."""
    return [
        task_of(issued, city.west, "甲任务", section="工业", deadline=date(2025, 5, 1)),
        task_of(
            issued,
            city.east,
            "乙任务",
            section="民生",
            deadline=date(2025, 11, 30),
            state="under_way",
            reported_on=date(2025, 5, 20),
            percent=40,
        ),
        task_of(issued, city.planning, "丙任务", section="工业", deadline=None, percent=5),
    ]


def names(text):
    """The tasks of a page in their order."""
    found = [(text.find(f"{name}任务</a>"), name) for name in "甲乙丙"]
    return "".join(name for at, name in sorted(found) if at >= 0)


def numbers(text):
    """The numbers of the tasks of a page in their order."""
    return [int(number) for number in re.findall(r"任务(\d+)号</a>", text)]


@pytest.mark.parametrize(
    ("sort", "up", "down"),
    [
        ("line", "甲乙丙", "丙乙甲"),
        ("deadline", "甲乙丙", "乙甲丙"),
        ("light", "甲丙乙", "乙丙甲"),
        ("section", "甲丙乙", "乙甲丙"),
        ("percent", "丙乙甲", "乙丙甲"),
        ("reported", "乙甲丙", "乙甲丙"),
    ],
)
def test_a_column_sorts_either_way_and_what_is_blank_stands_last(three, planner, sort, up, down):
    assert names(planner.get("/tasks", by="none", sort=sort)[1]) == up
    assert names(planner.get("/tasks", by="none", sort=f"-{sort}")[1]) == down


def test_lead_units_are_sorted_as_the_tree_has_them(three, planner):
    up = names(planner.get("/tasks", by="none", sort="lead")[1])
    assert names(planner.get("/tasks", by="none", sort="-lead")[1]) == up[::-1]
    text = planner.get("/tasks", by="unit", sort="lead")[1]
    assert names(text) == up


def test_rows_are_sorted_within_their_groups_and_groups_by_what_they_stand_for(three, planner):
    text = planner.get("/tasks", by="section", sort="-deadline")[1]
    assert order(text, "工业 <span", "甲任务</a>", "丙任务</a>", "民生 <span", "乙任务</a>")
    assert names(planner.get("/tasks", by="section", sort="-section")[1]) == "乙甲丙"
    assert names(planner.get("/tasks", by="light", sort="-light")[1]) == "乙丙甲"
    assert names(planner.get("/tasks", by="deadline", sort="-deadline")[1]) == "乙甲丙"


def test_within_a_month_of_deadlines_another_column_sorts(city, issued, planner):
    task_of(issued, city.west, "甲任务", deadline=date(2025, 8, 1), percent=10)
    task_of(issued, city.west, "乙任务", deadline=date(2025, 8, 20), percent=90)
    text = planner.get("/tasks", by="deadline", sort="-percent")[1]
    assert names(text) == "乙甲"
    assert text.count("2025年8月到期") == 1


def test_a_heading_tells_how_it_is_sorted_and_where_a_press_leads(three, planner):
    text = planner.get("/tasks", by="none", light="red")[1]
    assert 'id="sort-deadline" href="?by=none&amp;light=red&amp;sort=deadline"' in text
    text = planner.get("/tasks", sort="deadline")[1]
    assert '<th scope="col" class=" by" aria-sort="ascending"><a id="sort-deadline" href="?sort=-deadline"' in text
    text = planner.get("/tasks", sort="-deadline")[1]
    assert '<th scope="col" class=" by" aria-sort="descending"><a id="sort-deadline" href="?"' in text
    assert text.count("aria-sort") == 1
    assert '<input type="hidden" name="sort" value="-deadline" form="choosing">' in text
    for none in ("title", "-", "--line"):
        assert planner.get("/tasks", sort=none)[0] == 422


def test_within_a_month_of_deadlines_the_order_of_the_plan_holds_as_its_heading_says(city, issued, planner):
    task_of(issued, city.west, "甲任务", deadline=date(2025, 8, 20))
    task_of(issued, city.west, "乙任务", deadline=date(2025, 8, 1))
    task_of(issued, city.west, "丙任务", deadline=date(2025, 7, 1))
    text = planner.get("/tasks", by="deadline")[1]
    assert names(text) == "丙甲乙"
    assert text.count("2025年8月到期") == 1
    assert names(planner.get("/tasks", by="deadline", sort="-line")[1]) == "丙乙甲"


@pytest.mark.parametrize("sort", ["section", "-section"])
def test_what_stands_in_no_section_comes_last_either_way(city, issued, three, planner, sort):
    set_of(three[0], section="")
    assert names(planner.get("/tasks", by="none", sort=sort)[1])[-1] == "甲"
    assert names(planner.get("/tasks", by="section", sort=sort)[1])[-1] == "甲"


@pytest.mark.parametrize("by", ["none", "section", "unit", "deadline", "light"])
def test_pages_of_a_sorted_list_hold_every_task_once_in_the_order_of_the_whole(city, issued, planner, monkeypatch, by):
    units = [city.east, city.west, city.planning]
    for number in range(13):
        day = date(2025, 5 + number % 3, 1 + number % 2) if number % 5 else None
        values = {
            "percent": number % 4 * 20 or None,
            "reported_on": day,
            "section": f"第{number % 2}章" if number % 3 else "",
        }
        task_of(issued, units[number % 3], f"任务{number}号", deadline=day, **values)
    whole = {sort: numbers(planner.get("/tasks", by=by, sort=sort)[1]) for sort in BOTH_WAYS}
    monkeypatch.setattr("taizhang.server.pages.tasks.table.AT_ONCE", 5)
    for sort in BOTH_WAYS:
        seen, after = [], {}
        for _ in range(3):
            text = planner.get("/tasks", by=by, sort=sort, **after)[1]
            seen += numbers(text)
            after = {"after": unquote(text.split("after=")[-1].split('"')[0])}
        assert seen == whole[sort], sort


def test_the_next_page_is_right_though_the_last_row_moved_meanwhile(city, issued, planner, monkeypatch):
    tasks = [task_of(issued, city.east, f"{name}任务", deadline=date(2025, 7, 1)) for name in "甲乙丙"]
    monkeypatch.setattr("taizhang.server.pages.tasks.table.AT_ONCE", 2)
    text = planner.get("/tasks", by="none", sort="deadline")[1]
    after = unquote(text.split("after=")[-1].split('"')[0])
    set_of(tasks[1], deadline=date(2025, 12, 31), state="ended")
    assert names(planner.get("/tasks", by="none", sort="deadline", after=after)[1]) == "丙乙"


@pytest.mark.parametrize("after", ["7", "x~1~1", "2025-13-01~1~1", "2025-07-01~1~9999999999", "2025-07-01~1~²", "~~"])
def test_a_place_that_is_none_is_refused_in_words(issued, planner, after):
    assert planner.get("/tasks", by="none", sort="deadline", after=after)[0] == 422


def test_the_file_and_the_sheet_stand_in_the_order_of_the_list(three, planner):
    told = planner.get("/tasks", by="none", sort="-percent", figure="tasks")[1].decode("utf-8-sig")
    assert order(told, "乙任务", "丙任务", "甲任务")
    assert ",40," in told
    text = planner.get("/tasks/sheet", by="none", sort="-percent")[1]
    assert order(text, "乙任务", "（自报40%）", "丙任务", "甲任务")


def test_who_reports_says_how_far_it_is_and_why_it_is_less(city, three, planner, tab):
    page, reporter = f"/tasks/{three[1].pk}", tab("reporter", city.east)
    typed = {"step": "report", "on": "2025-06-01", "words": "完成基础", "next": page}
    assert "进度回退原因" not in reporter.get(page)[1]
    assert reporter.post(f"{page}/report", **typed, percent="60.5")[0] == 422
    assert "已报送" in reporter.post(f"{page}/report", **typed, percent="60%")[1]
    status, text = reporter.post(f"{page}/report", **typed, percent="50")
    assert (status, "上次自报 60%，这次 50%" in text) == (422, True)
    reporter.post(f"{page}/report", **typed, percent="50", percent_reason="重新核算")
    assert order(planner.get(page)[1], '自报进度 <b class="day">50%', "进度回退原因：重新核算", "60%")
    assert TaskReport.objects.count() == 2


def test_a_view_of_tasks_is_kept_shared_and_holds_for_another_year(city, issued, three, planner, person):
    scope = {"unit": city.root.pk, "year": 2025}
    query = f"by=none&sort=-percent&light=red&unit={city.root.pk}&year=2025&version={issued.pk}&after=3"
    text = planner.get("/tasks", **scope, by="none", sort="-percent", light="red")[1]
    assert "保存为视图" in text
    planner.post("/views/keep", page="tasks", name="红灯任务", query=query, shared="on")
    view = SavedView.objects.get()
    assert (view.page, view.query, view.shared) == ("tasks", "by=none&light=red&sort=-percent", True)
    colleague = Tab(person("leader", city.root, "colleague"))
    text = colleague.get("/tasks")[1]
    assert f'<a href="?{view.query.replace("&", "&amp;")}">红灯任务' in text
    assert 'aria-current="page">红灯任务' in colleague.get(f"/tasks?{view.query}")[1]
    assert "红灯任务" not in Tab(person("planner", city.east, "elsewhere")).get("/tasks")[1]
    assert "红灯任务" not in planner.get("/indicators")[1]
    assert "红灯任务" not in planner.get("/checks")[1]


def test_what_the_form_sends_of_the_usual_grouping_is_no_choice(city, issued, three, planner):
    everything = 'href="?" aria-current="page">全部'
    planner.post("/views/keep", page="tasks", name="红灯任务", query="light=red")
    assert everything in planner.get("/tasks", by="section", section="")[1]
    assert everything in planner.get("/tasks", by="section", sort="line")[1]
    assert everything not in planner.get("/tasks", by="unit")[1]
    assert 'aria-current="page">红灯任务' in planner.get("/tasks", by="section", light="red")[1]
    planner.post("/views/keep", page="tasks", name="又一个", query="by=section&light=grey")
    assert SavedView.objects.get(name="又一个").query == "light=grey"


def test_a_tab_leads_on_to_the_draft_at_hand_though_no_view_holds_it(city, issued, planner):
    draft = made(type(issued)(plan=issued.plan, number=2, kind="task"))
    planner.post("/views/keep", page="tasks", name="按单位", query=f"by=unit&version={draft.pk}")
    assert SavedView.objects.get().query == "by=unit"
    text = planner.get("/tasks", version=draft.pk)[1]
    assert f'<a href="?version={draft.pk}&amp;by=unit">按单位' in text
    assert f'<a href="?version={draft.pk}" aria-current="page">全部' in text
    assert '<a href="?by=unit">按单位' in planner.get("/tasks")[1]


def test_a_view_of_findings_keeps_the_unit_that_was_chosen(city, issued, planner):
    asked = {"severity": "high", "unit": city.root.pk}
    assert "保存为视图" in planner.get("/checks", **asked)[1]
    planner.post("/views/keep", page="checks", name="本级差错", query=f"severity=high&unit={city.root.pk}&after=1.2")
    view = SavedView.objects.get()
    assert view.query == f"severity=high&unit={city.root.pk}"
    text = planner.get("/checks", **asked)[1]
    assert 'aria-current="page">本级差错' in text
    assert "管理视图" in text
    planner.post(f"/views/{view.pk}/remove", revision=view.revision, next="/checks")
    assert not SavedView.objects.exists()


def test_the_list_of_a_unit_takes_in_what_it_supports_where_that_is_wanted(city, three, planner):
    made(TaskUnit(task=three[0], supporter=city.east))
    text = planner.get("/tasks", lead=city.east.pk)[1]
    assert names(text) == "乙"
    assert f'href="?lead={city.east.pk}&amp;supporting=1">含配合的任务' in text
    text = planner.get("/tasks", lead=city.east.pk, supporting="1")[1]
    assert names(text) == "甲乙"
    assert order(text, f'href="?lead={city.east.pk}" aria-current="true">含配合的任务', "配合：青汀区")
    assert "含配合的任务" not in planner.get("/tasks")[1]
    assert planner.get("/tasks", supporting="x")[0] == 422
