"""The reader of workbooks: what a person sees in each cell, and what a hostile file may not do."""

import io
import zipfile
from contextlib import suppress
from datetime import date
from pathlib import Path
from time import process_time

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment

from taizhang.errors import FileDamaged, FileHostile, FileLocked, FormatUnknown, ReadingError
from taizhang.model import Source
from taizhang.reading import sheets
from taizhang.reading.layout import Grid, Layout, Passage, words_of
from taizhang.reading.sheets import sheet
from taizhang.reading.sheets.records import Records

SPECIMENS = Path(__file__).parent / "specimens"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
READ = """云澜市2025年主要指标表
单位：亿元
指标	2024年	增速
计划	实际	计划	实际
地区生产总值	1,234.50	1,260.26	5.5%	6.1%
其中：工业	400.00	388.13	6.0%	-1.3%
进出口	-5.20	-7.00	0.0%	-30.0%
填报日期	2025年3月27日	2494.8	#DIV/0!	TRUE"""


def indicators() -> Workbook:
    """The workbook that the specimens were made of."""
    book = Workbook()
    sheet = book.active
    sheet.title = "主要指标"
    for row in (
        ["云澜市2025年主要指标表"],
        [None, None, None, None, "单位：亿元"],
        ["指标", "2024年", None, "增速"],
        [None, "计划", "实际", "计划", "实际"],
        ["地区生产总值", 1234.5, 1260.255, 0.055, 0.0612, None, "隐藏的列"],
        ["  其中：工业", 400, 388.126, 0.06, -0.0125],
        ["进出口", -5.2, -7, 0, -0.3],
        ["隐藏的行", 1],
        ["填报日期", date(2025, 3, 27), "=B5+C5", "=1/0", "=(1=1)"],
        [],
        [],
        [],
        ["附表2"],
        ["项目", "个数"],
        ["开工", 12],
    ):
        sheet.append(row)
    for merged in ("A1:E1", "B3:C3", "D3:E3", "A3:A4"):
        sheet.merge_cells(merged)
    for row in (5, 6, 7):
        for column in "BC":
            sheet[f"{column}{row}"].number_format = "#,##0.00_);[Red]\\(#,##0.00\\)"
        for column in "DE":
            sheet[f"{column}{row}"].number_format = "0.0%"
    sheet["B9"].number_format, sheet["C9"].number_format = 'yyyy"年"m"月"d"日"', "0.0"
    sheet["A9"].alignment = Alignment(indent=2)
    sheet["B5"].comment = Comment("初步核算数", "编者")
    sheet.row_dimensions[8].hidden = sheet.column_dimensions["G"].hidden = True
    notes = book.create_sheet("说明")
    notes["A1"], notes["A3"] = "本表由统计部门提供。", "第一行\n第二行"
    drafts = book.create_sheet("底稿")
    drafts["A1"], drafts.sheet_state = "看不见", "hidden"
    across = book.create_sheet("Sheet4")
    for row in (["跨列居中的标题"], ["名称", "数", "率"], ["甲", 1, 2]):
        across.append(row)
    for column in "ABC":
        across[f"{column}1"].alignment = Alignment(horizontal="centerContinuous")
    return book


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def packed(rows: str, *, after: str = "", strings: str | None = None, styles: str = "", head: str = "") -> bytes:
    """A workbook of one sheet, its XML as given."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="Sheet1" r:id="a"/></sheets></workbook>',
        )
        links = {"a": "worksheet", "b": "sharedStrings", "c": "styles"}
        targets = {"a": "worksheets/s.xml", "b": "strings.xml", "c": "styles.xml"}
        relations = "".join(
            f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{targets[key]}"/>' for key, kind in links.items()
        )
        package.writestr(
            "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{RELATIONS}">{relations}</Relationships>'
        )
        sheet = f'{head}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'
        package.writestr("xl/worksheets/s.xml", sheet)
        if strings is not None:
            package.writestr("xl/strings.xml", f'<sst xmlns="{MAIN}">{strings}</sst>')
        if styles:
            package.writestr("xl/styles.xml", f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>')
    return stream.getvalue()


def read(data: bytes) -> Layout:
    assert sheets.handles(data)
    return sheets.laid(data, "表.xlsx")


def grids(layout: Layout) -> list[Grid]:
    return [part for part in layout.parts if isinstance(part, Grid)]


def of_rows(*rows: list[object], **formats: str) -> Layout:
    """A sheet of these rows, as read; `formats` by cell."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for cell, code in formats.items():
        book.active[cell].number_format = code
    return read(saved(book))


