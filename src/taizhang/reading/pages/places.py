"""Where stretches of a page stand in the file."""

from taizhang.model import Source
from taizhang.reading.pages.page import Box


def source_of(page: int, box: Box) -> Source:
    """The way back to a box on a page, to a tenth of a point.

    >>> source_of(3, Box(79.44, 100.0, 521.512, 116.0)).box
    (79.4, 100.0, 521.5, 116.0)
    """
    left, top, right, bottom = (round(edge, 1) for edge in box)
    return Source(page=page, box=(left, top, right, bottom))
