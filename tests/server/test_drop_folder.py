"""Workbooks dropped in the folder, or many at once: each answered apart, and who is still missing."""

import io
import os
import zipfile
from datetime import date

import pytest

from server.returns_cast import form_of, indicator, shell_of
from server.workbook_cast import file_of, filled, opened, retyped, saved, template
from taizhang.server.jobs.ticks import periodic
from taizhang.server.lib import clock
from taizhang.server.log.models import Entry
from taizhang.server.returns.models import Cell, Import, Return
from taizhang.server.returns.workbooks import inbox
from taizhang.server.returns.workbooks.inbox import take_inbox

OUTPUT, TECH = "规上工业总产值", "技改投资"


@pytest.fixture
def form(city, on_day):
    on_day(2025, 1, 5)
    form = form_of(city.root, [indicator(), indicator("test.tech", TECH)], [city.east, city.west])
    shell_of(form, city.east, "2025-01")
    on_day(2025, 2, 3)
    return form


@pytest.fixture
def filed(city, form):
    return Return.objects.select_related("form").get(form=form, unit=city.east, period="2025-01")


@pytest.fixture
def planner(city, person, caller):
    return caller(person("planner", city.root))


@pytest.fixture
def folders(tmp_path, settings):
    settings.HOME_FOLDER = tmp_path
    (tmp_path / "inbox").mkdir()
    clock.set_day(date(2025, 2, 3))  # the day of a trial stands in the folder
    return tmp_path


def lay(folders, name, content, age=60):
    path = folders / "inbox" / name
    path.write_bytes(content)
    seconds = path.stat().st_mtime - age
    os.utime(path, (seconds, seconds))
    return path


def answers(folders):
    return {path.name.split("-", 2)[2]: path for path in (folders / "outbox").iterdir()}


def test_a_file_in_the_folder_is_put_in_and_answered(planner, filed, folders):
    content = filled(template(planner, filed), {(OUTPUT, "value"): 128, (TECH, "value"): "约5"})
    path = lay(folders, "青汀.xlsx", content)
    assert take_inbox() == 1
    assert not path.exists()
    assert Cell.objects.get().value == 128
    drop = Import.objects.get()
    assert (drop.channel, drop.by, drop.state, drop.unit.name) == ("folder", None, "done", "青汀区")
    found = answers(folders)
    note = found["青汀-说明.txt"].read_text(encoding="utf-8-sig")
    assert "新增 1、更改 0、未变 0、拒绝 1" in note
    assert "第 6 行 技改投资：本期值拒绝：“约5”不是数字" in note
    marked = opened(found[f"青汀-{drop.pk}-导入结果.xlsx"].read_bytes())
    assert "导入结果" in [cell.value for cell in marked.worksheets[0][4]]
    assert Entry.objects.filter(action="workbook.import", channel="folder", actor=0).exists()


