"""Lines joined into paragraphs, over columns and pages, by how they are set.

A line goes on the paragraph before it where its first word would not have fitted there, and where nothing shows that
another begins: it is set in, or larger, or farther below, or headed by a mark behind the end of a sentence.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from taizhang.reading.layout import Grid, Passage, PassageKind, Run
from taizhang.reading.pages.notes import NoteMark, runs_of
from taizhang.reading.pages.page import TextLine
from taizhang.reading.pages.places import source_of
from taizhang.reading.pages.setting import Setting, first_word

SET_IN = 1.2  # sizes by which a first line is set in, at least
EASE = 0.6  # sizes by which a full line may miss the edge, first word of the next aside
FAR = 1.45  # times the usual distance of lines: what is farther below begins a paragraph
TITLE = 1.12  # times the size of the text, from which on a line is a title
FAR_IN = 5.0  # sizes by which a line is set in that stands at the right and not at the head of a paragraph
UNCLOSED = 3.5  # sizes that may be left empty at the end of a line with an open bracket
RAGGED = 5.0  # sizes by which a recognised line may miss the edge in the middle of a sentence
PAIRS = ("（）", "《》", "“”")
LARGE = 20.0  # points: hardly a text is set so large
LARGER = 0.09  # share by which sizes of one paragraph may differ
LONGEST_HEADING = 60
HAN = "一二三四五六七八九十百零〇"
LEADERS = re.compile(r"(?:[·.…．‧・\-_—]{4,}[　 ]*[（(]?\d{0,4}[）)]?|[·.…．‧・]{2,}[　 ]*[（(]\d{1,4}[）)])$")
LEADER_AHEAD = re.compile(r"[·.…．‧・]{4,}")
MARK = re.compile(
    rf"[　 ]*(?:第[{HAN}\d]{{1,4}}[部章节编篇条]|[{HAN}]{{1,3}}[、．.]|[（(](?:[{HAN}]{{1,3}}|\d{{1,2}})[）)]"
    r"|\d{1,2}(?:、|[．.](?!\d)|\.\d{1,2}[　 ])|[①-⑳❶-❿]|[•●■▪◆◇○□▲★]|注[：:]|\[\d{1,2}\]"
    rf"|附[件表]|[表图][　 ]*(?:\d|[{HAN}]{{1,4}}[：:　 ]))"
)
PART = re.compile(rf"第[{HAN}\d]{{1,3}}(?:部分|章|编|篇)[　 ]|[表图][　 ]?(?:[{HAN}]{{1,4}}|\d{{1,3}})[：:]")
NUMBER = re.compile(rf"\d+|[{HAN}]+|[①-⑳]")
HEADING = re.compile(
    rf"(?:第[{HAN}\d]{{1,4}}[部章节编篇]|[{HAN}]{{1,3}}[、．.]|[（(][{HAN}]{{1,3}}[）)]|\d{{1,2}}[、．.](?!\d))"
)
SUBTITLE = re.compile(r"[—─－-]{1,2}")
SAID = re.compile(r"[上日）)]$")
STOP = re.compile(r"[。！？；：:;!?.]$")
LETTER = re.compile("[A-Za-z]")
PUBLISHED = re.compile(r"[（(]?[\d〇○零一二三四五六七八九]{4}年.{0,30}[日月过）)]$")


class Placed(NamedTuple):
    """A line with where it stands: page, setting, and the number of its stretch of text (a column, a page).

    Where a line was `recognised` in a picture, its ends are less exact.
    """

    line: TextLine
    page: int
    setting: Setting
    stretch: int
    recognised: bool = False

    @property
    def indent(self) -> float:
        """How far it is set in."""
        return self.setting.indent(self.line)


@dataclass(slots=True)
class Open:
    """A paragraph that may go on."""

    lines: list[Placed]
    centred: bool
    runs: list[Run] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words so far."""
        return "".join(run.text for run in self.runs)


