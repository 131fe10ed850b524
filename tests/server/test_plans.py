"""Plans: opened at a government for a year, listed, seen by whom they concern, never changed once issued."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from server.cast import made
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import Plan, Target
from taizhang.server.log.models import Entry


def test_a_planner_opens_the_plan_of_a_year_with_an_empty_draft(office, city):
    answer = office.planner.post("/plans", unit_id=city.root.pk, year=2025)
    assert answer.status == 201
    assert answer["title"] == "云澜市2025年国民经济和社会发展计划"
    assert (answer["state"], answer["region"]["name"]) == ("collecting", "云澜市")
    version = office.planner.get(f"/plans/{answer['id']}/versions")["rows"][0]
    assert (version["number"], version["kind"], version["state"]) == (1, "original", "draft")
    assert Entry.objects.latest("id").action == "plan.open"


def test_a_region_has_one_plan_a_year(office, city):
    office.open()
    answer = office.planner.post("/plans", unit_id=city.root.pk, year=2025)
    assert answer.status == 422
    assert "2025 年计划已开设" in answer["detail"]


def test_a_district_makes_a_plan_and_a_bureau_makes_none(office, city):
    assert office.planner.post("/plans", unit_id=city.east.pk, year=2025).status == 201
    assert office.planner.post("/plans", unit_id=city.planning.pk, year=2025).status == 422


def test_a_zone_within_the_city_does_not_speak_for_the_city(office, city):
    zone = made(Unit(region=city.region, parent=city.root, code="YL-GX", name="高新区", kind="zone"))
    assert office.planner.post("/plans", unit_id=zone.pk, year=2025).status == 422
    steps = office.planner.get(f"/units/{zone.pk}/procedure")["steps"]
    assert office.administrator.put(f"/units/{zone.pk}/procedure", steps=steps).status == 422
    assert office.planner.post("/plans", unit_id=city.root.pk, year=2025).status == 201


def test_a_leader_opens_no_plan(office, city):
    assert office.leader.post("/plans", unit_id=city.root.pk, year=2025).status == 403


def test_a_unit_below_sees_the_plan_above_but_not_that_beside(office, city, person, caller):
    above, beside = office.open(), office.open(unit=city.west)
    reporter = caller(person("reporter", city.east))
    assert reporter.get(f"/plans/{above.pk}").status == 200
    assert reporter.get(f"/plans/{beside.pk}").status == 404
    assert [row["id"] for row in reporter.get("/plans")["rows"]] == [above.pk]


def test_plans_are_found_by_year_and_state(office):
    office.open(2024)
    later = office.walk(office.open(2025), "drafting")
    assert [row["id"] for row in office.planner.get("/plans", year=2025)["rows"]] == [later.pk]
    assert [row["id"] for row in office.planner.get("/plans", state="drafting")["rows"]] == [later.pk]
    assert office.planner.get("/plans", state="nowhere").status == 422


def test_a_list_of_plans_takes_the_same_queries_however_long(office):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            office.planner.get("/plans")
        return len(seen)

    office.open(2020)
    few = queries()
    for year in range(2021, 2026):
        office.open(year)
    assert queries() == few


def test_nothing_of_an_issued_version_changes(office):
    plan = office.issued()
    target = Target.objects.get()
    changed = office.planner.patch(f"/targets/{target.pk}", revision=1, value="600")
    removed = office.planner.delete(f"/targets/{target.pk}?revision=1")
    added = office.target(plan, office.jobless, comparator="<=", value="5.5")
    assert [answer.status for answer in (changed, removed, added)] == [409, 409, 409]
    assert changed["detail"] == "计划版本现为“已印发”，不能修改"
    assert Target.objects.get().revision == 1


def test_what_congress_approved_does_not_change_before_it_is_issued(office):
    plan = office.open()
    office.target(plan)
    office.walk(plan, "approved")
    answer = office.planner.patch(f"/targets/{Target.objects.get().pk}", revision=1, value="600")
    assert answer.status == 409
    assert answer["detail"] == "计划现为“人大批准”，不能修改"


def test_the_overview_tells_what_the_next_step_wants(office):
    plan = office.open()
    office.target(plan)
    office.walk(plan, "meetings")
    told = office.planner.get(f"/plans/{plan.pk}/overview")
    assert told.status == 200
    assert (told["state"]["zh"], told["next_step"]["step"], told["targets"]) == ("会议审议", "examine", 1)
    assert [want["field"] for want in told["wants"]] == ["document_id"]
    done = {entry["step"]: entry["done_at"] is not None for entry in told["calendar"]}
    assert (done["meet"], done["examine"]) == (True, False)


def test_who_may_not_see_plans_is_told_there_is_none(office, city, person, caller):
    plan = office.open(unit=city.west)
    reporter = caller(person("reporter", city.east))
    assert reporter.get(f"/plans/{plan.pk}/overview").status == 404
    assert reporter.get("/plans/999999").status == 404
    assert Plan.objects.count() == 1
