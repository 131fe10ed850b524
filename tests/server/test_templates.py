"""Templates out: what a workbook of a return holds, what in it is locked, and that words stay words."""

import io
import zipfile
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from server.cast import made
from server.returns_cast import form_of, indicator, observed, shell_of
from server.workbook_cast import opened, places, put, template
from taizhang.server.accounts.acting import SERVER
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import Plan
from taizhang.server.returns.cell_input import CellIn
from taizhang.server.returns.filling import fill_cells
from taizhang.server.returns.forms import RowIn
from taizhang.server.returns.models import FormUnit, Return

OUTPUT, TECH = "规上工业总产值", "技改投资"


@pytest.fixture
def form(city, on_day):
    on_day(2025, 1, 5)
    rows = [indicator(), indicator("test.tech", TECH), indicator("test.stock", "期末贷款余额", nature="stock")]
    given = [RowIn(rows[0].pk, 1), RowIn(rows[1].pk, 2, part_of=1), RowIn(rows[2].pk, 3)]
    return form_of(
        city.root,
        rows,
        [city.east, city.west],
        columns=["value", "cumulative"],
        rows=given,
        instructions="=按现行口径填报",
    )


@pytest.fixture
def filed(city, form, on_day):
    shell = shell_of(form, city.east, "2025-02")
    on_day(2025, 3, 3)
    return shell


@pytest.fixture
def east(city, person, caller):
    return caller(person("reporter", city.east))


@pytest.fixture
def planner(city, person, caller):
    return caller(person("planner", city.root))


def test_a_template_names_unit_form_period_and_units_of_measure(east, filed):
    sheet = opened(template(east, filed)).worksheets[0]
    at = places(sheet)
    assert sheet["B1"].value == "青汀区　工业经济月报　2025年2月"
    assert "填报单位：青汀区（YL-QT）" in sheet["B2"].value
    assert "应报日期：2025-03-10" in sheet["B2"].value
    assert [cell.value for cell in sheet[at.header]][1:7] == [
        "序号",
        "指标",
        "计量单位",
        "本期值",
        "累计值",
        "备注（本期值）",
    ]
    row = at.rows[TECH]
    assert (sheet.cell(row, 3).value, sheet.cell(row, 3).alignment.indent, sheet.cell(row, 4).value) == (
        f"其中：{TECH}",
        2,
        "亿元",
    )
    answer = east.get(f"/returns/{filed.pk}/workbook")
    assert "%E9%9D%92%E6%B1%80%E5%8C%BA" in answer.headers["Content-Disposition"]


def test_only_what_is_to_be_filled_in_is_open(east, filed):
    sheet = opened(template(east, filed)).worksheets[0]
    at = places(sheet)
    open_keys = {key for key, column in at.columns.items() if not sheet.cell(at.rows[OUTPUT], column).protection.locked}
    assert open_keys == {f"{key}{side}" for key in ("value", "cumulative") for side in ("", ":comment", ":reason")}
    assert (sheet.protection.sheet, sheet.protection.password) == (True, None)
    stock = at.rows["期末贷款余额"]
    assert sheet.cell(stock, at.columns["cumulative"]).protection.locked
    assert sheet.column_dimensions["A"].hidden
    assert sheet.row_dimensions[at.keys].hidden
    rule = sheet.data_validations.dataValidation[0]
    assert (rule.type, rule.errorStyle, str(rule.sqref)) == ("decimal", "warning", "E5:E7 F5:F7")


def test_it_prints_across_a4_with_its_head_on_each_page(east, filed):
    sheet = opened(template(east, filed)).worksheets[0]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$1:$4", "D5")
    assert sheet["B1"].font.name == "宋体"


def test_what_is_known_of_other_periods_stands_beside(city, east, filed, form):
    output = form.rows.get(position=1).indicator
    observed(city.east, output, "2025-01", value="120.50", places=2)
    observed(city.east, output, "2024-02", value="98")
    sheet = opened(template(east, filed)).worksheets[0]
    at = places(sheet)
    last, year = (sheet.cell(at.rows[OUTPUT], at.columns[key]) for key in ("value:last", "value:last_year"))
    assert (last.value, last.number_format, year.value) == (120.5, "0.00######", 98)
    assert last.protection.locked
    assert last.fill.fgColor.rgb == "FFEDEFF2"


def test_it_tells_how_to_fill_it_in_and_hides_whose_it_is(east, filed):
    book = opened(template(east, filed))
    assert book.sheetnames == ["青汀区", "填表说明", "_taizhang"]
    text = "\n".join(str(cell.value or "") for row in book["填表说明"].iter_rows() for cell in row)
    assert "没有密码" in text
    assert "blank is not zero" in text
    meta = book["_taizhang"]
    said = {meta.cell(1, column).value: meta.cell(2, column).value for column in range(1, meta.max_column + 1)}
    assert meta.sheet_state == "veryHidden"
    assert (said["filed"], said["unit"], said["region"], said["period"]) == (filed.pk, "YL-QT", "990102", "2025-02")
    assert said["version"] == filed.form.revision
    assert len(said["sum"]) == 16


