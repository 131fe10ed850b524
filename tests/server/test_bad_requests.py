"""What cannot be done is answered by a status, a code and a sentence in Chinese, and leaves everything as it was."""

import csv
import json
import re
from decimal import Decimal
from io import BytesIO, StringIO
from itertools import zip_longest
from pathlib import Path
from string import Template
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.management import call_command
from django.db import transaction
from openpyxl import load_workbook

from server import documents_cast
from server.cast import made
from server.documents_cast import read_in
from server.everything import ledger
from server.returns_cast import cell, form_of, indicator, observed, shell_of
from server.task_cast import plan_of, task_of
from server.workbook_cast import dropped, told
from taizhang.server.accounts.acting import SERVER
from taizhang.server.accounts.models import Grant
from taizhang.server.documents.models import Document
from taizhang.server.dumping import load_dump, write_dump
from taizhang.server.jobs.queue import run_waiting_jobs
from taizhang.server.ledger.breakdown.actions import draft_breakdown
from taizhang.server.ledger.models import Observation, Target
from taizhang.server.ledger.plans.targets import add_target
from taizhang.server.log.verifying import verify
from taizhang.server.returns.models import Cell, Return

folder = documents_cast.folder
TABLE = Path(__file__).with_name("bad_requests.tsv")
SIZES = {"huge": "x" * 10_000_000, "long": "长" * 30_000, "digits": "1" * 5000, "nested": '{"a":' * 90 + "1" + "}" * 90}
ROLES = ("reporter", "reviewer", "planner", "leader", "administrator", "auditor")


@pytest.fixture
def people(city, person, caller):
    """One who holds every role, one who reports for the east, one who reports and reviews."""
    found = {}
    for name, unit, roles in (
        ("everything", city.root, ROLES),
        ("east", city.east, ["reporter"]),
        ("reporter-too", city.root, ["reporter", "reviewer"]),
        ("填报", city.east, ["reporter"]),
    ):
        user = person(roles[0], unit, name)
        for role in roles[1:]:
            made(Grant(user=user, unit=unit, role=role))
        found[name] = caller(user)
    return found


@pytest.fixture
def there(city, people, person, on_day, folder):
    """What the requests name, by its sign."""
    on_day(2025, 1, 5)
    output = indicator(lowest=Decimal(0), highest=Decimal(1000))
    found = {name: getattr(city, name).pk for name in ("root", "east", "west", "town")}
    found |= {"bureau": city.planning.pk, "indicator": output.pk, "person": person(None, city.east, "某人").pk}
    with transaction.atomic():  # which a request has, and on PostgreSQL what is read to be changed wants
        found |= returns(city, people, output, on_day, found)
        return found | plans(city, output) | figures(city, people, output)


def returns(city, people, output, on_day, found):
    form = form_of(city.root, [output], [city.east, city.west, city.planning])
    shell_of(form, city.east, "2025-05")
    wide = form_of(city.root, [output], [city.east], name="宽表", columns=["value", "growth"])
    shell = shell_of(wide, city.east, "2025-05")
    on_day(2025, 6, 3)
    of = {(row.unit_id, row.period): row.pk for row in Return.objects.filter(form=form)}
    named = {
        "open": of[city.east.pk, "2025-05"],
        "locked": of[city.east.pk, "2025-03"],
        "ahead": of[city.east.pk, "2025-07"],
        "others": of[city.west.pk, "2025-05"],
        "filled": of[city.east.pk, "2025-06"],
        "sent": of[city.planning.pk, "2025-05"],
        "off": of[city.west.pk, "2025-06"],
        "wide": shell.pk,
        "form": form.pk,
    }
    people["填报"].post(f"/returns/{named['filled']}/cells", cells=[cell(1, "40")])
    people["everything"].post(f"/returns/{named['off']}/cells", cells=[cell(1, "5000")])
    answer = people["reporter-too"].post(f"/returns/{named['sent']}/cells", cells=[cell(1, "40")])
    people["reporter-too"].post(f"/returns/{named['sent']}/submit", revision=answer["filed"]["revision"])
    return named


def plans(city, output):
    drafted, issued = plan_of(city.root), plan_of(city.root, issued=True, year=2024)
    wanted = {"indicator_id": output.pk, "measure": "level", "comparator": "=", "value": Decimal(5)}
    target = add_target(SERVER, drafted, **wanted)
    fast = made(
        Target(version=issued, line=1, indicator=output, measure="level", comparator="=", value=Decimal(5), due="2024")
    )
    return {
        "plan": drafted.plan.pk,
        "version": drafted.pk,
        "target": target.pk,
        "breakdown": draft_breakdown(SERVER, target).pk,
        "issued": issued.plan.pk,
        "fast": fast.pk,
        "task": task_of(issued, city.east).pk,
    }


def figures(city, people, output):
    body = {"unit_id": city.east.pk, "indicator": output.code, "period": "2025-01", "value": "30"}
    return {
        "waiting": people["everything"].post("/observations", **body)["id"],
        "accepted": observed(city.east, output, "2024-12", value="30").pk,
        "document": read_in(city.east, "云澜市青汀区2024年生产总值增长5.5%。", "通报.txt").pk,
    }


