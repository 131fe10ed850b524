"""What a government publishes of its plan: off until turned on, only what was opened and released, no names."""

import csv
import io
import json
import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from server import documents_cast
from server.cast import made
from server.pages_cast import signed_in, text_of
from server.test_standings import aim
from taizhang.server.accounts.acting import SERVER, Actor
from taizhang.server.config import Config
from taizhang.server.documents.actions import publish as publish_document
from taizhang.server.documents.models import Fact
from taizhang.server.ledger.models import Indicator, Plan, PlanPublication, PlanVersion, Task
from taizhang.server.ledger.observations.actions import accept, enter_one
from taizhang.server.ledger.observations.figures import Figure
from taizhang.server.ledger.publishing.actions import publish_plan, withdraw_plan
from taizhang.server.lib import clock
from taizhang.server.log.models import Entry
from taizhang.writing.csv import inert

folder = documents_cast.folder
pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def on(settings):
    """The published pages are on."""
    settings.CONFIG = Config({**settings.CONFIG.values, "PUBLIC_PAGES": "yes"})


@pytest.fixture
def plan(city, on_day):
    """An issued plan with a target, a task and a livelihood commitment, on the twentieth of July."""
    on_day(2025, 7, 20)
    row = made(Plan(region=city.region, unit=city.root, year=2025, title="云澜市2025年计划", state="issued"))
    version = made(PlanVersion(plan=row, number=1, state="issued", decided_at=clock.now()))
    invested = made(Indicator(code="990100.x", name="技术改造投资", unit_of_measure="亿元", nature="flow"))
    aim(row, invested, "level >= 100")
    made(Task(plan=row, version=version, line=1, unit=city.root, title="建成三号泵站", deadline=date(2025, 7, 15)))
    made(Task(plan=row, version=version, line=2, unit=city.east, title="新建养老床位", kind="livelihood"))
    return row


@pytest.fixture
def opened(plan, person, city):
    """The plan, opened to the public by a planner."""
    publish_plan(Actor(person("planner", city.root, "李公开")), plan, note="已审查，同意公开")
    return plan


@pytest.fixture
def visitor(db):
    """Somebody who is not signed in."""
    return Client()


def reported(city, **values):
    """A figure of the only indicator, entered and accepted."""
    figure = Figure(city.root, Indicator.objects.get(), "2025-06", cumulative=Decimal(30), **values)
    row = enter_one(SERVER, city.root, figure=figure)
    return accept(SERVER, row, expected=row.revision)


def test_nothing_is_there_until_an_administrator_turns_the_pages_on(opened, visitor):
    for address in ("/public", "/public.json", f"/public/plans/{opened.pk}", f"/public/plans/{opened.pk}.csv"):
        answer = visitor.get(address)
        assert answer.status_code == 404
        assert "没有这一页" in text_of(answer)


def test_a_plan_is_public_from_a_recorded_decision_until_it_is_taken_back(plan, city, person, visitor, on):
    planner = Actor(person("planner", city.root))
    address = f"/public/plans/{plan.pk}"
    assert visitor.get(address).status_code == 404
    publish_plan(planner, plan, note="已审查")
    assert Entry.objects.latest("pk").action == "plan.publish"
    assert visitor.get(address).status_code == 200
    assert plan.title in text_of(visitor.get("/public"))
    withdraw_plan(planner, plan, why="数据有误")
    assert (Entry.objects.latest("pk").action, Entry.objects.latest("pk").why) == ("plan.withdraw", "数据有误")
    assert visitor.get(address).status_code == 404
    assert plan.title not in text_of(visitor.get("/public"))
    publish_plan(planner, plan, note="已更正")
    assert PlanPublication.objects.filter(plan=plan).count() == 2


