"""From a PDF's own plane (origin below, before rotation) to the page as it is shown (origin above, in points)."""

import math
from typing import NamedTuple

from taizhang.reading.pages.page import Box

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
FAR = 1e6  # points: beyond lies no paper, and arithmetic must not reach infinity


def product(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that first does `inner`, then `outer`.

    >>> product((2, 0, 0, 2, 0, 0), (1, 0, 0, 1, 10, 20))
    (2, 0, 0, 2, 10, 20)
    """
    a, b, c, d, e, f = inner
    k, l, m, n, o, p = outer  # noqa: E741 - the letters of a matrix
    return a * k + b * m, a * l + b * n, c * k + d * m, c * l + d * n, e * k + f * m + o, e * l + f * n + p


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where the matrix takes a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


class Frame(NamedTuple):
    """The part of a PDF's plane that is shown, and by how many quarters of a turn it is shown clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    quarters: int

    @property
    def width(self) -> float:
        """Of the page as shown."""
        return self.top - self.bottom if self.quarters % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Of the page as shown."""
        return self.right - self.left if self.quarters % 2 else self.top - self.bottom

    @property
    def matrix(self) -> Matrix:
        """From the PDF's plane to the page as shown.

        >>> moved(Frame(0, 0, 600, 800, 0).matrix, 0, 800), moved(Frame(0, 0, 600, 800, 1).matrix, 0, 800)
        ((0.0, 0.0), (800.0, 0.0))
        """
        if self.quarters == 0:
            return 1.0, 0.0, 0.0, -1.0, -self.left, self.top
        if self.quarters == 1:
            return 0.0, 1.0, 1.0, 0.0, -self.bottom, -self.left
        if self.quarters == 2:
            return -1.0, 0.0, 0.0, 1.0, self.right, -self.bottom
        return 0.0, -1.0, -1.0, 0.0, self.top, self.right


def boxed(matrix: Matrix, left: float, bottom: float, right: float, top: float) -> Box:
    """The box, upright, round what the matrix makes of a rectangle; no farther out than `FAR`."""
    x, y = moved(matrix, left, bottom)
    to_x, to_y = moved(matrix, right, top)
    if (
        matrix[0] * matrix[2] or matrix[1] * matrix[3]
    ):  # turned by less than a quarter: the other corners lie farther out
        ends = (moved(matrix, left, top), moved(matrix, right, bottom))
        xs, ys = [x, to_x, *(end[0] for end in ends)], [y, to_y, *(end[1] for end in ends)]
        x, to_x, y, to_y = min(xs), max(xs), min(ys), max(ys)
    if not -FAR < x + y + to_x + to_y < FAR:
        x, y, to_x, to_y = (min(max(value, -FAR), FAR) if math.isfinite(value) else FAR for value in (x, y, to_x, to_y))
    return Box(min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y))
