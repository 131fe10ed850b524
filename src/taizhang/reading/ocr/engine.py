"""The engine: finds lines in a straight picture and says what is written there, sign by sign.

RapidOCR with the models of its own package. Their paths are given outright, so that nothing is ever fetched.
"""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from taizhang.errors import ReaderMissing, Words
from taizhang.reading.ocr.pictures import LEAST_SIDE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

PACKAGES = ("rapidocr", "onnxruntime", "cv2", "numpy")
MODELS = {
    "Det.model_path": "PP-OCRv6_det_small.onnx",
    "Rec.model_path": "PP-OCRv6_rec_small.onnx",
    "Cls.model_path": "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
}
FINDING = 20.0  # pixels: the height of signs at which lines are found best and fastest
SIDES = (960, 2000)  # pixels of the longer side of the picture in which lines are sought
STACKED = 2.2  # how many times as high as wide a box holds signs one below the other
PAD = 0.06  # of a line's height, added on either side: boxes cut close cost signs
TOGETHER = 6


class Sign(NamedTuple):
    """A sign, where in its line the middle of its ink stands in pixels, and whether a blank was seen before it."""

    text: str
    middle: float
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Spotted:
    """A line as the engine reads it: its signs without blanks, its box in pixels, how sure it is from 0 to 1.

    `ink` is where in the box, from its top in pixels, ink begins and ends.
    """

    signs: tuple[Sign, ...]
    left: float
    top: float
    right: float
    bottom: float
    sure: float
    ink: tuple[float, float] = (0.0, 0.0)

    @property
    def text(self) -> str:
        """Its signs."""
        return "".join(sign.text for sign in self.signs)


