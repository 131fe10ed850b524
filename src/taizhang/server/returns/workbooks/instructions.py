"""The sheet that tells how to fill a workbook in, in Chinese and English."""

from collections.abc import Sequence

from openpyxl import Workbook

from taizhang.errors import Words
from taizhang.server.returns.workbooks import styles
from taizhang.server.returns.workbooks.cells import put

NAME = "填表说明"
HOW = (
    Words(
        "只填白色格。灰色格（指标、计量单位、上期、上年同期）供对照，改了也不会导入。",
        "Fill in the white cells only. Grey cells are there to compare with; what is changed in them is not imported.",
    ),
    Words(
        "工作表已保护但没有密码：确需调整时，可在“审阅”中撤销保护。插入行、排序、隐藏列、改工作表名都不影响导入。",
        "The sheet is protected without a password, which “Review” takes off. Rows may be inserted or sorted, columns"
        " hidden, the sheet renamed: the import finds what belongs where.",
    ),
    Words(
        "没有数据请留空，空白不等于零；必填项留空的，请在“说明原因”中说明。",
        "Leave blank what is not known: blank is not zero. Say why in the column of reasons where a value is required.",
    ),
    Words(
        "按计量单位填数。写“1200万元”这样带单位的，能按已知倍数换算的会换算并请您核对，不能换算的不导入。",
        "Write numbers in the unit of measure given. A number with another unit is converted where the factor is known,"
        " and asked about; else it is refused.",
    ),
    Words(
        "增速填百分数：增长 5.5% 填 5.5，下降填负数。",
        "Write growth in per cent: 5.5 for 5.5%, a fall as a negative number.",
    ),
    Words(
        "用了公式的，请在 Excel 或 WPS 中打开并保存一次再导入，导入的是算好的结果。",
        "Where formulas are used, open and save the file in Excel or WPS before the import: their results are taken.",
    ),
    Words(
        "请勿删除隐藏的行、列和工作表，它们记着每一行是谁。删了也能按名称导入，但要多核对一遍。",
        "Leave the hidden row, column and sheet: by them each row is known. Without them rows are matched by name.",
    ),
    Words(
        "填好后存为 .xlsx，放回约定的文件夹，或在“导入工作簿”页面上传；先看预览，确认后才写入。",
        "Save as .xlsx and drop it in the folder agreed on, or on the page of workbooks, which shows a preview first.",
    ),
    Words(
        "下载以后别人改过的数，若您也改了，会并列显示两个数，由您决定；没有改过的格不会覆盖别人的数。",
        "Where somebody else changed a value meanwhile and you did too, both are shown. What you left is not written.",
    ),
)


HOW_LISTS = (
    Words(
        "一行一条。白色格可填可改；有下拉选项的请从中选。灰色格供对照，改了也不会导入。",
        "One line each. Fill in white cells, from the list where there is one. Grey cells are not read.",
    ),
    Words(
        "新增的写在下面的空行里。删去一行不会删除台账里的内容。",
        "Add new ones in the free lines below. A line that is deleted here stays in the ledger.",
    ),
    Words("日期写作 2025-11-30。", "Write days as 2025-11-30."),
    *HOW[1:2],
    *HOW[5:8],
)


def add_list_instructions(book: Workbook) -> None:
    """Add the sheet to a workbook of a list."""
    _add(book, HOW_LISTS, "")


def add_instructions(book: Workbook, more: str = "") -> None:
    """Add the sheet; `more` is what the form itself says."""
    _add(book, HOW, more)


def _add(book: Workbook, how: Sequence[Words], more: str) -> None:
    sheet = book.create_sheet(NAME)
    sheet.column_dimensions["A"].width = 4
    sheet.column_dimensions["B"].width = 110
    put(sheet, 1, 2, f"{NAME} · How to fill this in", styles.TITLE)
    row = 2
    for number, words in enumerate(how, 1):
        put(sheet, row, 1, number, styles.PLAIN)
        put(sheet, row, 2, f"{words.zh}\n{words.en}", styles.PLAIN)
        row += 1
    if more.strip():
        put(sheet, row, 1, "※", styles.PLAIN)
        put(sheet, row, 2, more, styles.PLAIN)
    sheet.protection.sheet = True
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