@pytest.fixture(params=["indicators.xls", "indicators.ods"])
def specimen(request: pytest.FixtureRequest) -> Layout:
    return read((SPECIMENS / request.param).read_bytes())


def test_every_format_gives_the_values_as_they_are_shown(specimen: Layout) -> None:
    assert words_of(grids(specimen)[:1]) == READ


def test_cells_keep_their_place_their_spans_and_the_way_back(specimen: Layout) -> None:
    cells = {cell.text: cell for cell in grids(specimen)[0].cells}
    head, year = cells["指标"], cells["2024年"]
    assert (head.row, head.column, head.rows, head.columns) == (2, 0, 2, 1)
    assert (year.row, year.column, year.rows, year.columns) == (2, 1, 1, 2)
    assert cells["1,260.26"].runs[0].source == Source(page=1, sheet="主要指标", cell="C5")
    assert cells["其中：工业"].indent == 1.0


def test_what_is_hidden_is_left_out_and_said(specimen: Layout) -> None:
    words = words_of(specimen.parts)
    assert not any(hidden in words for hidden in ("隐藏的行", "隐藏的列", "看不见"))
    said = [caution.zh for caution in specimen.cautions]
    assert said == [
        "工作表“主要指标”：隐藏的行没有读：8",
        "工作表“主要指标”：隐藏的列没有读：G",
        "隐藏的工作表没有读：底稿",
    ]


def test_tables_under_one_another_are_parted_and_lone_words_are_passages(specimen: Layout) -> None:
    assert [grid.cells[0].text for grid in grids(specimen)] == ["云澜市2025年主要指标表", "附表2", "跨列居中的标题"]
    told = [(part.kind, part.text) for part in specimen.parts if isinstance(part, Passage)]
    assert told == [
        ("furniture", "主要指标"),
        ("note", "初步核算数"),
        ("furniture", "说明"),
        ("paragraph", "本表由统计部门提供。"),
        ("paragraph", "第一行第二行"),
    ]


def test_an_xlsx_reads_as_the_specimens_do_but_for_formulas_nobody_has_reckoned() -> None:
    layout = read(saved(indicators()))
    assert words_of(grids(layout)[:1]) == READ.removesuffix("\t2494.8\t#DIV/0!\tTRUE")
    assert "3 个公式没有保存结果" in layout.cautions[2].zh
    title = grids(layout)[2].cells[0]
    assert (title.text, title.columns) == ("跨列居中的标题", 3)
    assert {cell.text: cell.indent for cell in grids(layout)[0].cells}["填报日期"] == 2.0


