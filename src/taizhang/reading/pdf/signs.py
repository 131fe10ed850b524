"""The signs of one page of a PDF: what they are, and where they stand on the page as it is shown."""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from taizhang.reading.limits import within
from taizhang.reading.pages.page import Box, Glyph
from taizhang.reading.pdf.characters import plain_sign
from taizhang.reading.pdf.frame import Frame, boxed, moved

MOST_SIGNS = 100_000  # a page of the smallest print that can be read holds some 20,000
SMALLEST, LARGEST = 0.5, 2_000  # points: what is smaller or larger is no writing
ABOVE, BELOW = 0.88, 0.12  # of the em box, from the base line
SLANT = 0.1  # 6°: writing that climbs less is level
UPRIGHT, UP, DOWN, SLANTED = "upright", "up", "down", "slanted"
THICKENED = 2  # fill and stroke: how bold is feigned


@dataclass(slots=True)
class Signs:
    """What one page says: its signs, how many of them the file gives no character for, and words set aslant.

    `up` and `down` count the signs of writing that runs upwards and downwards.
    """

    glyphs: list[Glyph] = field(default_factory=list)
    unmapped: int = 0
    up: int = 0
    down: int = 0
    slanted: str = ""


class Face(NamedTuple):
    """How the signs of one piece of text are set: size in points as shown, number of the font, direction."""

    size: float
    font: int
    way: str


class Fonts:
    """Numbers for fonts, the same for the same name, weight and way of drawing, through all pages of a file."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, int, bool], int] = {}

    def number(self, name: str, weight: int, *, outlined: bool) -> int:
        """The number of a font, whatever subset of it is embedded; `outlined` where its strokes are thickened."""
        return self._numbers.setdefault((name.partition("+")[2] or name, weight, outlined), len(self._numbers) + 1)


def signs_of(words: Any, frame: Frame, fonts: Fonts, path: str) -> Signs:
    """The signs of an open page; `words` is what pdfium has of its text."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - an extra

    count = pdfium.FPDFText_CountChars(words)
    within(path, count, MOST_SIGNS, "一页上的字", "signs on a page")
    found, faces, placing = Signs(), _Faces(words, frame, fonts), _Placing(words, frame)
    generated, unmapped = pdfium.FPDFText_IsGenerated, pdfium.FPDFText_HasUnicodeMapError
    slanted: list[str] = []
    for index, code in _codes(pdfium.FPDFText_GetUnicode, words, count):
        if generated(words, index) == 1:  # a blank or a line end that pdfium thinks of
            continue
        found.unmapped += unmapped(words, index) == 1
        text = plain_sign(code)
        if not text or text.isspace():
            continue
        face = faces.of(index)
        found.up += face.way == UP
        found.down += face.way == DOWN
        if face.way == SLANTED:
            slanted.append(text)
        elif (glyph := placing.placed(index, text, face)) and _on_page(glyph, frame):
            found.glyphs.append(glyph)
    found.glyphs = once(apart(found.glyphs))
    found.slanted = "".join(slanted)
    return found


