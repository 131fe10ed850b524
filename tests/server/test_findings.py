"""Findings: told once however often documents are compared; answered by one person, closed by another, all kept."""

import json
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from server import documents_cast
from server.cast import made
from server.documents_cast import example, read_in
from taizhang.checking import check
from taizhang.extracting import read
from taizhang.linking import link
from taizhang.server.accounts.acting import SERVER, Actor
from taizhang.server.accounts.models import User
from taizhang.server.documents import comparing, findings, opening, reading
from taizhang.server.documents.models import Document, Finding, FindingAnswer, Link, Reading
from taizhang.server.documents.sight import seen_by
from taizhang.server.jobs.queue import run_waiting_jobs
from taizhang.server.lib import clock

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


@pytest.fixture
def across(city, planner):
    """A plan of the city and a report of the east, compared at the city: findings that quote both, and each."""
    one = read_in(city.root, "云澜市2024年计划\n地区生产总值增长6%以上。城镇新增就业4.2万人。\n", "市计划.txt")
    two = read_in(city.east, "青汀区2024年计划\n地区生产总值增长8%以上。\n", "区计划.txt")
    facts = [told(one, "6%", "地区生产总值增长6%以上。"), told(two, "8%", "地区生产总值增长8%以上。")]
    for number, of in enumerate(([facts[0]], [facts[1]], facts, facts[::-1])):
        said = "，".join(f"“{fact['text']}”" for fact in of)
        row = {
            "check": "cascade_target", "severity": "high", "message": said, "facts": of, "message_en": said,
            "fields": {"quote_a": of[0]["text"], "formula": said},
        }  # fmt: skip
        found(city.root, number, row, Document.objects.get(pk=of[0]["document"]))
    return one, two


def found(unit, number, row, document=None):
    """A finding at a unit."""
    made(
        Finding(
            unit=unit, document=document, check_id=row["check"], severity="high", key=f"{number:064d}", row=row,
            found_at=clock.now(),
        )
    )  # fmt: skip


def told(document, words, sentence):
    """A fact of a finding."""
    reading = document.readings.get()
    start = reading.text.index(words)
    return {
        "doc": document.name, "start": start, "end": start + len(words), "document": document.pk, "reading": reading.pk,
        "text": words, "sentence": sentence,
    }  # fmt: skip


@pytest.fixture
def above(city, person, caller):
    """Who reads what stands at the city, and nothing below it."""
    return caller(person("reporter", city.root))


WAYS = ("list", "one", "csv", "jsonl", "xlsx")


def fetched(by, way):
    """All that is told of findings in one of the ways to them, as one text."""
    if way == "list":
        return json.dumps(by.get("/findings")["rows"], ensure_ascii=False)
    if way == "one":
        return json.dumps([by.get(f"/findings/{key}").body for key in keys(by)], ensure_ascii=False)
    answer = by.client.get(f"/api/v1/export/findings.{way}", headers=by.headers)
    content = b"".join(answer.streaming_content)
    if way == "xlsx":
        sheet = load_workbook(BytesIO(content)).active
        return "".join(str(value) for row in sheet.iter_rows(values_only=True) for value in row)
    return content.decode()


def keys(by):
    return [row["id"] for row in by.get("/findings")["rows"]]


@pytest.mark.parametrize("way", WAYS)
def test_words_of_a_document_beyond_sight_are_not_told_with_a_finding(across, planner, above, way):
    assert above.get(f"/documents/{across[1].pk}").status == 404
    whole, part = fetched(planner, way), fetched(above, way)
    for words in ("8%", "区计划", "青汀区"):
        assert (words in whole or words == "青汀区", words in part) == (True, False)
    assert "地区生产总值增长6%以上" in part
    assert part.count("原文在您无权查阅的文档中") >= 3
    assert "原文在您无权查阅的文档中" not in whole


def test_a_finding_says_which_of_its_words_are_beyond_sight(across, above):
    first, second, both, turned = above.get("/findings")["rows"]
    assert (first["row"]["message"], first["document_id"]) == ("“6%”", across[0].pk)
    assert (second["document_id"], second["row"]["fields"]) == (None, {})
    assert [fact.get("beyond", False) for fact in both["row"]["facts"]] == [False, True]
    assert [fact.get("document") for fact in turned["row"]["facts"]] == [None, across[0].pk]
    assert both["row"]["facts"][0]["text"] == "6%"


def test_what_was_not_told_of_a_finding_stays_in_the_ledger_when_it_is_answered(across, above):
    before = list(Finding.objects.order_by("pk").values_list("row", "document"))
    for row in seen_by(Actor(User.objects.get(username="reporter-yl"))):
        findings.answer(SERVER, row, step="explain", words="口径不同", expected=row.revision)
    assert list(Finding.objects.order_by("pk").values_list("row", "document")) == before
    assert set(Finding.objects.values_list("state", flat=True)) == {"explained"}


def test_links_lead_to_no_document_beyond_sight(city, planner, above):
    city_plan, below = (example(city.root, "yunlan-2024-plan"), example(city.east, "qingting-2024-report"))
    planner.post("/documents/compare", unit=city.root.pk, documents=[city_plan.pk, below.pk])
    run_waiting_jobs()
    assert planner.get(f"/documents/{city_plan.pk}/links")["rows"]
    seen = above.get(f"/documents/{city_plan.pk}/links")["rows"]
    ends = {row[end] for row in seen for end in ("a_document", "b_document")}
    assert ends <= {city_plan.pk}
    assert above.get(f"/documents/{below.pk}/links").status == 404


def test_what_is_beyond_sight_is_looked_up_once_for_a_list_and_an_export(across, above, city):
    def queries(ask):
        with CaptureQueriesContext(connection) as seen:
            ask()
        return len(seen)

    assert queries(lambda: above.get("/findings", limit=1)) == queries(lambda: above.get("/findings", limit=4))
    few = queries(lambda: fetched(above, "csv"))
    for number, finding in enumerate(list(Finding.objects.all()), 9):
        found(city.root, number, finding.row)
    assert queries(lambda: fetched(above, "csv")) == few


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
