"""Workbooks come back: previewed row by row, put in, handed back with marks, whatever people did to them."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest

from server.returns_cast import form_of, indicator, shell_of
from server.workbook_cast import cells, dropped, filled, imported, opened, places, retyped, saved, template, told
from taizhang.server.log.models import Entry
from taizhang.server.returns.forms import RowIn
from taizhang.server.returns.models import Cell, Import, Return

OUTPUT, INVEST, TECH = "规上工业总产值", "工业投资", "技改投资"


@pytest.fixture
def form(city, on_day):
    """A monthly form of three rows, of which the third is a part of the second, with two columns."""
    on_day(2025, 1, 5)
    rows = [indicator(), indicator("test.invest", INVEST), indicator("test.tech", TECH)]
    given = [RowIn(rows[0].pk, 1), RowIn(rows[1].pk, 2), RowIn(rows[2].pk, 3, part_of=2)]
    return form_of(city.root, rows, [city.east, city.west], columns=["value", "growth"], rows=given)


@pytest.fixture
def filed(city, form, on_day):
    shell = shell_of(form, city.east, "2025-01")
    on_day(2025, 2, 3)
    return shell


@pytest.fixture
def reporter(city, person):
    return person("reporter", city.east)


@pytest.fixture
def east(reporter, caller):
    return caller(reporter)


@pytest.fixture
def colleague(city, person, caller):
    return caller(person("reporter", city.east, "张三"))


@pytest.fixture
def planner(city, person, caller):
    return caller(person("planner", city.root))


def value_of(filed, name, column="value"):
    return Cell.objects.get(filed=filed, row__indicator__name=name, column=column).value


def test_a_workbook_is_previewed_and_then_put_in(east, filed, reporter):
    content = filled(template(east, filed), {(OUTPUT, "value"): 128.5, (TECH, "growth"): -3.25})
    seen = dropped(east, content)
    assert (seen.status, seen["state"], told(seen)) == (201, "previewed", (2, 0, 4, 0))
    assert not Cell.objects.exists()
    row = next(row for row in seen["parts"][0]["rows"] if row["name"] == OUTPUT)
    assert (row["row"], row["what"]) == (5, "new")
    assert {name: row["cells"][0][name] for name in ("at", "what", "old", "new")} == {
        "at": "E5",
        "what": "new",
        "old": "",
        "new": "128.5",
    }
    done = east.post(f"/workbooks/{seen['id']}/commit")
    assert (done["state"], done["done_rows"], done["all_rows"]) == ("done", 3, 3)
    assert (value_of(filed, OUTPUT), value_of(filed, TECH, "growth")) == (Decimal("128.5"), Decimal("-3.25"))
    cell = Cell.objects.get(column="value")
    assert (cell.origin, cell.entered_by) == ({"import": seen["id"], "row": 5}, reporter.pk)
    entry = Entry.objects.filter(action="workbook.import", changes__model="returns.cell").first()
    assert (entry.channel, entry.actor) == ("import", reporter.pk)


def test_the_same_file_twice_changes_nothing(east, filed):
    content = filled(template(east, filed), {(OUTPUT, "value"): 128.5, (OUTPUT, "value:comment"): "含军工"})
    imported(east, content)
    again = imported(east, content)
    assert told(again) == (0, 0, 6, 0)
    assert Cell.objects.count() == 1


def test_a_file_corrected_after_its_own_import_is_put_in_again(east, filed):
    first = filled(template(east, filed), {(OUTPUT, "value"): 128.5})
    imported(east, first)
    again = imported(east, filled(first, {(OUTPUT, "value"): 182.5}))
    assert told(again) == (0, 1, 5, 0)
    assert (cells(again)[OUTPUT, "value"]["old"], value_of(filed, OUTPUT)) == ("128.5", Decimal("182.5"))


def test_what_another_changed_meanwhile_is_refused_with_both_values(colleague, east, filed, on_day):
    content = template(east, filed)
    on_day(2025, 2, 5)
    row = filed.form.rows.get(position=1).pk
    colleague.post(f"/returns/{filed.pk}/cells", cells=[{"row": row, "column": "value", "value": "131"}])
    seen = imported(east, filled(content, {(OUTPUT, "value"): 128, (TECH, "value"): 5}))
    assert told(seen) == (1, 0, 4, 1)
    assert cells(seen)[OUTPUT, "value"]["why"]["zh"] == "您看到的是 空，现在是 131（张三 2月5日 改）；没有覆盖"
    assert (value_of(filed, OUTPUT), value_of(filed, TECH)) == (131, 5)


def test_what_one_left_alone_does_not_clash_with_others(colleague, east, filed):
    content = template(east, filed)
    row = filed.form.rows.get(position=1).pk
    colleague.post(f"/returns/{filed.pk}/cells", cells=[{"row": row, "column": "value", "value": "131"}])
    assert told(imported(east, filled(content, {(TECH, "value"): 5}))) == (1, 0, 5, 0)
    assert value_of(filed, OUTPUT) == 131


def test_what_changed_between_preview_and_commit_refuses_the_return_whole(colleague, east, filed):
    seen = dropped(east, filled(template(east, filed), {(OUTPUT, "value"): 128, (TECH, "value"): 5}))
    row = filed.form.rows.get(position=1).pk
    colleague.post(f"/returns/{filed.pk}/cells", cells=[{"row": row, "column": "value", "value": "131"}])
    done = east.post(f"/workbooks/{seen['id']}/commit")
    assert done["parts"][0]["state"] == "refused"
    assert "张三" in done["parts"][0]["trouble"]["zh"]
    assert Cell.objects.count() == 1


def test_a_value_cleared_in_the_file_is_cleared(east, filed):
    imported(east, filled(template(east, filed), {(OUTPUT, "value"): 128, (TECH, "value"): 0}))
    again = imported(east, filled(template(east, filed), {(OUTPUT, "value"): None}))
    assert told(again) == (0, 1, 5, 0)
    assert (value_of(filed, OUTPUT), value_of(filed, TECH)) == (None, 0)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("１，２３４．５０", "1234.5"),
        (" 1 234.5 ", "1234.5"),
        ("12000万元", "1.2"),
        ("128.5亿元", "128.5"),
        (0.1 + 0.2, "0.3"),
        (1 / 3, "0.33333333"),
        (123456789012345, "123456789012345"),
        ("−5", "-5"),
    ],
)
def test_numbers_are_read_as_people_write_them(east, filed, typed, value):
    seen = imported(east, filled(template(east, filed), {(OUTPUT, "value"): typed}))
    assert told(seen)[3] == 0, cells(seen)
    assert value_of(filed, OUTPUT) == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("约128", "不是数字"),
        ("128万吨", "与本表单位“亿元”不符"),
        (True, "不是数字"),
        ("6.5%", "与本表单位“亿元”不符"),
        (1234567890123456789, "位数过多"),
        ("=1/0", "公式没有算好的结果；请在 Excel 或 WPS 中打开文件，保存后再导入"),
    ],
)
def test_what_is_no_number_is_refused_in_its_cell(east, filed, typed, why):
    seen = imported(east, filled(template(east, filed), {(OUTPUT, "value"): typed, (TECH, "value"): 5}))
    assert told(seen) == (1, 0, 4, 1)
    assert why in cells(seen)[OUTPUT, "value"]["why"]["zh"]
    assert (value_of(filed, TECH), Cell.objects.count()) == (5, 1)


def test_a_per_cent_of_excel_is_read_as_it_is_shown(east, filed):
    book = opened(template(east, filed))
    sheet = book.worksheets[0]
    at = places(sheet)
    cell = sheet.cell(at.rows[OUTPUT], at.columns["growth"])
    cell.value, cell.number_format = 0.065, "0.0%"
    imported(east, saved(book))
    assert value_of(filed, OUTPUT, "growth") == Decimal("6.5")


def test_rows_inserted_sorted_and_deleted_and_columns_moved_are_found(east, filed):
    book = opened(filled(template(east, filed), {(OUTPUT, "value"): 1, (INVEST, "value"): 2, (TECH, "value"): 3}))
    sheet = book.worksheets[0]
    sheet.title = "改了名"
    at = places(sheet)
    rows = {name: [cell.value for cell in sheet[row]] for name, row in at.rows.items()}
    sheet.delete_rows(at.first, 3)
    for row, values in enumerate(([None, None, "请注意以下各行"], rows[TECH], [], rows[OUTPUT]), at.first):
        for column, value in enumerate(values, 1):
            sheet.cell(row, column).value = value
    sheet.insert_cols(4)
    sheet.column_dimensions["C"].hidden = True
    seen = imported(east, saved(book))
    assert told(seen) == (2, 0, 2, 0)
    assert (value_of(filed, OUTPUT), value_of(filed, TECH)) == (1, 3)
    assert seen["parts"][0]["cautions"][0]["zh"] == "文件里没有 1 行：工业投资；这些行不变"


def test_a_row_whose_name_was_sorted_apart_from_its_id_follows_its_name(east, filed):
    book = opened(template(east, filed))
    sheet = book.worksheets[0]
    at = places(sheet)
    for name, other, value in ((OUTPUT, TECH, 3), (TECH, OUTPUT, 1)):
        sheet.cell(at.rows[name], at.columns["name"]).value = other
        sheet.cell(at.rows[name], at.columns["value"]).value = value
    imported(east, saved(book))
    assert (value_of(filed, OUTPUT), value_of(filed, TECH)) == (1, 3)


def test_a_row_that_was_given_another_name_is_refused(east, filed):
    book = opened(filled(template(east, filed), {(OUTPUT, "value"): 1}))
    sheet = book.worksheets[0]
    at = places(sheet)
    sheet.cell(at.rows[OUTPUT], at.columns["name"]).value = "用电量"
    seen = dropped(east, saved(book))
    assert "指标名称被改成“用电量”" in seen["parts"][0]["rows"][0]["why"]["zh"]
    assert told(seen)[0] == 0


def test_a_copied_row_is_refused_the_second_time(east, filed):
    book = opened(filled(template(east, filed), {(OUTPUT, "value"): 1}))
    sheet = book.worksheets[0]
    at = places(sheet)
    for cell in sheet[at.rows[OUTPUT]]:
        sheet.cell(sheet.max_row + (cell.column == 1), cell.column).value = cell.value
    seen = dropped(east, saved(book))
    assert seen["parts"][0]["rows"][-1]["why"]["zh"] == "与第 5 行是同一指标，只读取前一行"


def test_a_sheet_retyped_without_ids_is_matched_by_names(east, filed):
    rows = [
        ["指标", "计量单位", "本期值", "同比增速（%）"],
        [OUTPUT, "万元", 12000, "5.5%"],
        ["  其中：技改投资", "亿元", 3, None],
    ]
    seen = imported(east, retyped(rows))
    assert (told(seen), seen["parts"][0]["by_names"]) == ((3, 0, 1, 0), True)
    assert "按单位、期次和指标名称对应" in seen["parts"][0]["cautions"][0]["zh"]
    assert "12000万元”已换算为 1.2亿元" in cells(seen)[OUTPUT, "value"]["asks"][0]["zh"]
    assert (value_of(filed, OUTPUT), value_of(filed, TECH)) == (Decimal("1.2"), 3)
    assert told(imported(east, retyped(rows)))[:2] == (0, 0)


@pytest.mark.parametrize(
    ("title", "why"),
    [("工业经济月报2025年1月", "没有找到对应的填报"), ("石陂县工业经济月报2025年1月", "没有找到对应的填报")],
)
def test_a_retyped_sheet_of_nobody_is_refused(east, filed, title, why):
    answer = dropped(east, retyped([["指标", "本期值"], [OUTPUT, 1]], title))
    assert (answer.status, why in answer["detail"]) == (422, True)
    assert not Import.objects.exists()


def test_a_workbook_of_something_else_is_refused(east, filed):
    answer = dropped(east, retyped([["姓名", "电话"], ["甲", 1]]))
    assert (answer.status, answer["code"]) == (422, "invalid")
    assert "没有找到填报表" in answer["detail"]


def test_a_file_of_another_unit_is_refused(city, planner, east, form, filed):
    west = Return.objects.get(form=form, unit=city.west, period="2025-01")
    content = filled(template(planner, west), {(OUTPUT, "value"): 1})
    answer = dropped(east, content)
    assert answer.status == 422
    assert "文件是石陂县《工业经济月报》2025年1月的，不在您的权限范围内" in answer["detail"]
    other = dropped(planner, content, **{"return": filed.pk})
    assert (other.status, "不是青汀区《工业经济月报》2025年1月的" in other["detail"]) == (422, True)
    below = dropped(planner, content, unit=city.east.pk)
    assert (below.status, below["parts"][0]["state"]) == (201, "refused")
    assert "不属于青汀区" in below["parts"][0]["trouble"]["zh"]


def test_a_file_of_another_ledger_is_refused(east, filed, city):
    content = filled(template(east, filed), {(OUTPUT, "value"): 1})
    city.region.__class__.objects.filter(pk=city.east.region_id).update(code="990199")
    answer = dropped(east, content)
    assert (answer.status, "不是本台账发出的" in answer["detail"]) == (422, True)


def test_a_return_that_is_locked_or_submitted_is_told_in_the_preview(east, filed, on_day):
    content = filled(template(east, filed), {(OUTPUT, "value"): 1})
    on_day(2025, 4, 1)
    seen = imported(east, content)
    assert seen["parts"][0]["state"] == "refused"
    assert "锁定" in seen["parts"][0]["trouble"]["zh"]
    assert not Cell.objects.exists()


def test_who_may_only_read_may_not_drop(city, person, caller, east, filed):
    content = filled(template(east, filed), {(OUTPUT, "value"): 1})
    assert dropped(caller(person("leader", city.root)), content).status == 403
    assert dropped(caller(person("reporter", city.west)), content, unit=city.west.pk).status == 422


def test_what_is_asked_about_wants_a_reason_in_the_file(east, filed):
    values = {(INVEST, "value"): 5, (TECH, "value"): 8}
    seen = dropped(east, filled(template(east, filed), values))
    asked = [cell for cell in cells(seen).values() if cell["reason_wanted"]]
    assert asked
    name = next(name for (name, _), cell in cells(seen).items() if cell["reason_wanted"])
    again = imported(east, filled(template(east, filed), values | {(name, "value:reason"): "口径不同"}))
    assert not cells(again)[name, "value"]["reason_wanted"]
    assert Cell.objects.get(row__indicator__name=name).reason == "口径不同"


def test_an_import_is_committed_once(east, filed):
    done = imported(east, filled(template(east, filed), {(OUTPUT, "value"): 1}))
    answer = east.post(f"/workbooks/{done['id']}/commit")
    assert (answer.status, answer["code"]) == (409, "wrong_state")


def test_the_history_tells_who_when_and_by_which_way(east, filed, reporter):
    done = imported(east, filled(template(east, filed), {(OUTPUT, "value"): 1}), name="一月.xlsx")
    row = east.get("/workbooks")["rows"][0]
    assert (row["id"], row["name"], row["channel"], row["by"]) == (done["id"], "一月.xlsx", "api", reporter.pk)
    assert (row["state_name"], row["done_rows"]) == ("已完成", 3)


def test_the_file_is_kept_as_it_came(east, filed):
    content = filled(template(east, filed), {(OUTPUT, "value"): 1})
    done = imported(east, content)
    assert east.get(f"/workbooks/{done['id']}/file").body == content


def test_the_file_comes_back_with_marks_and_else_as_it_was(east, filed):
    book = opened(filled(template(east, filed), {(OUTPUT, "value"): 1, (INVEST, "value"): "约5"}))
    book.worksheets[0]["C20"] = "=1+1"
    book.worksheets[0]["C21"] = "联系人：甲"
    content = saved(book)
    done = imported(east, content)
    before, after = (opened(each).worksheets[0] for each in (content, east.get(f"/workbooks/{done['id']}/marked").body))
    at = places(after)
    column = next(cell.column for cell in after[at.header] if cell.value == "导入结果")
    said = {name: after.cell(row, column).value for name, row in at.rows.items() if row < 10}
    assert said == {OUTPUT: "本期值已新增", INVEST: "本期值拒绝：“约5”不是数字；没有数据请留空", TECH: "未变"}
    assert after.cell(at.rows[INVEST], at.columns["value"]).comment.text == "“约5”不是数字；没有数据请留空"
    assert after.cell(at.rows[OUTPUT], at.columns["value"]).fill.fgColor.rgb == "FFD9F0DD"
    for row in before.iter_rows():
        for cell in row:
            assert after[cell.coordinate].value == cell.value
    assert after.protection.sheet
    assert str(after.data_validations.dataValidation[0].sqref) == str(before.data_validations.dataValidation[0].sqref)
    assert after.column_dimensions["A"].hidden
    again = dropped(east, east.get(f"/workbooks/{done['id']}/marked").body)
    assert told(again)[:2] == (0, 0)


def reckoned(content, formula, result):
    """A workbook saved by Excel: the formula with its result beside it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name).replace(f"<f>{formula}</f><v></v>".encode(), f"<f>{formula}</f>{result}".encode())
            new.writestr(name, part)
    return out.getvalue()


def test_the_saved_result_of_a_formula_is_taken(east, filed):
    content = filled(template(east, filed), {(OUTPUT, "value"): "=100/3", (TECH, "value"): "=1/0"})
    content = reckoned(content, "100/3", "<v>33.3333333333333357</v>")
    seen = imported(east, reckoned(content, "1/0", "<v></v>"))
    assert value_of(filed, OUTPUT) == Decimal("33.33333333")
    assert told(seen) == (1, 0, 4, 1)


def test_a_date_where_a_number_is_wanted_is_refused(east, filed):
    seen = dropped(east, filled(template(east, filed), {(OUTPUT, "value"): date(2025, 3, 1)}))
    assert "“2025-03-01”是日期，不是数字" in cells(seen)[OUTPUT, "value"]["why"]["zh"]


def test_lists_of_imports_cost_the_same_for_many(east, filed, django_assert_max_num_queries):
    content = filled(template(east, filed), {(OUTPUT, "value"): 1})
    for _ in range(4):
        dropped(east, content)
    with django_assert_max_num_queries(3):  # the token, the grants, the imports
        assert len(east.get("/workbooks")["rows"]) == 4
