"""Files that cannot be taken in, wherever files are: told in Chinese, no row, no job and no file of them stays."""

import io
import json
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from django.conf import settings
from openpyxl import Workbook

from server import documents_cast
from server.everything import ledger
from server.returns_cast import cell, form_of, indicator, shell_of
from server.workbook_cast import filled, opened, saved, template
from taizhang.server.dumping import write_dump
from taizhang.server.returns.models import Cell, Import
from taizhang.server.returns.workbooks.identity import identity_in

folder, configured = documents_cast.folder, documents_cast.configured
pytestmark = pytest.mark.usefixtures("folder")
OUTPUT = "规上工业总产值"
XLSX = "填报.xlsx"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MEGABYTE = 1024 * 1024
PART = b"--x\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n"


@dataclass
class Places:
    """Where files are taken in: who may, the address, the field of the file and what goes with it, by a name."""

    ways: dict
    sheets: dict
    dump: bytes

    def send(self, place, *files):
        by, path, field, more = self.ways[place]
        parts = [(f'name="{name}"', str(said).encode()) for name, said in more.items()]
        parts += [(f'name="{field}"; filename="{name}"', content) for name, content in files]
        body = b"".join(PART % (head.encode(), content) for head, content in parts) + b"--x--\r\n"
        kind = "multipart/form-data; boundary=x"
        answer = by.client.post(f"/api/v1{path}", body, kind, headers=by.headers)
        return answer.status_code, json.loads(answer.content)


@pytest.fixture
def places(city, person, caller, on_day, tmp_path):
    on_day(2025, 1, 5)
    form = form_of(city.root, [indicator()], [city.east, city.west])
    shell, other = (shell_of(form, unit, "2025-01") for unit in (city.east, city.west))
    on_day(2025, 2, 3)
    east, west = (caller(person("reporter", unit)) for unit in (city.east, city.west))
    east.post(f"/returns/{shell.pk}/cells", cells=[cell(1, "128")])
    key = Cell.objects.get().pk
    write_dump(tmp_path / "a.zip")
    ways = {
        "documents": (east, "/documents", "file", {"unit": city.east.pk}),
        "workbooks": (east, "/workbooks", "file", {}),
        "a return": (east, "/workbooks", "file", {"filed": shell.pk}),
        "attachments": (east, f"/cells/{key}/attachment", "file", {"revision": 1}),
        "dumps": (caller(person("administrator", city.root)), "/dump/check", "file", {}),
        "batches": (east, "/workbooks/batch", "files", {}),
    }
    sheets = {"own": template(east, shell), "west": template(west, other)}
    return Places(ways, sheets, (tmp_path / "a.zip").read_bytes())


def with_more(content, **members):
    """A package that holds some members more."""
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        for name, more in members.items():
            package.writestr(name, more)
    return out.getvalue()


def packed(**members):
    return with_more(b"", **members)


def locked(content):
    """A package whose members say that they are encrypted."""
    marked = bytearray(content)
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = marked.find(sign)
        while place >= 0:
            marked[place + at] |= 1
            place = marked.find(sign, place + 4)
    return bytes(marked)


def spoilt(content):
    """A package of which a packed member holds what was never packed."""
    at = content.index(b"PK\x03\x04") + 60
    return content[:at] + bytes(sign ^ 0xFF for sign in content[at : at + 200]) + content[at + 200 :]


