"""Workbooks made to harm, or broken: a clear refusal, nothing kept."""

import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings

from server.returns_cast import form_of, indicator, shell_of
from server.workbook_cast import dropped, filled, imported, opened, saved, template, told
from taizhang.server.returns.models import Cell, Import
from taizhang.server.returns.workbooks import opening

OUTPUT = "规上工业总产值"


@pytest.fixture
def filed(city, on_day):
    on_day(2025, 1, 5)
    shell = shell_of(form_of(city.root, [indicator()], [city.east]), city.east, "2025-01")
    on_day(2025, 2, 3)
    return shell


@pytest.fixture
def east(city, person, caller):
    return caller(person("reporter", city.east))


def repacked(content, change):
    """A package whose parts are what `change` makes of each; None leaves it out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
    return out.getvalue()


def with_more(content, **parts):
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return out.getvalue()


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
)
SPOILT = {
    "nothing": (lambda _: b"", "文件是空的"),
    "words": (lambda _: "规上工业总产值 128".encode(), "不是 .xlsx 工作簿"),
    "cut off": (lambda content: content[: len(content) // 2], "不完整"),
    "an old .xls": (lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "另存为 .xlsx"),
    "a package of something else": (lambda _: with_more(empty_zip(), **{"a.txt": b"a"}), "不是 .xlsx 工作簿"),
    "entities": (lambda content: repacked(content, lambda name, part: BOMB if "sheet1" in name else part), "文档类型"),
    "entities in UTF-16": (
        lambda content: repacked(
            content, lambda name, part: BOMB.decode().encode("utf-16") if "sheet1" in name else part
        ),
        "文档类型",
    ),
    "XML cut off": (
        lambda content: repacked(content, lambda name, part: part[: len(part) // 2] if "sheet1" in name else part),
        "已损坏",
    ),
    "a sheet missing": (
        lambda content: repacked(content, lambda name, part: None if "sheet1" in name else part),
        "没有找到填报表",
    ),
    "no contents": (
        lambda content: repacked(content, lambda name, part: None if "Content" in name else part),
        "不是 .xlsx",
    ),
}


def empty_zip():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w"):
        pass
    return out.getvalue()


def kept():
    return sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


@pytest.mark.parametrize("kind", SPOILT)
def test_what_is_no_sound_workbook_is_refused_and_nothing_of_it_stays(east, filed, kind):
    spoil, why = SPOILT[kind]
    before = kept()
    answer = dropped(east, spoil(template(east, filed)))
    assert answer.status in {400, 413, 422}, answer.body
    assert why in str(answer.body), answer.body
    assert not Import.objects.exists()
    assert kept() == before


def test_a_package_that_unpacks_to_far_too_much_is_refused(east, filed, monkeypatch):
    content = with_more(template(east, filed), **{"xl/worksheets/sheet9.xml": b"0" * 60_000_000})
    assert len(content) < 200_000
    answer = dropped(east, content)
    assert (answer.status, answer["code"]) == (422, "no_workbook")
    assert "压缩炸弹" in answer["detail"]


def test_a_workbook_above_the_limit_is_refused(east, filed, monkeypatch):
    monkeypatch.setattr(opening, "MOST_CELLS", 10)
    assert "单元格多于 10 个" in dropped(east, template(east, filed))["detail"]
    big = dropped(east, b"PK\x03\x04" + b"\0" * (21 * 1024 * 1024))
    assert (big.status, "20 MB" in big["detail"]) == (413, True)


def test_a_sheet_with_a_value_in_its_last_row_is_refused_in_time(east, filed):
    book = opened(template(east, filed))
    book.worksheets[0].cell(1_048_576, 5).value = 1
    answer = dropped(east, saved(book))
    assert (answer.status, "行" in answer["detail"]) == (422, True)


def test_macros_are_never_handed_back(east, filed):
    content = filled(template(east, filed), {(OUTPUT, "value"): 5})

    def macros(name, part):
        if name == "[Content_Types].xml":
            return part.replace(b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main").replace(
                b"application/vnd.openxmlformats-officedocument.ms-excel", b"application/vnd.ms-excel"
            )
        return part

    content = with_more(repacked(content, macros), **{"xl/vbaProject.bin": b"macro"})
    done = imported(east, content, name="填报.xlsm")
    assert told(done)[0] == 1
    answer = east.get(f"/workbooks/{done['id']}/marked")
    with zipfile.ZipFile(io.BytesIO(answer.body)) as package:
        assert not [name for name in package.namelist() if "vba" in name.lower()]
        assert b"macroEnabled" not in package.read("[Content_Types].xml")
    assert answer.headers["Content-Disposition"].endswith(".xlsx")


def test_links_to_other_files_are_not_handed_back(east, filed):
    book = opened(filled(template(east, filed), {(OUTPUT, "value"): 5}))
    book.worksheets[0]["C20"] = "='[C:\\机密.xlsx]Sheet1'!A1"
    done = imported(east, saved(book))
    with zipfile.ZipFile(io.BytesIO(east.get(f"/workbooks/{done['id']}/marked").body)) as package:
        assert not [name for name in package.namelist() if "externalLink" in name]


def test_ids_that_were_forged_lead_nowhere(east, filed):
    book = opened(filled(template(east, filed), {(OUTPUT, "value"): 5}))
    sheet = book.worksheets[0]
    sheet["A5"] = '{"row":99999999999999999999999,"cells":{"value":[0,"","",""]}}'
    assert told(imported(east, saved(book)))[0] == 1  # its name is enough
    for wrong in ('{"row":1,"cells":[]}', '{"row":null}', "[" * 5000, '{"row":1,"cells":{"value":5}}'):
        sheet["A5"] = wrong
        assert dropped(east, saved(book)).status == 201
    for mark in (
        "taizhang:{}",
        'taizhang:{"filed":"1"}',
        "taizhang:{" + "[" * 3000,
        sheet["A3"].value.replace("YL-QT", "X"),
    ):
        sheet["A3"] = mark
        assert dropped(east, saved(book)).status in {201, 422}


def test_odd_names_of_files_do_no_harm(east, filed):
    content = filled(template(east, filed), {(OUTPUT, "value"): 5})
    done = imported(east, content, name='../../etc/"填报\r\n.xlsx')
    assert not {"/", "\n"} & set(done["name"])
    answer = east.get(f"/workbooks/{done['id']}/marked")
    assert "\n" not in answer.headers["Content-Disposition"]


def test_a_graded_workbook_is_refused(east, filed):
    book = opened(filled(template(east, filed), {(OUTPUT, "value"): 5}))
    book.worksheets[0]["B1"] = "机密★1年"
    answer = dropped(east, saved(book))
    assert (answer.status, answer["code"]) == (422, "graded")
    assert not Import.objects.exists()


def test_a_workbook_without_a_default_style_as_others_write_it_is_read(east, filed):
    content = filled(template(east, filed), {(OUTPUT, "value"): 5})
    content = repacked(content, lambda _, part: part.replace(b'<cellStyle name="Normal"', b'<cellStyle name="x"'))
    assert told(imported(east, content))[0] == 1
    assert Cell.objects.get().value == 5


def test_a_form_without_a_file_is_told(east):
    assert east.post("/workbooks").status in {400, 422}
