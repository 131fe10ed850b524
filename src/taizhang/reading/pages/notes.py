"""Footnotes and endnotes: their marks in the text, and the notes at the foot of the page or the end of the document."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from taizhang.reading.layout import Run
from taizhang.reading.pages.page import Page, Rule, TextLine
from taizhang.reading.pages.places import source_of

RAISED = 0.14  # sizes of the line by which a raised mark stands above, at its top edges level with the line's
SMALL = 0.8  # of the line's size
SMALLER = 0.95  # type of notes against that of the text
MARKED = re.compile(r"[①-⑳]|[\[［〔【]\d{1,3}[\]］〕】]|\d{1,3}|[*＊※†‡]{1,3}|注\d{1,2}")
NOTE = re.compile(
    r"[　 ]*(?P<mark>[①-⑳]|[\[［〔【]\d{1,3}[\]］〕】]|\d{1,3}(?![\d.%年月亿万])|[*＊※†‡]{1,3}(?=\S))[　 .、:：]*"
)
DIGITS = re.compile(r"\d+")
LONGEST = 6


class NoteMark(NamedTuple):
    """A mark of a note in a line: the place of its first sign and behind its last, and its words."""

    start: int
    end: int
    text: str


def plain_mark(text: str) -> str:
    """What a mark says, however it is dressed.

    >>> plain_mark("[3]"), plain_mark("③"), plain_mark("3"), plain_mark("*")
    ('3', '3', '3', '*')
    """
    if len(text) == 1 and "①" <= text <= "⑳":
        return str(ord(text) - ord("①") + 1)
    digits = DIGITS.search(text)
    return digits[0] if digits else text


def marks_in(line: TextLine) -> dict[int, NoteMark]:
    """The raised marks of a line by the place of their first sign."""
    found: dict[int, NoteMark] = {}
    glyphs = line.glyphs
    small = SMALL * line.size
    if all(glyph.size > small for glyph in glyphs):
        return found
    base = _base(line)
    start = 0
    while start < len(glyphs):
        end = start
        while end < len(glyphs) and _is_raised(line, base, end):
            end += 1
        text = "".join(glyph.text for glyph in glyphs[start:end])
        if end > start and len(text) <= LONGEST and MARKED.fullmatch(text):
            found[start] = NoteMark(start, end, text)
        start = max(end, start + 1)
    return found


def _base(line: TextLine) -> float:
    bases = sorted(glyph.bottom for glyph in line.glyphs if glyph.size >= 0.9 * line.size)
    return bases[len(bases) // 2]


def _is_raised(line: TextLine, base: float, place: int) -> bool:
    glyph = line.glyphs[place]
    if glyph.size > SMALL * line.size:
        return False
    return base - 0.12 * line.size - (glyph.bottom - 0.12 * glyph.size) >= RAISED * line.size


def runs_of(line: TextLine, page: int, marks: dict[int, NoteMark]) -> list[Run]:
    """The line as runs: one, or where marks of notes stand in it, one for each stretch. A mark's key is its words."""
    if not marks:
        return [Run(line.text, source_of(page, line.box))]
    from taizhang.reading.pages.lines import line_of  # noqa: PLC0415 - lines are made of stretches again

    cuts = sorted({0, len(line.glyphs), *(m.start for m in marks.values()), *(m.end for m in marks.values())})
    runs: list[Run] = []
    for start, end in pairwise(cuts):
        part = line_of(line.glyphs[start:end])
        note = marks[start].text if start in marks else None
        runs.append(Run(part.text, source_of(page, part.box), note))
    return runs


def foot_of(page: Page, lines: Sequence[TextLine], size: float) -> set[int]:
    """Which lines are notes at the foot of the page: smaller than the text, and under a short rule or with a mark."""
    if not lines:
        return set()
    line_up = _short_rule(page, lines)
    small = {i for i, line in enumerate(lines) if line.size <= SMALLER * size}
    if line_up is not None:
        below = {i for i, line in enumerate(lines) if line.box.top >= line_up.top - 2}
        if below and below <= small and any(NOTE.match(lines[i].text) for i in below):
            return below
    return _marked_foot(lines, small, size)


def _marked_foot(lines: Sequence[TextLine], small: set[int], size: float) -> set[int]:
    """The small lines at the end of the page from the first on that has a mark which is called above."""
    first = len(lines)
    while first > 0 and first - 1 in small and lines[first - 1].size <= 0.9 * size:
        first -= 1
    called = {plain_mark(mark.text) for line in lines[:first] for mark in marks_in(line).values()}
    for index in range(first, len(lines)):
        found = NOTE.match(lines[index].text)
        if found and plain_mark(found["mark"]) in called:
            return set(range(index, len(lines)))
    return set()


def _short_rule(page: Page, lines: Sequence[TextLine]) -> Rule | None:
    """The lowest short rule at the left under which lines stand and over which they stand."""
    left, right = min(line.box.left for line in lines), max(line.box.right for line in lines)
    short = [rule for rule in page.rules if rule.horizontal and _is_short(rule, left, right)]
    alone = [rule for rule in short if sum(abs(other.top - rule.top) < 2 for other in page.rules) == 1]
    return max(alone, key=lambda rule: rule.top, default=None)


def _is_short(rule: Rule, left: float, right: float) -> bool:
    width = right - left
    return 0.1 * width <= rule.right - rule.left <= 0.5 * width and abs(rule.left - left) <= 0.1 * width
