"""Which properties hold where ([MS-DOC] 2.4.6): pages of runs, by the byte of the main stream at which they begin."""

import struct
from bisect import bisect_right
from collections.abc import Iterator

from taizhang.errors import FileDamaged, Words
from taizhang.reading.doc.fib import CHARACTER_PAGES, PARAGRAPH_PAGES, Fib, plc
from taizhang.reading.doc.pieces import Pieces
from taizhang.reading.doc.sprms import (
    HUGE,
    CharacterForm,
    ParagraphForm,
    Prl,
    character_form,
    paragraph_form,
    prls,
)
from taizhang.reading.doc.styles import Styles
from taizhang.reading.limits import beyond, within

PAGE = 512
MOST_STRETCHES = 2_000_000  # of equal form
MOST_HUGE = 64_000_000  # bytes of properties outside the pages, all together: each row may have its own
Stretch = tuple[int, int, bytes]  # first byte, byte behind the last, properties


class Forms:
    """How every paragraph and character stands and looks. Raises `FileDamaged`, `FileHostile`."""

    def __init__(self, fib: Fib, pieces: Pieces, styles: Styles, path: str) -> None:
        self.path, self.pieces, self.styles = path, pieces, styles
        self._data = fib.data
        self._huge = 0
        self._paragraphs = sorted(_stretches(fib, PARAGRAPH_PAGES, path), key=lambda stretch: stretch[0])
        self._starts = [start for start, _, _ in self._paragraphs]
        self._characters = sorted(_stretches(fib, CHARACTER_PAGES, path), key=lambda stretch: stretch[0])
        self._begins = [start for start, _, _ in self._characters]
        self._known: dict[tuple[bytes, bytes], ParagraphForm] = {}
        self._looks: dict[tuple[bytes, bytes], CharacterForm] = {}

    def paragraph(self, mark: int) -> ParagraphForm:
        """How the paragraph stands whose mark is at this position."""
        piece = self.pieces.piece(mark)
        offset = self.pieces.offset(mark)
        found = _at(self._paragraphs, self._starts, offset)
        key = (found, self.pieces.changes[piece])
        if key not in self._known:
            style = int.from_bytes(found[:2], "little")
            own = [*self._expanded(found[2:]), *prls(key[1])]
            self._known[key] = paragraph_form(own, style, self.styles.paragraph(style))
        return self._known[key]

    def _expanded(self, data: bytes) -> Iterator[Prl]:
        """The properties, those of a row too long for a page taken from where they stand."""
        for sprm, operand in prls(data):
            if sprm not in HUGE:
                yield sprm, operand
                continue
            at = int.from_bytes(operand, "little")
            size = int.from_bytes(self._data[at : at + 2], "little")
            self._huge += size
            if self._huge > MOST_HUGE:
                beyond(self.path, "表格属性过多", "far too many properties of rows")
            yield from prls(self._data[at + 2 : at + 2 + size])

    def characters(self, start: int, end: int) -> Iterator[tuple[int, int, CharacterForm]]:
        """The runs of equal form between two positions, each with where it begins and ends."""
        while start < end:
            piece = self.pieces.piece(start)
            width = self.pieces.widths[piece]
            stop = self.pieces.starts[piece + 1] if piece + 1 < len(self.pieces.starts) else end
            offset = self.pieces.offset(start)
            i = bisect_right(self._begins, offset) - 1
            data = b""
            until = self._begins[i + 1] if i + 1 < len(self._begins) else offset + (end - start) * width
            if i >= 0 and self._characters[i][1] > offset:
                data = self._characters[i][2]
                until = min(until, self._characters[i][1])
            length = max((until - offset + width - 1) // width, 1)
            stop = min(stop, end, start + length)
            yield start, stop, self._look(data, self.pieces.changes[piece])
            start = max(stop, start + 1)

    def _look(self, data: bytes, change: bytes) -> CharacterForm:
        if (data, change) not in self._looks:
            form = character_form(change, character_form(data))
            if form.style is not None:
                form = character_form(data + change, self.styles.character(form.style))
            self._looks[data, change] = form
        return self._looks[data, change]


def _at(stretches: list[Stretch], starts: list[int], offset: int) -> bytes:
    """The properties that hold at a byte: none outside of all stretches."""
    i = bisect_right(starts, offset) - 1
    return stretches[i][2] if i >= 0 and stretches[i][1] > offset else b"\0\0"


def _stretches(fib: Fib, which: int, path: str) -> Iterator[Stretch]:
    """The runs on all pages of one kind."""
    _, records = plc(fib.part(which), 4)
    if len(records) > len(fib.word) // PAGE + 1:
        raise FileDamaged(path=path, detail=Words("属性页比文件还多", "more pages of properties than the file has"))
    read = _paragraph_page if which == PARAGRAPH_PAGES else _character_page
    count = 0
    for number in dict.fromkeys(int.from_bytes(record, "little") & 0x3FFFFF for record in records):
        page = fib.word[number * PAGE : (number + 1) * PAGE]
        if len(page) < PAGE:
            raise FileDamaged(path=path, detail=Words("属性页在文件之外", "a page of properties outside the file"))
        count += page[-1]
        within(path, count, MOST_STRETCHES, "格式段", "stretches of one form")
        if page[-1]:
            yield from read(page)


def _paragraph_page(page: bytes) -> Iterator[Stretch]:
    """A page of paragraphs ([MS-DOC] 2.9.181): 13 bytes each, the first of which leads to style and properties."""
    count = min(page[-1], (PAGE - 5) // 17)
    borders = struct.unpack_from(f"<{count + 1}I", page, 0)
    for i in range(count):
        at = page[4 * (count + 1) + 13 * i] * 2
        data = b"\0\0"
        if at:
            size = 2 * page[at] - 1
            if size < 0:
                at += 1
                size = 2 * page[at] if at < PAGE else 0
            data = page[at + 1 : at + 1 + size]
        yield borders[i], borders[i + 1], data


def _character_page(page: bytes) -> Iterator[Stretch]:
    """A page of characters ([MS-DOC] 2.9.33): one byte each, which leads to their properties."""
    count = min(page[-1], (PAGE - 5) // 5)
    borders = struct.unpack_from(f"<{count + 1}I", page, 0)
    for i in range(count):
        at = page[4 * (count + 1) + i] * 2
        yield borders[i], borders[i + 1], page[at + 1 : at + 1 + page[at]] if at else b""
