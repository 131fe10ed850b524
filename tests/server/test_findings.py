"""Findings: told once however often documents are compared; answered by one person, closed by another, all kept."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from server import documents_cast
from server.documents_cast import example, read_in
from taizhang.checking import check
from taizhang.extracting import read
from taizhang.linking import link
from taizhang.server.documents import comparing, opening, reading
from taizhang.server.documents.models import Finding, FindingAnswer, Link, Reading
from taizhang.server.jobs.queue import run_waiting_jobs

folder = documents_cast.folder
pytestmark = pytest.mark.usefixtures("folder")
NAMES = ("yunlan-2024-plan", "yunlan-2024-halfyear")


@pytest.fixture
def planner(city, person, caller):
    """Who plans for the city."""
    return caller(person("planner", city.root))


@pytest.fixture
def compared(city, planner):
    """The plan and the half-year report of the city, compared."""
    documents = [example(city.root, name) for name in NAMES]
    answer = planner.post("/documents/compare", unit=city.root.pk)
    assert answer.status == 202, answer.body
    run_waiting_jobs()
    return documents


def test_comparing_stores_the_links_and_findings_of_the_library(compared, planner):
    linked = link([read(documents_cast.EXAMPLES / f"{name}.txt") for name in NAMES])
    found = check(linked)
    assert Link.objects.count() == len(linked.links) > 100
    rows = planner.get("/findings", limit=1000)["rows"]
    assert sorted(row["check"] for row in rows) == sorted(each.check for each in found)
    first = compared[0].readings.get()
    for row in rows:
        for fact in row["row"]["facts"]:
            if fact["reading"] == first.pk:
                assert first.text[fact["start"] : fact["end"]] == fact["text"]


def test_comparing_again_neither_doubles_nor_reopens(compared, planner, city, person, caller):
    finding = planner.get("/findings")["rows"][0]
    planner.post(f"/findings/{finding['id']}/answer", revision=1, step="explain", words="口径调整")
    counts = Link.objects.count(), Finding.objects.count()
    planner.post("/documents/compare", unit=city.root.pk)
    run_waiting_jobs()
    assert counts == (Link.objects.count(), Finding.objects.count())
    assert planner.get(f"/findings/{finding['id']}")["state"] == "explained"


def test_a_newer_reader_reads_again_on_the_way_and_finds_the_same(compared, planner, city, monkeypatch):
    keys = set(Finding.objects.values_list("key", flat=True))
    for module in (opening, reading, comparing):
        monkeypatch.setattr(module, "reader", lambda: "taizhang 9.9")
    planner.post("/documents/compare", unit=city.root.pk)
    run_waiting_jobs()
    assert Reading.objects.filter(current=True, reader="taizhang 9.9").count() == 2
    assert set(Finding.objects.values_list("key", flat=True)) == keys
    links = planner.get(f"/documents/{compared[0].pk}/links", limit=1000)["rows"]
    current = set(Reading.objects.filter(current=True).values_list("pk", flat=True))
    assert {end for row in links for end in (row["a_reading"], row["b_reading"])} == current


def test_two_documents_of_one_name_are_told_apart(city, planner):
    first = read_in(city.root, "云澜市2024年计划\n地区生产总值增长6%以上。\n", "计划.txt")
    second = read_in(city.root, "云澜市2025年计划\n地区生产总值增长5%以上。\n", "计划.txt")
    answer = planner.post("/documents/compare", unit=city.root.pk, documents=[first.pk, second.pk])
    assert answer.status == 202
    run_waiting_jobs()


def test_what_is_compared_without_a_list_is_of_the_region_and_those_next_to_it(city, planner):
    for name in ("yunlan-2024-plan", "qingting-2024-report"):
        example(city.root, name)
    planner.post("/documents/compare", unit=city.root.pk)
    run_waiting_jobs()
    assert Link.objects.filter(kind="cascade").exists()
    nothing = planner.post("/documents/compare", unit=city.root.pk, documents=[999])
    assert (nothing.status, nothing["detail"][:14]) == (404, "没有找到已读取的文档 999"[:14])
    assert planner.post("/documents/compare", unit=city.root.pk, documents=[]).status == 422


def test_who_may_not_compare_compares_nothing(compared, city, person, caller):
    assert caller(person("reporter", city.root)).post("/documents/compare", unit=city.root.pk).status == 403


def test_a_finding_is_answered_by_one_and_closed_by_another(compared, planner, city, person, caller):
    path = f"/findings/{planner.get('/findings')['rows'][0]['id']}"
    answered = planner.post(f"{path}/answer", revision=1, step="correct", words="附表已更正为7.4")
    assert (answered["state"], answered["revision"]) == ("corrected", 2)
    own = planner.post(f"{path}/close", revision=2, words="已核")
    assert (own.status, own["code"]) == (403, "own_entry")
    other = caller(person("auditor", city.root))
    assert other.post(f"{path}/close", revision=2, words="已核")["state"] == "closed"
    reopened = other.post(f"{path}/reopen", revision=3, words="更正未印发")
    assert reopened["state"] == "open"
    assert [(step["step"], step["words"]) for step in reopened["trail"]] == [
        ("correct", "附表已更正为7.4"),
        ("close", "已核"),
        ("reopen", "更正未印发"),
    ]


def test_steps_that_do_not_lead_on_are_refused(compared, planner, city, person, caller):
    path = f"/findings/{planner.get('/findings')['rows'][0]['id']}"
    other = caller(person("auditor", city.root))
    early = other.post(f"{path}/close", revision=1, words="已核")
    assert (early.status, early["detail"]) == (409, "核查发现现为“待处理”，不能办结")
    assert other.post(f"{path}/answer", revision=1, step="explain", words="说明").status == 403
    assert planner.post(f"{path}/answer", revision=1, step="explain", words="").status == 422
    assert planner.post(f"{path}/answer", revision=9, step="explain", words="说明").status == 409
    assert not FindingAnswer.objects.exists()


def test_findings_are_found_by_severity_state_check_and_document(compared, planner):
    def found(**filters):
        return planner.get("/findings", limit=1000, **filters)["rows"]

    assert {row["severity"] for row in found(severity="high")} == {"high"}
    assert len(found(state="open")) == Finding.objects.count()
    assert found(state="closed") == []
    assert {row["check"] for row in found(check="text_table_conflict")} == {"text_table_conflict"}
    assert {row["document_id"] for row in found(document=compared[0].pk)} == {compared[0].pk}
    assert planner.get("/findings", severity="grave").status == 422


def test_a_list_of_findings_costs_the_same_queries_however_long(compared, planner):
    def queries(limit):
        with CaptureQueriesContext(connection) as seen:
            assert len(planner.get("/findings", limit=limit)["rows"]) == limit
        return len(seen)

    for row in planner.get("/findings", limit=3)["rows"]:
        planner.post(f"/findings/{row['id']}/answer", revision=1, step="explain", words="说明")
    assert queries(1) == queries(20)
