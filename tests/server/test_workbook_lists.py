"""Workbooks that are lists: the tasks of a draft, and figures of units; out, edited, in again, undone."""

from datetime import date
from decimal import Decimal

import pytest

from server.returns_cast import indicator, observed
from server.task_cast import plan_of, set_of, task_of
from server.workbook_cast import cells, dropped, imported, opened, saved, told
from taizhang.server.ledger.models import Observation, Task, TaskUnit
from taizhang.server.log.models import Entry
from taizhang.server.returns.models import Import


@pytest.fixture
def planner(city, person, caller):
    return caller(person("planner", city.root))


@pytest.fixture
def version(city):
    """A draft with two tasks, led by 发展和改革委员会."""
    version = plan_of(city.root)
    task_of(version, city.planning, "改造老旧小区", section="民生")
    task_of(version, city.planning, "=新建学校", deadline=None)
    return version


def tasks_out(planner, version):
    return planner.get(f"/plan-versions/{version.pk}/tasks/workbook").body


def edited(content, edits):
    """A list with cells typed in: {(row, key): value}; keys stand in the hidden third row."""
    book = opened(content)
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[3]}
    for (row, key), value in edits.items():
        sheet.cell(row, columns[key]).value = value
    return saved(book)


def test_tasks_go_out_and_in_unchanged(planner, version, city):
    TaskUnit.objects.create(task=version.tasks.first(), supporter=city.east)
    content = tasks_out(planner, version)
    sheet = opened(content).worksheets[0]
    assert [cell.value for cell in sheet[5]][1:] == [
        1, "改造老旧小区", "任务", "民生", "发展和改革委员会", "青汀区", "2025-11-30", None,
    ]  # fmt: skip
    assert sheet["C6"].data_type == "s"
    assert sheet.data_validations.dataValidation[0].type == "list"
    seen = dropped(planner, content)
    assert (seen.status, seen["kind"], told(seen)) == (201, "tasks", (0, 0, 2, 0))


def test_tasks_are_dealt_out_and_added_by_a_workbook(planner, version, city):
    edits = {
        (5, "unit"): "青汀区",
        (5, "supporting"): "统计局，YL-SP",
        (5, "deadline"): date(2025, 6, 30),
        (5, "deliverable"): "改造 20 个小区",
        (7, "title"): "建公园",
        (7, "unit"): "石陂县",
        (7, "kind"): "民生实事",
        (7, "deadline"): "2025年10月1日",
    }
    content = edited(tasks_out(planner, version), edits)
    seen = dropped(planner, content)
    assert told(seen) == (1, 1, 1, 0)
    assert cells(seen)["改造老旧小区", "unit"]["old"] == "发展和改革委员会"
    done = planner.post(f"/workbooks/{seen['id']}/commit")
    assert done["parts"][0]["state"] == "done", done["parts"][0]["trouble"]
    first, park = Task.objects.get(line=1), Task.objects.get(title="建公园")
    assert (first.unit, first.deadline, first.deliverable) == (city.east, date(2025, 6, 30), "改造 20 个小区")
    assert set(first.supporting.values_list("supporter__name", flat=True)) == {"统计局", "石陂县"}
    assert (park.unit, park.kind, park.deadline, park.line) == (city.west, "livelihood", date(2025, 10, 1), 3)
    assert Entry.objects.filter(action="workbook.import", changes__model="ledger.task").distinct().count() == 1
    assert told(dropped(planner, tasks_out(planner, version))) == (0, 0, 3, 0)


