"""A printed page as marks on paper: signs, rules and pictures, with where they stand.

All places are in points (1/72 inch) from the upper left corner of the page as it is shown, after its rotation.
"""

from dataclasses import dataclass, field
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle on a page."""

    left: float
    top: float
    right: float
    bottom: float


class Glyph(NamedTuple):
    """One sign. `size` is that of its font in points, `font` a number for font and weight, the same for the same."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    font: int = 0


class Rule(NamedTuple):
    """A straight line, horizontal or vertical, drawn as a stroke, a thin filled box or the edge of a box."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def horizontal(self) -> bool:
        """Whether it runs from left to right."""
        return self.right - self.left >= self.bottom - self.top


@dataclass(slots=True)
class Page:
    """One page: its number from 1, size in points, and what stands on it. `recognised` where signs came by OCR."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    recognised: bool = False


class TextLine(NamedTuple):
    """A line of signs from left to right, its words with the blanks that gaps stand for."""

    glyphs: tuple[Glyph, ...]
    text: str
    box: Box
    size: float
