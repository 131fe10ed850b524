"""What is drawn on a page of a PDF besides its words: straight rules and pictures."""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from taizhang.reading.limits import within
from taizhang.reading.pages.page import Box, Rule
from taizhang.reading.pdf.frame import IDENTITY, Frame, Matrix, boxed, moved, product

MOST_OBJECTS = 300_000  # on one page, those of forms included
MOST_SEGMENTS = 4_000  # of one path: a map or a letter drawn as a curve has more, the frame of a table has not
MOST_RULES = 20_000
MOST_PIXELS = 400_000_000  # of one picture: A0 at 300 dpi has 140 million
DEPTH = 12  # forms within forms
THIN = 2.6  # points: a filled box no thicker is a rule
SLANT = 0.02  # a line that climbs more is no rule
SHORTEST = 1.5
WHITE = 250
TEXT, PATH, IMAGE, FORM = 1, 2, 3, 5
LINE, CURVE, MOVE = 0, 1, 2


@dataclass(slots=True)
class Drawn:
    """The rules and the pictures of a page; `filled` are the coloured grounds, on which a white rule is seen.

    `shapes` counts what is neither: letters drawn as outlines, pieces of a chart.
    """

    rules: list[Rule] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    filled: list[Box] = field(default_factory=list)
    shapes: int = 0


class Stroke(NamedTuple):
    """One straight piece of a path as shown: its ends, and whether a new part of the path begins with it."""

    x: float
    y: float
    to_x: float
    to_y: float
    part: int


def drawn_on(page: Any, frame: Frame, path: str) -> Drawn:
    """What is drawn on an open page, inside its edges."""
    found = Drawn()
    edges = Box(0, 0, frame.width, frame.height)
    for count, (kind, thing, matrix) in enumerate(_objects(page, frame.matrix)):
        within(path, count, MOST_OBJECTS, "一页上的图形", "objects on a page")
        if kind == PATH and len(found.rules) < MOST_RULES:
            before = len(found.rules)
            _take_path(thing, matrix, edges, found)
            found.shapes += len(found.rules) == before
        elif kind == IMAGE:
            _take_picture(thing, matrix, edges, found, path)
    return found


def _objects(page: Any, matrix: Matrix) -> Iterator[tuple[int, Any, Matrix]]:
    """Kind, object and matrix of all that is drawn, what stands in forms included; forms deeper than DEPTH are not."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - an extra

    def walked(count: int, of: Any, matrix: Matrix, depth: int) -> Iterator[tuple[int, Any, Matrix]]:
        for index in range(count):
            thing = of(index)
            kind = pdfium.FPDFPageObj_GetType(thing)
            if kind == FORM and depth < DEPTH:
                inner = product(_matrix(thing), matrix)
                number = pdfium.FPDFFormObj_CountObjects(thing)
                yield from walked(number, lambda i, form=thing: pdfium.FPDFFormObj_GetObject(form, i), inner, depth + 1)
            else:
                yield kind, thing, matrix

    count = pdfium.FPDFPage_CountObjects(page)
    yield from walked(count, lambda index: pdfium.FPDFPage_GetObject(page, index), matrix, 0)


def _matrix(thing: Any) -> Matrix:
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    m = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, m):
        return IDENTITY
    return m.a, m.b, m.c, m.d, m.e, m.f


def _take_picture(thing: Any, matrix: Matrix, edges: Box, found: Drawn, path: str) -> None:
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    pixels = ctypes.c_uint(), ctypes.c_uint()
    pdfium.FPDFImageObj_GetImagePixelSize(thing, *pixels)
    within(path, pixels[0].value * pixels[1].value, MOST_PIXELS, "一幅图片的像素", "pixels in a picture")
    box = _inside(boxed(product(_matrix(thing), matrix), 0, 0, 1, 1), edges)
    if box is None:
        return
    width, height = box.right - box.left, box.bottom - box.top
    if min(width, height) <= THIN:  # a rule may be drawn as a picture one dot high
        if max(width, height) >= SHORTEST:
            found.rules.append(Rule(*box))
    else:
        found.pictures.append(box)


def _take_path(thing: Any, matrix: Matrix, edges: Box, found: Drawn) -> None:
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    count = pdfium.FPDFPath_CountSegments(thing)
    if not 1 < count <= MOST_SEGMENTS:
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(thing, fill, stroke)
    if not (fill.value or stroke.value):
        return
    clip = _clip(thing, matrix, edges)
    if clip is None:
        return
    strokes = list(_strokes(thing, count, product(_matrix(thing), matrix)))
    if stroke.value:
        width = _width(thing, matrix)
        white = _is_white(thing, filled=False)
        rules = (rule for line in strokes if (rule := _ruled(line, width)))
    else:
        white = _is_white(thing, filled=True)
        boxes = _filled(strokes)
        rules = (Rule(*box) for box in boxes if _is_thin(box))
        if not white:
            found.filled += [box for box in boxes if not _is_thin(box)]
    for rule in rules:
        cut = _inside(Box(*rule), clip)
        if cut and max(cut.right - cut.left, cut.bottom - cut.top) >= SHORTEST and not (white and not _on(cut, found)):
            found.rules.append(Rule(*cut))


def _on(box: Box, found: Drawn) -> bool:
    """Whether something coloured lies under the middle of a white rule; the last grounds drawn are looked at."""
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return any(b.left <= x <= b.right and b.top <= y <= b.bottom for b in found.filled[-400:])


def _is_white(thing: Any, *, filled: bool) -> bool:
    """Whether what is drawn cannot be seen on white paper."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    asked = pdfium.FPDFPageObj_GetFillColor if filled else pdfium.FPDFPageObj_GetStrokeColor
    red, green, blue, alpha = (ctypes.c_uint(0) for _ in range(4))
    if not asked(thing, red, green, blue, alpha):
        return False
    return alpha.value < 8 or min(red.value, green.value, blue.value) >= WHITE


