"""Open a workbook that came from anywhere: bounded, without macros, links and document types, or a clear refusal."""

import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from taizhang.errors import ReadingError, Words
from taizhang.reading.packages import Budget, Package
from taizhang.server.documents.grades import MARK, printed_in
from taizhang.server.lib.refusals import Refused, TooLarge

MEGABYTE = 1024 * 1024
MOST_MB = 20
MOST_UNPACKED = 200 * MEGABYTE
MOST_MEMBERS = 3000
MOST_CELLS = 500_000
MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 20_000, 100, 400
MOST_ROW_MARKS = 200_000  # rows without a cell, as heights leave them
CONTENT = "[Content_Types].xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEAD_ROWS = 12
DOCTYPE = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"))
ROW, ROW_OF_VALUE = re.compile(rb"<(?:\w+:)?row[ >/]"), re.compile(rb"<(?:\w+:)?c r=\"[A-Z]+(\d{1,9})\"[^>/]*>\s*<[^/]")
CELL, FORMULA = re.compile(rb"<(?:\w+:)?c[ >/]"), re.compile(rb"<(?:\w+:)?f[ >/]")


class NoWorkbook(Refused):
    """The file is no workbook that can be taken in; nothing of it is kept."""

    zh = "{name}：{detail}；没有保存任何内容"
    en = "{name}: {detail}; nothing of it is kept"
    status = 422
    code = "no_workbook"


@dataclass(frozen=True, slots=True)
class Held:
    """What a cell holds: its value as the workbook keeps it, how its number is shown, whether a formula has no result.

    `error` is the name of an error of Excel (#DIV/0!), `wanting` a formula whose result was never saved.
    """

    value: object = None
    shown_as: str = "General"
    error: str = ""
    wanting: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing stands there."""
        empty = self.value is None or (isinstance(self.value, str) and not self.value.strip())
        return empty and not self.error and not self.wanting

    @property
    def words(self) -> str:
        """What stands there as words."""
        return "" if self.value is None else str(self.value).strip()


@dataclass
class Page:
    """One sheet: its rows from the first on, each with the cells that hold something, by column."""

    name: str
    number: int
    hidden: bool
    rows: dict[int, dict[int, Held]] = field(default_factory=dict)

    def at(self, row: int, column: int) -> Held:
        """What stands in a cell."""
        return self.rows.get(row, {}).get(column, Held())


def grade_of(page: Page) -> str:
    """The grade of secrecy that a sheet prints at its head; empty for none."""
    head = sorted(page.rows)[:HEAD_ROWS]
    words = " ".join(held.words for row in head for held in page.rows[row].values())
    mark = MARK.search(words)
    return str(printed_in(mark[1])) if mark else ""


def place(row: int, column: int) -> str:
    """What Excel calls a cell."""
    return f"{get_column_letter(column)}{row}"


def opened(data: bytes, name: str) -> list[Page]:
    """The sheets of a workbook, hidden ones too."""
    sound(data, name)
    pages = _pages(data, name, reckoned=True)
    if _has_formulas(data):
        for page, plain in zip(pages, _pages(data, name, reckoned=False), strict=True):
            _mark_wanting(page, plain)
    return pages


def sound(data: bytes, name: str) -> None:
    """Raise unless the bytes are a workbook of the newer form, whole and within limits."""
    if len(data) > MOST_MB * MEGABYTE:
        raise TooLarge(thing=name, limit=f"{MOST_MB} MB")
    if data.startswith(OLE):
        detail = Words(
            "是 .xls 旧格式或加密的工作簿，请去掉密码，在 Excel 或 WPS 中另存为 .xlsx 再导入",
            "an .xls workbook or an encrypted one: take the password off and save it as .xlsx",
        )
        raise NoWorkbook(name=name, detail=detail)
    if not zipfile.is_zipfile(BytesIO(data)):
        detail = Words("不是 .xlsx 工作簿，或文件不完整", "no .xlsx workbook, or cut off")
        raise NoWorkbook(name=name, detail=detail)
    try:
        _look_through(Package(data, name, Budget(MOST_UNPACKED, MOST_MEMBERS)), name)
    except ReadingError as error:
        said = Words(error.message("zh").removeprefix(f"{name}："), error.message("en").removeprefix(f"{name}: "))
        raise NoWorkbook(name=name, detail=said) from None


def _look_through(package: Package, name: str) -> None:
    """Unpack every part once, counting, before anything is built of it."""
    if CONTENT not in package or not any(part.lower().endswith("workbook.xml") for part in package.names):
        raise NoWorkbook(name=name, detail=Words("压缩包里不是 .xlsx 工作簿", "a package, but no .xlsx workbook"))
    cells = 0
    for part in package.names:
        content = package.read(part)
        if part.lower().endswith((".xml", ".rels", ".vml")) and any(mark in content for mark in DOCTYPE):
            raise NoWorkbook(name=name, detail=Words("含有文档类型声明，可能有害", "it declares a document type"))
        if "worksheets/" in part.lower():
            cells += len(CELL.findall(content))
            far = any(int(row) > MOST_ROWS for row in ROW_OF_VALUE.findall(content))
            if far or len(ROW.findall(content)) > MOST_ROW_MARKS:
                raise _too_long(name)
    if cells > MOST_CELLS:
        detail = Words(f"单元格多于 {MOST_CELLS:,} 个", f"more than {MOST_CELLS:,} cells")
        raise NoWorkbook(name=name, detail=detail)


def _has_formulas(data: bytes) -> bool:
    package = Package(data, "")
    return any("worksheets/" in part.lower() and FORMULA.search(package.read(part)) for part in package.names)


def whole(data: bytes, name: str) -> Workbook:
    """The workbook to be handed back: with its formulas, without macros and links to other files."""
    return _guarded(data, name, read_only=False, data_only=False)


@contextmanager
def quiet() -> Iterator[None]:
    """Without the warnings of openpyxl about extensions that it passes over."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _guarded(data: bytes, name: str, **how: bool) -> Workbook:
    try:
        with quiet():
            return load_workbook(BytesIO(data), keep_vba=False, keep_links=False, **how)
    except Exception as error:  # noqa: BLE001 - what openpyxl raises at a broken part is its own affair
        raise _broken(name, error) from None


