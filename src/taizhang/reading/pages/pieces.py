"""Signs of a page gathered into pieces and lines, and lines written out as the words of a table's cell.

A piece is a stretch of signs that were set one after another without a gap. It is gathered in the order in which the
file draws it, so that a long name that was printed over its neighbour stays apart from the number it covers.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from taizhang.model import Source
from taizhang.reading.layout import Run
from taizhang.reading.pages.page import Box, Glyph, Page

NEAR = 0.6  # widest gap inside a piece, in sizes of its signs
SMALL = 0.75  # how small a raised digit is against the signs before it
BLANK = 0.15  # narrowest gap between Latin words, in sizes
LEVEL = 0.5  # how far apart the middles of two pieces of one line may be, in sizes
_SIGNS = ("-", "+", "−", "－", "＋", "△", "▲")
DASHES = "-+±−–—－＋―─"
_NUMBER = re.compile(
    rf"[(（〔\[]?[{DASHES}△▲↑↓＜<＞>≤≥]*\d[\d,，.．·:：]*[%％‰]?[)）〕\]]?[*①②③④⑤⑥⑦⑧⑨⑩]?|[{DASHES}×/／…]{{1,4}}"
)
_MARK = re.compile(r"[①-⒛❶-➓㈠-㈩*＊※†‡]{1,2}|[\[〔［(（]\d{1,2}[\]〕］)）]")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Piece(NamedTuple):
    """Signs set one after another on one line, blanks between them kept."""

    glyphs: tuple[Glyph, ...]
    left: float
    top: float
    right: float
    bottom: float
    size: float

    @property
    def middle(self) -> float:
        """Half way between its top and bottom."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """Half way between its left and right end."""
        return (self.left + self.right) / 2

    @property
    def text(self) -> str:
        """Its signs."""
        return "".join(glyph.text for glyph in self.glyphs)


Line = list[Piece]


def median(values: Sequence[float], otherwise: float) -> float:
    """The middle one of the values, the upper of two; `otherwise` where there are none.

    >>> median([3.0, 1.0, 2.0], 9.0), median([], 9.0)
    (2.0, 9.0)
    """
    return sorted(values)[len(values) // 2] if values else otherwise


def nearest(places: Sequence[float], place: float) -> int:
    """Which of the places, in order and at least one, is nearest.

    >>> nearest([10.0, 20.0, 40.0], 31.0)
    2
    """
    index = bisect_left(places, place)
    before = index and (index == len(places) or place - places[index - 1] <= places[index] - place)
    return index - 1 if before else index


def size_of(page: Page) -> float:
    """The usual size of the page's signs, in points; never below 4, so that tolerances stay sensible."""
    return max(median([glyph.size for glyph in page.glyphs if not glyph.text.isspace()], 10.0), 4.0)


def piece_of(glyphs: Sequence[Glyph]) -> Piece:
    """The signs, at least one, as a piece.

    >>> piece_of([Glyph("增", 10, 20, 20, 30, 10), Glyph("长", 20, 20, 30, 30, 10)]).text
    '增长'
    """
    return Piece(
        tuple(glyphs),
        min(glyph.left for glyph in glyphs),
        min(glyph.top for glyph in glyphs),
        max(glyph.right for glyph in glyphs),
        max(glyph.bottom for glyph in glyphs),
        max(glyph.size for glyph in glyphs),
    )


def is_raised(last: Glyph, glyph: Glyph) -> bool:
    """Whether a digit is set small and high behind another sign, as the mark of a note or a power is."""
    raised = last.bottom - glyph.bottom > 0.15 * last.size or glyph.bottom < (last.top + last.bottom) / 2
    return glyph.text.isdigit() and glyph.size <= SMALL * last.size and raised


def _goes_on(last: Glyph, glyph: Glyph) -> bool:
    size = max(last.size, glyph.size, 1.0)
    if is_raised(last, glyph):
        return False
    level = abs((last.top + last.bottom) - (glyph.top + glyph.bottom)) <= 2 * LEVEL * size
    return level and -0.5 * size <= glyph.left - last.right <= NEAR * size


def pieces_of(glyphs: Iterable[Glyph]) -> list[Piece]:
    """The pieces of the signs, in their order; blanks at their ends are left off."""
    pieces: list[Piece] = []
    held: list[Glyph] = []
    blanks: list[Glyph] = []
    for glyph in glyphs:
        if not glyph.text or glyph.text.isspace():
            blanks.append(glyph)
            continue
        if held and _goes_on(held[-1], glyph):
            held += blanks[:1]
        elif held:
            pieces.append(piece_of(held))
            held = []
        held.append(glyph)
        blanks = []
    if held:
        pieces.append(piece_of(held))
    return pieces


def is_mark(text: str) -> bool:
    """Whether the words are the mark of a note and nothing else.

    >>> [is_mark(words) for words in ("①", "⑿", "[3]", "*", "3", "合计")]
    [True, True, True, True, False, False]
    """
    return _MARK.fullmatch(text) is not None