def test_words_that_look_like_a_formula_stay_words(east, filed):
    row = filed.form.rows.get(position=1).pk
    words = {"comment": '=HYPERLINK("http://x","y")', "reason": "+cmd|' /C calc'!A0\x0b"}
    fill_cells(SERVER, filed, cells=[CellIn("value", row=row, value="1", **words)])
    book = opened(template(east, filed))
    for sheet in book.worksheets:
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    at = places(book.worksheets[0])
    cell = book.worksheets[0].cell(at.rows[OUTPUT], at.columns["value:comment"])
    assert (cell.value, cell.quotePrefix) == (words["comment"], True)


def test_a_workbook_for_each_unit_comes_in_a_zip(city, planner, form, filed):
    answer = planner.get(f"/forms/{form.pk}/workbooks", period="2025-02")
    assert answer.headers["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.body)) as packed:
        assert packed.namelist() == ["青汀区-工业经济月报-2025年2月.xlsx", "石陂县-工业经济月报-2025年2月.xlsx"]
        book = opened(packed.read("石陂县-工业经济月报-2025年2月.xlsx"))
    assert book.worksheets[0]["B1"].value.startswith("石陂县")


def test_all_units_come_in_one_workbook(planner, form, filed):
    book = opened(planner.get(f"/forms/{form.pk}/workbook", period="2025-02").body)
    assert book.sheetnames == ["青汀区", "石陂县", "填表说明", "_taizhang"]


def test_one_sees_the_templates_of_ones_own_units_alone(city, person, caller, east, filed):
    form, west = filed.form, Return.objects.get(form=filed.form, unit=city.west, period="2025-02")
    assert east.get(f"/returns/{west.pk}/workbook").status == 404
    book = opened(east.get(f"/forms/{form.pk}/workbook", period="2025-02").body)
    assert book.sheetnames[0:2] == ["青汀区", "填表说明"]
    assert caller(person("reporter", city.town)).get(f"/forms/{form.pk}/workbooks", period="2025-02").status == 404


def test_a_period_that_is_none_or_of_nobody_is_told(planner, form, filed):
    assert planner.get(f"/forms/{form.pk}/workbooks", period="二月").status == 422
    assert planner.get(f"/forms/{form.pk}/workbooks", period="2031-02").status == 404
    assert planner.get(f"/forms/{form.pk}/workbooks").status == 422


def test_templates_of_many_units_cost_the_queries_of_few(city, planner, form, filed):
    path = f"/forms/{form.pk}/workbooks"
    planner.get(path, period="2025-02")
    with CaptureQueriesContext(connection) as few:
        planner.get(path, period="2025-02")
    for number in range(8):
        unit = made(Unit(region=city.region, parent=city.root, code=f"N{number}", name=f"单位{number}", kind="bureau"))
        made(FormUnit(form=form, reporter=unit, rows=[]))
        made(Return(**shell(filed, unit)))
    with CaptureQueriesContext(connection) as many:
        answer = planner.get(path, period="2025-02")
    assert len(zipfile.ZipFile(io.BytesIO(answer.body)).namelist()) == 10
    assert len(many) == len(few)


def shell(filed, unit):
    same = ("form", "period", "period_end", "opens_on", "due_on", "vintage")
    return {name: getattr(filed, name) for name in same} | {"unit": unit}


def test_a_growth_asked_for_by_the_autumn_form_is_in_per_cent(city, caller, person, on_day):
    on_day(2025, 9, 1)
    plan = made(Plan(region=city.region, unit=city.root, year=2026, title="2026年计划"))
    output = indicator()
    rows = [RowIn(output.pk, 1), RowIn(output.pk, 2, measure="growth")]
    columns = ["so_far", "estimate", "proposed", "reason", "basis"]
    form = form_of(
        city.root, [output], [city.east], name="征集", kind="autumn", plan_id=plan.pk, period_type="cumulative",
        columns=columns, rows=rows, starts_on=date(2025, 1, 1),
    )  # fmt: skip
    sheet = opened(
        template(caller(person("reporter", city.east)), shell_of(form, city.east, "2025-01/2025-08"))
    ).worksheets[0]
    at = places(sheet)
    assert list(at.rows) == [OUTPUT, f"{OUTPUT}（增速）"]
    assert [sheet.cell(row, 4).value for row in at.rows.values()] == ["亿元", "%"]
    assert put(sheet, OUTPUT, "basis", "x").number_format == "@"