def test_a_file_that_is_refused_is_sent_back_with_the_reason(filed, folders):
    path = lay(folders, "旧表.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    take_inbox()
    found = answers(folders)
    assert not path.exists()
    assert found["旧表-退回.xls"].read_bytes().startswith(b"\xd0\xcf")
    assert "另存为 .xlsx" in found["旧表-说明.txt"].read_text(encoding="utf-8-sig")
    assert not Import.objects.exists()


def test_a_file_still_being_written_or_left_by_excel_waits(planner, filed, folders):
    content = filled(template(planner, filed), {(OUTPUT, "value"): 128})
    lay(folders, "青汀.xlsx", content, age=0)
    lay(folders, "~$青汀.xlsx", content)
    lay(folders, "说明.docx", content)
    assert take_inbox() == 0
    assert len(list((folders / "inbox").iterdir())) == 3


def test_a_file_without_ids_waits_for_a_person(filed, folders):
    lay(folders, "手工.xlsx", retyped([["指标", "本期值"], [OUTPUT, 1]]))
    take_inbox()
    assert Import.objects.get().state == "previewed"
    assert not Cell.objects.exists()
    assert "请有权限的人" in answers(folders)["手工-说明.txt"].read_text(encoding="utf-8-sig")


def test_a_file_that_comes_again_after_a_crash_changes_nothing(planner, filed, folders):
    content = filled(template(planner, filed), {(OUTPUT, "value"): 128})
    lay(folders, "a.xlsx", content)
    take_inbox()
    lay(folders, "a.xlsx", content)
    take_inbox()
    assert (Import.objects.count(), Cell.objects.get().revision) == (2, 1)


def test_a_defect_of_one_file_does_not_hold_up_the_next(planner, filed, folders, monkeypatch):
    real = inbox.take_many

    def failing_on_a(actor, files, how):
        found = list(files)
        if found[0][0] == "a.xlsx":
            raise ZeroDivisionError
        return real(actor, found, how)

    monkeypatch.setattr(inbox, "take_many", failing_on_a)
    content = filled(template(planner, filed), {(OUTPUT, "value"): 128})
    lay(folders, "a.xlsx", content, age=90)
    lay(folders, "b.xlsx", content)
    take_inbox()
    assert Cell.objects.count() == 1
    assert {"a-退回.xlsx", "a-说明.txt", "b-说明.txt"} <= set(answers(folders))


def test_a_zip_in_the_folder_is_opened(city, planner, form, folders):
    packed = planner.get(f"/forms/{form.pk}/workbooks", period="2025-01").body
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w") as new:
        for number, name in enumerate(old.namelist(), 1):
            new.writestr(name, filled(old.read(name), {(OUTPUT, "value"): number}))
    lay(folders, "全市.zip", out.getvalue())
    take_inbox()
    assert sorted(Cell.objects.values_list("filed__unit__name", "value")) == [("石陂县", 2), ("青汀区", 1)]


def test_the_folder_is_looked_at_again_and_again():
    assert "workbooks.inbox" in periodic


def test_many_files_at_once_are_each_told_and_who_is_missing(city, planner, form, filed, on_day):
    on_day(2025, 2, 13)
    good = filled(template(planner, filed), {(OUTPUT, "value"): 128, (TECH, "value"): 1})
    files = [file_of(good, "青汀.xlsx"), file_of(b"PK", "坏.xlsx")]
    told = planner.client.post("/api/v1/workbooks/batch", {"files": files, "put_in": "true"}, headers=planner.headers)
    body = told.json()
    assert told.status_code == 201, body
    assert [(one["name"], bool(one["drop"]), bool(one["refused"])) for one in body["files"]] == [
        ("青汀.xlsx", True, False),
        ("坏.xlsx", False, True),
    ]
    assert (body["files"][0]["drop"]["state"], body["files"][0]["drop"]["counts"]["new"]) == ("done", 2)
    missing = body["missing"][0]
    assert [(row["unit"]["name"], row["cells"], row["days_late"]) for row in missing["rows"]] == [
        ("青汀区", 2, 3),
        ("石陂县", 0, 3),
    ]
    assert [row["complete"] for row in missing["rows"]] == [True, False]
    again = planner.get(f"/forms/{form.pk}/missing", period="2025-01")
    assert again.body == missing["rows"]
    assert again.body[0]["last_import"] is not None


def test_a_broken_zip_among_many_is_told(planner, filed):
    book = opened(filled(template(planner, filed), {(OUTPUT, "value"): 1}))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("好.xlsx", saved(book))
        packed.writestr("坏.xlsx", b"PK\x03\x04 no")
        packed.writestr("说明.txt", "请查收")
    told = planner.client.post(
        "/api/v1/workbooks/batch", {"files": [file_of(out.getvalue(), "a.zip")]}, headers=planner.headers
    )
    assert [(one["name"], bool(one["drop"])) for one in told.json()["files"]] == [
        ("a.zip/好.xlsx", True),
        ("a.zip/坏.xlsx", False),
        ("a.zip/说明.txt", False),
    ]
    assert not Cell.objects.exists()
