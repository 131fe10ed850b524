"""Lines as the engine reads them become signs on a page, each with its own box and the size of its type."""

import re
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from taizhang.reading.ocr.engine import Sign, Spotted
from taizhang.reading.pages.page import Glyph

HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
NARROW = re.compile("[!-~、，。；：！？（）〔〕《》〈〉“”‘’·]")
BROAD = "%‰@"  # narrow signs that are wider than half a square
CLOSING = re.compile("[、，。；：！？）〕》〉”’]")
OPENING = re.compile("[（〔《〈“‘]")
SLIGHT = 0.45  # of a sign: what is free between two signs without parting them
SAME = 0.13  # sizes that differ by less are the same type


def glyphs_of(lines: Sequence[Spotted], scale: float) -> list[Glyph]:
    """The signs of a page in points, line by line; `scale` is pixels to a point."""
    sizes = _levelled([(_em(line) / scale, len(line.signs)) for line in lines])
    return [
        glyph
        for line, size in zip(lines, sizes, strict=True)
        for glyph in _touching(list(_glyphs(line, size, scale)), line.signs)
    ]


def _touching(glyphs: list[Glyph], signs: Sequence[Sign]) -> list[Glyph]:
    """Small gaps closed: places are known to a fifth of a sign only, and a gap would be taken for a blank.

    A gap stays between Latin words, where the engine saw a blank.
    """
    for at in range(1, len(glyphs)):
        before, after = glyphs[at - 1], glyphs[at]
        gap = after.left - before.right
        if not 0 < gap < SLIGHT * after.size or (signs[at].apart and _latin(before.text + after.text)):
            continue
        middle = (before.right + after.left) / 2
        glyphs[at - 1] = before._replace(right=middle)
        glyphs[at] = after._replace(left=middle)
    return glyphs


def _latin(pair: str) -> bool:
    return pair.isascii() and any(sign.isalpha() for sign in pair)


def _em(line: Spotted) -> float:
    """The side of a Chinese sign in pixels, by how far such signs stand apart, else by the height of the line.

    Digits and capitals are seven tenths of the size of their type, a line of Chinese nine tenths and a little more. The
    box of a line is higher by an amount that differs from line to line; it bounds what ink alone would say of 一 or —.
    """
    height, ink = line.bottom - line.top, line.ink[1] - line.ink[0]
    han = [bool(HAN.match(sign.text)) for sign in line.signs]
    if not any(han):
        return max(ink / 0.7, height / 2)
    guess = max(ink / 0.93, height / 1.5)
    pairs = zip(line.signs, line.signs[1:], han, han[1:], strict=False)
    steps = [after.middle - before.middle for before, after, one, two in pairs if one and two]
    if len(steps) >= 3 and 0.75 * guess < (step := sum(steps) / len(steps)) < 1.15 * guess:
        return step
    return guess


def _levelled(sizes: Iterable[tuple[float, int]]) -> list[float]:
    """Sizes measured in a picture scatter: those close together become one, that of most signs.

    >>> _levelled([(15.8, 28), (16.3, 20), (22.1, 9), (16.0, 28)])
    [16.0, 16.0, 22.0, 16.0]
    """
    measured = list(sizes)
    levels: list[float] = []
    left = dict(enumerate(measured))
    result = [0.0] * len(measured)
    while left:
        near = {at: sum(n for s, n in left.values() if abs(s - size) <= SAME * size) for at, (size, _) in left.items()}
        centre = left[max(near, key=lambda at: near[at])][0]
        members = [at for at, (size, _) in left.items() if abs(size - centre) <= SAME * centre]
        level = round(median(left[at][0] for at in members) * 2) / 2
        for at in members:
            result[at] = level
            del left[at]
        levels.append(level)
    return result


def _glyphs(line: Spotted, size: float, scale: float) -> Iterator[Glyph]:
    """Each sign as wide as its kind is, but no wider than half way to its neighbours.

    The ink of a comma stands at the left of its square, that of an opening bracket at the right: the rest is theirs
    too. Digits that stand a square apart are full-width digits.
    """
    middle = (line.top + sum(line.ink) / 2) / scale
    places = [sign.middle / scale for sign in line.signs]
    ends = [line.left / scale, *places, line.right / scale]
    for at, (sign, place) in enumerate(zip(line.signs, places, strict=True)):
        before = (ends[at] + place) / 2 if at else ends[0]
        after = (place + ends[at + 2]) / 2 if at + 1 < len(places) else ends[-1]
        wide_left, wide_right = _widths(line.signs, places, at, size)
        left, right = max(place - wide_left, min(before, place)), min(place + wide_right, max(after, place))
        if CLOSING.match(sign.text) and at + 1 < len(places):
            right = max(right, min(place + wide_right, places[at + 1] - _half(line.signs[at + 1], size)))
        elif OPENING.match(sign.text) and at:
            left = min(left, max(place - wide_left, places[at - 1] + _half(line.signs[at - 1], size)))
        yield Glyph(sign.text, left, middle - size / 2, right, middle + size / 2, size)


def _half(sign: Sign, size: float) -> float:
    """Half the width that a sign has by its kind."""
    if sign.text in BROAD:
        return size * 0.42
    return size / (4 if NARROW.match(sign.text) else 2)


def _widths(signs: Sequence[Sign], places: Sequence[float], at: int, size: float) -> tuple[float, float]:
    """How far a sign reaches to the left and to the right of the middle of its ink, at most."""
    half = _half(signs[at], size)
    if CLOSING.match(signs[at].text):
        return half, 3 * half
    if OPENING.match(signs[at].text):
        return 3 * half, half
    if signs[at].text.isdigit():
        near = [
            abs(places[other] - places[at])
            for other in (at - 1, at + 1)
            if 0 <= other < len(signs) and signs[other].text.isdigit()
        ]
        if near and 0.75 * size < min(near) < 1.15 * size:
            half = size / 2
    return half, half


def spread(text: str, left: float, right: float) -> tuple[Sign, ...]:
    """The signs of a text over a stretch where their places are not known: Chinese signs twice as wide as ASCII.

    >>> [round(sign.middle) for sign in spread("增长5%", 0, 60)]
    [10, 30, 45, 55]
    """
    widths = [1 if sign.isascii() else 2 for sign in text]
    unit = (right - left) / max(sum(widths), 1)
    signs, at = [], left
    for sign, width in zip(text, widths, strict=True):
        signs.append(Sign(sign, at + width * unit / 2))
        at += width * unit
    return tuple(sign for sign in signs if not sign.text.isspace())
