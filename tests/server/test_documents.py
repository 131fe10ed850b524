"""Documents: uploaded once, streamed whole or not at all, graded ones refused, downloaded as they were."""

import os
import time
from hashlib import sha256
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from server import documents_cast
from server.documents_cast import PLAN, file_of, files_kept, read_in, uploaded
from taizhang.server.documents.files import received
from taizhang.server.documents.models import Document
from taizhang.server.documents.ticks import sweep_incoming
from taizhang.server.log.models import Entry

configured, folder = documents_cast.configured, documents_cast.folder
pytestmark = pytest.mark.usefixtures("folder")


def test_an_upload_is_kept_by_its_hash_and_read_later(city, person, caller, folder):
    answer = caller(person("reporter", city.planning)).upload("/documents", file_of(), unit=city.planning.pk)
    hashed = sha256(PLAN.encode()).hexdigest()
    assert answer.status == 201, answer.body
    assert (answer["state"], answer["sha256"], answer["size"]) == ("queued", hashed, len(PLAN.encode()))
    assert files_kept() == {folder / hashed[:2] / hashed[2:]}
    entry = Entry.objects.latest("id")
    assert (entry.action, entry.unit_id) == ("document.upload", city.planning.pk)


def test_a_file_uploaded_twice_at_a_unit_is_one_document(city, person, caller):
    reporter = caller(person("reporter", city.planning))
    first = reporter.upload("/documents", file_of(), unit=city.planning.pk)
    second = reporter.upload("/documents", file_of(name="另一个名字.txt"), unit=city.planning.pk)
    assert (second.status, second["id"], second["name"]) == (200, first["id"], first["name"])
    assert Document.objects.count() == 1


def test_a_file_at_two_units_is_two_documents_and_one_file(city):
    uploaded(city.planning)
    uploaded(city.statistics)
    assert Document.objects.count() == 2
    assert len(files_kept()) == 1


def test_a_reporter_uploads_nothing_at_another_unit(city, person, caller):
    answer = caller(person("reporter", city.planning)).upload("/documents", file_of(), unit=city.statistics.pk)
    assert answer.status == 403
    assert not files_kept()


def test_a_file_above_the_limit_is_refused_and_nothing_stays(city, person, caller, configured):
    configured(UPLOAD_MB=1)
    big = file_of(b"\xe4\xba\x91" * 400_000, "大文件.txt")
    answer = caller(person("reporter", city.planning)).upload("/documents", big, unit=city.planning.pk)
    assert (answer.status, answer["detail"]) == (413, "文件超过上限（1 MB）")
    assert not files_kept()


def test_an_upload_that_breaks_off_leaves_nothing(city):
    def broken():
        yield b"first half"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError), received(broken()):
        pass
    assert not files_kept()


def test_a_connection_that_breaks_off_is_no_file_that_ends_early(city, person, caller):
    reporter = caller(person("reporter", city.planning))
    head = f'--b\r\nContent-Disposition: form-data; name="unit"\r\n\r\n{city.planning.pk}\r\n--b\r\n'
    whole = (head + 'Content-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n' + PLAN).encode()
    sent = {"wsgi.input": BytesIO(whole), "CONTENT_LENGTH": str(len(whole) + 500)}
    sent["CONTENT_TYPE"] = "multipart/form-data; boundary=b"
    answer = reporter.client.generic("POST", "/api/v1/documents", headers=reporter.headers, **sent)
    assert answer.status_code == 422
    assert not files_kept()
    assert not Document.objects.exists()


def test_what_a_killed_upload_left_is_swept_after_a_day(city, folder):
    left = folder / "incoming" / "half"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    sweep_incoming()
    assert left.exists()
    os.utime(left, (time.time() - 90_000,) * 2)
    sweep_incoming()
    assert not left.exists()


