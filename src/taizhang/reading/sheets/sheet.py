"""A sheet as any workbook holds it: cells with the words that are shown, merged ranges, and what is hidden."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from taizhang.reading.limits import MOST_CHARACTERS, MOST_PARTS, within

REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
MARGIN_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|[0-9]{1,3}|[A-Z&])', re.IGNORECASE)
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufeff]")
BREAK = re.compile(r"[ \t\u3000]*[\r\n\v\f\u2028\u2029]+[ \t\u3000]*")
WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe6f\uff00-\uffef\u3000-\u303f\u2014-\u2026]")
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


class Range(NamedTuple):
    """Cells from the upper left to the lower right corner, both counted from 0 and both within."""

    top: int
    left: int
    bottom: int
    right: int


class Look(NamedTuple):
    """How a cell shows what it holds: the code of its number format, and how far it is set in (Chinese characters).

    `spread` where it is centred over the empty cells of the same look that follow it: merged to the eye.
    """

    code: str = "General"
    indent: float = 0.0
    spread: bool = False


class Shown(NamedTuple):
    """The words of a cell as a person sees them, without leading blanks, and how far they are set in."""

    text: str
    indent: float = 0.0


@dataclass(slots=True)
class Sheet:
    """One sheet: its name, its number among the sheets shown, and its cells by row and column from 0.

    `unreckoned` formulas have no value kept in the file; `unseen` cells hold something that their format hides.
    `asides` are words that stand in no cell: text boxes; `remarks` are comments, by row and column; `margins` are the
    lines at the head and foot of the printed page. `pictures` counts pictures and charts.
    """

    name: str
    number: int | None
    cells: dict[tuple[int, int], Shown] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    unreckoned: int = 0
    unseen: int = 0
    asides: list[str] = field(default_factory=list)
    remarks: dict[tuple[int, int], str] = field(default_factory=dict)
    margins: list[str] = field(default_factory=list)
    pictures: int = 0

    def columns_hidden(self) -> set[int]:
        """The hidden columns."""
        found: set[int] = set()
        reached = -1
        for first, last in sorted(self.hidden_columns):
            end = min(last, LAST_COLUMN - 1)
            found.update(range(max(first, reached + 1), end + 1))
            reached = max(reached, end)
        return found


@dataclass(slots=True)
class Book:
    """A workbook: the sheets that are shown, and the names of those that are not."""

    path: str
    format: str
    sheets: list[Sheet] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    held: int = 0
    written: int = 0

    def put(self, sheet: Sheet, row: int, column: int, text: str, indent: float = 0.0) -> None:
        """Put words into a cell; blank ones are nothing. Raises `FileHostile` where they become too many."""
        shown = Shown(text, indent) if text.isalnum() else tidy(text, indent)  # the most of all need no tidying
        if not shown.text:
            return
        sheet.cells[row, column] = shown
        self.held += 1
        self.written += len(shown.text)
        if self.held > MOST_PARTS or self.written > MOST_CHARACTERS:
            self._check()

    def put_beside(self, sheet: Sheet) -> None:
        """Count the words of a sheet that stand in no cell. Raises `FileHostile` where they become too many."""
        self.held += len(sheet.asides) + len(sheet.remarks)
        self.written += sum(map(len, sheet.asides)) + sum(map(len, sheet.remarks.values()))
        self._check()

    def _check(self) -> None:
        within(self.path, self.held, MOST_PARTS, "单元格", "cells")
        within(self.path, self.written, MOST_CHARACTERS, "字", "characters")


def tidy(text: str, indent: float = 0.0) -> Shown:
    r"""Words on one line, leading blanks told as an indent.

    >>> tidy("　其中：\n工业投资 "), tidy("GDP\nper capita").text, tidy("增长5%\n左右").text
    (Shown(text='其中：工业投资', indent=1.0), 'GDP per capita', '增长5%左右')
    """
    bare = CONTROL.sub("", text).lstrip("\r\n")
    start = len(bare) - len(bare.lstrip())
    lead = sum(1.0 if sign == "\u3000" else 0.5 for sign in bare[:start] if sign not in "\r\n")
    return Shown(BREAK.sub(_joined, bare.strip()).replace("\t", " "), indent + lead)


def margin(code: str) -> str:
    """The words of a line at the head or foot of the page, without the codes for place, font, page and date.

    >>> margin('&L&"宋体,常规"&12云澜市统计局&C第 &P 页，共 &N 页'), margin("&P/&N"), margin("&A")
    ('云澜市统计局 第  页，共  页', '', '')
    """
    text = MARGIN_CODE.sub(lambda match: " " if match[0].upper() in {"&L", "&C", "&R"} else "", code)
    return tidy(text).text if re.search(r"\w", text) else ""


def _joined(match: re.Match[str]) -> str:
    """What stands for a line break: a blank between two words of an alphabet or two numbers, else nothing."""
    text = match.string
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return "" if WIDE.match(before) or WIDE.match(after) else " "


def letters(column: int) -> str:
    """The letters of a column counted from 0.

    >>> letters(0), letters(25), letters(26), letters(16_383)
    ('A', 'Z', 'AA', 'XFD')
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def place(reference: str) -> tuple[int, int] | None:
    """Row and column from 0 of a reference; None where it is none.

    >>> place("B7"), place("$XFD$1048576"), place("B0"), place("七")
    ((6, 1), (1048575, 16383), None, None)
    """
    match = REFERENCE.fullmatch(reference)
    if not match:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    return (row - 1, column - 1) if 0 < row <= LAST_ROW and column <= LAST_COLUMN else None


def area(reference: str) -> Range | None:
    """The range of a reference, its corners in whatever order; None where it is none.

    >>> area("A2:C3"), area("B7"), area("#REF!")
    (Range(top=1, left=0, bottom=2, right=2), Range(top=6, left=1, bottom=6, right=1), None)
    """
    first, _, last = reference.partition(":")
    start, end = place(first), place(last or first)
    if start is None or end is None:
        return None
    return Range(min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1]))


def spans(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Ascending numbers as stretches without a gap.

    >>> list(spans([1, 2, 3, 7]))
    [(1, 3), (7, 7)]
    """
    first = last = None
    for number in numbers:
        if last is None or number != last + 1:
            if first is not None and last is not None:
                yield first, last
            first = number
        last = number
    if first is not None and last is not None:
        yield first, last