def letter():
    return packed(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"})


def graded(content):
    book = opened(content)
    book.worksheets[0]["B1"] = "秘密★1年"
    return saved(book)


def bomb(content):
    """A package with 100 MB more in it, in 100 kB."""
    return with_more(content, **{"rows/x.jsonl": bytes(100 * MEGABYTE)})


def plain():
    book = Workbook()
    book.active.append(["通讯录", "电话"])
    return saved(book)


own, west, dump = (lambda p: p.sheets["own"]), (lambda p: p.sheets["west"]), (lambda p: p.dump)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
GRADED = "机密★1年\n云澜市计划".encode()
BAD = (
    # place, what, name of the file, its bytes, status, part of what is said
    ("documents", "empty", "a.txt", lambda _: b"", 422, "文件是空的"),
    ("documents", "over the limit", "a.txt", lambda _: b"x" * (MEGABYTE + 1), 413, "文件超过上限（1 MB）"),
    ("documents", "graded", "a.txt", lambda _: GRADED, 422, "标有“机密”密级"),
    ("documents", "graded within an archive", "a.zip", lambda _: packed(**{"a.txt": GRADED}), 422, "标有“机密”密级"),
    ("documents", "a name of folders alone", "../..", lambda _: b"x", 422, "没有收到文件"),
    ("documents", "a name of nothing shown", "...", lambda _: b"x", 422, "文件没有名称"),
    ("attachments", "empty", "a.txt", lambda _: b"", 422, "文件是空的"),
    ("attachments", "over the limit", "a.bin", lambda _: bytes(10 * MEGABYTE + 1), 413, "附件超过上限（10 MB）"),
    ("attachments", "graded", "a.txt", lambda _: GRADED, 422, "标有“机密”密级"),
    ("attachments", "a name of folders alone", "..", lambda _: b"x", 422, "没有收到文件"),
    ("workbooks", "empty", XLSX, lambda _: b"", 422, "文件是空的"),
    ("workbooks", "over the limit", XLSX, lambda _: b"x" * (20 * MEGABYTE + 1), 413, "20 MB"),
    ("workbooks", "a bomb", XLSX, lambda p: bomb(p.sheets["own"]), 422, "压缩炸弹"),
    ("workbooks", "a letter called .xlsx", XLSX, lambda _: letter(), 422, "不是 .xlsx 工作簿"),
    ("workbooks", "a PDF called .xlsx", XLSX, lambda _: PDF, 422, "不是 .xlsx 工作簿"),
    ("workbooks", "text called .xlsx", XLSX, lambda _: "产值,128".encode(), 422, "不是 .xlsx 工作簿"),
    ("workbooks", "cut off", XLSX, lambda p: p.sheets["own"][:-300], 422, "不完整"),
    ("workbooks", "with a password", XLSX, lambda _: OLE + bytes(8192), 422, "请去掉密码"),
    ("workbooks", "members with a password", XLSX, lambda p: locked(p.sheets["own"]), 422, "密码"),
    ("workbooks", "damaged within", XLSX, lambda p: spoilt(p.sheets["own"]), 422, "损坏"),
    ("workbooks", "an archive of workbooks", "a.zip", lambda p: packed(a=p.sheets["own"]), 422, "不是 .xlsx 工作簿"),
    ("workbooks", "of nothing that is asked", XLSX, lambda _: plain(), 422, "没有找到填报表"),
    ("workbooks", "graded", XLSX, lambda p: graded(p.sheets["own"]), 422, "标有“秘密”密级"),
    ("workbooks", "of another unit", XLSX, west, 422, "石陂县"),
    ("a return", "of another unit", XLSX, west, 422, "石陂县"),
    ("dumps", "empty", "a.zip", lambda _: b"", 422, "压缩包损坏"),
    ("dumps", "text", "a.zip", lambda _: b"x" * 5000, 422, "压缩包损坏"),
    ("dumps", "cut off", "a.zip", lambda p: p.dump[:-100], 422, "压缩包损坏"),
    ("dumps", "with a password", "a.zip", lambda p: locked(p.dump), 422, "密码"),
    ("dumps", "damaged within", "a.zip", lambda p: spoilt(p.dump), 422, "全量文件不能导入"),
    ("dumps", "a bomb", "a.zip", lambda p: bomb(p.dump), 422, "压缩炸弹"),
    ("dumps", "with more in it", "a.zip", lambda p: with_more(p.dump, **{"rows/x.jsonl": b"{}"}), 422, "与清单不符"),
    ("dumps", "a workbook", XLSX, own, 422, "没有 manifest.json"),
)
ONE = ("documents", "workbooks", "attachments", "dumps")


@pytest.mark.parametrize("bad", BAD, ids=[f"{row[0]}, {row[1]}" for row in BAD])
def test_a_bad_file_is_told_and_leaves_nothing(places, configured, bad):
    place, _, name, content, status, says = bad
    data = content(places)
    if place == "documents":
        configured(UPLOAD_MB=1)
    before = ledger()
    found, said = places.send(place, (name, data))
    assert (found, says in said["detail"]) == (status, True), said
    assert ledger() == before


@pytest.mark.parametrize("place", [*ONE, "batches"])
def test_no_file_at_all_is_told(places, place):
    before = ledger()
    status, said = places.send(place)
    assert (status, "没有收到文件" in said["detail"]) == (422, True), said
    assert ledger() == before


@pytest.mark.parametrize("place", ONE)
def test_of_two_files_none_is_passed_over_in_silence(places, place):
    before = ledger()
    one = {"workbooks": places.sheets["own"], "dumps": places.dump}.get(place, b"a")
    status, said = places.send(place, (XLSX, one), ("第二.xlsx", one))
    assert (status, said["errors"]) == (422, {"file": "一次只能传一个文件，收到 2 个"})
    assert ledger() == before


BATCHES = [row for row in BAD if row[0] == "workbooks" and row[1] != "an archive of workbooks"]


@pytest.mark.parametrize("bad", BATCHES, ids=[row[1] for row in BATCHES])
def test_a_bad_file_among_others_is_told_and_keeps_none_of_them_back(places, bad):
    _, _, name, content, _, says = bad
    good = filled(places.sheets["own"], {(OUTPUT, "value"): 5})
    data = content(places)
    files = len(kept())
    status, said = places.send("batches", (name, data), ("好.xlsx", good))
    assert status == 201, said
    ill, well = said["files"]
    assert says in ill["refused"]["zh"]
    assert (well["refused"], Import.objects.count(), len(kept())) == (None, 1, files + 1)


def test_of_too_many_files_at_once_not_even_the_first_is_taken_in(places):
    before = ledger()
    rest = {f"{number}.txt": b"x" for number in range(400)}
    status, said = places.send("batches", ("a.zip", packed(**{"a.xlsx": places.sheets["own"]}, **rest)))
    assert (status, said["detail"]) == (413, "一次导入的文件数超过上限（400）")
    assert ledger() == before


def kept():
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


FOLDERS = ("../../etc/计划.txt", "C:\\年报\\计划.txt", "/计划.txt", "a/../计划.txt")


@pytest.mark.parametrize("name", FOLDERS)
def test_a_name_with_folders_is_kept_without_them(places, name):
    status, said = places.send("documents", (name, b"x"))
    assert (status, said["name"]) == (201, "计划.txt"), said
    status, said = places.send("attachments", (name, b"x"))
    assert (status, said["attachment"].partition("/")[2]) == (200, "计划.txt"), said
    root = Path(settings.MEDIA_ROOT).resolve()
    assert all(root in path.resolve().parents for path in kept())


def test_what_a_workbook_holds_counts_not_how_its_name_ends(places):
    status, said = places.send("workbooks", ("填报.pdf", filled(places.sheets["own"], {(OUTPUT, "value"): 5})))
    assert (status, said["counts"]["changed"]) == (201, 1), said


def test_a_form_of_a_region_that_is_not_here_says_so(places):
    """A template of a ledger elsewhere: its ids are of other things here, or of none."""
    book = opened(places.sheets["own"])
    mark = book.worksheets[0]["A3"]
    mark.value = replace(identity_in(mark.value), unit="XY-01", unit_name="某县", region="990999").mark()
    before = ledger()
    status, said = places.send("workbooks", (XLSX, saved(book)))
    assert (status, "某县" in said["detail"]) == (422, True), said
    assert ledger() == before
