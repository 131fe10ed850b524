"""Write the sheet of a return: what is asked, what stands there, what it is compared with, and by what it is known."""

from decimal import Decimal

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from taizhang.server.lib.fields import DIGITS
from taizhang.server.returns.beside import Known
from taizhang.server.returns.models import Cell, FormRow, Return
from taizhang.server.returns.sheet import Line, Sheet
from taizhang.server.returns.workbooks import base, layout, styles
from taizhang.server.returns.workbooks.cells import number_format, put
from taizhang.server.returns.workbooks.identity import Identity
from taizhang.server.returns.workbooks.layout import ABOUT, FIRST, FIXED, HEADER, ID_COLUMN, KEYS, TITLE, Slot, set_up
from taizhang.server.returns.workbooks.loading import Loaded
from taizhang.server.returns.workbooks.names import sheet_name

FIRST_COLUMN = ID_COLUMN + 1
NOT_ASKED = "—"


def add_sheet(book: Workbook, of: Loaded, identity: Identity) -> Worksheet:
    """Add the sheet of a return to a workbook whose styles are known to it."""
    filed = of.sheet.filed
    name = filed.unit.short_name or filed.unit.name
    sheet = book.create_sheet(sheet_name(name, book.sheetnames))
    slots = layout.slots_of(filed.form, of.sheet.lines)
    _head(sheet, filed, slots, identity)
    for number, line in enumerate(of.sheet.lines):
        _line(sheet, FIRST + number, of, line, slots)
    _widths(sheet, slots)
    _validate(sheet, slots, len(of.sheet.lines))
    set_up(sheet, panes=FIRST_COLUMN + 2)
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    return sheet


def _head(sheet: Worksheet, filed: Return, slots: list[Slot], identity: Identity) -> None:
    period, last = filed.period_words.zh, FIRST_COLUMN + len(FIXED) + len(slots) - 1
    put(sheet, TITLE, FIRST_COLUMN, f"{filed.unit.name}　{filed.form.name}　{period}", styles.TITLE)
    about = f"填报单位：{filed.unit.name}（{filed.unit.code}）　期次：{period}　应报日期：{filed.due_on:%Y-%m-%d}"
    put(sheet, ABOUT, FIRST_COLUMN, f"{about}　计量单位：见“计量单位”列", styles.ABOUT)
    for row in (TITLE, ABOUT):
        sheet.merge_cells(start_row=row, end_row=row, start_column=FIRST_COLUMN, end_column=last)
    put(sheet, KEYS, ID_COLUMN, identity.mark(), styles.PLAIN)
    titles = [(key, words.zh) for key, (words, _) in FIXED.items()] + [(slot.key, slot.title) for slot in slots]
    for column, (key, title) in enumerate(titles, FIRST_COLUMN):
        put(sheet, KEYS, column, key, styles.PLAIN)
        put(sheet, HEADER, column, title, styles.HEADER)
    sheet.row_dimensions[TITLE].height = 28
    sheet.row_dimensions[KEYS].hidden = True


def _line(sheet: Worksheet, row: int, of: Loaded, line: Line, slots: list[Slot]) -> None:
    kept = {column.key: base.base_of(of.sheet.cells.get((line.row.pk, column.key)), column) for column in line.columns}
    put(sheet, row, ID_COLUMN, base.written(line.row.pk, kept), styles.PLAIN)
    depth = _depth(of.sheet, line.row)
    put(sheet, row, FIRST_COLUMN, line.row.position, styles.FIXED)
    name = put(sheet, row, FIRST_COLUMN + 1, _name(line.row, depth), styles.FIXED)
    name.alignment = Alignment(vertical="center", wrap_text=True, indent=2 * depth)
    put(sheet, row, FIRST_COLUMN + 2, layout.shown_unit(line), styles.FIXED)
    for column, slot in enumerate(slots, FIRST_COLUMN + len(FIXED)):
        _cell(sheet, (row, column), of, line, slot)


def _cell(sheet: Worksheet, at: tuple[int, int], of: Loaded, line: Line, slot: Slot) -> None:
    row, column = at
    if slot.column not in line.columns:
        put(sheet, row, column, NOT_ASKED, styles.SHOWN)
        return
    cell = of.sheet.cells.get((line.row.pk, slot.column.key))
    if not slot.filled:
        near = of.beside.at(line.row, slot.column)
        _compare(sheet, at, near.last if slot.side == "last" else near.last_year)
    elif slot.side or slot.column.kind == "text":
        put(sheet, row, column, _words(cell, slot), styles.WORDS)
    else:
        value, places = _number(cell)
        put(sheet, row, column, value, styles.FIGURE).number_format = number_format(places)


def _words(cell: Cell | None, slot: Slot) -> str:
    return getattr(cell, slot.side or "text") if cell is not None else ""


def _number(cell: Cell | None) -> tuple[Decimal | None, int]:
    return (cell.value, cell.places) if cell is not None else (None, 0)


def _compare(sheet: Worksheet, at: tuple[int, int], known: Known | None) -> None:
    figure = known.figure if known else None
    put(sheet, *at, figure.shown if figure else None, styles.SHOWN).number_format = number_format(
        figure.places if figure else 0
    )


def _name(row: FormRow, depth: int) -> str:
    return f"{layout.PART}{layout.shown_name(row)}" if depth else layout.shown_name(row)


def _depth(sheet: Sheet, row: FormRow) -> int:
    """Of how many rows it is a part, one within the other."""
    by_key = {line.row.pk: line.row for line in sheet.lines}
    depth, seen = 0, {row.pk}
    while row.part_of_id in by_key and row.part_of_id not in seen:
        row = by_key[row.part_of_id]
        seen.add(row.pk)
        depth += 1
    return depth


def _widths(sheet: Worksheet, slots: list[Slot]) -> None:
    sheet.column_dimensions[get_column_letter(ID_COLUMN)].hidden = True
    widths = [width for _, width in FIXED.values()] + [slot.width for slot in slots]
    for column, width in enumerate(widths, FIRST_COLUMN):
        sheet.column_dimensions[get_column_letter(column)].width = width


def _validate(sheet: Worksheet, slots: list[Slot], lines: int) -> None:
    """Warn where no number is typed; words with a unit are let through, to be converted or refused by the import."""
    if not lines:
        return
    most = 10**DIGITS - 1
    number = DataValidation("decimal", operator="between", formula1=-most, formula2=most, allow_blank=True)
    number.errorStyle = "warning"
    number.errorTitle, number.error = "不是数字", "这里应填数字；没有数据请留空，空白不等于零。仍要这样填吗？"
    number.promptTitle, number.prompt = "填数", "按计量单位填数字；没有数据请留空。"
    for column, slot in enumerate(slots, FIRST_COLUMN + len(FIXED)):
        if not slot.side and slot.column.kind != "text":
            letter = get_column_letter(column)
            number.add(f"{letter}{FIRST}:{letter}{FIRST + lines - 1}")
    if number.sqref:
        sheet.add_data_validation(number)
