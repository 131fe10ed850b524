"""The style sheet of a Word file ([MS-DOC] 2.9.271): what a paragraph is before it says anything of itself."""

import struct
from dataclasses import dataclass, field

from taizhang.reading.doc.fib import FONTS, STYLES, Fib
from taizhang.reading.doc.sprms import CharacterForm, ParagraphForm, Prl, character_form, paragraph_form, prls

PARAGRAPH, CHARACTER = 1, 2
NONE = 0xFFF  # no base
MOST_BASES = 20  # Word itself allows eleven
FONT_NAME = 39  # where the name of a font begins in its record
HEADINGS = range(1, 10)


@dataclass(frozen=True, slots=True)
class Style:
    """One style as written: which built-in one it is, what it is based on, and its own properties."""

    built_in: int
    kind: int
    base: int
    paragraph: tuple[Prl, ...]
    character: bytes


@dataclass(slots=True)
class Styles:
    """All styles by number, resolved through their bases when they are asked for."""

    styles: dict[int, Style] = field(default_factory=dict)
    _paragraphs: dict[int, ParagraphForm] = field(default_factory=dict)
    _characters: dict[int, CharacterForm] = field(default_factory=dict)

    def paragraph(self, number: int) -> ParagraphForm:
        """How a paragraph of this style stands."""
        form: ParagraphForm | None = None
        for one in reversed(self._chain(number)):
            if one not in self._paragraphs:
                self._paragraphs[one] = paragraph_form(self.styles[one].paragraph, one, form)
            form = self._paragraphs[one]
        return form or paragraph_form((), number)

    def character(self, number: int) -> CharacterForm:
        """How characters of this style look."""
        form: CharacterForm | None = None
        for one in reversed(self._chain(number)):
            if one not in self._characters:
                self._characters[one] = character_form(self.styles[one].character, form)
            form = self._characters[one]
        return form or CharacterForm()

    def heading(self, number: int) -> int | None:
        """The level of the heading that paragraphs of this style are, from 1; None where they are none."""
        styles = (self.styles[one] for one in self._chain(number))
        return next(
            (style.built_in for style in styles if style.kind == PARAGRAPH and style.built_in in HEADINGS), None
        )

    def _chain(self, number: int) -> list[int]:
        """The style and what it is based on, nearest first; a circle is cut."""
        chain: list[int] = []
        while number in self.styles and len(chain) < MOST_BASES:
            chain.append(number)
            number = self.styles[number].base
        return chain


def styles_of(fib: Fib) -> Styles:
    """Read the style sheet; a part of it that cannot be read is left away, for it only colours the words."""
    sheet = fib.part(STYLES)
    found = Styles()
    if len(sheet) < 6:
        return found
    head, count, fixed = struct.unpack_from("<HHH", sheet, 0)
    at = 2 + head
    for number in range(count):
        if at + 2 > len(sheet):
            break
        size = int.from_bytes(sheet[at : at + 2], "little")
        style = _style(sheet[at + 2 : at + 2 + size], fixed)
        if style is not None:
            found.styles[number] = style
        at += 2 + size
    return found


def _style(data: bytes, fixed: int) -> Style | None:
    if len(data) < max(fixed, 10) + 2:
        return None
    identity, kinds = struct.unpack_from("<HH", data, 0)
    kind, base = kinds & 0xF, kinds >> 4
    name = int.from_bytes(data[fixed : fixed + 2], "little")
    at = fixed + 2 + 2 * name + 2
    parts: list[bytes] = []
    for _ in range(2 if kind == PARAGRAPH else 1):
        at += at & 1
        size = int.from_bytes(data[at : at + 2], "little")
        parts.append(data[at + 2 : at + 2 + size])
        at += 2 + size
    if kind == PARAGRAPH:
        return Style(identity & 0xFFF, kind, base, tuple(prls(parts[0][2:])), parts[1])
    return Style(identity & 0xFFF, kind, base, (), parts[0] if kind == CHARACTER else b"")


def fonts_of(fib: Fib) -> list[str]:
    """The names of the fonts, as characters refer to them."""
    table = fib.part(FONTS)
    if len(table) < 4:
        return []
    (count, extra) = struct.unpack_from("<HH", table, 0)
    names: list[str] = []
    at = 4
    for _ in range(count):
        if at >= len(table):
            break
        size = table[at]
        name = table[at + 1 + FONT_NAME : at + 1 + size]
        names.append(name[: len(name) & ~1].decode("utf-16-le", "replace").partition("\0")[0])
        at += 1 + size + extra
    return names
