"""Exports by kind, and the dump by the API: as far as rights reach, in each form, text never a formula."""

import csv
import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from server import documents_cast
from server.any_rows import fill
from server.cast import made
from taizhang.server.dumping import check_dump
from taizhang.server.dumping.kinds import KINDS
from taizhang.server.ledger.models import Firm
from taizhang.server.log.models import Entry

folder = documents_cast.folder


@pytest.fixture
def admin(city, person, caller):
    return caller(person("administrator", city.root))


def lines(answer):
    assert answer.status == 200
    return list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"))))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_exported_in_every_form(city, person, caller, kind):
    fill(2, owner=person("administrator", city.root))
    auditor = caller(person("auditor", city.root))
    table = lines(auditor.get(f"/export/{kind}.csv"))
    assert table[0][0] == "id"
    told = auditor.client.get(f"/api/v1/export/{kind}.jsonl", headers=auditor.headers)
    rows = [json.loads(line) for line in b"".join(told.streaming_content).splitlines()]
    assert [str(row["id"]) for row in rows] == [line[0] for line in table[1:]]
    assert len(rows) >= 2
    sheet = load_workbook(io.BytesIO(auditor.get(f"/export/{kind}.xlsx").body)).active
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == [row["id"] for row in rows]


def test_an_export_reaches_as_far_as_the_rights(city, person, caller):
    for number, unit in enumerate((city.east, city.town, city.west)):
        made(Firm(code=f"F{number}", name=unit.name, region=unit.region, unit=unit))
    planner = caller(person("planner", city.east))
    assert len(lines(caller(person("reporter", city.east)).get("/export/firms.csv"))) == 2
    assert len(lines(caller(person("administrator", city.east)).get("/export/firms.csv"))) == 3
    assert len(lines(planner.get("/export/firms.csv"))) == 4
    assert caller(person("auditor", city.west), scopes=["log"]).get("/export/firms.csv").status == 403


def test_text_that_looks_like_a_formula_stays_text(city, admin):
    made(Firm(code="F1", name='=HYPERLINK("http://x","y")', region=city.region, unit=city.root))
    table = lines(admin.get("/export/firms.csv"))
    assert table[1][table[0].index("name")] == '\'=HYPERLINK("http://x","y")'
    sheet = load_workbook(io.BytesIO(admin.get("/export/firms.xlsx").body)).active
    (cell,) = [cell for cell in sheet[2] if str(cell.value).startswith("=")]
    assert cell.data_type == "s"


def test_an_export_opens_in_a_spreadsheet_as_utf_8(city, admin):
    assert admin.get("/export/units.csv").body.startswith("\ufeff".encode())


def test_no_password_is_in_an_export():
    assert "password" not in {column for kind in KINDS.values() for column in kind.columns}


def test_an_export_makes_no_query_for_each_row(city, admin, django_assert_max_num_queries):
    fill(20)
    with django_assert_max_num_queries(8):
        admin.get("/export/observations.csv")


@pytest.mark.parametrize("path", ["/export/palaces.csv", "/export/units.pdf", "/export/users.csv"])
def test_other_kinds_and_forms_are_refused(city, admin, path):
    assert admin.get(path).status == 422


def test_a_dump_by_the_api_is_whole_and_stands_in_the_log(city, admin, tmp_path):
    answer = admin.get("/dump", why="迁移")
    assert answer.headers["Content-Type"] == "application/zip"
    (tmp_path / "a.zip").write_bytes(answer.body)
    assert check_dump(tmp_path / "a.zip").rows["rows/accounts.unit.jsonl"] == 6
    last = Entry.objects.latest("pk")
    assert (last.action, last.why) == ("dump.export", "迁移")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert b"dump.export" in archive.read("rows/log.entry.jsonl")


def test_only_an_administrator_of_the_root_takes_a_dump(city, person, caller):
    for role, unit in (("administrator", city.east), ("planner", city.root), ("auditor", city.root)):
        one = caller(person(role, unit))
        assert one.get("/dump").status == 403
        assert one.upload("/dump/check", SimpleUploadedFile("a.zip", b"x")).status == 403
    assert not Entry.objects.filter(action="dump.export").exists()


def test_a_dump_is_checked_by_the_api(city, folder, admin):
    whole = SimpleUploadedFile("a.zip", admin.get("/dump").body)
    told = admin.upload("/dump/check", whole)
    assert (told.status, told["files"], told["rows"]["rows/accounts.unit.jsonl"]) == (200, 0, 6)
    answer = admin.upload("/dump/check", SimpleUploadedFile("a.zip", b"no zip"))
    assert (answer.status, answer["code"]) == (422, "dump_broken")
    assert answer["detail"].startswith("全量文件不能导入：压缩包损坏")