class Area(NamedTuple):
    """A rectangle of a picture in whole pixels."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def stacked(self) -> bool:
        """Whether signs stand in it one below the other, or the page lies on its side."""
        return (self.bottom - self.top) > STACKED * (self.right - self.left)


def wanted(path: str) -> None:
    """Raises `ReaderMissing` where a package that recognises is not installed."""
    if any(find_spec(name) is None for name in PACKAGES):
        kind = Words("扫描件", "scans")
        raise ReaderMissing(path=path, kind=kind, package="rapidocr, onnxruntime", extra="ocr")


def version() -> str:
    """The engine and its version: what was recognised by another is recognised anew."""
    from importlib.metadata import PackageNotFoundError  # noqa: PLC0415
    from importlib.metadata import version as installed  # noqa: PLC0415

    try:
        return f"rapidocr{installed('rapidocr')}"
    except PackageNotFoundError:
        return "rapidocr"


class Engine:
    """Loaded models, for as many pages as there are."""

    def __init__(self) -> None:
        import rapidocr  # noqa: PLC0415 - heavy, and only wanted for pictures

        folder = Path(rapidocr.__file__).parent / "models"
        params: dict[str, Any] = {key: str(folder / name) for key, name in MODELS.items()}
        params |= {"Global.log_level": "critical", "Global.max_side_len": 2 * SIDES[1], "Det.limit_side_len": 64}
        self._rapid = rapidocr.RapidOCR(params=params)
        self._rapid.return_word_box = True

    def areas(self, grey: "Picture") -> list[Area]:
        """Where lines stand, from top to bottom."""
        import cv2  # noqa: PLC0415
        import numpy as np  # noqa: PLC0415

        shrink = _finding_scale(grey)
        small = cv2.resize(grey, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
        colour = np.repeat(np.asarray(small, np.uint8)[:, :, None], 3, axis=2)
        outcome: Any = self._rapid(colour, use_det=True, use_cls=False, use_rec=False)
        found = outcome.boxes
        if found is None:
            return []
        height, width = grey.shape
        areas = []
        for box in found:
            left, top = (float(side) / shrink for side in box.min(axis=0))
            right, bottom = (float(side) / shrink for side in box.max(axis=0))
            pad = PAD * min(bottom - top, right - left)
            areas.append(
                Area(
                    max(0, int(left - pad)),
                    max(0, int(top)),
                    min(width, int(right + pad) + 1),
                    min(height, int(bottom) + 1),
                )
            )
        return sorted(areas, key=lambda area: (area.top, area.left))

    def read(self, grey: "Picture", areas: Sequence[Area]) -> list[Spotted]:
        """What is written in each area, in the same order; areas too small to hold a sign give an empty line."""
        import numpy as np  # noqa: PLC0415

        pieces = [_sharp(grey[area.top : area.bottom, area.left : area.right]) for area in areas]
        pieces = [np.repeat(piece[:, :, None], 3, axis=2) for piece in pieces]
        usable = [at for at, piece in enumerate(pieces) if min(piece.shape[:2]) >= LEAST_SIDE]
        lines = [Spotted((), *area, 0.0) for area in areas]
        if usable:
            read: Any = self._rapid.recognize_txt([pieces[at] for at in usable])
            for at, text, words, sure in zip(usable, read.txts, read.word_results, read.scores, strict=True):
                read_signs = _signs(text, words, areas[at])
                lines[at] = Spotted(read_signs, *areas[at], float(sure), _ink(pieces[at][..., 0]))
        return lines


def _sharp(piece: "Picture") -> "Picture":
    """A line whose darkest is grey, such as one on a coloured ground, stretched until it is black."""
    import numpy as np  # noqa: PLC0415

    if not piece.size or not 60 < (darkest := float(np.percentile(piece, 2))) < 240:
        return piece
    stretched = (piece.astype(np.float32) - darkest) * (255.0 / (255.0 - darkest))
    return np.asarray(np.clip(stretched, 0, 255), np.uint8)


def _ink(piece: "Picture") -> tuple[float, float]:
    """The rows between which all ink but specks and the tips of other lines stands."""
    import numpy as np  # noqa: PLC0415

    rows = np.cumsum((255 - piece.astype(np.int64)).clip(80) - 80).reshape(piece.shape)[:, -1]
    if not rows[-1]:
        return 0.0, float(len(rows))
    first, last = np.searchsorted(rows, [rows[-1] * 0.01, rows[-1] * 0.99])
    return float(first), float(last) + 1.0


def _finding_scale(grey: "Picture") -> float:
    """How much smaller the picture may be for its lines to be found, by how high its signs are."""
    longest: int = max(grey.shape)
    sought = FINDING / max(sign_height(grey), 1.0) * longest
    side: float = min(max(sought, SIDES[0]), SIDES[1], longest * 2)
    return side / longest


def sign_height(grey: "Picture") -> float:
    """The usual height of a sign in pixels, by the connected pieces of ink; 0 on an empty page."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    dark = np.asarray(grey < 150, np.uint8)
    joined = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    heights = stats[1:, cv2.CC_STAT_HEIGHT]
    widths = stats[1:, cv2.CC_STAT_WIDTH]
    signs = heights[(heights > 5) & (widths > 2) & (widths < 3 * heights) & (heights < grey.shape[0] // 8)]
    if len(signs) < 5:
        return 0.0
    # parts of signs are many and low: the upper third is whole signs
    return float(np.percentile(signs, 70))


def _signs(text: str, words: Any, area: Area) -> tuple[Sign, ...]:
    """The signs of a line with their places, which the engine gives as columns of its own width, without blanks."""
    if not words.line_txt_len:
        return ()
    step = (area.right - area.left) / words.line_txt_len
    columns = [column for word in words.word_cols for column in word]
    signs: list[Sign] = []
    apart = False
    for sign in text:
        if sign.isspace():
            apart = True
        elif len(signs) < len(columns):
            signs.append(Sign(sign, area.left + (columns[len(signs)] + 0.5) * step, apart))
            apart = False
    return tuple(signs)


def sureness(lines: Sequence[Spotted]) -> float:
    """How sure the engine is of a page on the whole: the middle of what it says of its lines, 0 without any."""
    return statistics.median([line.sure for line in lines]) if lines else 0.0
