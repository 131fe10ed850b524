"""Properties of paragraphs, characters and rows ([MS-DOC] 2.6), as far as the words and tables depend on them."""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

SIZES = (1, 1, 2, 4, 2, 2, 0, 3)  # bytes of an operand, by the highest three bits of its sprm; 0 where it tells itself
LONG = (0xD606, 0xD608)  # definitions of rows: their length takes two bytes
TABS = 0xC615
PLAIN_LEVEL = 9  # outline level of body text
TOGGLES = (0x80, 0x81)  # as the style says, and the contrary

VANISH, DELETED, SPECIAL, BINARY = 0x083C, 0x0800, 0x0855, 0x0806
SYMBOL, CHARACTER_STYLE, SIZE, FONT, FONT_OTHER = 0x6A09, 0x4A30, 0x4A43, 0x4A4F, 0x4A51
IN_TABLE, ROW_END, DEPTH, DEEPER, INNER_CELL, INNER_ROW = 0x2416, 0x2417, 0x6649, 0x664A, 0x244B, 0x244C
LEVEL, LIST, OUTLINE = 0x260A, 0x460B, 0x2640
LEFTS, FIRSTS, LEFT_SIGNS, FIRST_SIGNS = (0x840F, 0x845E), (0x8411, 0x8460), 0x4456, 0x4457
ROW, ROW_OLD, HEADING_ROW, UPRIGHT, MERGE, SPLIT = 0xD608, 0xD606, 0x3404, 0xD62B, 0x5624, 0x5625
HUGE = (0x6646, 0x6645, 0x646B)  # the properties themselves stand in the data stream

Prl = tuple[int, bytes]


def prls(data: bytes) -> Iterator[Prl]:
    r"""The single properties of a list, each with its operand; what is cut off is left away.

    >>> list(prls(bytes.fromhex("3c0801 0f84 d002 08")))
    [(2108, b'\x01'), (33807, b'\xd0\x02')]
    """
    at, end = 0, len(data)
    while at + 3 <= end:
        sprm = data[at] | data[at + 1] << 8
        at += 2
        size = SIZES[sprm >> 13]
        if not size:
            size, head = _told(sprm, data, at)
            at += head
        if at + size > end:
            return
        yield sprm, data[at : at + size]
        at += size


def _told(sprm: int, data: bytes, at: int) -> tuple[int, int]:
    """The size of an operand that tells it itself, and the bytes in which it does."""
    if sprm in LONG:
        return max(int.from_bytes(data[at : at + 2], "little") - 1, 0), 2
    size = data[at]
    if sprm == TABS and size == 0xFF and at + 1 < len(data):  # longer than a byte can tell: it is counted
        away = 1 + 4 * data[at + 1]
        size = away + 1 + 3 * (data[at + 1 + away] if at + 1 + away < len(data) else 0)
    return size, 1


@dataclass(frozen=True, slots=True)
class CharacterForm:
    """How characters look, as far as that decides what they say. `font` is an index, `size` in half points."""

    vanish: int = 0
    deleted: bool = False
    special: bool = False
    binary: bool = False
    symbol: tuple[int, int] | None = None
    style: int | None = None
    font: int | None = None
    size: int | None = None

    @property
    def hidden(self) -> bool:
        """Whether they are not printed."""
        return self.deleted or self.vanish == 1

    def under(self, style: bool) -> "CharacterForm":
        """The same, with toggles resolved by what the style says of hiding."""
        if self.vanish not in TOGGLES:
            return self
        return replace(self, vanish=int(style != (self.vanish == TOGGLES[1])))


def character_form(data: bytes, base: CharacterForm | None = None) -> CharacterForm:
    """The form that a list of properties gives, on top of `base`.

    >>> character_form(bytes.fromhex("3c0801")).hidden, character_form(b"").hidden
    (True, False)
    """
    found = base or CharacterForm()
    changes: dict[str, object] = {}
    for sprm, operand in prls(data):
        if sprm == VANISH:
            changes["vanish"] = operand[0]
        elif sprm in FLAGS:
            changes[FLAGS[sprm]] = operand[0] == 1
        elif sprm in NUMBERS:
            changes[NUMBERS[sprm]] = int.from_bytes(operand, "little")
        elif sprm == SYMBOL:
            changes["symbol"] = struct.unpack("<HH", operand)
    return replace(found, **changes) if changes else found  # type: ignore[arg-type]


FLAGS = {DELETED: "deleted", SPECIAL: "special", BINARY: "binary"}
NUMBERS = {CHARACTER_STYLE: "style", SIZE: "size", FONT: "font"}


@dataclass(frozen=True, slots=True)
class ParagraphForm:
    """How a paragraph stands: its style, table and list, how far it is set in (twips, and hundredths of a character).

    `depth` is that of the table it stands in, 0 outside; `row` the properties of the row that ends with it.
    """

    style: int = 0
    in_table: bool = False
    row_end: bool = False
    itap: int = 0
    inner_cell: bool = False
    inner_row: bool = False
    level: int = 0
    list: int = 0
    outline: int | None = None
    left: int = 0
    first: int = 0
    left_signs: int = 0
    first_signs: int = 0
    row: tuple[Prl, ...] = field(default=(), repr=False)

    @property
    def depth(self) -> int:
        """How many tables it stands in."""
        return max(self.itap, int(self.in_table))


def paragraph_form(found: Iterable[Prl], style: int, base: ParagraphForm | None = None) -> ParagraphForm:
    """The form that properties give, on top of that of the style."""
    changes: dict[str, object] = {"style": style}
    row: list[Prl] = []
    for sprm, operand in found:
        name = PARAGRAPH.get(sprm)
        if name is not None:
            signed = sprm in SIGNED
            changes[name] = int.from_bytes(operand, "little", signed=signed)
        elif sprm in PARAGRAPH_FLAGS:
            changes[PARAGRAPH_FLAGS[sprm]] = operand[0] != 0
        elif sprm >> 10 & 7 == 5:
            row.append((sprm, operand))
        elif sprm == DEEPER:
            changes["itap"] = max(int(str(changes.get("itap", 0))) + int.from_bytes(operand, "little", signed=True), 0)
    changes["row"] = tuple(row)
    return replace(base or ParagraphForm(), **changes)  # type: ignore[arg-type]


PARAGRAPH = {
    DEPTH: "itap", LEVEL: "level", LIST: "list", OUTLINE: "outline", LEFT_SIGNS: "left_signs",
    FIRST_SIGNS: "first_signs", **dict.fromkeys(LEFTS, "left"), **dict.fromkeys(FIRSTS, "first"),
}  # fmt: skip
SIGNED = {DEPTH, *LEFTS, *FIRSTS, LEFT_SIGNS, FIRST_SIGNS}
PARAGRAPH_FLAGS = {IN_TABLE: "in_table", ROW_END: "row_end", INNER_CELL: "inner_cell", INNER_ROW: "inner_row"}
