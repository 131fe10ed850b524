"""Writes small old Word files, and the compound files they are, as the tests want them: whole, or broken on purpose."""

import struct
from collections.abc import Iterable
from dataclasses import dataclass, field

SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
TEXT_AT = 2048  # where the characters begin in the main stream


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file of these streams, each padded to 4096 bytes so that none goes into the small sectors."""
    padded = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    padded = {name: data + b"\0" * (-len(data) % SECTOR) for name, data in padded.items()}
    entries = [_entry("Root Entry", 5, child=1, start=END, size=0)]
    body, chain = b"", []
    for number, (name, data) in enumerate(padded.items(), 1):
        first = len(chain)
        count = len(data) // SECTOR
        chain += [*range(first + 1, first + count), END]
        last = number == len(padded)
        entries.append(_entry(name, 2, right=FREE if last else number + 1, start=first, size=len(data)))
        body += data
    directory = b"".join(entries)
    directory += b"\0" * (-len(directory) % SECTOR)
    at = len(chain)
    count = len(directory) // SECTOR
    chain += [*range(at + 1, at + count), END]
    tables = 1
    while (len(chain) + tables) * 4 > tables * SECTOR:
        tables += 1
    where = [len(chain) + i for i in range(tables)]
    chain += [FAT] * tables
    chain += [FREE] * (tables * SECTOR // 4 - len(chain))
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 16
        + struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, at, 0, 4096, END, 0, END, 0, where[0])
    )
    head += struct.pack(f"<{tables - 1}I", *where[1:]) + struct.pack("<I", FREE) * (109 - tables)
    return head + body + directory + struct.pack(f"<{len(chain)}I", *chain)


def _entry(name: str, kind: int, *, right: int = FREE, child: int = FREE, start: int = 0, size: int = 0) -> bytes:
    coded = name.encode("utf-16-le") + b"\0\0"
    return coded.ljust(64, b"\0") + struct.pack(
        "<HBBIII16xI16xIQ", len(coded), kind, 1, FREE, right, child, 0, start, size
    )


def sprm(code: int, operand: bytes | int, size: int = 1) -> bytes:
    return struct.pack("<H", code) + (operand if isinstance(operand, bytes) else operand.to_bytes(size, "little"))


def row(borders: list[int], flags: Iterable[int] = ()) -> bytes:
    """The properties of the end of a row: where the borders of its cells stand, and the flags of each cell."""
    cells = b"".join(struct.pack("<H18x", flag) for flag in flags)
    operand = bytes([len(borders) - 1]) + struct.pack(f"<{len(borders)}h", *borders) + cells
    return sprm(0x2416, 1) + sprm(0x2417, 1) + sprm(0xD608, struct.pack("<H", len(operand) + 1) + operand)


IN_TABLE = sprm(0x2416, 1)
HIDDEN, DELETED, SPECIAL = sprm(0x083C, 1), sprm(0x0800, 1), sprm(0x0855, 1)


@dataclass
class P:
    """A paragraph: runs of words and their properties, the mark that ends it, its own properties, its style."""

    runs: list[tuple[str, bytes]]
    mark: str = "\r"
    form: bytes = b""
    style: int = 0


def p(text: str, form: bytes = b"", style: int = 0) -> P:
    return P([(text, b"")], "\r", form, style)


def cell(text: str, form: bytes = b"") -> P:
    return P([(text, b"")], "\x07", IN_TABLE + form)


def row_end(borders: list[int], flags: Iterable[int] = ()) -> P:
    return P([], "\x07", row(borders, flags))


@dataclass
class Word:
    """A Word file: the stories in the order of the file, other parts of the table stream by number, and its head."""

    body: list[P]
    footnotes: list[P] = field(default_factory=list)
    headers: list[P] = field(default_factory=list)
    comments: list[P] = field(default_factory=list)
    endnotes: list[P] = field(default_factory=list)
    boxes: list[P] = field(default_factory=list)
    parts: dict[int, bytes] = field(default_factory=dict)
    data: bytes = b""
    version: int = 0xC1
    flags: int = 0x0200
    compressed: bool = False
    pieces: bytes | None = None

    def streams(self) -> dict[str, bytes]:
        stories = [self.body, self.footnotes, self.headers, self.comments, self.endnotes, self.boxes]
        width = 1 if self.compressed else 2
        text, paragraphs, characters = "", [], []
        for paragraph in (paragraph for story in stories for paragraph in story):
            for words, look in [*paragraph.runs, (paragraph.mark, b"")]:
                text += _units(words)
                characters.append((TEXT_AT + len(text) * width, look))
            paragraphs.append((TEXT_AT + len(text) * width, struct.pack("<H", paragraph.style) + paragraph.form))
        coded = text.encode("cp1252") if self.compressed else text.encode("utf-16-le", "surrogatepass")
        word = b"\0" * TEXT_AT + coded
        word += b"\0" * (-len(word) % SECTOR)
        table = b""
        places: dict[int, tuple[int, int]] = {}
        for number, stretches, write in ((13, paragraphs, _paragraph_page), (12, characters, _character_page)):
            pages, borders, at = _pages(stretches, write)
            first = len(word) // SECTOR
            word += pages
            plc = struct.pack(f"<{len(borders)}I", *borders) + struct.pack(f"<{at}I", *range(first, first + at))
            places[number] = (len(table), len(plc))
            table += plc
        start = TEXT_AT * 2 | 0x40000000 if self.compressed else TEXT_AT
        clx = self.pieces or b"\x02" + struct.pack("<IIIHIH", 16, 0, len(text), 0, start, 0)
        for number, part in {33: clx, **self.parts}.items():
            places[number] = (len(table), len(part))
            table += part
        return {
            "WordDocument": self._head(stories, places) + word[TEXT_AT:],
            "1Table": table,
            "Data": self.data or b"\0",
        }

    def _head(self, stories: list[list[P]], places: dict[int, tuple[int, int]]) -> bytes:
        body, notes, headers, comments, ends, boxes = (sum(_size(one) for one in story) for story in stories)
        head = struct.pack("<HHHHHH", 0xA5EC, self.version, 0, 0x804, 0, self.flags).ljust(32, b"\0")
        head += struct.pack("<H28xH", 14, 22) + struct.pack(
            "<3I8I", 0, 0, 0, body, notes, headers, 0, comments, ends, boxes, 0
        )
        head = head.ljust(152, b"\0") + struct.pack("<H", 93)
        pairs = [places.get(number, (0, 0)) for number in range(93)]
        return (head + b"".join(struct.pack("<II", *pair) for pair in pairs)).ljust(TEXT_AT, b"\0")

    def bytes(self) -> bytes:
        return compound(self.streams())


def _units(words: str) -> str:
    """One character for each half of a rare one."""
    coded = words.encode("utf-16-le", "surrogatepass")
    return "".join(map(chr, struct.unpack(f"<{len(coded) // 2}H", coded)))


def _size(paragraph: P) -> int:
    return sum(len(_units(words)) for words, _ in paragraph.runs) + len(paragraph.mark)


def _pages(stretches, write):
    """Pages of properties, eight stretches each, and the borders between pages."""
    pages, borders, start = b"", [TEXT_AT], TEXT_AT
    for at in range(0, len(stretches), 8):
        part = stretches[at : at + 8]
        pages += write([start, *(end for end, _ in part)], [form for _, form in part])
        start = part[-1][0]
        borders.append(start)
    return pages, borders, len(borders) - 1


def _paragraph_page(borders: list[int], forms: list[bytes]) -> bytes:
    page = bytearray(SECTOR)
    count, at = len(forms), SECTOR - 2
    struct.pack_into(f"<{count + 1}I", page, 0, *borders)
    for i, form in enumerate(forms):
        padded = form + b"\0" * (len(form) % 2)
        at -= 2 + len(padded)
        page[at : at + 2 + len(padded)] = bytes([0, len(padded) // 2]) + padded
        page[4 * (count + 1) + 13 * i] = at // 2
    page[-1] = count
    return bytes(page)


def _character_page(borders: list[int], forms: list[bytes]) -> bytes:
    page = bytearray(SECTOR)
    count, at = len(forms), SECTOR - 2
    struct.pack_into(f"<{count + 1}I", page, 0, *borders)
    for i, form in enumerate(forms):
        if form:
            at -= (2 + len(form)) & ~1
            page[at : at + 1 + len(form)] = bytes([len(form)]) + form
            page[4 * (count + 1) + i] = at // 2
    page[-1] = count
    return bytes(page)
