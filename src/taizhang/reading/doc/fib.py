"""The head of a Word file ([MS-DOC] 2.5, the file information block): where in its streams everything stands."""

import struct
from dataclasses import dataclass

from taizhang.errors import FileDamaged, FileLocked, FormatUnknown, Words
from taizhang.reading.doc.container import Streams
from taizhang.reading.limits import MOST_CHARACTERS, within

MAGIC = (0xA5EC, 0xA5DC)
WORD_97 = 0x00C0  # nFib of the first version that writes in Unicode
ENCRYPTED, SECOND_TABLE = 0x0100, 0x0200
COUNTS = 76  # where ccpText stands; ccpFtn, ccpHdd, one unused, ccpAtn, ccpEdn, ccpTxbx, ccpHdrTxbx follow
PLACES = 154  # where the pairs of offset and length begin
STYLES, FOOTNOTE_REFS, FOOTNOTE_TEXTS, COMMENTS, SECTIONS, HEADERS = 1, 2, 3, 4, 6, 11
CHARACTER_PAGES, PARAGRAPH_PAGES, FONTS, SETTINGS, PIECES, SHAPES = 12, 13, 15, 31, 33, 40
ENDNOTE_REFS, ENDNOTE_TEXTS, BOX_TEXTS, HEADER_BOX_TEXTS, LISTS, OVERRIDES = 46, 47, 56, 58, 73, 74


@dataclass(frozen=True, slots=True)
class Fib:
    """The streams with what the head says of them. Lengths are in characters, in the order in which they stand."""

    word: bytes
    table: bytes
    data: bytes
    body: int
    footnotes: int
    headers: int
    comments: int
    endnotes: int
    boxes: int
    header_boxes: int

    def part(self, which: int) -> bytes:
        """The bytes of a structure in the table stream; empty where there is none. Raises `ValueError` outside."""
        at = PLACES + 8 * which
        if at + 8 > len(self.word) or which >= self._pairs():
            return b""
        start, size = struct.unpack_from("<II", self.word, at)
        if size and start + size > len(self.table):
            raise ValueError(f"part {which} lies outside the table stream")
        return self.table[start : start + size]

    def _pairs(self) -> int:
        (count,) = struct.unpack_from("<H", self.word, PLACES - 2)
        return int(count)

    @property
    def stories(self) -> tuple[int, ...]:
        """Where body, footnotes, headers, comments, endnotes, boxes, header boxes begin, and where the last ends."""
        starts = [0]
        for size in (
            self.body, self.footnotes, self.headers, self.comments, self.endnotes, self.boxes, self.header_boxes,
        ):  # fmt: skip
            starts.append(starts[-1] + size)
        return tuple(starts)


def fib_of(streams: Streams, path: str) -> Fib:
    """Read the head. Raises `FileLocked`, `FileDamaged`, `FileHostile`, or `FormatUnknown` for Word 6 and 95."""
    word = streams.word
    if len(word) < PLACES + 8 * (PIECES + 1):
        raise FileDamaged(path=path, detail=Words("Word 正文的文件头不完整", "the head of the Word text is cut off"))
    magic, version = struct.unpack_from("<HH", word, 0)
    (flags,) = struct.unpack_from("<H", word, 10)
    if magic not in MAGIC:
        raise FileDamaged(path=path, detail=Words("Word 正文的标记不对", "the mark of a Word text is missing"))
    if flags & ENCRYPTED:
        raise FileLocked(path=path)
    if version < WORD_97:
        kind = Words("Word 6.0 或 95 的文档", "a document of Word 6.0 or 95")
        raise FormatUnknown(path=path, offset=0, detail=kind)
    body, notes, headers, _, comments, endnotes, boxes, header_boxes = struct.unpack_from("<8i", word, COUNTS)
    counts = (body, notes, headers, comments, endnotes, boxes, header_boxes)
    if min(counts) < 0:
        raise FileDamaged(path=path, detail=Words("文件头里的字数是负数", "a negative count of characters"))
    within(path, sum(counts), MOST_CHARACTERS, "字", "characters")
    table = streams.tables[bool(flags & SECOND_TABLE)] or streams.tables[not flags & SECOND_TABLE]
    return Fib(word, table, streams.data, *counts)


def plc(data: bytes, size: int) -> tuple[tuple[int, ...], list[bytes]]:
    """A PLC ([MS-DOC] 2.2.2): n + 1 character positions and n records of `size` bytes.

    >>> import struct
    >>> plc(struct.pack("<3I", 0, 5, 9) + b"abcd", 2)
    ((0, 5, 9), [b'ab', b'cd'])
    """
    count = (len(data) - 4) // (4 + size)
    if count < 0:
        return (), []
    positions = struct.unpack_from(f"<{count + 1}I", data, 0)
    first = 4 * (count + 1)
    return positions, [data[first + size * i : first + size * (i + 1)] for i in range(count)]
