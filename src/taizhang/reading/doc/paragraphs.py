"""The paragraphs of a Word file with the words that are printed, in runs of equal form."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from taizhang.model import Source
from taizhang.reading.doc.fib import Fib
from taizhang.reading.doc.fields import fields_of
from taizhang.reading.doc.forms import Forms
from taizhang.reading.doc.lists import Lists
from taizhang.reading.doc.pieces import Pieces, whole
from taizhang.reading.doc.sprms import CharacterForm, ParagraphForm
from taizhang.reading.layout import Run
from taizhang.reading.limits import Deadline
from taizhang.reading.office.symbols import in_unicode, sign

CELL = "\x07"
_MARKS = re.compile("[\r\x07\x0c]")
_SPECIAL = re.compile("[\x00-\x08\x0b-\x1f\xa0\xad]")
_CODED = re.compile("[\uf020-\uf0ff]")
PICTURE, NOTE, COMMENT, SHAPE, BREAK, COLUMN = "\x01", "\x02", "\x05", "\x08", "\x0b", "\x0e"
AS = {BREAK: "\n", COLUMN: "\n", "\x1e": "-", "\xa0": " ", "\x1f": "", "\xad": ""}
HALF_POINTS = 21  # of a Chinese character in the usual size, where a file tells none
TWIPS = 10  # in half a point


@dataclass(slots=True)
class Paragraph:
    """One paragraph: its runs, how it stands, the mark that ends it, and the shapes that hang on it."""

    runs: list[Run]
    form: ParagraphForm
    mark: str
    position: int
    shapes: list[int] = field(default_factory=list)
    indent: float = 0.0

    @property
    def text(self) -> str:
        """The words of all runs."""
        return "".join(run.text for run in self.runs)


@dataclass(slots=True)
class Left:
    """What was left out, for the person who reads to know."""

    deleted: int = 0
    hidden: int = 0
    pictures: int = 0

    def count(self, *, deleted: bool, words: bool) -> None:
        """One more stretch that is not printed, if it has words."""
        self.deleted += words and deleted
        self.hidden += words and not deleted


@dataclass(slots=True)
class Words:
    """All that the words of a file are read from. `notes` is the printed mark and the key by position of each mark."""

    fib: Fib
    pieces: Pieces
    forms: Forms
    lists: Lists
    fonts: list[str]
    deadline: Deadline
    notes: dict[int, tuple[str, str]] = field(default_factory=dict)
    left: Left = field(default_factory=Left)
    marks: list[int] = field(default_factory=list)

    def paragraphs(self, start: int, end: int, *, body: bool = False) -> Iterator[Paragraph]:
        """The paragraphs between two positions, in order. Those of the `body` are numbered for the way back."""
        text = self.pieces.text
        end = min(end, len(text))
        hidden = bytearray(end - start)
        window = text[start:end]
        shown = fields_of(window, hidden)
        story = _Story(self, start, hidden, shown)
        at = index = 0
        for found in _MARKS.finditer(window):
            if found[0] != CELL and (hidden[found.start()] or self._joins(start + found.start())):
                continue
            self.deadline.check()
            paragraph = story.paragraph(at, found.start(), found[0], index if body else None)
            index += not paragraph.form.row_end
            at = found.end()
            yield paragraph
        if at < len(window):
            yield story.paragraph(at, len(window), "\r", index if body else None)

    def _joins(self, mark: int) -> bool:
        """Whether a paragraph mark is hidden or deleted: what it ends goes on with the next paragraph."""
        (_, _, look) = next(self.forms.characters(mark, mark + 1))
        if not look.deleted and look.vanish == 0:
            return False
        form = self.forms.paragraph(mark)
        after = _MARKS.search(self.pieces.text, mark + 1)
        if not look.under(self.forms.styles.character(form.style).hidden).hidden or after is None:
            return False
        return self.forms.paragraph(after.start()).depth == form.depth


@dataclass(slots=True)
class _Story:
    """A stretch of the text that is read: what of it is hidden, and what fields print."""

    words: Words
    start: int
    hidden: bytearray
    shown: dict[int, str]

    def paragraph(self, start: int, end: int, mark: str, index: int | None) -> Paragraph:
        """The paragraph between two positions of the stretch."""
        words = self.words
        at = min(self.start + end, len(words.pieces.text) - 1)
        form = words.forms.paragraph(at)
        made = Paragraph([], form, mark, self.start + start)
        if start == end and (form.row_end or form.inner_row):
            return made
        base = words.forms.styles.character(form.style)
        size = HALF_POINTS
        for run, (begin, stop, own) in enumerate(words.forms.characters(self.start + start, self.start + end)):
            look = own.under(base.hidden)
            source = Source(paragraph=index, run=run)
            for first, last, key in self._cut(begin, stop):
                text = self._printed(first, last, look, made)
                if text:
                    size = size if made.runs else look.size or base.size or HALF_POINTS
                    made.runs.append(Run(text, source, key))
        made.indent = _set_in(form, size) + leading(made.text)
        number = words.lists.mark(form.list, form.level)  # Word counts an empty paragraph as well
        if number and made.text.strip():
            made.runs.insert(0, Run(number, Source(paragraph=index)))
        return made

    def _cut(self, start: int, end: int) -> Iterator[tuple[int, int, str | None]]:
        """A run cut before and behind each mark of a note, with the note's key for the marks."""
        marks = self.words.marks
        for at in marks[bisect_left(marks, start) : bisect_left(marks, end)]:
            if start < at:
                yield start, at, None
            yield at, at + 1, self.words.notes[at][1]
            start = at + 1
        if start < end:
            yield start, end, None

    def _printed(self, start: int, end: int, look: CharacterForm, made: Paragraph) -> str:
        """What a run of equal form prints."""
        text = self.words.pieces.text[start:end]
        under = self.hidden[start - self.start : end - self.start]
        if look.hidden:
            self.words.left.count(deleted=look.deleted, words=1 not in under and text.strip() != "")
            return ""
        if 1 in under or look.symbol or _SPECIAL.search(text):
            text = "".join(self._sign(start + i, one, look, made) for i, one in enumerate(text))
        if look.font is not None and look.font < len(self.words.fonts):
            text = in_unicode(text, self.words.fonts[look.font]) if _CODED.search(text) else text
        return whole(text)

    def _sign(self, at: int, one: str, look: CharacterForm, made: Paragraph) -> str:
        """What one character prints among hidden ones, or as a sign of another font."""
        inside = at - self.start
        if self.hidden[inside] or inside in self.shown:
            return self.shown.get(inside, "")
        if look.symbol and one == "(":
            font, code = look.symbol
            return sign(code, self.words.fonts[font] if font < len(self.words.fonts) else None)
        return self._special(at, one, look, made) if _SPECIAL.match(one) else one

    def _special(self, at: int, one: str, look: CharacterForm, made: Paragraph) -> str:
        """What a character prints that has a meaning of its own."""
        if one in AS:
            return AS[one]
        if one == SHAPE:
            made.shapes.append(at)
        elif one == PICTURE and look.special and not look.binary:
            self.words.left.pictures += 1
        elif one == NOTE and at in self.words.notes:
            return self.words.notes[at][0]
        return ""


def _set_in(form: ParagraphForm, size: int) -> float:
    """How far the first line of a paragraph is set in, in characters of this size (half points)."""
    left = form.left_signs / 100 if form.left_signs else form.left / (TWIPS * size)
    first = form.first_signs / 100 if form.first_signs else form.first / (TWIPS * size)
    return left + first


def leading(text: str) -> float:
    """The width of the blanks that words begin with, in Chinese characters.

    >>> leading("　　其中：税收"), leading("  税收"), leading("税收")
    (2.0, 1.0, 0.0)
    """
    blanks = text[: len(text) - len(text.lstrip())]
    return sum((1.0 if blank == "\u3000" else 0.5 for blank in blanks), 0.0)
