"""The reader of .xls and of Kingsoft's .et, which is the same: xlrd, behind a sieve that leaves it what is harmless."""

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

from taizhang.errors import FileDamaged, ReaderMissing, TaizhangError, Words
from taizhang.reading.limits import MOST_PAGES, Deadline, within
from taizhang.reading.progress import tell
from taizhang.reading.sheets.compound import SIGNATURE, Compound
from taizhang.reading.sheets.records import ACROSS, Records
from taizhang.reading.sheets.sheet import LAST_COLUMN, Book, Look, Range, Sheet, spans, tidy
from taizhang.reading.sheets.showing import shown, worded
from taizhang.reading.sheets.styles import code_of

if TYPE_CHECKING:
    from types import ModuleType

NAMES = ("workbook", "book")
TEXT, NUMBER, DATE, BOOLEAN, ERROR = 1, 2, 3, 4, 5  # what xlrd calls the kinds of cells
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def read(data: bytes, path: str) -> Book:
    """The workbook of a container or of a bare stream. Raises `FileDamaged`, `FileLocked`, `FileHostile`."""
    records = Records(bytearray(_stream(data, path)), path).sift()
    xlrd = _xlrd(path)
    book = Book(path, "xls")
    try:
        with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - it has no path on Windows
            opened = xlrd.open_workbook(
                file_contents=bytes(records.stream),
                logfile=nowhere,
                formatting_info=True,
                on_demand=True,
                ragged_rows=True,
            )
            with opened:
                _sheets(opened, book, records)
    except TaizhangError:
        raise
    except Exception as error:  # noqa: BLE001 - xlrd may raise anything where a record is broken
        detail = Words("工作簿里的记录读不通", f"its records cannot be read: {type(error).__name__}: {error}")
        raise FileDamaged(path=path, detail=detail) from None
    return book


def _stream(data: bytes, path: str) -> bytes:
    if not data.startswith(SIGNATURE):
        return data
    try:
        container = Compound(data)
    except ValueError as error:
        detail = Words("OLE 容器的目录读不通", f"the directory of the container cannot be read: {error}")
        raise FileDamaged(path=path, detail=detail) from None
    name = next((name for name in NAMES if name in container.entries), None)
    if name is None:
        detail = Words("容器的目录里没有工作簿，可能被截断", "no workbook in the directory of the container")
        raise FileDamaged(path=path, detail=detail)
    return container.stream(name, path)


def _xlrd(path: str) -> "ModuleType":
    try:
        return import_module("xlrd")  # the core starts without it
    except ImportError:
        raise ReaderMissing(path=path, kind="XLS", package="xlrd", extra="sheets") from None


def _sheets(opened: Any, book: Book, records: Records) -> None:
    deadline = Deadline(book.path)
    within(book.path, opened.nsheets, MOST_PAGES, "工作表", "sheets")
    looks = [_look(opened, xf) for xf in opened.xf_list]
    for index in range(opened.nsheets):
        deadline.check()
        held = opened.sheet_by_index(index)
        if held.visibility:
            book.hidden.append(held.name)
        else:
            sheet = Sheet(held.name, len(book.sheets) + 1)
            _cells(held, sheet, book, looks, since_1904=bool(opened.datemode))
            beside = records.beside(index)
            sheet.asides = [tidy(text).text for text in beside.boxes]
            sheet.remarks = {at: tidy(text).text for at, text in beside.remarks.items()}
            sheet.pictures = beside.pictures
            book.put_beside(sheet)
            book.sheets.append(sheet)
            tell(book.path, index + 1, opened.nsheets)
        opened.unload_sheet(index)


def _look(opened: Any, xf: Any) -> Look:
    code = opened.format_map[xf.format_key].format_str if xf.format_key in opened.format_map else "General"
    return Look(
        code_of(xf.format_key, {xf.format_key: code}),
        float(xf.alignment.indent_level),
        xf.alignment.hor_align == ACROSS,
    )


def _cells(held: Any, sheet: Sheet, book: Book, looks: list[Look], *, since_1904: bool) -> None:
    """Put the cells of a sheet that hold anything into the book."""
    sheet.merged += [Range(top, left, bottom - 1, right - 1) for top, bottom, left, right in held.merged_cells]
    flat = sorted(c for c, info in held.colinfo_map.items() if (info.hidden or not info.width) and c < LAST_COLUMN)
    sheet.hidden_columns += spans(flat)
    for row in range(held.nrows):
        kinds, values = held.row_types(row), held.row_values(row)
        spread: Range | None = None
        for column, (kind, value) in enumerate(zip(kinds, values, strict=True)):
            number = held.cell_xf_index(row, column)
            look = looks[number] if 0 <= number < len(looks) else Look()
            text = _shown(kind, value, look, since_1904=since_1904)
            if text.strip():
                book.put(sheet, row, column, text, look.indent)
                spread = Range(row, column, row, column) if look.spread else None
                continue
            sheet.unseen += kind not in {0, 6} and bool(str(value).strip())
            if spread and look.spread and column == spread.right + 1:
                if spread.right > spread.left:
                    sheet.merged.pop()
                spread = spread._replace(right=column)
                sheet.merged.append(spread)
        info = held.rowinfo_map.get(row)
        if info and (info.hidden or not info.height) and any((row, c) in sheet.cells for c in range(len(kinds))):
            sheet.hidden_rows.add(row)


def _shown(kind: int, value: Any, look: Look, *, since_1904: bool) -> str:
    if kind == TEXT:
        return worded(value, look.code)
    if kind in {NUMBER, DATE}:
        return shown(value, look.code, since_1904=since_1904)
    if kind == BOOLEAN:
        return "TRUE" if value else "FALSE"
    return ERRORS.get(value, "#?") if kind == ERROR else ""