def test_words_centred_over_empty_cells_are_merged_in_an_xls() -> None:
    title = grids(read((SPECIMENS / "indicators.xls").read_bytes()))[2].cells[0]
    assert (title.text, title.columns) == ("跨列居中的标题", 3)


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (0.30000000000000004, "General", "0.3"),
        (504.76980851135437, "General", "504.7698085"),
        (123456789012, "General", "123456789012"),
        (12.3, "0.00", "12.30"),
        (2.675, "0.00", "2.68"),
        (1234.5, "#,##0.00", "1,234.50"),
        (0.055, "0.0%", "5.5%"),
        (-1234.5, r"#,##0.0_);\(#,##0.0\)", "-1,234.5"),
        (-12.34, "0.00_ ;[Red]0.00 ", "-12.34"),
        (-12.34, "0.00_ ;[红色]-0.00 ", "-12.34"),
        (-0.012, '"增长"0.0%;"下降"0.0%', "下降1.2%"),
        (-3.5, '0.0"亿元";0.0"亿元"', "-3.5亿元"),
        (-3.5, "▲0.0;▼0.0", "▼3.5"),
        (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (-8000, '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)', "-8,000"),
        (123456, '0!.0,"万元"', "12.3万元"),
        (123456, r"0\.0,", "12.3"),
        (52400000000, '0.0,,"百万元"', "52400.0百万元"),
        (123456789, '[>=100000000]0.00,,"百万";0', "123.46百万"),
        (88, '[>=100000000]0.00,,"百万";0', "88"),
        (45378, "yyyy-mm-dd", "2024-03-27"),
        (45378, 'yyyy"年"m"月"d"日"', "2024年3月27日"),
        (45378, '[$-804]yyyy"年"m"月";@', "2024年3月"),
        (45378, "[$-F800]dddd, mmmm dd, yyyy", "2024年3月27日"),
        (45378, "[DBNum1][$-804]yyyy年m月d日", "二〇二四年三月二十七日"),
        (45378.5, "yyyy/m/d h:mm", "2024/3/27 12:00"),
        (0.75, "上午/下午h:mm", "下午6:00"),
        (7, "000", "007"),
        (0, "0;-0;;@", ""),
        (5, '0"个"', "5个"),
        (2024, 'General"年"', "2024年"),
        (5, "G/通用格式", "5"),
        (0.055, "@", "0.055"),
        (1.5, "# ?/?", "1 1/2"),
        (12345.678, "0.00E+00", "1.23E+04"),
        (0, "0.00E+00", "0.00E+00"),
        (0.0999996, "0.00E+00", "1.00E-01"),
        (12345.6, "##0.0E+0", "12.3E+3"),
        (-0.004, "0.00", "0.00"),
        (-2.5, '[<0]"负"0.0;0.0', "负2.5"),
        (1, '[<0]"负"0.0;0.0', "1.0"),
        (5, "#.##", "5"),
        (1e-320, "0.00", "0.00"),
        (1e308, "0", None),
        (1, "[", "1"),
        (1, '"', ""),
        (1, "0" * 300, "1"),
        (-1, "yyyy", "-1"),
    ],
)
def test_numbers_are_shown_through_their_formats(value: float, code: str, shown: str | None) -> None:
    found = sheets.xls.shown(value, code)
    assert found == shown if shown is not None else found.isdigit()


def test_a_format_that_hides_is_told() -> None:
    layout = of_rows(["指标", "值"], ["甲", 5], ["乙", 7], B2=";;;")
    assert "5" not in words_of(layout.parts)
    assert "1 个单元格的格式使内容不显示" in layout.cautions[0].zh


def test_numbers_written_as_text_stay_as_they_are() -> None:
    layout = of_rows(["编码", "值"], ["007", "1,234.50"], ["12", "５.５％"], A2="0.00")
    assert words_of(layout.parts) == "编码\t值\n007\t1,234.50\n12\t５.５％"


def test_a_title_after_one_blank_row_begins_a_table_and_a_group_does_not() -> None:
    book = Workbook()
    sheet = book.active
    for row in (["指标", "值"], ["甲", 1], [], ["二、支出"], ["乙", 2], [], ["附表3"], ["项目", "数"], ["丙", 3]):
        sheet.append(row)
    sheet.merge_cells("A4:B4")
    found = grids(read(saved(book)))
    assert [(grid.cells[0].row, grid.cells[0].text) for grid in found] == [(0, "指标"), (6, "附表3")]


def test_two_blank_rows_between_values_part_no_table() -> None:
    assert len(grids(of_rows(["年份", "值"], ["2023年", 1], [], [], ["2024年", 2]))) == 1


def test_hidden_rows_are_no_blank_rows() -> None:
    book = Workbook()
    for row in (["指标", "值"], ["甲", 1], ["a", 1], ["b", 1], ["其他指标", "其他值"], ["乙", 2]):
        book.active.append(row)
    for row in (3, 4):
        book.active.row_dimensions[row].hidden = True
    assert len(grids(read(saved(book)))) == 1


def test_shared_strings_leave_out_how_words_are_spoken_and_undo_escapes() -> None:
    strings = "<si><r><t>云</t></r><r><t>澜</t></r><rPh><t>yun</t></rPh></si><si><t>一_x000A_二</t></si>"
    layout = read(packed('<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>', strings=strings))
    assert words_of(layout.parts) == "云澜\t一二"