class Paragraphs:
    """Takes lines in reading order and gives passages; what interrupts a paragraph comes behind it."""

    def __init__(self) -> None:
        self.parts: list[Passage | Grid] = []
        self._open: Open | None = None
        self._behind: list[Passage] = []

    def take(self, placed: Placed, marks: dict[int, NoteMark]) -> None:
        """The next line; `marks` are those of notes in it, by the place of their first sign."""
        if self._open is None or begins(self._open, placed):
            self.close()
            self._open = Open([placed], _is_centred(placed))
        else:
            self._open.lines.append(placed)
        self._add(self._open, placed, marks)
        if LEADERS.search(placed.line.text):
            self.close()

    def _add(self, opened: Open, placed: Placed, marks: dict[int, NoteMark]) -> None:
        runs = runs_of(placed.line, placed.page, marks)
        if opened.runs and runs:
            last, first = opened.runs[-1], runs[0]
            if last.text.endswith("-") and LETTER.match(last.text[-2:-1]) and first.text[0].islower():
                opened.runs[-1] = last._replace(text=last.text[:-1])
            elif LETTER.match(first.text) and (LETTER.match(last.text[-1]) or last.text[-1] in ",.;"):
                runs[0] = first._replace(text=" " + first.text)
        opened.runs += runs

    def since(self, begin: int) -> list[Passage]:
        """The passages from a place in the parts on; a paragraph that is open is ended."""
        self.close()
        return [part for part in self.parts[begin:] if isinstance(part, Passage)]

    def aside(self, passage: Passage) -> None:
        """Furniture or a note: it comes at once where no paragraph is open, else behind that."""
        if self._open is None:
            self.parts.append(passage)
        else:
            self._behind.append(passage)

    def grid(self, grid: Grid) -> None:
        """A table, which ends a paragraph."""
        self.close()
        self.parts.append(grid)

    def close(self) -> None:
        """End the paragraph that is open."""
        if self._open is not None:
            self.parts.append(Passage(self._open.runs, _kind(self._open)))
            self._open = None
        self.parts += self._behind
        self._behind = []


def _is_centred(placed: Placed) -> bool:
    return placed.setting.centred(placed.line)


def _is_title(placed: Placed) -> bool:
    """Whether a line is set in larger type than the text."""
    return placed.line.size >= min(TITLE * placed.setting.size, LARGE)


def begins(opened: Open, placed: Placed) -> bool:
    """Whether the line begins a paragraph of its own."""
    last, line = opened.lines[-1], placed.line
    if LEADER_AHEAD.match(line.text):
        return False
    if abs(line.size - last.line.size) > LARGER * max(line.size, last.line.size):
        return True
    if last.stretch == placed.stretch and _is_far(opened, placed):
        return True
    if SUBTITLE.match(opened.text) and min(placed.indent, placed.setting.slack(line)) >= 2:
        return not _goes_on_title(opened, placed)
    if _is_centred(placed) and _is_title(last):
        return not _goes_on_title(opened, placed)
    if opened.centred or _is_centred(placed):
        return not (opened.centred and _is_centred(placed) and _goes_on_title(opened, placed))
    at_right = len(opened.lines) == 1 and last.indent > FAR_IN and placed.indent < last.indent - 3
    return at_right or not _is_full(opened, line) or _is_first(opened, placed)


def _is_far(opened: Open, placed: Placed) -> bool:
    """Whether the line stands farther below the one before than lines of a paragraph do, or above it."""
    step = placed.line.box.bottom - opened.lines[-1].line.box.bottom
    size = placed.line.size
    if opened.centred:
        return step > 2.1 * size or step < 0
    if step > 0 and not STOP.search(opened.text) and len(opened.lines) > 1 and placed.indent < SET_IN:
        return False  # a picture may stand between the lines of a sentence
    usual = placed.setting.pitch
    if len(opened.lines) > 1 and opened.lines[-2].stretch == placed.stretch:
        usual = max(usual, opened.lines[-1].line.box.bottom - opened.lines[-2].line.box.bottom)
    return step > FAR * max(usual, 1.2 * size) or step < 0