def _broken(name: str, error: Exception) -> NoWorkbook:
    detail = Words(
        "工作簿已损坏，打不开；请在 Excel 或 WPS 中打开，另存为 .xlsx 再导入",
        f"the workbook is damaged ({type(error).__name__}); open it in Excel or WPS and save it as .xlsx",
    )
    return NoWorkbook(name=name, detail=detail)


def _pages(data: bytes, name: str, *, reckoned: bool) -> list[Page]:
    book = _guarded(data, name, read_only=True, data_only=reckoned)
    try:
        _must_be_few(book.sheetnames, name)
        with quiet():
            return [_page(sheet, number, name) for number, sheet in enumerate(book.worksheets, 1)]
    except (Refused, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - as above
        raise _broken(name, error) from None
    finally:
        book.close()


def _must_be_few(sheets: list[str], name: str) -> None:
    if len(sheets) > MOST_SHEETS:
        raise NoWorkbook(name=name, detail=Words(f"工作表多于 {MOST_SHEETS} 张", f"more than {MOST_SHEETS} sheets"))


def _page(sheet: Any, number: int, name: str) -> Page:
    page = Page(sheet.title, number, sheet.sheet_state != "visible")
    sheet.reset_dimensions()
    for at, row in enumerate(sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS), 1):
        held = {column: one for column, cell in enumerate(row, 1) if (one := _held(cell)) is not None}
        if held and at > MOST_ROWS:
            raise _too_long(name)
        if held:
            page.rows[at] = held
    return page


def _too_long(name: str) -> NoWorkbook:
    return NoWorkbook(
        name=name, detail=Words(f"工作表多于 {MOST_ROWS:,} 行", f"a sheet of more than {MOST_ROWS:,} rows")
    )


def _held(cell: Any) -> Held | None:
    if cell.value is None:
        return None
    if cell.data_type == "e":
        return Held(error=str(cell.value))
    return Held(cell.value, cell.number_format or "General", wanting=cell.data_type == "f")


def _mark_wanting(page: Page, plain: Page) -> None:
    """Tell of the formulas whose results were never saved."""
    for row, held in _formulas(plain):
        page.rows.setdefault(row, {}).setdefault(held, Held(wanting=True))


def _formulas(page: Page) -> Iterator[tuple[int, int]]:
    return ((row, column) for row, cells in page.rows.items() for column, held in cells.items() if held.wanting)