def requests():
    """The rows of the table."""
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    names = lines[0].split("\t")
    for line in lines[1:]:
        yield dict(zip_longest(names, line.split("\t"), fillvalue=""))


def test_what_cannot_be_done_is_told_in_chinese_and_changes_nothing(people, there):
    """One ledger for all requests: what one of them changed the next would meet."""
    before, wrong = ledger(), []
    for row in requests():
        by = people[row["by"] or "everything"]
        body, path = (Template(row[name]).safe_substitute(there | SIZES) for name in ("body", "path"))
        send = getattr(by.client, row["method"])
        answer = send(f"/api/v1{path}", body, content_type="application/json", headers=by.headers)
        said = json.loads(answer.content)
        fits = (answer.status_code, said.get("code")) == (int(row["status"]), row["code"])
        named = row["field"] in {"", *said.get("errors", ())}
        if not (fits and named and row["says"] in said.get("detail", "")):
            wrong.append((row["what"], answer.status_code, said.get("code"), said.get("detail"), said.get("errors")))
    assert not wrong, "\n".join(map(str, wrong))
    assert ledger() == before


ODD = (
    "😀👨‍👩‍👧",
    "\u202e反向\u202c",
    "x'; DROP TABLE log_entry;--",
    "<script>alert(1)</script>",
    "%_\\",
    "{{7*7}}${7*7}",
)


@pytest.mark.parametrize("text", ODD)
def test_odd_text_is_kept_as_it_came_and_may_be_searched_for(city, people, there, text):
    body = {"unit_id": city.east.pk, "indicator": "test.output", "period": "2025-02", "value": "40"}
    row = people["everything"].post("/observations", comment=text, **body)
    assert (row.status, row["comment"]) == (201, text)
    assert people["everything"].get(f"/observations/{row['id']}")["comment"] == text
    assert people["everything"].get("/log", words=text).status == 200
    assert people["everything"].get("/documents", words=text)["rows"] == []


UNSHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what no workbook can hold
KEPT = {
    "rare characters": "𬭎𬭳䶮㐂\U000323af",
    "full-width digits and signs": "１２３．５％，（Ａ）　全角空格",
    "joined and joiners": "👩\u200d🔧क्\u200dष\u200b\ufeff末",
    "marks that combine, in either form": "e\u0301 é か\u3099 が",
    "written from the right": "ﺔيبرعلا \u202eأبجد\u202c עברית",
    "quotes": "'单'\"双\"“弯”‘弯’`反`\\斜\\",
    "a formula": '=HYPERLINK("http://x","y")',
    "signs of a formula": "-5 或 +5 或 @x",
    "pictures": "😀🇨🇳👨‍👩‍👧\U0001fae8",
    "three thousand characters": "云𬭎" * 1500,
    "lines": "第一行\n第二行\r\n\t第三行\u2028第四行\u0085末",
    "blanks around": "  前后有空格 　",
    "signs below a blank": "a\x01b\x1f\x7fc",
    "signs of no character": "\u200b\ufffd\uffff",
}


@pytest.mark.django_db(transaction=True)
def test_good_text_comes_back_as_it_was_written_by_every_way(city, people, there, tmp_path, settings):
    by, body = people["everything"], {"unit_id": city.east.pk, "indicator": "test.output", "value": "40"}
    written = {}
    for number, text in enumerate(KEPT.values()):
        row = by.post("/observations", comment=text, period=f"20{number:02d}-06", **body)
        assert (row.status, row["comment"]) == (201, text)
        written[row["id"]] = text
    read = {row["id"]: row["comment"] for row in by.get("/observations", limit=1000)["rows"] if row["id"] in written}
    assert read == written
    assert exported(by, "jsonl") == written
    assert exported(by, "csv") == {key: f"'{text}" if text[0] in "=-+@" else text for key, text in written.items()}
    assert in_workbook(by) == {key: UNSHOWN.sub("", text) for key, text in written.items()}
    write_dump(tmp_path / "a.zip")
    call_command("flush", interactive=False, verbosity=0)
    settings.MEDIA_ROOT = tmp_path / "other"
    load_dump(tmp_path / "a.zip")
    assert dict(Observation.objects.filter(pk__in=written).values_list("pk", "comment")) == written
    assert verify().sound


def exported(by, form):
    """The comments of an export, by id."""
    answer = by.client.get(f"/api/v1/export/observations.{form}", headers=by.headers)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = map(json.loads, text.split("\n")[:-1]) if form == "jsonl" else csv.DictReader(StringIO(text, newline=""))
    return {int(row["id"]): row["comment"] for row in rows if row["comment"]}


def test_a_workbook_holds_odd_text_and_brings_it_back_the_same(people, there):
    by, filed = people["填报"], there["open"]
    for text in KEPT.values():
        seen = Cell.objects.filter(filed=filed).values_list("revision", flat=True).first() or 0
        answer = by.post(f"/returns/{filed}/cells", cells=[cell(1, "40", revision=seen, comment=text)])
        assert (answer.status, Cell.objects.get(filed=filed).comment) == (200, text.strip())
        content = by.get(f"/returns/{filed}/workbook").body
        assert told(dropped(by, content)) == (0, 0, 1, 0), text


