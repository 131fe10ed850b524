"""The ruled lines of a page seen in its picture: long thin runs of dark along a row or a column."""

from typing import TYPE_CHECKING, NamedTuple

from taizhang.reading.pages.page import Rule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

LONG = 36.0  # points: longer than any stroke of a sign that is not a title
SHORT = 9.0  # points: the side of a low cell, where both its ends meet lines that run across
THICK = 4.0  # points; what is thicker is a bar of a chart or a shaded cell
MEET = 3.0  # points


class Ruling(NamedTuple):
    """The rules of a page in points, and the picture without them, on which signs are told more surely."""

    rules: list[Rule]
    cleared: "Picture"


def ruling(grey: "Picture", scale: float) -> Ruling:
    """The rules of a straight picture with `scale` pixels to a point."""
    import numpy as np  # noqa: PLC0415 - heavy, and only wanted for pictures

    dark = np.asarray(grey < 170, np.uint8)
    across, mask_across = _runs(dark, scale, LONG)
    down_dark = np.ascontiguousarray(dark.T)
    down, mask_down = _runs(down_dark, scale, LONG)
    rules = [Rule(*box) for box in across]
    rules += [Rule(top, left, bottom, right) for left, top, right, bottom in down]
    cleared = grey.copy()
    cleared[mask_across > 0] = 255
    cleared[mask_down.T > 0] = 255
    if len(across) > 1:
        sides, mask = _runs(down_dark, scale, SHORT)
        short = [Rule(top, left, bottom, right) for left, top, right, bottom in sides]
        kept = [rule for rule in short if _meets_both(rule, rules) and not _along(rule, rules)]
        for rule in kept:
            area = _area(rule, scale)
            cleared[area][mask.T[area] > 0] = 255
        rules += kept
    return Ruling(rules, cleared)


def _area(rule: Rule, scale: float) -> tuple[slice, slice]:
    left, top, right, bottom = (round(side * scale) for side in rule)
    return slice(top, bottom + 1), slice(left, right + 1)


def _runs(dark: "Picture", scale: float, least: float) -> "tuple[list[tuple[float, float, float, float]], Picture]":
    """Boxes in points of the horizontal runs at least so long, and the pixels that belong to them."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    length = max(round(least * scale), 5)
    joined = cv2.dilate(dark, np.ones((3, 1), np.uint8))  # a line a little askew steps from row to row
    opened = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=8)
    boxes, keep = [], np.zeros(count, np.uint8)
    for number in range(1, count):
        left, top, width, height = (int(stats[number, at]) for at in range(4))
        thickness = int(stats[number, cv2.CC_STAT_AREA]) / width
        if thickness <= THICK * scale and height <= max(THICK * scale, width * 0.03):
            keep[number] = 1
            boxes.append((left / scale, (top + 1) / scale, (left + width) / scale, (top + height - 1) / scale))
    return boxes, np.asarray(keep[labels], np.uint8)


def _meets_both(side: Rule, rules: list[Rule]) -> bool:
    """Whether a short upright line ends at lines that run across, above and below."""
    middle = (side.left + side.right) / 2
    crossing = [rule for rule in rules if rule.horizontal and rule.left - MEET <= middle <= rule.right + MEET]
    return all(any(abs(rule.top - end) <= MEET for rule in crossing) for end in (side.top, side.bottom))


def _along(side: Rule, rules: list[Rule]) -> bool:
    """Whether it is a piece of a longer line that is known."""
    return any(
        not rule.horizontal
        and abs(rule.left - side.left) <= MEET
        and rule.top - MEET <= side.top
        and side.bottom <= rule.bottom + MEET
        for rule in rules
    )