def test_a_draft_is_never_public_and_no_plan_twice(plan, city, caller, person):
    planner = caller(person("planner", city.root))
    draft = made(Plan(region=city.east.region, unit=city.east, year=2025, title="草案", state="drafting"))
    made(PlanVersion(plan=draft, number=1))
    assert planner.post(f"/plans/{draft.pk}/publish", note="已审查").status == 409
    assert planner.post(f"/plans/{plan.pk}/publish", note="已审查").status == 201
    assert planner.post(f"/plans/{plan.pk}/publish", note="已审查").status == 409
    assert planner.post(f"/plans/{plan.pk}/withdraw", why="有误").status == 200
    assert planner.post(f"/plans/{plan.pk}/withdraw", why="有误").status == 409
    assert planner.post(f"/plans/{plan.pk}/publish", note="  ").status == 422


def test_each_promise_stands_with_its_state_and_nobodys_name(opened, city, visitor, on):
    reported(city)
    page = text_of(visitor.get(f"/public/plans/{opened.pk}"))
    for words in ("技术改造投资", "100亿元以上", "30亿元", "2025年1—6月", "新建养老床位", "青汀区"):
        assert words in page
    tasks = text_of(visitor.get(f"/public/plans/{opened.pk}/tasks/pages/1"))
    assert "建成三号泵站 滞后 已超期 5 天" in tasks
    assert "李公开" not in page + tasks


def test_what_was_not_accepted_is_a_dash(opened, city, visitor, on):
    enter_one(SERVER, city.root, figure=Figure(city.root, Indicator.objects.get(), "2025-06", cumulative=Decimal(30)))
    assert "30亿元" not in text_of(visitor.get(f"/public/plans/{opened.pk}"))
    assert "还没有公布数据" in text_of(visitor.get(f"/public/plans/{opened.pk}/targets/1"))


def test_a_figure_that_an_authority_owns_is_public_from_the_day_of_its_release(opened, city, visitor, on, on_day):
    indicator = Indicator.objects.get()
    indicator.authority = city.statistics
    indicator.save()
    reported(city, vintage="estimate")  # nobody's release: it may be accepted, not published
    page = f"/public/plans/{opened.pk}/targets/1"
    assert "还没有公布数据" in text_of(visitor.get(page))
    on_day(2025, 7, 25)
    reported(city, authority=city.statistics, released_on=date(2025, 7, 22))
    on_day(2025, 7, 21)
    assert "还没有公布数据" in text_of(visitor.get(page))
    on_day(2025, 7, 22)
    assert "统计局发布" in text_of(visitor.get(page))


def test_the_sentence_is_shown_only_where_its_document_is_public(opened, city, person, visitor, on):
    document = documents_cast.read_in(city.root, openness="proactive")
    target = opened.versions.get().targets.get()
    target.fact = Fact.objects.filter(reading__document=document).order_by("start").first()
    target.save()
    page = f"/public/plans/{opened.pk}/targets/1"
    assert "<blockquote" not in visitor.get(page).content.decode()
    publish_document(Actor(person("planner", city.root, "another")), document, published=True, note="已审查")
    shown = visitor.get(page).content.decode()
    link = re.search(r'href="(/public/documents/\d+)#(at-\d+)"', shown)
    assert "<blockquote" in shown
    assert f'id="{link[2]}"' in visitor.get(link[1]).content.decode()
    assert f"/public/plans/{opened.pk}/targets/1" in visitor.get(link[1]).content.decode()
    [row] = json.loads(visitor.get(f"{link[1]}.json").content)["rows"]
    assert (row["kind"], row["line"], row["name"]) == ("target", 1, "技术改造投资")


def test_once_its_time_is_over_a_promise_tells_its_verdict(opened, city, visitor, on, on_day):
    on_day(2026, 3, 1)
    figure = Figure(city.root, Indicator.objects.get(), "2025", value=Decimal(90))
    row = enter_one(SERVER, city.root, figure=figure)
    accept(SERVER, row, expected=row.revision)
    page = text_of(visitor.get(f"/public/plans/{opened.pk}/targets/1"))
    assert "未完成" in page
    assert "90亿元" in page


