"""Reading in the background: rows as `taizhang` gives them, each with its sentence; readers change, readings stay."""

import json

import pytest

from server import documents_cast
from server.documents_cast import EXAMPLES, PLAN, example, files_kept, read_in, uploaded
from taizhang.extracting import read
from taizhang.model.rows import claim_row, commitment_row, fact_row, metadata_row
from taizhang.server.documents import opening, reading
from taizhang.server.documents.jobs import read as read_job
from taizhang.server.documents.models import Document, Fact, Reading
from taizhang.server.jobs.queue import run_waiting_jobs

folder = documents_cast.folder
pytestmark = pytest.mark.usefixtures("folder")


def test_what_is_stored_is_what_the_library_reads(city):
    document = example(city.root, "yunlan-2024-plan")
    extracted, stored = read(EXAMPLES / "yunlan-2024-plan.txt"), document.readings.get()
    assert stored.text == extracted.document.text
    assert without_path([stored.metadata]) == without_path([metadata_row(extracted.document)])
    facts = list(stored.facts.order_by("id"))
    assert without_path(fact.row for fact in facts) == without_path(fact_row(fact, "") for fact in extracted.facts)
    promises = stored.statements.exclude(kind="claim").order_by("id")
    claims = stored.statements.filter(kind="claim").order_by("id")
    assert without_path(s.row for s in promises) == without_path(commitment_row(c, "") for c in extracted.commitments)
    assert without_path(s.row for s in claims) == without_path(claim_row(c, "") for c in extracted.claims)


def without_path(rows):
    return json.loads(json.dumps([{key: value for key, value in row.items() if key != "doc"} for row in rows]))


def test_every_number_stands_in_its_sentence_and_its_clause(city):
    stored = example(city.root, "yunlan-2024-plan").readings.get()
    for fact in stored.facts.all():
        assert stored.text[fact.start : fact.end] == fact.row["text"]
        assert fact.sentence_start <= fact.start < fact.end <= fact.sentence_end
    gdp = stored.facts.get(indicator="gdp", status="target", row__section="二、")
    assert stored.text[gdp.clause_start : gdp.clause_end].endswith("地区生产总值增长6%以上")
    in_table = next(fact for fact in stored.facts.all() if fact.row["place"] and fact.row["text"] == "1667")
    assert stored.text[in_table.sentence_start : in_table.sentence_end].startswith("一、地区生产总值")


def test_a_document_is_found_by_what_it_says_of_itself(city):
    document = example(city.planning, "qingting-2024-report")
    assert (document.state, document.year, document.region) == ("read", 2024, city.east.region)
    assert document.title == "关于青汀区2023年国民经济和社会发展计划执行情况与2024年计划（草案）的报告"
    [caution] = document.readings.get().cautions
    assert caution["zh"] == "文档属于青汀区，上传单位属于云澜市；请核对是否传错"


def test_a_broken_file_says_in_chinese_what_is_wrong(city, person, caller):
    document = read_in(city.planning, b"%PDF-1.7 1 0 obj", "计划.pdf")
    answer = caller(person("reporter", city.planning)).get(f"/documents/{document.pk}")
    assert answer["state"] == "failed"
    assert answer["trouble"].startswith("计划.pdf：文件不完整或已损坏")
    assert not Reading.objects.exists()


def test_a_defect_of_the_reader_is_told_and_the_file_kept(city, monkeypatch):
    def defect(document, called=""):
        raise RecursionError

    monkeypatch.setattr(reading, "opened", defect)
    document = read_in(city.planning)
    assert (document.state, document.trouble) == ("failed", reading.DEFECT)
    assert len(files_kept()) == 1


def test_a_job_that_is_run_again_reads_nothing_twice(city):
    document = read_in(city.planning)
    read_job.call(document.pk)
    Document.objects.filter(pk=document.pk).update(state="reading")  # as its worker left it, killed before the end
    read_job.call(document.pk)
    document.refresh_from_db()
    assert (document.state, Reading.objects.count()) == ("read", 1)


def test_a_newer_reader_makes_a_new_reading_and_the_old_one_stays(city, person, caller, monkeypatch):
    document = read_in(city.planning)
    reviewer = caller(person("reviewer", city.planning))
    assert reviewer.post(f"/documents/{document.pk}/reread").status == 409
    monkeypatch.setattr(opening, "reader", lambda: "taizhang 9.9 · 00000000")
    monkeypatch.setattr(reading, "reader", lambda: "taizhang 9.9 · 00000000")
    assert reviewer.post(f"/documents/{document.pk}/reread")["state"] == "queued"
    run_waiting_jobs()
    rows = reviewer.get(f"/documents/{document.pk}/readings")["rows"]
    assert [(row["current"], row["reader"][:12]) for row in rows] == [(False, "taizhang 0.1"), (True, "taizhang 9.9")]
    assert reviewer.get(f"/documents/{document.pk}")["reader"] == "taizhang 9.9 · 00000000"
    assert Fact.objects.filter(reading=rows[0]["id"]).count() == Fact.objects.filter(reading=rows[1]["id"]).count()


def test_what_failed_may_be_read_again(city, person, caller, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(reading, "opened", lambda _: 1 / 0)
        document = read_in(city.planning)
    answer = caller(person("reviewer", city.planning)).post(f"/documents/{document.pk}/reread")
    assert (answer.status, answer["state"], answer["trouble"]) == (200, "queued", "")
    run_waiting_jobs()
    document.refresh_from_db()
    assert document.state == "read"


def test_a_grade_that_shows_only_in_reading_removes_the_file(city, monkeypatch, person, caller):
    from taizhang.server.documents import uploading

    monkeypatch.setattr(uploading, "grade_of_file", lambda *_: Document.Secrecy.NONE)  # as of a scan
    document = read_in(city.planning, "机密★3年\n" + PLAN)
    assert (document.state, document.secrecy, document.title) == ("refused", "confidential", "")
    assert "不接收涉密文档" in document.trouble
    assert not files_kept()
    assert not Reading.objects.exists()
    reviewer = caller(person("reviewer", city.planning))
    assert reviewer.post(f"/documents/{document.pk}/reread").status == 409
    assert reviewer.get(f"/documents/{document.pk}/file").status == 404
    assert reviewer.get(f"/documents/{document.pk}/reading").status == 404


def test_signs_that_no_database_holds_keep_their_place(city):
    row = opening.storable({"text": "5\x00.5\ud800", "starts": (1, 2), "value": None})
    assert row == {"text": "5\ufffd.5\ufffd", "starts": [1, 2], "value": None}


def test_the_reading_is_shown_whole_with_outline_and_tables(city, person, caller):
    document = example(city.root, "yunlan-2024-plan")
    answer = caller(person("leader", city.root)).get(f"/documents/{document.pk}/reading")
    assert answer["text"].startswith("云澜市人民政府门户网站")
    assert answer["metadata"]["kind"] == "issued_plan"
    assert next(row["title"] for row in answer["outline"] if row["level"] == 1).startswith("2023年")
    assert answer["tables"][0]["name"]


def test_a_file_that_is_no_longer_there_is_told(city, folder):
    document = uploaded(city.planning)
    for path in files_kept():
        path.unlink()
    run_waiting_jobs()
    document.refresh_from_db()
    assert document.state == "failed"
    assert document.trouble == "原件不在数据文件夹中；请从备份恢复"
