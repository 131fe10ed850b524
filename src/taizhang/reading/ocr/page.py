"""A picture of a page becomes a page with signs, rules and pictures."""

import time
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from taizhang.reading.ocr.confusions import mended
from taizhang.reading.ocr.engine import Area, Engine, Spotted, sureness
from taizhang.reading.ocr.pictures import LEAST_SIDE, PageImage, Prepared, prepared
from taizhang.reading.ocr.ruling import Ruling, ruling
from taizhang.reading.ocr.signs import glyphs_of
from taizhang.reading.ocr.straightening import skew, turned
from taizhang.reading.pages.page import Box, Page, Rule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

UNSURE = 0.5  # a line of which the engine is less sure is a picture: a logo, a signature, the words round a stamp
UPRIGHT = 0.85  # a page of which it is less sure may stand on its head
ONE_COLOUR = 8  # of 255, that a page of one colour differs by
TRIED = 6  # lines by which that is tried


class Recognised(NamedTuple):
    """A page, how sure the engine is of it from 0 to 1, and the seconds it took."""

    page: Page
    sure: float
    seconds: float


class _Straight(NamedTuple):
    """A picture turned straight, its rules, and where its lines are."""

    grey: "Picture"
    scale: float
    found: Ruling
    areas: list[Area]


def recognise(image: PageImage, number: int, engine: Engine) -> Recognised:
    """What stands on the page; its places are those of the page turned upright and straight."""
    began = time.monotonic()
    if _is_bare(image):
        return Recognised(Page(number, image.width, image.height, recognised=True), 0.0, 0.0)
    ready = prepared(image)
    straight, lines = _upright(ready, engine)
    known = [mended(line) for line in lines if line.signs and line.sure >= UNSURE]
    unknown = [line for line in lines if not line.signs or line.sure < UNSURE]
    height, width = straight.grey.shape
    scale = straight.scale
    page = Page(number, width / scale, height / scale, glyphs_of(known, scale), straight.found.rules, recognised=True)
    page.pictures = [Box(*(side / scale for side in stamp)) for stamp in ready.stamps]
    page.pictures += [_box(line, scale) for line in unknown]
    return Recognised(page, sureness(known), time.monotonic() - began)


def _is_bare(image: PageImage) -> bool:
    """Whether nothing can stand on the page: it is of one colour, or too small for a sign."""
    pixels = image.pixels
    if max(pixels.shape[:2]) <= LEAST_SIDE:
        return True
    return bool((pixels.max(axis=(0, 1)) - pixels.min(axis=(0, 1))).max() < ONE_COLOUR)


def _box(line: Spotted, scale: float) -> Box:
    return Box(line.left / scale, line.top / scale, line.right / scale, line.bottom / scale)


def _upright(ready: Prepared, engine: Engine) -> tuple[_Straight, list[Spotted]]:
    """The page as it is read best: as it lies, a quarter turned where most lines run down, or on its head."""
    straight = _straight(ready.grey, ready.scale, engine)
    if _on_its_side(straight.areas):
        straight = _straight(_quarter(ready.grey), ready.scale, engine)
    lines = _read(straight, engine)
    if lines and sureness(lines) < UPRIGHT:
        longest = sorted(straight.areas, key=lambda area: area.left - area.right)[:TRIED]
        headlong = [engine.read(_half(_cut(straight.found.cleared, area)), [_whole(area)])[0] for area in longest]
        if sureness(headlong) > max(sureness(lines), UNSURE):
            straight = _straight(_half(straight.grey), ready.scale, engine)
            lines = _read(straight, engine)
    return straight, lines


def _straight(grey: "Picture", scale: float, engine: Engine) -> _Straight:
    grey = turned(grey, skew(grey))
    found = ruling(grey, scale)
    areas = engine.areas(found.cleared)
    return _Straight(grey, scale, found, [part for area in areas for part in _parted(area, found.rules, scale)])


def _read(straight: _Straight, engine: Engine) -> list[Spotted]:
    """All lines; signs one below the other are read one by one."""
    level = [area for area in straight.areas if not area.stacked]
    lines = engine.read(straight.found.cleared, level)
    for area in straight.areas:
        if area.stacked:
            lines += engine.read(straight.found.cleared, list(_squares(area)))
    return lines


def _parted(area: Area, rules: Iterable[Rule], scale: float) -> Iterable[Area]:
    """An area cut where upright rules cross it: words of two cells are no line, however close they stand."""
    middle = (area.top + area.bottom) / 2 / scale
    cuts = sorted(
        round((rule.left + rule.right) / 2 * scale)
        for rule in rules
        if not rule.horizontal and rule.top <= middle <= rule.bottom
    )
    left, least = area.left, (area.bottom - area.top) * 0.3
    for cut in cuts:
        if left + least < cut < area.right - least:
            yield area._replace(left=left, right=cut)
            left = cut
    yield area._replace(left=left)


def _squares(area: Area) -> Iterable[Area]:
    side = area.right - area.left
    count = max(1, round((area.bottom - area.top) / side))
    step = (area.bottom - area.top) / count
    for at in range(count):
        yield area._replace(top=int(area.top + at * step), bottom=int(area.top + (at + 1) * step))


def _on_its_side(areas: Sequence[Area]) -> bool:
    """Whether more is written downwards than across, by length."""
    down = sum(area.bottom - area.top for area in areas if area.stacked)
    return down > sum(area.right - area.left for area in areas if not area.stacked)


def _quarter(grey: "Picture") -> "Picture":
    import numpy as np  # noqa: PLC0415 - heavy, and only wanted for pictures

    return np.ascontiguousarray(np.rot90(grey))


def _half(grey: "Picture") -> "Picture":
    import numpy as np  # noqa: PLC0415

    return np.ascontiguousarray(np.rot90(grey, 2))


def _cut(grey: "Picture", area: Area) -> "Picture":
    return grey[area.top : area.bottom, area.left : area.right]


def _whole(area: Area) -> Area:
    return Area(0, 0, area.right - area.left, area.bottom - area.top)
