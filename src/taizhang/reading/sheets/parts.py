"""The parts of an .xlsx beside its sheets: shared strings, text boxes, comments."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from taizhang.reading.sheets.markup import Quiet
from taizhang.reading.sheets.sheet import place, tidy

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
PICTURES = frozenset({"pic", "graphicFrame"})
SPOKEN = frozenset({"rPh", "phoneticPr"})  # how words are spoken, set above them in small letters


def unescaped(text: str) -> str:
    r"""Text as it was before what XML cannot hold was written as _xHHHH_.

    >>> unescaped("第一行_x000D_第二行"), unescaped("_x005F_x000D_")
    ('第一行\r第二行', '_x000D_')
    """
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


@dataclass
class Strings(Quiet):
    """The shared strings in order: the cells name them by number."""

    found: list[str] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)
    _taking: bool = False
    _spoken: bool = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002 - listeners are told alike
        """Take part in a string from its first word on."""
        if name == "si":
            self._text = []
        elif name == "t":
            self._taking = not self._spoken
        elif name in SPOKEN:
            self._spoken = True

    def end(self, name: str) -> None:
        """Put a string among the others."""
        if name == "si":
            self.found.append(unescaped("".join(self._text)))
        elif name == "t":
            self._taking = False
        elif name in SPOKEN:
            self._spoken = False

    def words(self, text: str) -> None:
        """Take words."""
        if self._taking:
            self._text.append(text)


@dataclass
class TextBoxes(Quiet):
    """The paragraphs of the text boxes and shapes that lie over a sheet, in order; pictures are counted."""

    found: list[str] = field(default_factory=list)
    pictures: int = 0
    _text: list[str] = field(default_factory=list)
    _taking: bool = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002
        """Take part in a paragraph from its first word on."""
        self.pictures += name in PICTURES
        if name == "p":
            self._text = []
        self._taking = name == "t"

    def end(self, name: str) -> None:
        """Put a paragraph among the others."""
        self._taking = False
        if name == "p" and (text := tidy("".join(self._text)).text):
            self.found.append(text)

    def words(self, text: str) -> None:
        """Take words."""
        if self._taking:
            self._text.append(text)


@dataclass
class Comments(Quiet):
    """The comments on cells, by row and column from 0."""

    found: dict[tuple[int, int], str] = field(default_factory=dict)
    _at: tuple[int, int] | None = None
    _text: list[str] = field(default_factory=list)
    _taking: bool = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take note of the cell that a comment is on."""
        if name == "comment":
            self._at, self._text = place(attributes.get("ref", "")), []
        self._taking = name == "t"

    def end(self, name: str) -> None:
        """Put a comment among the others."""
        self._taking = False
        if name == "comment" and self._at and (text := tidy(unescaped("".join(self._text))).text):
            self.found[self._at] = text

    def words(self, text: str) -> None:
        """Take words."""
        if self._taking:
            self._text.append(text)
