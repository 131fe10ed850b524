"""The tables of Word files as grids, on files built here."""

from docx_files import docx, level, listed, lists, p, r, t, tbl, tc, tr
from taizhang.reading.docx import laid
from taizhang.reading.layout import Grid, Layout, words_of

PATH = "计划.docx"


def read(body: str, **parts: str) -> Layout:
    return laid(docx(body, **parts), PATH)


def grids(layout: Layout) -> list[Grid]:
    return [part for part in layout.parts if isinstance(part, Grid)]


def test_cells_span_columns_and_rows() -> None:
    two, first, more = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = tbl(
        tr(tc("指标", first), tc("2024年", two), properties="<w:tblHeader/>"),
        tr(tc("", more), "计划", "完成", properties="<w:tblHeader/>"),
        tr("总产值", "10", "12"),
    )
    cells = grids(read(table))[0].cells
    assert [(c.text, c.row, c.column, c.rows, c.columns, c.header) for c in cells] == [
        ("指标", 0, 0, 2, 1, True), ("2024年", 0, 1, 1, 2, True),
        ("计划", 1, 1, 1, 1, True), ("完成", 1, 2, 1, 1, True),
        ("总产值", 2, 0, 1, 1, False), ("10", 2, 1, 1, 1, False), ("12", 2, 2, 1, 1, False),
    ]  # fmt: skip


def test_rows_may_begin_behind_the_first_column_and_cells_be_merged_the_old_way() -> None:
    begun, more = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    table = tbl(tr("丙", properties='<w:gridBefore w:val="2"/>'), tr(tc("甲", begun), tc("", more), "乙"))
    cells = grids(read(table))[0].cells
    assert [(c.text, c.column, c.columns) for c in cells] == [("丙", 2, 1), ("甲", 0, 2), ("乙", 2, 1)]


def test_a_merged_cell_without_a_beginning_stands_for_itself() -> None:
    cells = grids(read(tbl(tr(tc("甲", "<w:vMerge/>"), "乙"))))[0].cells
    assert [c.text for c in cells] == ["甲", "乙"]


def test_the_paragraphs_of_a_cell_are_one_text() -> None:
    cell = tc(p("地区") + p(r(t("生产") + "<w:br/>" + t("总值"))) + p("GDP") + p("2024"))
    assert grids(read(tbl(tr(cell, "1"))))[0].cells[0].text == "地区生产总值GDP 2024"


def test_words_set_in_tell_how_far() -> None:
    table = tbl(
        tr(tc(p("　　其中：税收"))),
        tr(tc(p("增值税", '<w:ind w:firstLineChars="300" w:firstLine="630"/>'))),
        tr(
            tc(
                p("企业", '<w:ind w:left="480"/><w:rPr/>').replace(
                    "<w:rPr></w:rPr>", '<w:rPr><w:sz w:val="24"/></w:rPr>'
                )
            )
        ),
    )
    assert [(c.text, c.indent) for c in grids(read(table))[0].cells] == [
        ("其中：税收", 2.0),
        ("增值税", 3.0),
        ("企业", 2.0),
    ]


def test_numbers_that_word_prints_by_itself_stand_in_cells_too() -> None:
    held = lists(level(0, "decimal", "%1"))
    table = tbl(*(tr(tc(p("", listed(0))), word) for word in "甲乙"))
    assert words_of(read(table, numbering=held).parts).split("\n") == ["1 \t甲", "2 \t乙"]


def test_tables_in_cells_come_behind_the_table_and_a_frame_is_no_table() -> None:
    inner = tbl(tr("甲", "1"))
    beside = tbl(tr("左", tc(p("右") + inner)))
    frame = tbl(tr(tc(p("前") + inner + p("后"))))
    assert [c.text for g in grids(read(beside)) for c in g.cells] == ["左", "右", "甲", "1"]
    assert words_of(read(frame).parts).split("\n") == ["前", "甲\t1", "后"]


def test_rows_and_cells_in_controls_are_read_and_deleted_rows_are_not() -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    row = control.replace("{}", tr("甲", "乙"))
    cells = f"<w:tr>{control.replace('{}', tc('丙'))}{tc('丁')}</w:tr>"
    gone = tr("旧", "旧", properties='<w:del w:id="1"/>')
    layout = read(tbl(row, cells, gone))
    assert words_of(layout.parts) == "甲\t乙\n丙\t丁"
    assert "已删除" in "".join(words.zh for words in layout.cautions)