def test_pages_files_and_api_tell_the_same_rows(opened, city, visitor, caller, on):
    reported(city)
    base = f"/public/plans/{opened.pk}"
    file = json.loads(visitor.get(f"{base}.json").content)
    assert file["title"] == opened.title
    api = caller().get(f"{base}/targets").body + caller().get(f"{base}/tasks")["rows"]
    assert sorted(file["rows"], key=str) == sorted(api, key=str)
    rows = list(csv.DictReader(io.StringIO(visitor.get(f"{base}.csv").content.decode("utf-8-sig"))))
    assert [row["name"] for row in rows] == [row["name"] for row in file["rows"]]
    assert (rows[0]["result"], rows[0]["result_unit"], rows[0]["value"]) == ("30", "亿元", "100")
    one = json.loads(visitor.get(f"{base}/targets/1.json").content)
    assert one["rows"] == [file["rows"][0]]
    [told] = caller().get("/public/plans")["rows"]
    assert told == caller().get(base).body
    assert "by" not in told


def test_parts_of_tasks_and_drafts_are_no_promises(opened, city, visitor, on):
    task = Task.objects.get(line=1)
    made(Task(plan=opened, version=None, parent=task, line=3, unit=city.planning, title="内部分工"))
    draft = made(PlanVersion(plan=opened, number=2, state="draft", kind="task"))
    made(Task(plan=opened, version=draft, line=1, unit=city.root, title="改为四号泵站"))
    tasks = text_of(visitor.get(f"/public/plans/{opened.pk}/tasks/pages/1"))
    assert "建成三号泵站" in tasks
    assert "内部分工" not in tasks
    assert "四号泵站" not in tasks
    assert visitor.get(f"/public/plans/{opened.pk}/tasks/3").status_code == 404


@pytest.mark.parametrize("rest", ["/targets/9", "/tasks/9", "/tasks/pages/2", "/tasks/pages/0", ".xlsx"])
def test_what_a_plan_does_not_hold_is_not_there(opened, visitor, on, rest):
    assert visitor.get(f"/public/plans/{opened.pk}{rest}").status_code == 404


def test_a_published_page_asks_as_much_for_many_promises_as_for_few(opened, city, visitor, on):
    def asked(address):
        with CaptureQueriesContext(connection) as queries:
            assert visitor.get(address).status_code == 200
        return len(queries)

    base = f"/public/plans/{opened.pk}"
    addresses = ["/public", base, f"{base}.json", f"{base}/tasks/pages/1", f"{base}/targets/1", f"{base}/tasks/1"]
    few = [asked(address) for address in addresses]
    version = opened.versions.get()
    for number in range(10, 40):
        name = f"指标{number}"
        aim(
            opened,
            made(Indicator(code=f"990100.{number}", name=name, unit_of_measure="个", nature="stock")),
            "level = 5",
        )
        made(Task(plan=opened, version=version, line=number, unit=city.root, title=f"任务{number}"))
    assert [asked(address) for address in addresses] == few


def test_the_page_of_publishing_offers_it_to_those_who_may(plan, city, person, visitor, on):
    for role, offered in (("planner", True), ("leader", False), ("reporter", False)):
        client = signed_in(person(role, city.root))
        page = client.get("/publishing").content.decode()
        assert plan.title in page
        assert (f'action="/publishing/{plan.pk}/publish"' in page) is offered
        answer = client.post(f"/publishing/{plan.pk}/publish", {"note": "已审查"}, follow=True)
        assert PlanPublication.objects.exists() is True
        assert ("已公开：" in text_of(answer)) is offered
    planner = signed_in(person("planner", city.root, "second"))
    answer = planner.post(f"/publishing/{plan.pk}/withdraw", {"why": "有误"}, follow=True)
    assert "已撤回公开" in text_of(answer)


@pytest.mark.parametrize(
    ("value", "shown"), [("=1+1", "'=1+1"), ("-5.00", "-5.00"), ("-a", "'-a"), (None, None), (7, 7)]
)
def test_no_cell_of_a_file_is_a_formula(value, shown):
    assert inert(value) == shown