def test_cells_without_references_are_counted() -> None:
    layout = read(packed("<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>3</v></c></row>"))
    assert [(c.row, c.column, c.text) for c in grids(layout)[0].cells] == [(0, 0, "1"), (0, 1, "2"), (1, 1, "3")]


def test_errors_truths_dates_and_inline_words_are_read() -> None:
    row = (
        '<row><c t="e"><v>#REF!</v></c><c t="b"><v>1</v></c><c t="d"><v>2024-03-27</v></c>'
        '<c t="inlineStr"><is><t>甲</t></is></c><c t="str"><f>A1</f><v>乙</v></c></row>'
    )
    assert words_of(read(packed(row)).parts) == "#REF!\tTRUE\t45378\t甲\t乙"


def test_merged_ranges_that_lie_over_one_another_and_beyond_the_words_are_cut() -> None:
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c><c><v>4</v></c></row>"
    merges = '<mergeCells><mergeCell ref="A1:A1048576"/><mergeCell ref="A2:B2"/><mergeCell ref="x"/></mergeCells>'
    layout = read(packed(rows, after=merges))
    assert [(c.text, c.rows) for c in grids(layout)[0].cells] == [("1", 2), ("2", 1), ("4", 1)]
    assert "合并单元格盖住的 1 个单元格" in layout.cautions[0].zh


def test_head_and_foot_of_the_page_are_furniture() -> None:
    after = "<headerFooter><oddHeader>&amp;L云澜市统计局&amp;R&amp;D</oddHeader></headerFooter>"
    layout = read(packed("<row><c><v>1</v></c><c><v>2</v></c></row>", after=after))
    assert [p.text for p in layout.parts if isinstance(p, Passage) and p.kind == "furniture"] == ["云澜市统计局"]


def test_a_million_empty_rows_cost_little() -> None:
    empty = "".join(f'<row r="{i}" s="1"><c r="B{i}" s="1"/></row>' for i in range(2, 1_000_002))
    rows = f"<row><c><v>1</v></c><c><v>2</v></c></row>{empty}"
    began = process_time()
    assert words_of(read(packed(rows)).parts) == "1\t2"
    assert process_time() - began < 20


def test_formulas_that_call_out_are_not_run() -> None:
    row = """<row><c><f>WEBSERVICE("x")</f><v>5</v></c><c t="str"><f>cmd|' /C calc'!A0</f><v>旧值</v></c></row>"""
    assert words_of(read(packed(row)).parts) == "5\t旧值"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (packed("", head='<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'), FileHostile),
        (packed("", head='<!DOCTYPE x SYSTEM "file:///x">'), FileHostile),
        (packed("<row><c><v>1</v></row>"), FileDamaged),
        (packed('<row><c t="s"><v>7</v></c></row>'), FileDamaged),
        (packed('<row><c r="AAAA1"><v>7</v></c></row>'), FileDamaged),
        (packed('<row r="99999999"><c><v>7</v></c></row>'), FileDamaged),
        (packed("<row><c><v>1</v></c></row>" + "<!--" + " " * 50_000_000 + "-->"), FileHostile),
        (packed('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>' * 2_000), None),
        (saved(indicators())[:4_000], FileDamaged),
        ((SPECIMENS / "indicators.xls").read_bytes()[:4_000], FileDamaged),
        (b"\x09\x08\x10\x00" + b"\xff" * 60, FileDamaged),
    ],
)
def test_hostile_and_broken_files_are_refused(data: bytes, error: type[ReadingError] | None) -> None:
    assert sheets.handles(data)
    if error is None:
        sheets.laid(data, "表.xlsx")
        return
    with pytest.raises(error) as caught:
        sheets.laid(data, "表.xlsx")
    assert caught.value.message("zh")


def test_a_table_of_far_too_many_places_is_refused() -> None:
    rows = "".join(f'<row r="{i}"><c r="A{i}"><v>1</v></c><c r="XFD{i}"><v>1</v></c></row>' for i in range(1, 2_000))
    with pytest.raises(FileHostile):
        sheets.laid(packed(rows), "表.xlsx")