def lines_of(pieces: Iterable[Piece]) -> list[Line]:
    """The pieces by line from top to bottom, each line from left to right; raised marks stand in the line they mark."""
    held = sorted(pieces, key=lambda piece: piece.middle)
    lines = _by_height([piece for piece in held if not is_mark(piece.text)])
    heights = [line[0].middle for line in lines]
    far = 1.5 * max((line[0].size for line in lines), default=0.0)
    marks: list[Piece] = []
    for mark in held:
        if is_mark(mark.text):
            near = lines[bisect_left(heights, mark.middle - far) : bisect_right(heights, mark.middle + far)]
            within = [line for line in near if line[0].top - 0.9 * line[0].size < mark.middle < line[0].bottom]
            (within[-1] if within else marks).append(mark)
    if marks:
        lines = sorted(lines + _by_height(marks), key=lambda line: line[0].middle)
    for line in lines:
        line.sort(key=lambda piece: piece.left)
    return lines


def _by_height(pieces: Iterable[Piece]) -> list[Line]:
    """The pieces, given by height, by line."""
    lines: list[Line] = []
    middle = 0.0
    for piece in pieces:
        if lines and piece.middle - middle <= LEVEL * max(piece.size, lines[-1][0].size):
            lines[-1].append(piece)
        else:
            lines.append([piece])
        middle = median([held.middle for held in lines[-1][:9]], piece.middle)
    return lines


def box_of(line: Sequence[Piece]) -> Box:
    """The least rectangle round the pieces, at least one."""
    return Box(
        min(piece.left for piece in line),
        min(piece.top for piece in line),
        max(piece.right for piece in line),
        max(piece.bottom for piece in line),
    )


def is_number(text: str) -> bool:
    """Whether the words are one number as tables print it, or a dash or cross in the place of one.

    >>> [is_number(words) for words in ("1,234.5", "-6.5%", "—", "(12)", "2024年", "合计")]
    [True, True, True, True, False, False]
    """
    return _NUMBER.fullmatch(text.replace(" ", "")) is not None


def _latin(sign: str) -> bool:
    return sign < "\u0250" and sign.isalpha()


def _close(before: str, after: str, gap: float) -> bool:
    """Whether words that stand `gap` sizes apart are written without a blank."""
    if is_mark(after):
        return True
    if before.isascii() and after.isascii():
        return gap <= (0.45 if before in "0123456789.,-" and after in "0123456789.,%" else BLANK)
    return gap <= 1.0


def words_on(line: Sequence[Piece]) -> str:
    """The words of a line of one cell: blanks that only spread the signs are left out, raised digits stay raised.

    >>> row = [Glyph("合", 10, 0, 20, 10, 10), Glyph("计", 50, 0, 60, 10, 10)]
    >>> words_on([piece_of(row[:1]), piece_of(row[1:])])
    '合计'
    """
    words = [_written(piece) for piece in line]
    spread = all(len(word) == 1 for word in words) or (words[0] in _SIGNS and is_number("".join(words)))
    text = ""
    for place, word in enumerate(words):
        if not place:
            text = word
            continue
        last, piece = line[place - 1], line[place]
        if is_raised(last.glyphs[-1], piece.glyphs[0]) and word.isdigit():
            text += word.translate(_RAISED)
            continue
        gap = (piece.left - last.right) / max(piece.size, 1.0)
        text += word if spread or _close(text[-1], word[0], gap) else " " + word
    return text


def _written(piece: Piece) -> str:
    """The words of a piece, with a blank only between two Latin words.

    >>> signs = [Glyph(sign, 5 * at, 0, 5 * at + 5, 10, 10) for at, sign in enumerate("2024 年 GDP") if sign != " "]
    >>> _written(piece_of(signs)), _written(piece_of([Glyph("a", 0, 0, 5, 10, 10), Glyph("b", 8, 0, 13, 10, 10)]))
    ('2024年GDP', 'a b')
    """
    text = ""
    right = 0.0
    for glyph in piece.glyphs:
        if glyph.text.isspace():
            continue
        if text and _is_gap(text[-1], glyph.text[0], (glyph.left - right) / max(glyph.size, 1.0)):
            text += " "
        text, right = text + glyph.text, glyph.right
    return text


def _is_gap(before: str, after: str, gap: float) -> bool:
    """Whether a gap inside a piece is a blank: beside a Latin letter, no digit or mark of a number."""
    both = before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
    return both and (before.isalpha() or after.isalpha()) and gap > BLANK


def runs_of(lines: Sequence[Line], page: int) -> list[Run]:
    """The words of a cell's lines, a run a line and one for each mark behind it; a blank only between Latin words."""
    runs: list[Run] = []
    for line in lines:
        for part in _marks_apart(line):
            text = words_on(part)
            if runs and text and _latin(runs[-1].text[-1]) and _latin(text[0]):
                runs[-1] = runs[-1]._replace(text=runs[-1].text + " ")
            if text:
                left, top, right, bottom = box_of(part)
                box = (round(left, 1), round(top, 1), round(right, 1), round(bottom, 1))
                runs.append(Run(text, Source(page=page, box=box)))
    return runs


def _marks_apart(line: Line) -> list[Line]:
    """The line, with marks that stand at its end apart from what they mark."""
    end = len(line)
    while end > 1 and is_mark(line[end - 1].text):
        end -= 1
    return [line[:end], *([piece] for piece in line[end:])]
