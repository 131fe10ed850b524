"""The characters of a Word file ([MS-DOC] 2.4.1): pieces of the main stream in the order in which they are read."""

import re
import struct
from bisect import bisect_right
from dataclasses import dataclass, field

from taizhang.errors import FileDamaged, Words
from taizhang.reading.doc.fib import PIECES, Fib, plc

COMPRESSED = 0x40000000
PROPERTIES, TABLE = 1, 2
HALVES = re.compile("[\ud800-\udfff]")


@dataclass(slots=True)
class Pieces:
    """All characters, one for each position (halves of rare characters apart), and where they stand in the stream.

    Piece `i` begins at position `starts[i]` and at byte `offsets[i]`, `widths[i]` bytes a character; `changes[i]` are
    properties that a quick save left for all of it.
    """

    text: str
    starts: list[int] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)
    changes: list[bytes] = field(default_factory=list)

    def piece(self, position: int) -> int:
        """The index of the piece that holds a position."""
        return max(bisect_right(self.starts, position) - 1, 0)

    def offset(self, position: int) -> int:
        """The byte of the main stream at which the character of a position begins."""
        i = self.piece(position)
        return self.offsets[i] + (position - self.starts[i]) * self.widths[i]


def pieces_of(fib: Fib, path: str) -> Pieces:
    """Read the table of pieces and the characters. Raises `FileDamaged` where they lie outside or overlap."""
    changes, table = _split(fib.part(PIECES), path)
    positions, records = plc(table, 8)
    found = Pieces("")
    parts: list[str] = []
    used = 0
    for start, end, record in zip(positions, positions[1:], records, strict=False):
        coded, modifier = struct.unpack_from("<IH", record, 2)
        width = 1 if coded & COMPRESSED else 2
        offset = (coded & COMPRESSED - 1) >> (2 - width)
        size = (end - start) * width
        used += size
        if end < start or (found.starts and start < found.starts[-1]):
            raise _damaged(path)
        if offset + size > len(fib.word) or used > len(fib.word):
            raise _damaged(path)
        parts.append(_decoded(fib.word[offset : offset + size], width))
        found.starts.append(start)
        found.offsets.append(offset)
        found.widths.append(width)
        found.changes.append(_change(modifier, changes))
    found.text = "".join(parts)
    if not records or positions[0] != 0 or len(found.text) < fib.body:
        raise _damaged(path)
    return found


def _damaged(path: str) -> FileDamaged:
    detail = Words("正文的分段表指向文件之外，可能没有下载完", "the table of pieces points outside the file")
    return FileDamaged(path=path, detail=detail)


def _split(clx: bytes, path: str) -> tuple[list[bytes], bytes]:
    """The lists of properties and the table of pieces that a Clx is made of."""
    changes: list[bytes] = []
    at = 0
    while at < len(clx):
        if clx[at] == PROPERTIES:
            size = int.from_bytes(clx[at + 1 : at + 3], "little")
            changes.append(clx[at + 3 : at + 3 + size])
            at += 3 + size
        elif clx[at] == TABLE:
            size = int.from_bytes(clx[at + 1 : at + 5], "little")
            return changes, clx[at + 5 : at + 5 + size]
        else:
            break
    raise _damaged(path)


# What a piece may say of itself in one byte (Prm0, [MS-DOC] 2.9.215), as far as this reader asks for it.
SHORT = {0x0C: 0x260A, 0x18: 0x2416, 0x19: 0x2417, 0x41: 0x0800, 0x5C: 0x083C}


def _change(modifier: int, changes: list[bytes]) -> bytes:
    """The properties that a piece adds to all of its characters and paragraphs."""
    if modifier & 1:
        index = modifier >> 1
        return changes[index] if index < len(changes) else b""
    sprm = SHORT.get(modifier >> 1 & 0x7F)
    return struct.pack("<HB", sprm, modifier >> 8) if sprm else b""


def _decoded(data: bytes, width: int) -> str:
    if width == 1:
        return data.decode("cp1252", "replace")
    units = memoryview(data).cast("H") if _little() else struct.unpack(f"<{len(data) // 2}H", data)
    if any(0xD800 <= unit < 0xE000 for unit in units):
        return "".join(map(chr, units))  # halves stay apart, so that positions count as the file counts them
    return data.decode("utf-16-le")


def _little() -> bool:
    return struct.pack("=H", 1) == b"\x01\x00"


def whole(text: str) -> str:
    r"""Characters whose halves stood apart put together; a half without the other becomes U+FFFD.

    >>> whole("\ud840\udc00田"), whole("\ud840田")
    ('𠀀田', '�田')
    """
    if HALVES.search(text) is None:
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