def test_far_too_many_cells_on_all_sheets_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "MOST_PARTS", 10)
    rows = "<row>" + "<c><v>1</v></c>" * 11 + "</row>"
    with pytest.raises(FileHostile, match="more than 10 cells"):
        sheets.laid(packed(rows), "表.xlsx")


def test_an_ods_that_was_packed_anew_is_known() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(SPECIMENS / "indicators.ods") as old, zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    assert sheets.handles(data.getvalue())
    assert words_of(read(data.getvalue()).parts) == words_of(read((SPECIMENS / "indicators.ods").read_bytes()).parts)


def test_a_word_repeated_beyond_measure_is_refused() -> None:
    rows = "<row>" + '<c t="s"><v>0</v></c>' * 2_000 + "</row>"
    with pytest.raises(FileHostile):
        sheets.laid(packed(rows, strings=f"<si><t>{'长' * 20_000}</t></si>"), "表.xlsx")


def test_an_encrypted_xls_asks_for_its_password() -> None:
    data = bytes.fromhex("0908100000060500000000000000000000000000") + bytes.fromhex("2f00020000000a000000")
    with pytest.raises(FileLocked):
        sheets.laid(data, "表.xls")


def test_sheets_that_are_deep_with_one_cell_each_are_refused() -> None:
    begin = bytes.fromhex("0908100000060500000000000000000000000000")
    deep = begin + bytes.fromhex("03020e00ffff000000000000000000000000") + b"\x0a\x00\x00\x00"
    with pytest.raises(FileHostile):
        sheets.laid(begin + b"\x0a\x00\x00\x00" + deep * 40, "表.xls")


def test_a_binary_workbook_is_named() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("xl/workbook.bin", b"")
    assert sheets.handles(stream.getvalue())
    with pytest.raises(FormatUnknown) as caught:
        sheets.laid(stream.getvalue(), "表.xlsb")
    assert "XLSB" in caught.value.message()


def test_links_and_names_of_an_xls_are_made_void_before_they_are_read() -> None:
    link = b"\xb8\x01\x04\x00aaaa"
    begin, end = bytes.fromhex("0908100000060500000000000000000000000000"), b"\x0a\x00\x00\x00"
    sifted = Records(bytearray(begin + link + end), "表.xls").sift()
    assert sifted.stream == begin + b"\xef\x00\x04\x00aaaa" + end


@pytest.mark.parametrize("name", ["indicators.xls", "indicators.ods"])
def test_no_broken_byte_raises_anything_but_our_errors(name: str) -> None:
    whole = (SPECIMENS / name).read_bytes()
    read = 0
    for at in range(0, len(whole), 61):
        broken = bytearray(whole)
        broken[at] ^= 0xFF
        if sheets.handles(bytes(broken)):
            with suppress(ReadingError):
                sheets.laid(bytes(broken), name)
                read += 1
    assert read


def test_nothing_else_is_taken_for_a_workbook() -> None:
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 600
    for data in (b"", b"PK\x03\x04", b"PK\x03\x04word/", container, "计划".encode()):
        assert not sheets.handles(data)


@pytest.mark.parametrize(("part", "count"), [("hunan_hengyang", 1), ("xizang_changdu", 2), ("yunnan-plans", 2)])
def test_real_workbooks_are_read_whole(shared: Path, part: str, count: int) -> None:
    path = next((shared / "documents" / "originals" / "xlsx").glob(f"*{part}*"))
    layout = read(path.read_bytes())
    assert len(grids(layout)) == count
    assert not layout.cautions


def test_a_debt_table_adds_up(shared: Path) -> None:
    """The limits of the counties add up to their total, as shown: no digit was lost between file and grid."""
    path = next((shared / "documents" / "originals" / "xlsx").glob("*changdu*"))
    rows = [[cell.text for cell in row] for row in grids(read(path.read_bytes()))[0].rows()]
    values = [list(map(float, row[1:4])) for row in rows[4:]]
    total, parts = values[2], values[3:]
    assert all(abs(sum(column) - whole) < 0.06 for column, whole in zip(zip(*parts, strict=True), total, strict=True))
