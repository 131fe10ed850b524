"""Signs of a page gathered into lines in reading order, with the blanks that gaps stand for.

Signs are first gathered into strips, in the order in which the file draws them, each level with the one before: that
follows a skewed line and leaves two columns apart. Strips that stand level are then joined into lines.
"""

import unicodedata
from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from taizhang.reading.pages.page import Box, Glyph, TextLine

BELOW = 0.12  # of the em box lies below the base line
LEVEL = 0.3  # how far the next sign of a strip may stand above or below, in sizes
REACH = 3.0  # widest gap inside a strip, in sizes
OVERLAP = 0.5  # of the lower one's height, by which strips of one line overlap
WIDE_GAP = 0.7  # between Chinese signs, in sizes: justified lines have gaps up to half a sign
BESIDE = 0.45  # between a Chinese sign and a digit or letter, which programs set apart by a quarter
WORD_GAP = 0.16  # between Latin words
SPREAD = 1.6  # times the usual gap of a line is still none that parts words
MOST_BLANKS = 4
APART = 6.0  # sizes from which on a gap parts what has nothing to do with each other
NUMERIC = frozenset("0123456789０１２３４５６７８９-—()（）·….")
BLANK = "\u3000"


@dataclass(slots=True)
class Strip:
    """Signs of one line that were drawn one after another."""

    glyphs: list[Glyph]
    left: float
    top: float
    right: float
    bottom: float
    size: float

    @property
    def middle(self) -> float:
        """Half way between top and bottom."""
        return (self.top + self.bottom) / 2


def lines_of(glyphs: Sequence[Glyph]) -> list[TextLine]:
    """The lines of signs from top to bottom, whatever columns they stand in.

    >>> signs = [Glyph(sign, 16.0 * i, 20, 16.0 * i + 16, 36, 16) for i, sign in enumerate("全年完成")]
    >>> [line.text for line in lines_of(signs)]
    ['全年完成']
    """
    return [_line(strips) for strips in rows_of(strips_of(glyphs))]


def strips_of(glyphs: Iterable[Glyph]) -> list[Strip]:
    """The signs as strips, in the order in which they were drawn."""
    strips: list[Strip] = []
    for glyph in glyphs:
        if strips and _follows(strips[-1].glyphs[-1], glyph):
            _lengthen(strips[-1], glyph)
        else:
            strips.append(Strip([glyph], glyph.left, glyph.top, glyph.right, glyph.bottom, glyph.size))
    return strips


def _follows(last: Glyph, glyph: Glyph) -> bool:
    """Whether the sign stands level with the one before and to the right of it."""
    size = max(last.size, glyph.size)
    if not -0.4 * size <= glyph.left - last.right <= REACH * size:
        return False
    base, last_base = glyph.bottom - BELOW * glyph.size, last.bottom - BELOW * last.size
    return abs(base - last_base) <= LEVEL * min(last.size, glyph.size)


def _lengthen(strip: Strip, glyph: Glyph) -> None:
    strip.glyphs.append(glyph)
    strip.left, strip.right = min(strip.left, glyph.left), max(strip.right, glyph.right)
    strip.top, strip.bottom = min(strip.top, glyph.top), max(strip.bottom, glyph.bottom)
    strip.size = max(strip.size, glyph.size)


def rows_of(strips: Sequence[Strip]) -> list[list[Strip]]:
    """Strips that stand level, from top to bottom, each row from left to right; large ones first find their row."""
    rows: list[list[Strip]] = []
    middles: list[tuple[float, int]] = []
    for strip in sorted(strips, key=lambda strip: (-round(strip.size), strip.middle, strip.left)):
        best = _row_for(strip, rows, middles)
        if best is None:
            insort(middles, (strip.middle, len(rows)))
            rows.append([strip])
        else:
            rows[best].append(strip)
    order = sorted(rows, key=lambda row: min(strip.middle for strip in _largest(row)))
    return [sorted(row, key=lambda strip: strip.left) for row in order]


def _largest(row: list[Strip]) -> list[Strip]:
    most = max(strip.size for strip in row)
    return [strip for strip in row if strip.size >= 0.9 * most]


def _row_for(strip: Strip, rows: list[list[Strip]], middles: list[tuple[float, int]]) -> int | None:
    """The row that the strip overlaps most; the nearest strip of a row counts, so that a row may climb."""
    near = 3 * strip.size
    best, most = None, 0.0
    for index in range(bisect_left(middles, (strip.middle - near, 0)), len(middles)):
        middle, number = middles[index]
        if middle > strip.middle + near:
            break
        other = min(rows[number], key=lambda other: max(other.left - strip.right, strip.left - other.right, 0.0))
        share = _overlap(strip, other)
        if share >= OVERLAP and share > most:
            best, most = number, share
    return best


def _overlap(one: Strip, other: Strip) -> float:
    """How much of the lower one's height both share; none where one lies over the other."""
    shared = min(one.right, other.right) - max(one.left, other.left)
    level = abs(one.bottom - other.bottom) <= 0.1 * min(one.size, other.size)
    if (
        not level
        and shared > 0.5 * min(one.right - one.left, other.right - other.left)
        and len(one.glyphs) + len(other.glyphs) > 3
    ):
        return 0.0
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return down / max(min(one.bottom - one.top, other.bottom - other.top), 0.01)


def _line(strips: Sequence[Strip]) -> TextLine:
    return line_of([glyph for strip in strips for glyph in strip.glyphs])


