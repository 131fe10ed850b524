"""Tasks of a plan: drafted before it is issued, frozen afterwards, broken into parts, listed with lights."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from server.cast import made
from server.task_cast import YEAR, plan_of, set_of, task_of
from taizhang.server.accounts.acting import SERVER
from taizhang.server.jobs.ticks import run_all_ticks
from taizhang.server.ledger.models import Programme, Task, TaskUnit
from taizhang.server.ledger.tasks.ageing import age_tasks
from taizhang.server.log.models import Change, Entry


@pytest.fixture
def draft(city):
    return plan_of(city.root)


@pytest.fixture
def issued(city):
    return plan_of(city.root, issued=True)


@pytest.fixture
def planner(city, person, caller):
    return caller(person("planner", city.root))


def test_a_planner_drafts_a_task_with_units_deadline_and_sentence(city, draft, planner, on_day):
    on_day(2025, 1, 10)
    answer = planner.post(
        f"/plan-versions/{draft.pk}/tasks",
        title="新建改建幼儿园12所",
        unit_id=city.east.pk,
        supporting=[city.planning.pk, city.west.pk, city.east.pk],
        section="民生",
        deliverable="12所幼儿园投用",
        deadline="2025-10-31",
        sentence="新建改建幼儿园12所。",
    )
    assert answer.status == 201
    assert answer["unit"] == {"id": city.east.pk, "name": "青汀区"}
    assert [unit["name"] for unit in answer["supporting"]] == ["发展和改革委员会", "石陂县"]
    assert (answer["line"], answer["state"], answer["light"]) == (1, "not_started", "grey")
    assert Entry.objects.latest("id").action == "plan.draft"


def test_many_tasks_are_drafted_at_once_or_none(city, draft, planner):
    rows = [{"title": f"任务{n}", "unit_id": city.east.pk} for n in range(3)]
    answer = planner._send("post", f"/plan-versions/{draft.pk}/tasks/many", rows)
    assert answer.status == 201
    assert [Task.objects.get(pk=key).line for key in answer.body] == [1, 2, 3]
    wrong = [*rows, {"title": "多余", "unit_id": 999_999}]
    refused = planner._send("post", f"/plan-versions/{draft.pk}/tasks/many", wrong)
    assert (refused.status, Task.objects.count()) == (422, 3)
    assert "没有这个单位" in refused["detail"]


@pytest.mark.parametrize("field", ["unit_id", "programme_id", "parent_id", "statement_id"])
def test_an_id_that_names_nothing_is_refused_by_its_field(city, draft, planner, field):
    body = {"title": "任务", "unit_id": city.east.pk, field: 424242}
    answer = planner.post(f"/plan-versions/{draft.pk}/tasks", **body)
    assert answer.status == 422
    assert field in answer["errors"]


def test_a_task_without_a_title_is_refused(city, draft, planner):
    answer = planner.post(f"/plan-versions/{draft.pk}/tasks", title="  ", unit_id=city.east.pk)
    assert (answer.status, list(answer["errors"])) == (422, ["title"])


def test_a_district_does_not_write_into_the_plan_of_the_city(city, draft, person, caller):
    answer = caller(person("planner", city.east)).post(
        f"/plan-versions/{draft.pk}/tasks", title="任务", unit_id=city.east.pk
    )
    assert answer.status == 403


def test_a_task_of_a_draft_is_changed_with_its_supporting_units_and_removed(city, draft, planner):
    task = task_of(draft, city.east)
    made(TaskUnit(task=task, supporter=city.west))
    answer = planner.patch(
        f"/tasks/{task.pk}",
        revision=task.revision,
        title="改造老旧小区20个",
        supporting=[city.planning.pk],
        deadline=None,
    )
    assert (answer.status, answer["title"], answer["deadline"]) == (200, "改造老旧小区20个", None)
    assert [unit["id"] for unit in answer["supporting"]] == [city.planning.pk]
    assert planner.delete(f"/tasks/{task.pk}?revision={task.revision}").status == 409
    assert planner.delete(f"/tasks/{task.pk}?revision={answer['revision']}").status == 204
    assert not Task.objects.exists()
    assert Change.objects.filter(model="ledger.task", after__isnull=True).count() == 1


def test_a_task_is_no_part_of_itself(city, draft, planner):
    above = task_of(draft, city.east)
    below = task_of(draft, city.east, parent=above)
    answer = planner.patch(f"/tasks/{above.pk}", revision=above.revision, parent_id=below.pk)
    assert (answer.status, list(answer["errors"])) == (422, ["parent_id"])
    assert planner.delete(f"/tasks/{above.pk}?revision={above.revision}").status == 422


def test_what_was_issued_is_neither_added_to_nor_changed_nor_removed(city, issued, planner):
    task = task_of(issued, city.east)
    added = planner.post(f"/plan-versions/{issued.pk}/tasks", title="任务", unit_id=city.east.pk)
    changed = planner.patch(f"/tasks/{task.pk}", revision=task.revision, title="另一件事")
    removed = planner.delete(f"/tasks/{task.pk}?revision={task.revision}")
    assert [answer.status for answer in (added, changed, removed)] == [409, 409, 409]
    assert "计划版本现为“已印发”" in changed["detail"]
    task.refresh_from_db()
    assert (task.title, task.revision) == ("改造老旧小区", 1)


def test_the_lead_unit_breaks_an_issued_task_into_parts_for_its_towns(city, issued, person, caller):
    task = task_of(issued, city.east, section="民生")
    east = caller(person("planner", city.east))
    rows = [{"title": "临砚镇改造3个小区", "unit_id": city.town.pk, "deadline": "2025-09-30"}]
    answer = east._send("post", f"/tasks/{task.pk}/parts", rows)
    assert answer.status == 201
    part = Task.objects.get(pk=answer.body[0])
    assert (part.parent, part.version, part.section, part.plan) == (task, None, "民生", task.plan)
    assert [row["id"] for row in east.get("/tasks", parent=task.pk)["rows"]] == [part.pk]
    task.refresh_from_db()
    assert task.revision == 1
    late = [{"title": "太晚", "unit_id": city.town.pk, "deadline": "2025-12-31"}]
    assert east._send("post", f"/tasks/{task.pk}/parts", late).status == 422
    assert caller(person("planner", city.west)).delete(f"/tasks/{part.pk}?revision=1").status == 403
    assert east.delete(f"/tasks/{part.pk}?revision=1").status == 204


def test_a_draft_is_listed_by_its_version_only(city, draft, planner):
    task_of(draft, city.east)
    assert planner.get("/tasks")["rows"] == []
    assert len(planner.get("/tasks", version=draft.pk)["rows"]) == 1


def test_of_a_line_that_was_adjusted_only_the_latest_holds(city, issued, planner):
    old = task_of(issued, city.east, line=1)
    task_of(issued, city.west, title="不变的任务", line=2)
    new = made(type(issued)(plan=issued.plan, number=2, kind="task", state="draft"))
    row = task_of(new, city.east, title="改造老旧小区（调整）", line=1)
    assert row.pk not in [each["id"] for each in planner.get("/tasks")["rows"]]
    set_of(issued, state="superseded")
    set_of(new, state="issued")
    set_of(old, state="adjusted")
    assert [each["title"] for each in planner.get("/tasks")["rows"]] == ["不变的任务", "改造老旧小区（调整）"]
    assert planner.post(f"/tasks/{old.pk}/extensions", to_day="2026-01-31", reason="延期").status == 409
    assert row.pk in [each["id"] for each in planner.get("/tasks", section="")["rows"]]


def test_a_list_is_narrowed_by_unit_deadline_state_section_and_programme(city, issued, planner):
    campaign = made(Programme(unit=city.root, name="城市更新攻坚"))
    east = task_of(issued, city.east, section="城建", deadline=date(YEAR, 6, 30), programme=campaign)
    town = task_of(issued, city.town, title="修路", section="交通")
    west = task_of(issued, city.west, title="植树", section="生态", state="under_way")
    made(TaskUnit(task=west, supporter=city.town))

    def found(**query):
        return [row["id"] for row in planner.get("/tasks", **query)["rows"]]

    assert found(unit=city.east.pk) == [east.pk]
    assert found(unit=city.east.pk, below="true") == [east.pk, town.pk]
    assert found(unit=city.town.pk, supporting="true") == [town.pk, west.pk]
    assert found(due_to="2025-06-30") == [east.pk]
    assert found(due_from="2025-07-01") == [town.pk, west.pk]
    assert found(state="under_way") == [west.pk]
    assert found(section="交通") == [town.pk]
    assert found(programme=campaign.pk) == [east.pk]
    assert found(year=2024) == []
    assert found(words="植") == [west.pk]
    assert found(section=["交通", "生态"]) == [town.pk, west.pk]
    assert found(section=["交通", "生态"], state="under_way") == [west.pk]
    assert found(section=["交通", "生态"], excluding="section") == [east.pk]
    assert found(unit=[city.east.pk, city.west.pk], excluding="unit") == [town.pk]
    assert found(unit=[city.east.pk, city.west.pk], below="true") == [east.pk, town.pk, west.pk]
    assert found(unit=[city.town.pk], supporting="true", excluding="unit") == [east.pk]
    assert found(programme=campaign.pk, excluding="programme") == [town.pk, west.pk]  # those of none too
    assert found(section="交通", state="under_way", excluding=["section", "state"]) == [east.pk]
    assert planner.get("/tasks", state="asleep").status == 422
    assert planner.get("/tasks", excluding="light").status == 422
    assert planner.get("/tasks", words="\x00").status == 422


def test_a_supporting_unit_sees_the_task_and_a_stranger_does_not(city, issued, person, caller):
    task = task_of(issued, city.east)
    made(TaskUnit(task=task, supporter=city.statistics))
    helper, stranger = caller(person("reporter", city.statistics)), caller(person("reporter", city.west))
    assert helper.get(f"/tasks/{task.pk}").status == 200
    assert stranger.get(f"/tasks/{task.pk}").status == 404
    assert stranger.get("/tasks")["rows"] == []
    assert stranger.get("/tasks/9223372036854775807").status == 404


LIGHTS = [
    ("done", date(2025, 5, 1), date(2025, 5, 1), "green", "已完成"),
    ("under_way", date(2025, 6, 30), date(2025, 6, 10), "red", "已超期 1 天"),
    ("under_way", date(2025, 7, 8), date(2025, 6, 10), "amber", "还有 7 天到期"),
    ("under_way", date(2025, 7, 9), date(2025, 6, 10), "blue", "还有 8 天到期"),
    ("under_way", date(2025, 7, 31), date(2025, 6, 10), "blue", "还有 30 天到期"),
    ("under_way", date(2025, 8, 1), date(2025, 6, 10), "green", "按时推进"),
    ("under_way", date(2025, 12, 1), date(2025, 5, 16), "amber", "已有 46 天没有新进展"),
    ("under_way", date(2025, 12, 1), date(2025, 5, 17), "green", "按时推进"),
    ("under_way", None, date(2025, 6, 10), "green", "按时推进"),
    ("not_started", date(2025, 12, 1), None, "grey", "尚无已审核的进展"),
    ("not_started", date(2025, 7, 5), None, "amber", "还有 4 天到期"),
    ("late", None, None, "red", "滞后"),
    ("ended", date(2025, 1, 1), None, "", "不再跟踪"),
]


@pytest.mark.parametrize("case", LIGHTS)
def test_a_light_is_told_with_words_and_a_number(city, issued, planner, on_day, case):
    state, deadline, reported, light, words = case
    on_day(2025, 7, 1)
    task = task_of(issued, city.east, deadline=deadline, state=state, reported_on=reported)
    told = planner.get(f"/tasks/{task.pk}")
    assert (told["light"], told["light_words"]["zh"]) == (light, words)
    if light:
        assert [row["id"] for row in planner.get("/tasks", light=light)["rows"]] == [task.pk]


def test_tasks_are_counted_by_section_with_state_and_light(city, issued, planner, on_day):
    on_day(2025, 7, 1)
    task_of(issued, city.east, section="城建")
    task_of(issued, city.west, section="城建")
    task_of(issued, city.west, section="生态", state="done")
    found = planner.get("/tasks/counts", by="section").body
    assert {(row["group"], row["state"], row["light"], row["number"]) for row in found} == {
        ("城建", "not_started", "grey", 2),
        ("生态", "done", "green", 1),
    }
    by_unit = planner.get("/tasks/counts", by="unit", section="城建").body
    assert [(row["name"], row["number"]) for row in by_unit] == [("青汀区", 1), ("石陂县", 1)]


def test_a_task_falls_behind_when_its_deadline_has_passed(city, issued, on_day):
    task, other = task_of(issued, city.east, deadline=date(2025, 6, 30)), task_of(issued, city.east)
    drafted = task_of(plan_of(city.east), city.east, deadline=date(2025, 6, 30))
    on_day(2025, 6, 30)
    assert age_tasks() == 0
    on_day(2025, 7, 1)
    assert age_tasks(SERVER) == 1
    assert age_tasks() == 0
    states = [Task.objects.get(pk=row.pk).state for row in (task, other, drafted)]
    assert states == ["late", "not_started", "not_started"]
    assert (Entry.objects.latest("id").action, Entry.objects.latest("id").actor) == ("task.age", 0)


def test_a_list_costs_the_same_number_of_queries_whatever_it_shows(city, issued, planner):
    def cost():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert planner.get("/tasks").status == 200
        return len(seen)

    for _ in range(3):
        made(TaskUnit(task=task_of(issued, city.east), supporter=city.west))
    few = cost()
    for _ in range(20):
        made(TaskUnit(task=task_of(issued, city.west), supporter=city.east))
    assert cost() == few


def test_the_worker_ages_tasks_and_counts_rosters_by_itself(city, issued, on_day):
    task = task_of(issued, city.east, deadline=date(2025, 6, 30))
    on_day(2025, 7, 1)
    assert {"tasks.age", "rosters.count"} <= set(run_all_ticks())
    task.refresh_from_db()
    assert task.state == "late"
