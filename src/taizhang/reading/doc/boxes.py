"""Text boxes ([MS-DOC] 2.3.6): their words stand behind the body; the shape that holds them hangs on a paragraph."""

import struct

from taizhang.reading.doc.fib import BOX_TEXTS, SHAPES, Fib, plc

SHAPE, BOX = 26, 22  # bytes of the records
SHAPE_OF_BOX = 14
BOXES = 5  # the story


def boxes_of(fib: Fib) -> tuple[dict[int, list[tuple[int, int]]], list[tuple[int, int]]]:
    """Where the words of boxes stand: by the position of the shape in the body, and those without such a shape."""
    positions, shapes = plc(fib.part(SHAPES), SHAPE)
    anchors = {
        int.from_bytes(shape[:4], "little"): at for at, shape in zip(positions, shapes, strict=False) if at < fib.body
    }
    borders, boxes = plc(fib.part(BOX_TEXTS), BOX)
    base, until = fib.stories[BOXES], fib.stories[BOXES + 1]
    held: dict[int, list[tuple[int, int]]] = {}
    loose: list[tuple[int, int]] = []
    reached = base
    for start, end, box in zip(borders, borders[1:], boxes, strict=False):
        begin, stop = max(base + start, reached), min(base + end, until)
        if begin >= stop:
            continue
        reached = stop
        (shape,) = struct.unpack_from("<I", box, SHAPE_OF_BOX)
        if shape in anchors:
            held.setdefault(anchors[shape], []).append((begin, stop))
        else:
            loose.append((begin, stop))
    if reached < until:
        loose.append((reached, until))
    return held, loose
