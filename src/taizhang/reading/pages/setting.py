"""How running text is set: where its lines begin and end, how large its signs are, how far apart its lines.

Paragraphs are told by how lines stand against that: a line set in begins one, a line that ends early closes one.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from taizhang.reading.pages.page import Box, Glyph, TextLine

NEAR = 0.5  # how far edges that are meant to be one may differ, in sizes
NARROWEST = 15  # sizes that running text is wide
FEW = 6  # lines by which nothing is told of an edge
STRONG = 0.4  # share of lines that end at one edge, from which on a page tells its own
CLOSERS = frozenset("，。、；：！？”’）》」』】〕〉…％%,.;:!?)]}")
OPENERS = frozenset("“‘（《「『【〔〈([{")


class Setting(NamedTuple):
    """Edges, size and distance of lines in points.

    `flush` where lines that go on a paragraph stand at the left edge; `even` where full lines end at the right edge.
    """

    left: float
    right: float
    size: float
    pitch: float
    font: int
    flush: bool
    even: bool

    @property
    def middle(self) -> float:
        """Half way between the edges."""
        return (self.left + self.right) / 2

    def indent(self, line: TextLine) -> float:
        """How far a line is set in, in its sizes."""
        return (line.box.left - self.left) / line.size

    def slack(self, line: TextLine) -> float:
        """How much of a line is left empty at its end, in its sizes."""
        return (self.right - line.box.right) / line.size

    def centred(self, line: TextLine) -> bool:
        """Whether a line stands in the middle, as headings do, and not only because it nearly fills its width."""
        indent, slack = self.indent(line), self.slack(line)
        if indent < 1 or slack < 1 or abs(indent - slack) > 1.6:
            return False
        return not (1.5 <= indent <= 2.6 and slack < 4 and line.size < 1.1 * self.size)


def setting_of(lines: Sequence[TextLine], before: Setting | None, usual: float, tables: Sequence[Box] = ()) -> Setting:
    """How these lines, one at least, are set; where they show too little, as the text before or the tables between.

    `usual` is the size of most signs on the page, those in tables included.
    """
    size, font = _usual(lines)
    body = [line for line in lines if abs(line.size - size) <= 0.1 * size] or list(lines)
    left, flush = _left(body, size)
    right, strength = _right(body, left, size)
    if before is not None:
        shift = (left - before.left) / size
        if 1.5 <= shift <= 2.6:  # nothing but lines that begin a paragraph
            left, flush = before.left, before.flush
        if abs(left - before.left) <= size and before.even and strength < STRONG and before.right > edge_of(body):
            right, strength = before.right, STRONG
    if not flush:
        left = min([left, *(table.left for table in tables), *([before.left] if before else [])])
    if not strength:
        right = max([right, *(table.right for table in tables), *([before.right] if before else [])])
    return Setting(left, right, usual, _pitch(body, size), font, flush, strength > 0)


def _usual(lines: Sequence[TextLine]) -> tuple[float, int]:
    """Size and font of most of the signs."""
    sizes: dict[float, int] = {}
    fonts: dict[int, int] = {}
    for line in lines:
        sizes[line.size] = sizes.get(line.size, 0) + len(line.glyphs)
        for glyph in line.glyphs:
            fonts[glyph.font] = fonts.get(glyph.font, 0) + 1
    return max(sizes, key=lambda size: (sizes[size], size)), max(fonts, key=lambda font: (fonts[font], -font))


def _left(lines: Sequence[TextLine], size: float) -> tuple[float, bool]:
    """The leftmost edge at which several lines begin, and whether there are such."""
    edges = sorted(line.box.left for line in lines)
    fewest = max(2, len(edges) // 10)
    for index, edge in enumerate(edges):
        same = sum(other - edge <= NEAR * size for other in edges[index : index + fewest])
        if same >= fewest:
            return edge, True
    return edges[0], False


def _right(lines: Sequence[TextLine], left: float, size: float) -> tuple[float, float]:
    """The right edge at which several lines end and beyond which hardly any runs, and which share of the lines does.

    Where lines end here and there, as in a list, none is full: the edge is then farther than all, and the share none.
    """
    edges = sorted((_end(line) for line in lines), reverse=True)
    fewest, beyond = max(2, len(edges) // 6), max(1, len(edges) // 20)
    for index, edge in enumerate(edges):
        if edge - left < NARROWEST * size or sum(other - edge > 1.1 * size for other in edges[:index]) > beyond:
            break
        same = sum(edge - other <= NEAR * size for other in edges[index:])
        if same >= fewest:
            return edge, same / len(edges)
    return (edges[0] + 2 * size if len(edges) >= FEW or edges[0] - left < NARROWEST * size else edges[0]), 0.0


def edge_of(lines: Sequence[TextLine]) -> float:
    """A size less than the rightmost end of the lines: what is to be an edge lies farther."""
    return max(_end(line) - line.size for line in lines)


def _end(line: TextLine) -> float:
    """Where a line ends; the empty half of a closing mark does not count."""
    last = line.glyphs[-1]
    full = last.text in CLOSERS and last.right - last.left > 0.8 * last.size
    return last.right - 0.5 * last.size if full else last.right


def _pitch(lines: Sequence[TextLine], size: float) -> float:
    steps = [b.box.bottom - a.box.bottom for a, b in pairwise(lines)]
    near = [step for step in steps if 0.8 * size <= step <= 3 * size]
    return median(near) if near else 1.8 * size


def first_word(line: TextLine) -> float:
    """How wide the first word of a line is that cannot be broken, in points: a number, a Latin word, one Chinese sign.

    A mark that may not begin a line goes with it, and one that may not end a line.
    """
    glyphs = line.glyphs
    end, last = 0, len(glyphs) - 1
    while end < last and glyphs[end].text in OPENERS:
        end += 1
    while end < last and _are_one(glyphs[end], glyphs[end + 1]):
        end += 1
    while end < last and glyphs[end + 1].text in CLOSERS:
        end += 1
    return _end(line._replace(glyphs=glyphs[: end + 1])) - glyphs[0].left


def _are_one(before: Glyph, glyph: Glyph) -> bool:
    """Whether a line may not be broken between two signs: inside a number or a word, inside a dash of two."""
    if before.text in "—…":
        return glyph.text == before.text
    narrow = before.text[0].isascii() and glyph.text[0].isascii()
    return narrow and glyph.left - before.right < 0.16 * glyph.size