def _codes(code_at: Any, words: Any, count: int) -> Iterator[tuple[int, int]]:
    """Index and code of each sign; the halves of a surrogate pair are one."""
    high = 0
    for index in range(count):
        code = code_at(words, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if high and 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        yield index, code


class _Faces:
    """The faces of a page's pieces of text, each looked up once."""

    def __init__(self, words: Any, frame: Frame, fonts: Fonts) -> None:
        import pypdfium2.raw as pdfium  # noqa: PLC0415

        self._pdfium, self._words, self._shown, self._fonts = pdfium, words, frame.matrix, fonts
        self._matrix = pdfium.FS_MATRIX()
        self._faces: dict[int, Face] = {}
        self._numbers: dict[tuple[int, bool], int] = {}

    def of(self, index: int) -> Face:
        piece = self._pdfium.FPDFText_GetTextObject(self._words, index)
        key = ctypes.addressof(piece.contents) if piece else 0
        face = self._faces.get(key) if key else None
        if face is None:
            face = self._faces[key] = self._measured(index, piece)
        return face

    def _measured(self, index: int, piece: Any) -> Face:
        matrix, shown = self._matrix, self._shown
        size = abs(self._pdfium.FPDFText_GetFontSize(self._words, index))
        number = self._number(piece) if piece else 0
        if not self._pdfium.FPDFText_GetMatrix(self._words, index, matrix):
            return Face(size, number, UPRIGHT)
        right = shown[0] * matrix.a + shown[2] * matrix.b, shown[1] * matrix.a + shown[3] * matrix.b
        up = shown[0] * matrix.c + shown[2] * matrix.d, shown[1] * matrix.c + shown[3] * matrix.d
        size *= math.hypot(*up) or 1.0
        return Face(size if math.isfinite(size) else 0.0, number, _way(*right))

    def _number(self, piece: Any) -> int:
        outlined = self._pdfium.FPDFTextObj_GetTextRenderMode(piece) == THICKENED
        font = self._pdfium.FPDFTextObj_GetFont(piece)
        key = (ctypes.addressof(font.contents) if font else 0, outlined)
        if key not in self._numbers:
            name = ctypes.create_string_buffer(128)
            self._pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
            weight = self._pdfium.FPDFFont_GetWeight(font)
            self._numbers[key] = self._fonts.number(name.value.decode("utf-8", "replace"), weight, outlined=outlined)
        return self._numbers[key]


def _way(right: float, down: float) -> str:
    """The way in which writing runs whose first axis points to (right, down)."""
    if abs(down) <= SLANT * abs(right):
        return UPRIGHT
    if abs(right) > SLANT * abs(down):
        return SLANTED
    return DOWN if down > 0 else UP


class _Placing:
    """Where the signs of a page stand."""

    def __init__(self, words: Any, frame: Frame) -> None:
        import pypdfium2.raw as pdfium  # noqa: PLC0415

        self._words, self._frame, self._matrix = words, frame, frame.matrix
        self._loose_of, self._tight_of = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharBox
        self._origin_of = pdfium.FPDFText_GetCharOrigin
        self._loose = pdfium.FS_RECTF()
        self._numbers = [ctypes.c_double() for _ in range(6)]

    def placed(self, index: int, text: str, face: Face) -> Glyph | None:
        """The sign in the em box on its base line, so that signs of all fonts stand level; None if it has no place."""
        loose, (*tight, x, y) = self._loose, self._numbers
        if not self._loose_of(self._words, index, loose):
            return None
        box = self._box(loose.left, loose.bottom, loose.right, loose.top)
        if box.right - box.left < 0.01 or box.bottom - box.top < 0.01:
            self._tight_of(self._words, index, *tight)
            left, right, bottom, top = (edge.value for edge in tight)
            box = self._box(left, bottom, right, top)
        size = face.size or box.bottom - box.top
        if face.way in {UP, DOWN}:
            return Glyph(text, *box, size, face.font)
        self._origin_of(self._words, index, x, y)
        base = moved(self._matrix, x.value, y.value)[1]
        if not math.isfinite(base):
            return None
        return Glyph(text, box.left, base - ABOVE * size, box.right, base + BELOW * size, size, face.font)

    def _box(self, left: float, bottom: float, right: float, top: float) -> Box:
        return boxed(self._matrix, left, bottom, right, top)


def _on_page(glyph: Glyph, frame: Frame) -> bool:
    x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
    return 0 <= x <= frame.width and 0 <= y <= frame.height and SMALLEST <= glyph.size <= LARGEST


def apart(glyphs: list[Glyph]) -> list[Glyph]:
    """Signs that share one place, as the letters of a ligature do, side by side in it.

    >>> [(g.text, g.left, g.right) for g in apart([Glyph("f", 0, 0, 8, 9, 9), Glyph("i", 0, 0, 8, 9, 9)])]
    [('f', 0.0, 4.0), ('i', 4.0, 8.0)]
    """
    found: list[Glyph] = []
    start = 0
    for end in range(1, len(glyphs) + 1):
        if end < len(glyphs) and glyphs[end][1:] == glyphs[start][1:] and glyphs[end].text != glyphs[start].text:
            continue
        if end - start == 1:
            found.append(glyphs[start])
        else:
            width = (glyphs[start].right - glyphs[start].left) / (end - start)
            for place, glyph in enumerate(glyphs[start:end]):
                left = glyph.left + place * width
                found.append(glyph._replace(left=left, right=left + width))
        start = end
    return found


def once(glyphs: list[Glyph]) -> list[Glyph]:
    """Each sign once that is drawn several times, a hair apart, to look bold or to throw a shadow.

    >>> len(once([Glyph("计", 0, 0, 16, 16, 16), Glyph("计", 0.4, 0, 16.4, 16, 16), Glyph("计", 16, 0, 32, 16, 16)]))
    2
    """
    held: dict[tuple[str, int, int], list[Glyph]] = {}
    found: list[Glyph] = []
    for glyph in glyphs:
        column, row = int(glyph.left // 16), int(glyph.bottom // 16)
        cells = _cells(glyph, column, row)
        if any(_same(glyph, other) for cell in cells for other in held.get(cell, ())):
            continue
        held.setdefault((glyph.text, column, row), []).append(glyph)
        found.append(glyph)
    return found


def _cells(glyph: Glyph, column: int, row: int) -> list[tuple[str, int, int]]:
    """The cells of a lattice of 16 points in which a twin of the sign may lie."""
    near = min(glyph.size * 0.2, 8.0)
    columns = {column, int((glyph.left - near) // 16), int((glyph.left + near) // 16)}
    rows = {row, int((glyph.bottom - near) // 16), int((glyph.bottom + near) // 16)}
    return [(glyph.text, i, j) for i in columns for j in rows]


def _same(glyph: Glyph, other: Glyph) -> bool:
    away = max(abs(glyph.left - other.left), abs(glyph.bottom - other.bottom))
    near = min(glyph.size * 0.2, 8.0, max((glyph.right - glyph.left) * 0.45, 0.3))
    return away < near and abs(glyph.size - other.size) < 0.2 * glyph.size
