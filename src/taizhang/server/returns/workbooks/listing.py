"""Sheets that are lists: tasks of a draft, figures. A hidden cell tells of what, another of each line what it is."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from secrets import token_hex

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from taizhang.errors import Words
from taizhang.server.lib.rows import Json, canonical
from taizhang.server.returns.workbooks import styles
from taizhang.server.returns.workbooks.cells import put
from taizhang.server.returns.workbooks.instructions import add_list_instructions
from taizhang.server.returns.workbooks.layout import FIRST, HEADER, ID_COLUMN, KEYS, TITLE, set_up
from taizhang.server.returns.workbooks.names import sheet_name
from taizhang.server.returns.workbooks.opening import Held, Page, place

LIST_MARK = "taizhang-list:"
FIRST_COLUMN = ID_COLUMN + 1
MARK_ROWS = 40
CHOICES = "_选项"
STYLES = {"fixed": styles.FIXED, "words": styles.WORDS, "date": styles.WORDS, "number": styles.FIGURE}


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a list; `shape` is fixed, words, date or number. `choices` are all that may stand there."""

    key: str
    title: Words
    width: float
    shape: str = "words"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """Of what a list is: its kind, the id of what it belongs to, and what the ledger calls that."""

    kind: str
    of: int
    region: str
    name: str
    copy: str = field(default_factory=lambda: token_hex(8))

    def mark(self) -> str:
        """The words of the hidden cell."""
        said = {"kind": self.kind, "of": self.of, "region": self.region, "name": self.name, "copy": self.copy}
        return LIST_MARK + canonical({**said, "sum": sha256(canonical(said).encode()).hexdigest()[:16]})


@dataclass(frozen=True, slots=True)
class Row:
    """One line on its way out: what it is (None for a free line), and what stands in it by column."""

    key: Json | None
    values: dict[str, str | int | Decimal]


@dataclass(frozen=True, slots=True)
class ListLine:
    """One line that came back: where it stands, what its hidden cell says that it is, and its cells by column."""

    at: int
    key: Json
    cells: dict[str, Held]

    def held(self, name: str) -> Held:
        """What stands in a column."""
        return self.cells.get(name, Held())


@dataclass
class ListTable:
    """A list that came back. `columns` tells where each column stands now."""

    page: Page
    listed: Listed
    header: int
    columns: dict[str, int]
    lines: list[ListLine]

    def place(self, line: ListLine, key: str) -> str:
        """What Excel calls a cell."""
        return place(line.at, self.columns.get(key, FIRST_COLUMN))


def list_workbook(listed: Listed, title: str, fields: Sequence[Field], rows: Sequence[Row], free: int) -> bytes:
    """A workbook with one list, and `free` lines to be added to."""
    book = Workbook()
    book.remove(book.worksheets[0])
    styles.add_styles(book)
    sheet = book.create_sheet(sheet_name(title))
    put(sheet, TITLE, FIRST_COLUMN, title, styles.TITLE)
    sheet.merge_cells(start_row=TITLE, end_row=TITLE, start_column=FIRST_COLUMN, end_column=len(fields) + 1)
    put(sheet, KEYS, ID_COLUMN, listed.mark(), styles.PLAIN)
    for column, each in enumerate(fields, FIRST_COLUMN):
        put(sheet, KEYS, column, each.key, styles.PLAIN)
        put(sheet, HEADER, column, each.title.zh, styles.HEADER)
        sheet.column_dimensions[get_column_letter(column)].width = each.width
    for at, row in enumerate([*rows, *[Row(None, {})] * free], FIRST):
        put(sheet, at, ID_COLUMN, canonical(row.key) if row.key is not None else None, styles.PLAIN)
        for column, each in enumerate(fields, FIRST_COLUMN):
            put(sheet, at, column, row.values.get(each.key), STYLES[each.shape])
    _choices(book, sheet, fields, FIRST + len(rows) + free - 1)
    _hide(sheet)
    set_up(sheet, panes=FIRST_COLUMN + 1)
    add_list_instructions(book)
    book.active = 0
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _choices(book: Workbook, sheet: Worksheet, fields: Sequence[Field], last: int) -> None:
    """Lists to choose from, kept in a hidden sheet."""
    listed = [each for each in fields if each.choices]
    if not listed or last < FIRST:
        return
    hidden = book.create_sheet(CHOICES)
    hidden.sheet_state = "veryHidden"
    for number, each in enumerate(listed, 1):
        for row, choice in enumerate(each.choices, 1):
            put(hidden, row, number, choice, styles.PLAIN)
        letter = get_column_letter(number)
        rule = DataValidation(
            "list", formula1=f"'{CHOICES}'!${letter}$1:${letter}${len(each.choices)}", allow_blank=True
        )
        rule.errorStyle = "warning"
        at = get_column_letter(FIRST_COLUMN + list(fields).index(each))
        rule.add(f"{at}{FIRST}:{at}{last}")
        sheet.add_data_validation(rule)


def _hide(sheet: Worksheet) -> None:
    """Hide the keys by which rows and columns are known again."""
    sheet.column_dimensions[get_column_letter(ID_COLUMN)].hidden = True
    sheet.row_dimensions[KEYS].hidden = True


def lists_in(pages: Sequence[Page], kind: str, fields: Sequence[Field]) -> Iterator[ListTable]:
    """The lists of one kind in a workbook."""
    known = {each.key for each in fields}
    for page in pages:
        for row in [row for row in sorted(page.rows) if row <= MARK_ROWS]:
            for column, held in page.rows[row].items():
                listed = _listed(held.words) if held.words.startswith(LIST_MARK) else None
                if listed is not None and listed.kind == kind:
                    columns = {cell.words: at for at, cell in page.rows[row].items() if cell.words in known}
                    yield ListTable(page, listed, row + 1, columns, list(_lines(page, row + 1, column, columns)))


def _listed(mark: str) -> Listed | None:
    """What a hidden cell says; None where it was altered."""
    try:
        said = json.loads(mark.removeprefix(LIST_MARK))
        del said["sum"]
        listed = Listed(**said)
        sound = listed.mark() == mark and 0 < listed.of < 2**63 and len(listed.copy) <= 32
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return listed if sound else None


def _lines(page: Page, header: int, hidden: int, columns: dict[str, int]) -> Iterator[ListLine]:
    for at in sorted(page.rows):
        cells = {name: page.rows[at].get(column, Held()) for name, column in columns.items()}
        if at > header and any(not held.blank for held in cells.values()):
            yield ListLine(at, _key(page.at(at, hidden).words), cells)


def _key(words: str) -> Json:
    try:
        said = json.loads(words)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
