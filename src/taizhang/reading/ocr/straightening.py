"""How far the lines of a page are askew, and the page turned straight."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

WIDEST = 10.0  # degrees either way
NONE = 0.06  # degrees that are left as they are: half a point over the width of a page
SIDE = 900  # pixels of the longer side of the copy that is measured


def skew(grey: "Picture") -> float:
    """Degrees by which the page must be turned anticlockwise to be straight.

    Where the page is straight, rows of ink and rows of paper alternate most sharply: the angle is that at which the
    differences between neighbouring rows are greatest.
    """
    import cv2  # noqa: PLC0415 - heavy, and only wanted for pictures
    import numpy as np  # noqa: PLC0415

    shrink = min(1.0, SIDE / max(grey.shape))
    small = cv2.resize(grey, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    ink = np.asarray(255 - small, np.uint8)
    ink[ink < 60] = 0
    if not ink.any():
        return 0.0
    best, step = 0.0, 1.0
    angles = [float(angle) for angle in np.arange(-WIDEST, WIDEST + 0.01, step)]
    while step > 0.02:
        best = max(angles, key=lambda angle: _sharpness(ink, angle))
        step /= 4
        angles = [best + step * times for times in range(-4, 5)]
    return best if abs(best) > NONE else 0.0


def _sharpness(ink: "Picture", angle: float) -> float:
    import numpy as np  # noqa: PLC0415

    rows = turned(ink, angle, paper=0).sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum()) * (1.0 - 1e-4 * abs(angle))


def turned(grey: "Picture", angle: float, paper: int = 255) -> "Picture":
    """The page turned anticlockwise about its middle by these degrees, on a sheet of the same size."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    if not angle:
        return grey
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    sheet = cv2.warpAffine(grey, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(paper,))
    return np.asarray(sheet, np.uint8)