def test_tasks_are_put_back(planner, version, city):
    edits = {(5, "unit"): "青汀区", (5, "supporting"): "统计局", (7, "title"): "建公园", (7, "unit"): "石陂县"}
    done = imported(planner, edited(tasks_out(planner, version), edits))
    undone = planner.post(f"/workbooks/{done['id']}/undo")
    assert undone["state"] == "undone"
    assert (Task.objects.count(), Task.objects.get(line=1).unit) == (2, city.planning)
    assert not TaskUnit.objects.exists()


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("unit", "教育局", "没有“教育局”这个单位"),
        ("unit", None, "请填写牵头单位"),
        ("title", None, "任务名称不能为空"),
        ("deadline", "年底", "不是日期"),
        ("kind", "口号", "没有“口号”这个类别"),
        ("title", "长" * 301, "超过 300 字"),
    ],
)
def test_what_a_task_cannot_hold_is_refused_in_its_line(planner, version, key, value, why):
    seen = dropped(planner, edited(tasks_out(planner, version), {(5, key): value, (6, "section"): "社会"}))
    assert told(seen) == (0, 1, 0, 1)
    assert why in seen["parts"][0]["rows"][0]["why"]["zh"]


def test_what_another_changed_of_a_task_is_not_overwritten(planner, version, city):
    content = edited(tasks_out(planner, version), {(5, "deliverable"): "20 个小区"})
    set_of(Task.objects.get(line=1), deliverable="25 个小区")
    seen = dropped(planner, content)
    assert "您看到的是 空，现在是 25 个小区" in seen["parts"][0]["rows"][0]["why"]["zh"]


def test_tasks_that_were_issued_refuse(planner, city):
    version = plan_of(city.root, issued=True)
    task_of(version, city.planning)
    seen = imported(planner, edited(tasks_out(planner, version), {(5, "section"): "社会"}))
    assert seen["parts"][0]["state"] == "refused"
    assert Task.objects.get().section == ""


def test_who_drafts_no_plan_puts_no_tasks_in(city, person, caller, planner, version):
    content = edited(tasks_out(planner, version), {(5, "section"): "社会"})
    reviewer = caller(person("reviewer", city.root))
    seen = imported(reviewer, content)
    assert "没有权限" in seen["parts"][0]["trouble"]["zh"]
    assert dropped(caller(person("reporter", city.east)), content).status in {403, 422}


@pytest.fixture
def gdp(city, on_day):
    on_day(2025, 3, 3)
    return indicator("gdp.test", "地区生产总值")


def figures_out(caller, unit, **wanted):
    answer = caller.get(f"/units/{unit.pk}/observations/workbook", indicator=["gdp.test"], **wanted)
    assert answer.status == 200, answer.body
    return answer.body


def test_figures_go_out_and_in(planner, city, gdp):
    observed(city.east, gdp, "2025-01", value="100.5")
    content = figures_out(planner, city.root, period=["2025-01", "2025-02"], below=True)
    sheet = opened(content).worksheets[0]
    assert [cell.value for cell in sheet[3]][1:7] == [
        "unit", "unit_name", "indicator", "indicator_name", "unit_of_measure", "period",
    ]  # fmt: skip
    assert told(dropped(planner, content)) == (0, 0, 12, 0)
    lines = {(sheet.cell(row, 2).value, sheet.cell(row, 7).value): row for row in range(5, 17)}
    edits = {
        (lines["YL-QT", "2025-02"], "value"): 211.25,
        (lines["YL-QT", "2025-02"], "growth"): "5.5%",
        (lines["YL-SP", "2025-02"], "value"): "12000万元",
        (lines["YL-SP", "2025-01"], "value"): "约3",
    }
    done = imported(planner, edited(content, edits))
    assert (done["kind"], told(done)) == ("figures", (2, 0, 9, 1))
    east = Observation.objects.get(unit=city.east, period="2025-02")
    assert (east.value, east.growth, east.state, east.places) == (Decimal("211.25"), Decimal("5.5"), "entered", 2)
    assert east.origin == {"import": done["id"], "row": lines["YL-QT", "2025-02"]}
    assert Observation.objects.get(unit=city.west).value == Decimal("1.2")
    assert told(dropped(planner, edited(content, edits)))[:2] == (0, 0)


