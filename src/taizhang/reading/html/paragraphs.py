"""Bits of words between tags become paragraphs: blanks as a browser prints them, breaks told from wraps."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from taizhang.model import Source
from taizhang.reading.html.breaks import glue, wraps
from taizhang.reading.html.styles import leading
from taizhang.reading.html.tree import Element
from taizhang.reading.layout import Grid, Passage, Run

WRAP = re.compile(r"(?<=[\u2e80-\uffef])[ \t\r]*+\n\s*+(?=[\u2e80-\uffef])")  # of the source, between Chinese signs
BLANK = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
OTHER_ENDS = re.compile(r"\r\n?|[\f\v\x1c-\x1e\x85\u2028\u2029]")
MARGIN = " \t\xa0\u3000\u2002\u2003\u2009"
BREAK = "\n"


class Bit(NamedTuple):
    """Words of one place: text with blanks as printed, or a break; line; whether a link; the note they call."""

    text: str
    line: int
    linked: bool = False
    note: str | None = None


@dataclass(slots=True, eq=False)
class Piece:
    """A passage or a grid, the block that it stands in, and what tells text from the furniture of a page.

    `linked` counts the characters that lead elsewhere, `lead` is how far blanks set the words in, in characters.
    """

    part: Passage | Grid
    holder: Element
    linked: int = 0
    hidden: bool = False
    lead: float = 0.0

    @property
    def text(self) -> str:
        """The words: of a grid, cell by cell."""
        return self.part.text if isinstance(self.part, Passage) else "\t".join(cell.text for cell in self.part.cells)


def printed(words: str) -> str:
    r"""Words with their blanks as a browser prints them.

    >>> printed("全市\n   完成  524 亿元")
    '全市完成 524 亿元'
    """
    if "\n" in words:
        words = WRAP.sub("", words)
    return BLANK.sub(" ", words)


def paragraphs(bits: list[Bit]) -> Iterator[list[Bit]]:
    """The bits of each paragraph: those of lines that were only wrapped stand together."""
    if not any(bit.text == BREAK for bit in bits):
        if _words(bits).strip(MARGIN):
            yield bits
        return
    held: list[Bit] = []
    before = ""  # the last line of what is held
    for line in _lines(bits):
        after = _words(line)
        if before and wraps(before, after):
            _trim_right(held)
            joint = glue(before.rstrip(MARGIN), after.lstrip(MARGIN))
            held += [Bit(joint, line[0].line)] if joint else []
            held += _without_left_margin(line)
        else:
            if before.strip(MARGIN):
                yield held
            held = line
        before = after
    if before.strip(MARGIN):
        yield held


def piece_of(bits: list[Bit], holder: Element, *, hidden: bool = False) -> Piece:
    """The piece that the bits of one paragraph make."""
    lead = leading(_words(bits[:9]))
    kept = _without_left_margin(bits)
    _trim_right(kept)
    linked = sum(len(bit.text) for bit in kept if bit.linked)
    return Piece(Passage(runs_of(kept)), holder, linked, hidden, lead)


def runs_of(bits: list[Bit]) -> list[Run]:
    """The bits as runs: what stands on one line and calls no note is one run; no two blanks follow each other."""
    runs: list[Run] = []
    held: list[str] = []
    blank = False
    place: tuple[int, str | None] = (0, None)
    for text, line, _, note in bits:
        words = text[1:] if blank and text.startswith(" ") else text
        if not words:
            continue
        blank = words.endswith(" ")
        if held and place != (line, note):
            runs.append(Run("".join(held).replace("\xa0", " "), Source(line=place[0]), place[1]))
            held = []
        place = (line, note)
        held.append(words)
    if held:
        runs.append(Run("".join(held).replace("\xa0", " "), Source(line=place[0]), place[1]))
    return runs


def _lines(bits: list[Bit]) -> Iterator[list[Bit]]:
    held: list[Bit] = []
    for bit in bits:
        if bit.text == BREAK:
            yield held
            held = []
        else:
            held.append(bit)
    yield held


def _words(bits: list[Bit]) -> str:
    return "".join(bit.text for bit in bits)


def _without_left_margin(bits: list[Bit]) -> list[Bit]:
    first = next((i for i, bit in enumerate(bits) if bit.text.strip(MARGIN)), len(bits))
    kept = bits[first:]
    if kept:
        kept[0] = kept[0]._replace(text=kept[0].text.lstrip(MARGIN))
    return kept


def _trim_right(bits: list[Bit]) -> None:
    while bits and not bits[-1].text.strip(MARGIN):
        bits.pop()
    if bits:
        bits[-1] = bits[-1]._replace(text=bits[-1].text.rstrip(MARGIN))
