"""A picture of a page made fit for recognition: upright, straight, black on white, its stamp taken off the words.

What is written in red must still be read: red letterheads are words like others. So red is turned light only where
it is a stamp, told by its outline: a closed ring of red, mostly empty inside, of the size that stamps have.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

MOST_PIXELS = 12_000_000  # what is recognised at most: A4 at 350 dpi; larger pictures are made smaller
LEAST_SIDE = 8  # pixels; nothing stands on less
NARROWEST = 6  # how many times as long as wide a sheet may be: engines blow up narrower ones to any size
MILLIMETRE = 72 / 25.4
STAMP = (22 * MILLIMETRE, 130 * MILLIMETRE)  # points: one small stamp, two that overlap
RING = 0.55  # share of a stamp's outline that is red; letters have a fraction of it
FILLED = 0.6  # share of its area that is red at most: a red surface is none
GROUND = 9.0  # points: wider than the strokes of the largest letterhead
REDDER = 45  # by how many of 255 red passes the other colours
DARK_PAGE = 100  # a page darker than this on the whole is white on black
SPECKS = 3_000  # so many dark dots of one or two pixels are noise, not points


class PageImage(NamedTuple):
    """A page as a picture: height x width x 3 in red, green, blue from 0 to 255, and its size in points."""

    pixels: "Picture"
    width: float
    height: float


@dataclass(slots=True)
class Prepared:
    """A picture fit for recognition: grey values, pixels to a point, and where stamps were, in pixels."""

    grey: "Picture"
    scale: float
    stamps: list[tuple[int, int, int, int]] = field(default_factory=list)


def prepared(image: PageImage) -> Prepared:
    """The picture in grey, black on white, evenly lit, without its stamps. It is neither turned nor straightened."""
    pixels, scale = _bounded(image)
    pixels = _broadened(pixels)
    grey, stamps = without_stamps(pixels, scale)
    return Prepared(evened(grey), scale, stamps)


def _bounded(image: PageImage) -> "tuple[Picture, float]":
    """The pixels, fewer where there are too many, and how many of them make a point."""
    import cv2  # noqa: PLC0415 - heavy, and only wanted for pictures
    import numpy as np  # noqa: PLC0415

    pixels = image.pixels
    height, width = pixels.shape[:2]
    down, across = _sheet(height, width)  # a strip gets a sheet that is far larger than itself
    if down * across > MOST_PIXELS:
        shrink = (MOST_PIXELS / (down * across)) ** 0.5
        size = max(int(width * shrink), 1), max(int(height * shrink), 1)
        pixels = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    return pixels, max(max(pixels.shape[:2]) / max(image.width, image.height, 1.0), 0.01)


def _sheet(height: int, width: int) -> tuple[int, int]:
    """Height and width of the sheet that a picture lies on: that of the picture, unless that is small or narrow."""
    least = max(8 * LEAST_SIDE, -(-max(height, width) // NARROWEST))
    return max(height, least), max(width, least)


def _broadened(pixels: "Picture") -> "Picture":
    """A strip, or a picture of a few pixels, on a larger white sheet; it stays in the upper left corner."""
    import numpy as np  # noqa: PLC0415

    height, width = pixels.shape[:2]
    down, across = _sheet(height, width)
    if (down, across) == (height, width):
        return pixels
    sheet = np.full((down, across, 3), 255, np.uint8)
    sheet[:height, :width] = pixels
    return sheet


def without_stamps(pixels: "Picture", scale: float) -> "tuple[Picture, list[tuple[int, int, int, int]]]":
    """Grey values where red writing is dark and red stamps are light, and the boxes of the stamps."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)
    red_value = pixels[..., 0]
    others = np.maximum(pixels[..., 1], pixels[..., 2])
    red = cv2.subtract(red_value, others) > REDDER
    if not red.any():
        return grey, []
    strokes = red & ~_surfaces(np.asarray(red, np.uint8), scale)
    grey[strokes] = np.minimum(grey, others)[strokes]
    boxes = _stamps(np.asarray(red, np.uint8), scale)
    for left, top, right, bottom in boxes:
        area = (slice(top, bottom), slice(left, right))
        _lighten(grey[area], red_value[area], red[area])
    return grey, boxes


