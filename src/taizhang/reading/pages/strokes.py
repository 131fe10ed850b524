"""Rules of a page joined into whole strokes: double lines, dashes and lines drawn cell by cell become one."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from taizhang.reading.pages.page import Rule

MOST_RULES = 40_000  # of one direction: a page with more is a drawing, of which only the longest are looked at
MOST_STROKES = 6_000
DOT = 3.0  # points: what is no longer than this either way may be a dot of a line of any direction


class Stroke(NamedTuple):
    """A joined line: its place across its direction, where it starts and where it ends, in points."""

    at: float
    start: float
    end: float


def _levels(strokes: list[Stroke], near: float) -> list[list[Stroke]]:
    """The strokes that stand at one place, within `near` of each other, by place."""
    levels: list[list[Stroke]] = []
    for stroke in sorted(strokes):
        if levels and stroke.at - levels[-1][-1].at <= near and stroke.at - levels[-1][0].at <= 2 * near:
            levels[-1].append(stroke)
        else:
            levels.append([stroke])
    return levels


def _joined(level: list[Stroke], gap: float) -> list[Stroke]:
    """The strokes of one level, those joined that overlap or stand no more than `gap` apart."""
    length = sum(stroke.end - stroke.start for stroke in level)
    weighed = sum(stroke.at * (stroke.end - stroke.start) for stroke in level)
    at = weighed / length if length else level[0].at
    joined: list[Stroke] = []
    for stroke in sorted(level, key=lambda stroke: stroke.start):
        if joined and stroke.start - joined[-1].end <= gap:
            joined[-1] = Stroke(at, joined[-1].start, max(joined[-1].end, stroke.end))
        else:
            joined.append(Stroke(at, stroke.start, stroke.end))
    return joined


def _whole(strokes: list[Stroke], size: float) -> list[Stroke]:
    if len(strokes) > MOST_RULES:
        strokes = sorted(strokes, key=lambda stroke: stroke.start - stroke.end)[:MOST_RULES]
    near, gap = min(max(0.2 * size, 1.2), 3.0), min(max(0.5 * size, 3.0), 6.0)
    whole = [stroke for level in _levels(strokes, near) for stroke in _joined(level, gap)]
    long = [stroke for stroke in whole if stroke.end - stroke.start >= 0.8 * size]
    if len(long) > MOST_STROKES:
        long = sorted(long, key=lambda stroke: stroke.start - stroke.end)[:MOST_STROKES]
    return sorted(long)


def strokes_of(rules: Iterable[Rule], size: float) -> tuple[list[Stroke], list[Stroke]]:
    """The horizontal and the vertical strokes of the rules, by place; `size` is that of the page's signs.

    >>> across, down = strokes_of([Rule(0, 10, 50, 10), Rule(52, 10.4, 90, 10.4), Rule(0, 10, 0.5, 40)], 10)
    >>> [(round(stroke.at, 1), stroke.start, stroke.end) for stroke in across], len(down)
    ([(10.2, 0, 90)], 1)
    """
    across: list[Stroke] = []
    down: list[Stroke] = []
    for rule in rules:
        dot = rule.right - rule.left <= DOT and rule.bottom - rule.top <= DOT
        if rule.horizontal or dot:
            across.append(Stroke((rule.top + rule.bottom) / 2, rule.left, rule.right))
        if not rule.horizontal or dot:
            down.append(Stroke((rule.left + rule.right) / 2, rule.top, rule.bottom))
    return _whole(across, size), _whole(down, size)


def groups(across: Sequence[Stroke], down: Sequence[Stroke], near: float) -> list[tuple[list[Stroke], list[Stroke]]]:
    """The strokes by what touches or crosses, horizontal and vertical of each group; `near` is how far may be missing.

    >>> one = groups([Stroke(0, 0, 50), Stroke(40, 0, 50), Stroke(90, 0, 50)], [Stroke(25, 0, 40)], 2)
    >>> [(len(level), len(upright)) for level, upright in one]
    [(2, 1), (1, 0)]
    """
    parents = list(range(len(across) + len(down)))
    places = [stroke.at for stroke in down]
    for place, stroke in enumerate(across):
        first, last = _between(places, stroke.start - near, stroke.end + near)
        for other in range(first, last):
            if down[other].start - near <= stroke.at <= down[other].end + near:
                parents[_root(parents, place)] = _root(parents, len(across) + other)
    held: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for place in range(len(parents)):
        level, upright = held.setdefault(_root(parents, place), ([], []))
        if place < len(across):
            level.append(across[place])
        else:
            upright.append(down[place - len(across)])
    return list(held.values())


def _between(places: Sequence[float], low: float, high: float) -> tuple[int, int]:
    return bisect_left(places, low), bisect_right(places, high)


def _root(parents: list[int], place: int) -> int:
    while parents[place] != place:
        parents[place] = parents[parents[place]]
        place = parents[place]
    return place
