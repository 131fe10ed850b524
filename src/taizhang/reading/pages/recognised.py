"""Recognised signs made as even as printed ones: what recognises words tells sizes and places only nearly."""

from collections.abc import Sequence

from taizhang.reading.pages.lines import is_narrow, usual_size
from taizhang.reading.pages.page import Glyph

SIZES = 0.3  # share by which recognised sizes differ where the print does not
GAP = 0.9  # sizes: a digit may be placed so far from its neighbours without a blank between
LEVEL = 0.4  # sizes by which signs of one line may stand apart


def evened(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The signs in one size where theirs are nearly the same, and without gaps at digits.

    >>> signs = [Glyph("2", 0, 0, 8, 16, 16), Glyph("7", 14, 0, 22, 17, 17), Glyph("亿", 30, 0, 46, 16, 16)]
    >>> [(glyph.size, glyph.right) for glyph in evened(signs)]
    [(16, 14), (16, 30), (16, 46)]
    """
    if not glyphs:
        return []
    usual = usual_size(glyphs)
    sizes = sorted(glyph.size for glyph in glyphs if abs(glyph.size - usual) <= SIZES * usual)
    middle = sizes[(len(sizes) - 1) // 2]
    even = [g._replace(size=middle) if abs(g.size - middle) <= SIZES * usual else g for g in glyphs]
    for place in range(len(even) - 1):
        even[place] = _closed(even[place], even[place + 1])
    return even


def _closed(glyph: Glyph, behind: Glyph) -> Glyph:
    """The sign reaching to the one behind it, where one of them is a digit and the other no letter."""
    gap = behind.left - glyph.right
    level = abs(glyph.bottom - behind.bottom) <= LEVEL * glyph.size
    digits = glyph.text.isdigit() or behind.text.isdigit()
    letters = any(is_narrow(sign) and sign.text.isalpha() for sign in (glyph, behind))
    if level and digits and not letters and 0 < gap < GAP * min(glyph.size, behind.size):
        return glyph._replace(right=behind.left)
    return glyph