def _surfaces(red: "Picture", scale: float) -> "NDArray[np.bool_]":
    """Where red is no writing but a ground that others may be written on, by its width."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    side = max(3, round(GROUND * scale))
    wide = cv2.morphologyEx(red, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    grown = cv2.dilate(wide, np.ones((3 * side, 3 * side), np.uint8))
    return np.asarray(grown, np.uint8) > 0


def _lighten(grey: "Picture", red_value: "Picture", red: "NDArray[np.bool_]") -> None:
    """Within the box of a stamp its ink becomes paper; black under the ink is as dark in red as beside it."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    ink = float(np.percentile(red_value[red], 60))  # the ink where nothing is printed under it
    near = cv2.dilate(np.asarray(red, np.uint8), np.ones((3, 3), np.uint8)) > 0  # colours of JPEG run over the edge
    lit = np.clip(red_value.astype(np.float32) * (255 / max(ink * 0.94, 1)), 0, 255).astype(np.uint8)
    grey[near] = lit[near]


def _stamps(red: "Picture", scale: float) -> list[tuple[int, int, int, int]]:
    """The boxes of what has the size, the outline and the emptiness of a stamp."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    shrink = min(1.0, 2.0 / scale)  # 2 pixels to a point are enough to see an outline
    small = cv2.resize(red, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA) if shrink < 1 else red
    gap = max(3, round(scale * shrink * 5)) | 1
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((gap, gap), np.uint8))
    contours, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    least, most = (side * scale * shrink for side in STAMP)
    found = []
    for contour in contours:
        left, top, width, height = cv2.boundingRect(contour)
        if min(width, height) < least or max(width, height) > most:
            continue
        if _is_ring(np.asarray(contour, np.int32), np.asarray(small, np.uint8)):
            found.append((left, top, left + width, top + height))
    margin = 2
    return [
        (
            max(0, int(left / shrink) - margin),
            max(0, int(top / shrink) - margin),
            int(right / shrink) + margin,
            int(bottom / shrink) + margin,
        )
        for left, top, right, bottom in found
    ]


def _is_ring(contour: "NDArray[np.int32]", red: "Picture") -> bool:
    """Whether red runs along most of the outline, and leaves most of what it encloses free."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    hull = cv2.convexHull(contour)
    left, top, width, height = cv2.boundingRect(contour)
    inside = np.zeros((height, width), np.uint8)
    outline = np.zeros((height, width), np.uint8)
    shifted = hull - np.array([[[left, top]]], hull.dtype)
    cv2.fillPoly(inside, [shifted], 1)
    cv2.polylines(outline, [shifted], True, 1)
    own = red[top : top + height, left : left + width]
    near = cv2.dilate(own, np.ones((9, 9), np.uint8))
    covered = float((near[outline > 0] > 0).mean())
    filled = float(own[inside > 0].mean())
    return covered >= RING and filled <= FILLED


def evened(grey: "Picture") -> "Picture":
    """Black on white: turned round where white on black, evenly lit, stretched where faint, dots of noise taken out."""
    import numpy as np  # noqa: PLC0415

    if float(np.median(grey)) < DARK_PAGE:
        grey = np.asarray(255 - grey, np.uint8)
    paper = _paper(grey)
    if float(paper.min()) < 235:  # shadow, grey or yellow paper
        lit = grey.astype(np.float32) * (255.0 / np.clip(paper, 110, 255).astype(np.float32))
        grey = np.clip(lit, 0, 255).astype(np.uint8)
    darkest = float(np.percentile(grey, 0.5))
    if 60 < darkest < 250:  # faint print
        stretched = (grey.astype(np.float32) - darkest) * (255.0 / (255.0 - darkest))
        grey = np.clip(stretched, 0, 255).astype(np.uint8)
    return _without_specks(grey)


def _paper(grey: "Picture") -> "Picture":
    """How light the paper is at each place: the lightest around, evened, worked out on a small copy."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    height, width = grey.shape
    small = cv2.resize(grey, (max(width // 8, 1), max(height // 8, 1)), interpolation=cv2.INTER_AREA)
    lightest = cv2.dilate(small, np.ones((9, 9), np.uint8))
    smooth = cv2.GaussianBlur(lightest, (0, 0), 9)
    return np.asarray(cv2.resize(smooth, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def _without_specks(grey: "Picture") -> "Picture":
    """Dots of one or two pixels become paper where there are thousands; fewer may be decimal points."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    dark = np.asarray(grey < 140, np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    small = stats[:, cv2.CC_STAT_AREA] <= 2
    if int(small.sum()) < SPECKS or count < 2:
        return grey
    grey = grey.copy()
    grey[small[labels]] = 255
    return grey