def test_an_empty_file_is_refused(city, person, caller):
    reporter = caller(person("reporter", city.planning))
    assert reporter.upload("/documents", file_of(b""), unit=city.planning.pk)["errors"] == {"file": "文件是空的"}


@pytest.mark.parametrize("text", ["秘密★1年\n" + PLAN, "机 密★\n" + PLAN, "绝密★启用前\n" + PLAN])
def test_a_document_that_prints_a_grade_is_refused_and_not_kept(city, person, caller, text):
    answer = caller(person("reporter", city.planning)).upload("/documents", file_of(text), unit=city.planning.pk)
    assert (answer.status, answer["code"]) == (422, "graded")
    assert "不接收涉密文档，没有保存任何内容" in answer["detail"]
    assert not files_kept()
    assert not Document.objects.exists()


def test_a_grade_that_is_given_is_refused_too(city, person, caller):
    answer = caller(person("reporter", city.planning)).upload(
        "/documents", file_of(), unit=city.planning.pk, secrecy="confidential"
    )
    assert answer["detail"].startswith("云澜市2024年计划.txt标有“机密”密级")


def test_graded_documents_are_taken_in_where_the_office_set_so(city, person, caller, configured):
    configured(ALLOW_GRADED="yes")
    answer = caller(person("reporter", city.planning)).upload(
        "/documents", file_of("秘密★1年\n" + PLAN), unit=city.planning.pk
    )
    assert (answer.status, answer["secrecy"]) == (201, "secret")


def test_words_about_secrets_are_no_grade(city):
    document = read_in(city.planning, PLAN + "保守国家秘密，管好机密文件。\n")
    assert (document.state, document.secrecy) == ("read", "none")


def test_a_download_is_the_file_byte_for_byte(city, person, caller):
    document = uploaded(city.planning, name='计划"终稿".txt')
    answer = caller(person("reporter", city.planning)).get(f"/documents/{document.pk}/file")
    assert answer.body == PLAN.encode()
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''%E8%AE%A1")


def test_what_a_person_may_not_see_looks_as_if_it_were_not_there(city, person, caller):
    document = uploaded(city.east)
    stranger = caller(person("reporter", city.planning))
    assert stranger.get(f"/documents/{document.pk}").status == 404
    assert stranger.get(f"/documents/{document.pk}/file").status == 404
    assert stranger.get("/documents")["rows"] == []


def test_documents_are_found_by_region_kind_year_state_unit_and_words(city, person, caller):
    plan = read_in(city.root)
    queued = uploaded(city.root, PLAN + "附", "未读.txt")
    planner = caller(person("planner", city.root))

    def found(**filters):
        return [row["id"] for row in planner.get("/documents", **filters)["rows"]]

    assert found(kind=plan.kind) == [plan.pk]
    assert found(year=2024, region=city.region.pk) == [plan.pk]
    assert found(state="queued") == [queued.pk]
    assert found(words="国民经济 2024") == [plan.pk]
    assert found(words="未读") == [queued.pk]
    assert found(unit=city.planning.pk) == []
    assert planner.get("/documents", state="lost").status == 422


def test_a_list_of_documents_costs_the_same_queries_however_long(city, person, caller):
    planner = caller(person("planner", city.root))

    def queries():
        with CaptureQueriesContext(connection) as seen:
            planner.get("/documents")
        return len(seen)

    uploaded(city.root)
    few = queries()
    for number in range(8):
        uploaded(city.planning, PLAN + str(number), f"{number}.txt")
    assert queries() == few


def test_a_reviewer_settles_openness_and_a_stale_page_overwrites_nothing(city, person, caller):
    document = uploaded(city.planning)
    reviewer = caller(person("reviewer", city.root))
    path = f"/documents/{document.pk}"
    assert reviewer.patch(path, revision=1, openness="proactive")["openness"] == "proactive"
    assert reviewer.patch(path, revision=1, openness="closed").status == 409
    assert caller(person("reporter", city.planning)).patch(path, revision=2, openness="closed").status == 403
