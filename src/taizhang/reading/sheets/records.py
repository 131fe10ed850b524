"""The records of an .xls looked through before anything reads them.

xlrd reads values, formats and merged cells well, but trusts the file: it opens a link over a whole sheet into sixteen
million entries, works out names as formulas, and keeps every empty cell. So all records but those of words, numbers
and their looks are made void first, in place, which keeps the offsets of the sheets right. Layouts after [MS-XLS].
"""

from bisect import bisect_left
from dataclasses import dataclass, field
from struct import Struct, unpack_from
from typing import Any, NamedTuple

from taizhang.errors import FileDamaged, FileLocked, Words
from taizhang.reading.limits import MOST_CELLS, MOST_PAGES, Deadline, within

HEAD = Struct("<HH")
VOID = 0x00EF  # a number that no reader knows
BOF = frozenset({0x0009, 0x0209, 0x0409, 0x0809})
OBJECT, NOTE, PICTURES = 0x5D, 0x1C, frozenset({5, 8})  # charts and pictures, among objects
FILEPASS, BOUNDSHEET, TEXT, CONTINUE, XF, BLANK, MULBLANK, MULRK = 0x2F, 0x85, 0x1B6, 0x3C, 0xE0, 0x201, 0xBE, 0xBD
CELLS = frozenset({0x0002, 0x0003, 0x0004, 0x0005, 0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x0206, 0x0406})
CELLS |= {0x00BD, 0x00D6, 0x00FD, 0x027E}
KEPT = CELLS | BOF | {
    0x000A, 0x0022, 0x0042, 0x0085, 0x008C, 0x008E, 0x008F,  # ends, calendar, code page, sheets, country
    0x001E, 0x041E, 0x0031, 0x0231, 0x0043, 0x0243, 0x0443, 0x00E0, 0x0044,  # formats, fonts, looks
    0x00FC, 0x003C, 0x0007, 0x0207, 0x0021, 0x0221, 0x0036, 0x0037, 0x0236, 0x04BC,  # words, what follows a formula
    0x00E5, 0x007D, 0x0024, 0x0008, 0x0208, 0x0225,  # merged cells, columns, rows
}  # fmt: skip
ACROSS = 6  # centred over the empty cells beside it


class Beside(NamedTuple):
    """The words of text boxes, the comments by row and column, and how many pictures and charts there are."""

    boxes: list[str]
    remarks: dict[tuple[int, int], str]
    pictures: int


@dataclass
class Records:
    """The stream without what is not wanted, and what lies over its sheets, by the offset of the record."""

    stream: bytearray
    path: str
    texts: list[tuple[int, int, str]] = field(default_factory=list)  # offset, number of the object, words
    notes: list[tuple[int, int, int, int]] = field(default_factory=list)  # offset, row, column, number of the object
    pictures: list[tuple[int]] = field(default_factory=list)
    sheets: list[int] = field(default_factory=list)
    cells: int = 0
    _across: set[int] = field(default_factory=set)
    _looks: int = 0
    _last: int = VOID
    _wanted: int = 0
    _object: int = 0
    _bottom: int = 0
    _rows: int = 0

    def sift(self) -> "Records":
        """Look through all records. Raises `FileLocked`, `FileDamaged` or `FileHostile`."""
        deadline = Deadline(self.path)
        at, end, count = 0, len(self.stream), 0
        while at + HEAD.size <= end:
            kind, size = HEAD.unpack_from(self.stream, at)
            if kind == FILEPASS:
                raise FileLocked(path=self.path)
            if at + HEAD.size + size > end:
                break
            self._record(kind, at, size)
            at += HEAD.size + size
            count += 1
            if count % 10_000 == 0:
                deadline.check()
        if not count or any(self.stream[at:]):
            detail = Words(f"工作簿在第 {at:,} 字节处断开", f"the workbook is cut off at byte {at:,}")
            raise FileDamaged(path=self.path, detail=detail)
        return self

    def beside(self, index: int) -> Beside:
        """What stands in no cell of a sheet, by the number of the sheet from 0."""
        if index >= len(self.sheets):
            return Beside([], {}, 0)
        start = self.sheets[index]
        end = min((other for other in self.sheets if other > start), default=len(self.stream))
        notes, texts, pictures = (_between(found, start, end) for found in (self.notes, self.texts, self.pictures))
        noted = {number: (row, column) for _, row, column, number in notes}
        remarks = {noted[number]: text for _, number, text in texts if number in noted}
        return Beside([text for _, number, text in texts if number not in noted], remarks, len(pictures))

    def _record(self, kind: int, at: int, size: int) -> None:
        body = at + HEAD.size
        if kind == XF:
            if size >= 7 and self.stream[body + 6] & 7 == ACROSS:
                self._across.add(self._looks)
            self._looks += 1
        elif kind == BOUNDSHEET and size >= 4:
            self._sheet(unpack_from("<I", self.stream, body)[0])
        elif kind == OBJECT and size >= 8:
            what, self._object = unpack_from("<HH", self.stream, body + 4)
            self.pictures += [(at,)] * (what in PICTURES)
        elif kind == NOTE and size >= 8:
            row, column, _, number = unpack_from("<4H", self.stream, body)
            self.notes.append((at, row, column, number))
        elif kind == TEXT and size >= 12:
            self._wanted = unpack_from("<H", self.stream, body + 10)[0]
        elif kind == CONTINUE and self._last == TEXT and size > 1:
            self._text(at, body, size)
        kept = self._spreads(kind, body, size) if kind in {BLANK, MULBLANK} else kind in KEPT
        if kind in BOF:
            self._bottom = 0
        if kept and size >= 2 and (kind in CELLS or kind == MULBLANK):
            self._deepen(unpack_from("<H", self.stream, body)[0])
            self.cells += max((size - 6) // (6 if kind == MULRK else 2), 1) if kind in {MULRK, MULBLANK} else 1
            within(self.path, self.cells, MOST_CELLS, "单元格", "cells")
        if kind == CONTINUE:
            kept = self._last in KEPT  # that of a record made void would be taken for one of the record before
        else:
            self._last = kind
        if not kept:
            HEAD.pack_into(self.stream, at, VOID, size)

    def _sheet(self, offset: int) -> None:
        if offset in self.sheets:
            detail = Words("两个工作表指向同一处", "two sheets point to the same place")
            raise FileDamaged(path=self.path, detail=detail)
        self.sheets.append(offset)
        within(self.path, len(self.sheets), MOST_PAGES, "工作表", "sheets")

    def _deepen(self, row: int) -> None:
        """Count the rows down to the last cell of each sheet: xlrd makes lists of all, empty ones too."""
        if row > self._bottom:
            self._rows += row - self._bottom
            self._bottom = row
            within(self.path, self._rows, MOST_CELLS, "行", "rows")

    def _spreads(self, kind: int, body: int, size: int) -> bool:
        """Whether empty cells are such as the words beside them are centred over."""
        if not self._across or size < 6:
            return False
        count = 1 if kind == BLANK else (size - 6) // 2
        return any(look in self._across for look in unpack_from(f"<{count}H", self.stream, body + 4))

    def _text(self, at: int, body: int, size: int) -> None:
        wide = self.stream[body] & 1
        raw = bytes(self.stream[body + 1 : body + size])[: self._wanted * (1 + wide)]
        if text := raw.decode("utf-16-le" if wide else "latin-1", "replace").strip():
            self.texts.append((at, self._object, text))
        self._wanted = 0


def _between(found: list[Any], start: int, end: int) -> list[Any]:
    """The records that stand from one offset to another."""
    return found[bisect_left(found, (start,)) : bisect_left(found, (end,))]