def _width(thing: Any, matrix: Matrix) -> float:
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    width = ctypes.c_float()
    pdfium.FPDFPageObj_GetStrokeWidth(thing, width)
    own = product(_matrix(thing), matrix)
    scaled = width.value * math.sqrt(abs(own[0] * own[3] - own[1] * own[2]))
    return scaled if math.isfinite(scaled) else 0.0


def _strokes(thing: Any, count: int, matrix: Matrix) -> Iterator[Stroke]:
    """The straight pieces of a path as shown, those that close it included."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    x, y = ctypes.c_float(), ctypes.c_float()
    at = first = (0.0, 0.0)
    part = 0
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(thing, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        to = moved(matrix, x.value, y.value)
        if not (math.isfinite(to[0]) and math.isfinite(to[1])):
            return
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == MOVE:
            first = to
            part += 1
        elif kind == LINE:
            yield Stroke(*at, *to, part)
        at = to
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield Stroke(*at, *first, part)
            at = first


def _ruled(line: Stroke, width: float) -> Rule | None:
    """The rule that a stroke draws; None where it slants or is a mere dot."""
    across, down = abs(line.to_x - line.x), abs(line.to_y - line.y)
    half = min(width, THIN) / 2
    if max(across, down) < SHORTEST:  # a short thick stroke may be a rule in the other direction, as dots of a dash
        return None
    left, right = sorted((line.x, line.to_x))
    top, bottom = sorted((line.y, line.to_y))
    if down <= SLANT * across:
        return Rule(left, top - half, right, bottom + half)
    if across <= SLANT * down:
        return Rule(left - half, top, right + half, bottom)
    return None


def _filled(strokes: list[Stroke]) -> list[Box]:
    """What a filled path covers: a box a part, thin ones of any shape (mitred, with round ends), others upright.

    A frame filled between two boxes, one a hair inside the other, gives its four sides.
    """
    parts: dict[int, list[Stroke]] = {}
    for line in strokes:
        parts.setdefault(line.part, []).append(line)
    found: list[Box] = []
    for lines in parts.values():
        xs, ys = [x for s in lines for x in (s.x, s.to_x)], [y for s in lines for y in (s.y, s.to_y)]
        box = Box(min(xs), min(ys), max(xs), max(ys))
        upright = len(lines) <= 5 and all(min(abs(s.to_x - s.x), abs(s.to_y - s.y)) <= 0.1 for s in lines)
        if upright or _is_thin(box):
            found.append(box)
    if len(found) == 2 and (sides := _sides(*found)):
        return sides
    return found


def _is_thin(box: Box) -> bool:
    return min(box.right - box.left, box.bottom - box.top) <= THIN


def _sides(one: Box, other: Box) -> list[Box]:
    """The four sides of a frame filled between two boxes; none where they are no frame."""
    outer, inner = (one, other) if one.left <= other.left else (other, one)
    gaps = (inner.left - outer.left, inner.top - outer.top, outer.right - inner.right, outer.bottom - inner.bottom)
    if _is_thin(inner) or not all(0 < gap <= THIN for gap in gaps):
        return []
    return [
        outer._replace(bottom=inner.top),
        outer._replace(top=inner.bottom),
        outer._replace(right=inner.left),
        outer._replace(left=inner.right),
    ]


def _clip(thing: Any, matrix: Matrix, edges: Box) -> Box | None:
    """What an object's clip leaves of the page, as a box; None where nothing."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    clip = pdfium.FPDFPageObj_GetClipPath(thing)
    box: Box | None = edges
    for index in range(min(max(pdfium.FPDFClipPath_CountPaths(clip), 0), 16)):
        count = pdfium.FPDFClipPath_CountPathSegments(clip, index)
        if 0 < count <= 64 and box:
            box = _inside(_clipped(clip, index, count, matrix), box)
    return box


def _clipped(clip: Any, index: int, count: int, matrix: Matrix) -> Box:
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    x, y = ctypes.c_float(), ctypes.c_float()
    xs: list[float] = []
    ys: list[float] = []
    for number in range(count):
        pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, index, number), x, y)
        xs.append(x.value)
        ys.append(y.value)
    return boxed(matrix, min(xs), min(ys), max(xs), max(ys))


def _inside(box: Box, edges: Box) -> Box | None:
    """What of a box lies within the edges; a line of no thickness counts."""
    left, top = max(box.left, edges.left), max(box.top, edges.top)
    right, bottom = min(box.right, edges.right), min(box.bottom, edges.bottom)
    return Box(left, top, right, bottom) if left <= right and top <= bottom else None