def in_workbook(by):
    """The comments of an export as a workbook, by id."""
    answer = by.client.get("/api/v1/export/observations.xlsx", headers=by.headers)
    table = load_workbook(BytesIO(b"".join(answer.streaming_content))).active.iter_rows(values_only=True)
    rows = [dict(zip(names, row, strict=True)) for names in [next(table)] for row in table]
    return {row["id"]: row["comment"] for row in rows if row["comment"]}


BOUNDARY = "----taizhang"
PARTS = {
    "unit": b'Content-Disposition: form-data; name="unit"\r\n\r\n%(unit)s',
    "file": b'Content-Disposition: form-data; name="file"; filename="%(name)s"\r\n\r\n%(file)s',
}
TEXT = "云澜市计划增长5.5%。".encode()


def parts(*names, **values):
    """The parts of a form as a browser sends them; those left out are missing."""
    usual = {b"unit": b"1", b"name": b"a.txt", b"file": TEXT} | {name.encode(): said for name, said in values.items()}
    line = f"--{BOUNDARY}".encode()
    return b"".join(line + b"\r\n" + PARTS[name] % usual + b"\r\n" for name in names) + line + b"--\r\n"


def uploaded(by, content, kind=f"multipart/form-data; boundary={BOUNDARY}", path="/documents"):
    answer = by.client.post(f"/api/v1{path}", content, content_type=kind, headers=by.headers)
    return answer.status_code, json.loads(answer.content)


def bomb():
    """A file of 300 MB in 300 kB."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("计划.txt", bytes(300 * 1024 * 1024))
    return packed.getvalue()


BROKEN = (
    ("a form cut in its last line", lambda: parts("unit", "file")[:-20], 422, "没有收到文件，或上传中断没有传完"),
    ("a form cut in the file", lambda: parts("unit", "file")[:-40], 422, "没有收到文件，或上传中断没有传完"),
    ("a form without a file", lambda: parts("unit"), 422, "没有收到文件，或上传中断没有传完"),
    ("a form without a unit", lambda: parts("file"), 422, "单位：必填"),
    ("a unit in words", lambda: parts("unit", "file", unit="东区".encode()), 422, "单位：应为整数"),
    ("no such unit", lambda: parts("unit", "file", unit=b"999999"), 404, "没有找到单位"),
    ("a sign of nought", lambda: parts("unit", "file", unit=b"1\0"), 422, "含有不能保存的字符"),
    ("an empty file", lambda: parts("unit", "file", file=b""), 422, "文件是空的"),
    ("a file without a name", lambda: parts("unit", "file", name=b""), 422, "没有收到文件"),
    ("a graded file", lambda: parts("unit", "file", file="机密★1年\n云澜市计划".encode()), 422, "标有“机密”密级"),
    ("seven thousand fields", lambda: parts(*["unit"] * 7000), 400, "请求不完整或格式有误"),
)


@pytest.mark.parametrize(("content", "status", "says"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_broken_upload_is_told_and_leaves_nothing(people, there, content, status, says):
    before, body = ledger(), content().replace(b"\r\n\r\n1\r\n", f"\r\n\r\n{there['east']}\r\n".encode())
    found, said = uploaded(people["everything"], body)
    assert (found, says in said["detail"]) == (status, True), said
    assert ledger() == before


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=" + "z" * 300])
def test_a_form_without_a_boundary_is_told(people, there, kind):
    assert uploaded(people["everything"], parts("unit", "file"), kind)[0] == 400


def test_wherever_an_upload_is_cut_no_part_of_a_file_is_taken_for_the_whole(people, there):
    whole = parts("unit", "file", unit=str(there["east"]).encode())
    before = Document.objects.count()
    taken = [cut for cut in range(len(whole)) if uploaded(people["everything"], whole[:cut])[0] < 300]
    assert min(taken) > whole.index(TEXT) + len(TEXT)
    document = Document.objects.latest("pk")
    assert (Document.objects.count(), document.size) == (before + 1, len(TEXT))


def test_a_bomb_is_taken_in_and_not_opened(people, there):
    content = parts("unit", "file", unit=str(there["east"]).encode(), name=b"a.zip", file=bomb())
    status, said = uploaded(people["everything"], content)
    assert (status, said["state"]) == (201, "queued")
    run_waiting_jobs()
    document = Document.objects.get(pk=said["id"])
    assert (document.state, "像是压缩炸弹" in document.trouble) == ("failed", True)


def test_a_file_above_the_limit_is_refused_by_its_length_alone(people, there):
    by = people["everything"]
    answer = by.client.post(
        "/api/v1/documents", b"x", "multipart/form-data", headers=by.headers, CONTENT_LENGTH=str(10**12)
    )
    assert (answer.status_code, answer.json()["detail"]) == (413, "上传内容超过上限（100 MB）")