def parts_of(line: TextLine) -> list[TextLine]:
    """The line, or where a very wide gap parts it, what stands on each side: a label at the left, a unit at the right.

    A number behind such a gap stays, for in a table of contents it is the page.
    """
    glyphs = line.glyphs
    for place in range(1, len(glyphs)):
        gap = glyphs[place].left - glyphs[place - 1].right
        if gap >= APART * line.size and not all(glyph.text[0] in NUMERIC for glyph in glyphs[place:]):
            return [line_of(glyphs[:place]), *parts_of(line_of(glyphs[place:]))]
    return [line]


def line_of(glyphs: Iterable[Glyph]) -> TextLine:
    """The signs, at least one, as a line: from left to right, with blanks for gaps.

    >>> line_of([Glyph("王", 0, 0, 16, 16, 16), Glyph("某", 32, 0, 48, 16, 16), Glyph("1", 52, 0, 60, 16, 16)]).text
    '王\u3000某1'
    """
    ordered = sorted(glyphs, key=lambda glyph: glyph.left)
    blanks = blanks_in(ordered)
    text = "".join(blank + glyph.text for blank, glyph in zip(blanks, ordered, strict=True))
    box = Box(
        ordered[0].left,
        min(glyph.top for glyph in ordered),
        max(glyph.right for glyph in ordered),
        max(glyph.bottom for glyph in ordered),
    )
    return TextLine(tuple(ordered), text, box, usual_size(ordered))


def usual_size(glyphs: Sequence[Glyph]) -> float:
    """The size of most of the signs, in points."""
    counts: dict[float, int] = {}
    for glyph in glyphs:
        size = round(glyph.size, 1)
        counts[size] = counts.get(size, 0) + 1
    return max(counts, key=lambda size: (counts[size], size))


def blanks_in(glyphs: Sequence[Glyph]) -> list[str]:
    """What stands before each sign of a line: nothing, a blank between Latin words, or wide blanks for a wide gap."""
    gaps = [0.0]
    for before, glyph in pairwise(glyphs):
        gaps.append((glyph.left - before.right) / max(min(before.size, glyph.size), 1.0))
    wide = _wide_gap(glyphs, gaps)
    return [
        _blank(glyphs, index, gap, _inner_gap(glyphs, gaps, index), wide) if gap > WORD_GAP else ""
        for index, gap in enumerate(gaps)
    ]


def _wide_gap(glyphs: Sequence[Glyph], gaps: Sequence[float]) -> float:
    """From which gap on Chinese signs of this line stand apart: a line may be set tight, justified or spread."""
    pairs = zip(glyphs, glyphs[1:], gaps[1:], strict=False)
    inner = sorted(gap for before, glyph, gap in pairs if not (is_narrow(before) or is_narrow(glyph)))
    if len(inner) < 3:
        return WIDE_GAP
    usual = max(inner[len(inner) // 2], 0.0)
    return SPREAD * usual + 0.4 if usual < WIDE_GAP / 2 or inner[0] >= 0.5 * usual else WIDE_GAP


def _inner_gap(glyphs: Sequence[Glyph], gaps: Sequence[float], index: int) -> float | None:
    """How wide the letters or digits beside a gap are set: the narrowest gap next to it; None where there is none."""
    around = [gaps[place] for place in (index - 1, index + 1) if _joins_narrow(glyphs, place)]
    return max(min(around), 0.0) if around else None


def _joins_narrow(glyphs: Sequence[Glyph], place: int) -> bool:
    return 0 < place < len(glyphs) and is_narrow(glyphs[place - 1]) and is_narrow(glyphs[place])


def _blank(glyphs: Sequence[Glyph], index: int, gap: float, inner: float | None, wide: float) -> str:
    """The blank that a gap before a sign stands for."""
    before, glyph = glyphs[index - 1], glyphs[index]
    if is_narrow(before) and is_narrow(glyph):
        if _in_number(before, glyph):
            return " " if _parts_numbers(glyphs, index, gap, inner) else ""
        return " " if gap >= WORD_GAP + (inner or 0.0) else ""
    if gap < (max(wide, BESIDE) if is_narrow(before) or is_narrow(glyph) else wide):
        return ""
    if gap < 1 and (is_narrow(before) or is_narrow(glyph)):
        return " "
    return BLANK * min(max(round(gap), 1), MOST_BLANKS)


def _parts_numbers(glyphs: Sequence[Glyph], index: int, gap: float, inner: float | None) -> bool:
    """Whether a gap between digits parts two numbers: the digits of one are set apart evenly, if at all."""
    if glyphs[index - 1].text in ".," or glyphs[index].text in ".,%":
        return gap >= 0.2 and index <= 3 and glyphs[index - 1].text == "." and glyphs[index].text.isdigit()
    if inner is None:
        return gap >= 0.45
    return gap >= 0.2 and gap > 2 * inner + 0.12


def _in_number(before: Glyph, glyph: Glyph) -> bool:
    return (before.text[-1].isdigit() or before.text in ".,") and (glyph.text[0].isdigit() or glyph.text in ".,%")


def is_narrow(glyph: Glyph) -> bool:
    """Whether the sign is of the Latin, Greek or Cyrillic kind, or a digit or mark set as narrow as they."""
    return unicodedata.east_asian_width(glyph.text[0]) in {"Na", "N", "H"}