def _goes_on_title(opened: Open, placed: Placed) -> bool:
    """Whether a line in the middle goes on the one above, as the second line of a title does."""
    if (
        PUBLISHED.match(placed.line.text)
        or SUBTITLE.match(placed.line.text)
        or placed.stretch != opened.lines[-1].stretch
    ):
        return False
    if _is_title(placed):
        return True
    return bool(SUBTITLE.match(opened.text)) and len(opened.lines) < 3 and not SAID.search(opened.text)


def _is_full(opened: Open, line: TextLine) -> bool:
    """Whether the first word of the line would not have fitted behind the line before.

    Where the edge is not known for sure, a bracket that is still open tells that words go on.
    """
    last = opened.lines[-1]
    room = last.setting.slack(last.line) * last.line.size
    if room < first_word(line) + (2 if last.recognised else 1) * EASE * line.size:
        return True
    if last.recognised and room < RAGGED * line.size and not STOP.search(opened.text):
        return True
    return room < UNCLOSED * line.size and any(_count(opened.text, pair) > 0 for pair in PAIRS)


def _count(text: str, pair: str) -> int:
    """How many brackets of a kind are still open."""
    return text.count(pair[0]) - text.count(pair[1])


def _is_first(opened: Open, placed: Placed) -> bool:
    """Whether a line behind a full one begins a paragraph by how it is set in or by its mark."""
    last = opened.lines[-1]
    indent, before = placed.indent, last.indent
    if indent >= SET_IN:
        if indent > before + 0.8:
            return not _hangs(opened, placed)
        return (placed.setting.flush and len(opened.lines) == 1) or MARK.match(placed.line.text) is not None
    mark = MARK.match(placed.line.text)
    if mark is not None and PART.match(placed.line.text) and len(opened.lines) < 3:
        return True
    return mark is not None and (STOP.search(opened.text) is not None or _same_kind(mark, MARK.match(opened.text)))


def _same_kind(mark: re.Match[str], other: re.Match[str] | None) -> bool:
    """Whether two marks number the items of one list."""
    return other is not None and NUMBER.sub("1", mark[0]) == NUMBER.sub("1", other[0])


def _hangs(opened: Open, placed: Placed) -> bool:
    """Whether the line stands under the words behind a mark at the head of the one before."""
    first = opened.lines[0].line
    mark = MARK.match(first.text)
    if mark is None or len(opened.lines) > 1:
        return False
    inner = first.glyphs[min(len(mark[0].replace("　", "").replace(" ", "")), len(first.glyphs) - 1)]
    return abs(inner.left - placed.line.box.left) <= 0.8 * placed.line.size


def _kind(opened: Open) -> PassageKind:
    """A heading is short, has a mark, and differs in font from the text, or is all but without a stop."""
    text = opened.text.strip()
    if len(text) > LONGEST_HEADING or not HEADING.match(text) or len(opened.lines) > 2 or LEADERS.search(text):
        return "paragraph"
    fonts = [glyph.font for placed in opened.lines for glyph in placed.line.glyphs if not glyph.text.isascii()]
    body = opened.lines[0].setting.font
    other = sum(font != body for font in fonts) > 0.8 * len(fonts)
    return "heading" if not re.search("[。；，：]$", text) or (other and "。" not in text[:-1]) else "paragraph"


def passage_of(line: TextLine, page: int, kind: PassageKind) -> Passage:
    """A line as a passage of its own.

    >>> from taizhang.reading.pages.lines import line_of
    >>> from taizhang.reading.pages.page import Glyph
    >>> passage_of(line_of([Glyph("3", 0, 0, 8, 16, 16)]), 3, "furniture").text
    '3'
    """
    return Passage([Run(line.text, source_of(page, line.box))], kind)