def test_a_figure_that_was_accepted_wants_a_reason(planner, city, gdp):
    observed(city.east, gdp, "2025-01", value="100.5")
    content = figures_out(planner, city.east, period=["2025-01"])
    seen = dropped(planner, edited(content, {(5, "value"): 101}))
    assert "请填写原因" in seen["parts"][0]["rows"][0]["why"]["zh"]
    done = imported(planner, edited(content, {(5, "value"): 101, (5, "reason"): "核实"}))
    assert told(done) == (0, 1, 0, 0)
    assert set(Observation.objects.values_list("value", "state", "current")) == {
        (Decimal("100.5"), "accepted", True),
        (Decimal(101), "entered", False),
    }
    undone = planner.post(f"/workbooks/{done['id']}/undo")
    assert undone["state"] == "undone"
    assert Observation.objects.get(value=101).state == "rejected"


def test_figures_are_put_back(planner, city, gdp):
    content = figures_out(planner, city.east, period=["2025-01", "2025-02"])
    imported(planner, edited(content, {(5, "value"): 100}))
    done = imported(planner, edited(content, {(5, "value"): 105, (6, "value"): 210}))
    assert told(done) == (1, 1, 0, 0)
    planner.post(f"/workbooks/{done['id']}/undo")
    assert Observation.objects.get(period="2025-01").value == 100
    assert Observation.objects.get(period="2025-02").state == "rejected"


def test_figures_that_were_accepted_since_are_not_put_back(planner, person, caller, city, gdp):
    content = figures_out(planner, city.east, period=["2025-01"])
    done = imported(planner, edited(content, {(5, "value"): 100}))
    row = Observation.objects.get()
    reviewer = caller(person("reviewer", city.root))
    assert reviewer.post(f"/observations/{row.pk}/accept", revision=row.revision).status == 200
    answer = planner.post(f"/workbooks/{done['id']}/undo")
    assert (answer.status, "已审定" in answer["detail"]) == (409, True)


def test_lines_added_by_hand_are_read_by_their_codes(planner, city, gdp):
    content = figures_out(planner, city.root, period=["2025-01"])
    line = {(6, "unit"): "YL-QT", (6, "indicator"): "gdp.test", (6, "period"): "2025Q1", (6, "value"): 300}
    wrong = {(7, "unit"): "NO", (7, "indicator"): "gdp.test", (7, "period"): "2025Q1", (7, "value"): 1}
    odd = {(8, "unit"): "YL-QT", (8, "indicator"): "gdp.test", (8, "period"): "一季度", (8, "value"): 1}
    done = imported(planner, edited(content, line | wrong | odd))
    assert told(done) == (1, 0, 1, 2)
    assert Observation.objects.get().period == "2025Q1"


def test_figures_of_others_are_refused_line_by_line(city, person, caller, planner, gdp):
    content = edited(figures_out(planner, city.east, period=["2025-01"]), {(5, "value"): 100})
    town = caller(person("reporter", city.town))
    assert dropped(town, content).status in {403, 422}
    assert not Import.objects.exists()
    assert caller(person("reporter", city.east)).get(
        f"/units/{city.west.pk}/observations/workbook", indicator=["gdp.test"], period=["2025-01"]
    ).status in {200, 403, 404}


def test_what_a_list_is_asked_for_must_be_there(planner, city, gdp):
    path = f"/units/{city.east.pk}/observations/workbook"
    assert planner.get(path, indicator=["nothing"], period=["2025-01"]).status == 422
    assert planner.get(path, indicator=["gdp.test"], period=["一月"]).status == 422
    assert planner.get(path, indicator=["gdp.test"], period=["2025-01/2025-02"]).status == 422
    assert planner.get(path).status == 422


def test_a_marked_list_comes_back(planner, version):
    done = imported(planner, edited(tasks_out(planner, version), {(5, "section"): "社会", (6, "unit"): "教育局"}))
    sheet = opened(planner.get(f"/workbooks/{done['id']}/marked").body).worksheets[0]
    said = [sheet.cell(row, sheet.max_column).value for row in (4, 5, 6)]
    assert said[0] == "导入结果"
    assert said[1] == "章节已更改：民生 → 社会"
    assert said[2].startswith("拒绝：没有“教育局”")
