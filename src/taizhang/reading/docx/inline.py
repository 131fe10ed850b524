"""The words of one paragraph, run by run: fields as their results, changes as accepted, hidden words left out.

The elements are walked with a stack of our own, so that no depth of them is too much. What is not known here is looked
into for words: a new kind of wrapper loses none.
"""

import re
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from taizhang.model import Source
from taizhang.reading.docx.book import Book
from taizhang.reading.docx.fields import Field, shown_by
from taizhang.reading.docx.markup import Node, below, child, name_of, short, value
from taizhang.reading.docx.mathematics import in_line
from taizhang.reading.docx.raised import KEY
from taizhang.reading.layout import Run
from taizhang.reading.office.symbols import in_unicode, sign

MOST_FIELDS = 64  # fields within fields; where more have begun without an end, the oldest is forgotten
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
PASSED = frozenset({
    "w:pPr", "w:rPr", "w:sdtPr", "w:sdtEndPr", "w:tblPr", "w:tblGrid", "w:tcPr", "w:trPr", "w:sectPr", "w:smartTagPr",
    "w:customXmlPr", "w:rt", "w:rubyPr", "w:delText", "w:delInstrText", "w:fldData",
})  # fmt: skip
WORDS = ("w:t", "m:t", "a:t", "w:sym", "v:textpath", "w:fldChar", "w:footnoteReference", "w:endnoteReference")
SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-", "w:softHyphen": ""}
LEFT = {
    "w:commentReference": "comment", "a:blip": "picture", "v:imagedata": "picture", "c:chart": "chart",
    "cx:chart": "chart", "dgm:relIds": "chart", "w:subDoc": "import", "w:object": "object",
}  # fmt: skip
BREAKS = re.compile("[\t\r\n]+")
ASCII_END = re.compile(r"[!-~]$")
RAISED = re.compile(r"[\[〔(（]?\d{1,3}[\])）〕]?|[①-⑳]|\*{1,3}")
POWER = re.compile(r"[A-Za-zΑ-ω㎡米]$|[×xX*·]\s*10$|[)）\]]$")


@dataclass(slots=True)
class Place:
    """The run that is being read: its number in the paragraph, properties, and the note whose mark its words are."""

    number: int
    properties: Node | None
    hidden: bool | None = None
    note: str | None = None
    told: bool = False


@dataclass(slots=True)
class Said:
    """What a paragraph says: its runs, the boxes anchored in it, and whether it stands in a table of contents."""

    runs: list[Run] = field(default_factory=list)
    boxes: list[Node] = field(default_factory=list)
    contents: bool = False


Item = tuple[Node | str, Place | None]


class Speech:
    """Reads the paragraphs of one story in order: a field may begin in one and end in another.

    `numbers` are those of the paragraphs of the body; `mark` is what a note prints for itself.
    """

    def __init__(self, book: Book, numbers: Mapping[Node, int] | None = None, mark: str = "") -> None:
        self._book, self._mark = book, mark
        self._numbers: Mapping[Node, int] = {} if numbers is None else numbers
        self._fields: deque[Field] = deque(maxlen=MOST_FIELDS)
        self._said = Said()
        self._pieces: list[Run] = []
        self._stack: list[Item] = []
        self._paragraph: Node | None = None
        self._at: int | None = None
        self._runs = 0
        self._acts: dict[str, Callable[[Node, Place | None], None]] = {
            "w:r": self._run,
            "w:t": self._words,
            "m:t": self._words,
            "a:t": self._words,
            "w:sym": self._symbol,
            "w:del": self._gone,
            "w:moveFrom": self._gone,
            "w:fldChar": self._field,
            "w:instrText": self._instruct,
            "w:footnoteReference": self._call,
            "w:endnoteReference": self._call,
            "w:footnoteRef": self._own_mark,
            "w:endnoteRef": self._own_mark,
            "w:txbxContent": self._box,
            "v:textpath": self._box,
            "mc:AlternateContent": self._choose,
        }

    def read(self, paragraph: Node) -> Said:
        """What a paragraph says."""
        self._said, self._pieces, self._runs = Said(contents=self._in_contents()), [], 0
        self._at, self._paragraph = self._numbers.get(paragraph), child(paragraph, "w:pPr")
        self._push(paragraph, None)
        while self._stack:
            item, place = self._stack.pop()
            if isinstance(item, str):
                self._say(item, place)
            else:
                self._visit(item, place)
        self._said.contents |= self._in_contents()
        for instruction in [
            each for each in self._fields if not each.result
        ]:  # it ends with its paragraph at the latest
            self._fields.remove(instruction)
        self._said.runs = _merged(self._pieces)
        self._book.count(sum(len(run.text) for run in self._said.runs))
        return self._said

    def place(self, paragraph: Node) -> Source:
        """Where a paragraph stands."""
        return Source(paragraph=self._numbers.get(paragraph))

    def _in_contents(self) -> bool:
        return any(each.is_contents for each in self._fields)

    def _push(self, node: Node, place: Place | None) -> None:
        self._stack += [(each, place) for each in reversed(list(node))]

    def _visit(self, node: Node, place: Place | None) -> None:
        name = name_of(node)
        if name in PASSED:
            return
        if (act := self._acts.get(name)) is not None:
            act(node, place)
        elif name in SIGNS:
            self._say(SIGNS[name], place)
        elif name in LEFT:
            self._book.left_out[LEFT[name]] += 1
        elif name.startswith("m:"):
            self._stack += [(each, place) for each in reversed(in_line(node))]
        else:
            self._push(node, place)

    def _say(self, text: str, place: Place | None) -> None:
        """Add words where they stand, unless they are hidden, or the instruction of a field."""
        if not text or any(not each.result for each in self._fields):
            return
        if place is not None and self._hidden(place):
            if not place.told and text.strip():
                self._book.left_out["hidden"] += 1
                place.told = True
            return
        for each in self._fields:
            each.printed = True
        source = Source(paragraph=self._at, run=place.number if place else None)
        self._pieces.append(Run(text, source, self._note(text, place)))

    def _hidden(self, place: Place) -> bool:
        if place.hidden is None:
            place.hidden = self._book.styles.hidden(place.properties, self._paragraph)
        return place.hidden

    def _note(self, text: str, place: Place | None) -> str | None:
        """The key of the note whose mark these words are: told by the file, or a number that is raised by hand."""
        if place is None or place.note is not None or not RAISED.fullmatch(text.strip()):
            return place.note if place else None
        if value(child(place.properties, "w:vertAlign")) != "superscript":
            return None
        before = "".join(run.text for run in self._pieces[-3:])
        return None if not before.strip() or POWER.search(before) else f"{KEY}{text.strip()}"

    def _run(self, node: Node, _: Place | None) -> None:
        self._push(node, Place(self._runs, child(node, "w:rPr")))
        self._runs += 1

    def _words(self, node: Node, place: Place | None) -> None:
        text = node.text or ""
        if node.get(SPACE) != "preserve":
            text = text.strip(" \t\r\n")
        font = value(child(place.properties if place else None, "w:rFonts"), "w:ascii")
        self._say(in_unicode(BREAKS.sub(" ", text), font), place)

    def _symbol(self, node: Node, place: Place | None) -> None:
        try:
            code = int((value(node, "w:char") or "")[:8], 16)
        except ValueError:
            return
        self._say(sign(code, value(node, "w:font")), place)

    def _gone(self, node: Node, _: Place | None) -> None:
        self._runs += sum(1 for _ in below(node, "w:r"))
        words = [*below(node, "w:delText"), *below(node, "w:t")]
        self._book.left_out["deleted"] += any((each.text or "").strip() for each in words)

    def _field(self, node: Node, place: Place | None) -> None:
        kind = value(node, "w:fldCharType")
        if kind == "begin":
            self._fields.append(Field(form=child(node, "w:ffData")))
        elif kind == "separate" and self._fields:
            self._fields[-1].result = True
        elif kind == "end" and self._fields:
            self._say(shown_by(self._fields.pop()), place)

    def _instruct(self, node: Node, _: Place | None) -> None:
        if self._fields and not self._fields[-1].result:
            self._fields[-1].instruct(node.text or "")

    def _call(self, node: Node, place: Place | None) -> None:
        if place is not None and self._hidden(place):
            return
        custom = switched_on(node, "w:customMarkFollows")
        called = self._book.call(node, endnote=name_of(node) == "w:endnoteReference", custom=custom)
        if custom and place is not None:
            place.note = called.key
        elif not any(not each.result for each in self._fields):
            source = Source(paragraph=self._at, run=place.number if place else None)
            self._pieces.append(Run(called.mark, source, called.key))

    def _own_mark(self, _: Node, place: Place | None) -> None:
        self._say(self._mark, place)

    def _box(self, node: Node, _: Place | None) -> None:
        self._said.boxes.append(node)

    def _choose(self, node: Node, place: Place | None) -> None:
        if (one := chosen(node)) is not None:
            self._push(one, place)


def chosen(node: Node) -> Node | None:
    """The branch of an AlternateContent that is read: the first that has words, never two of them."""
    branches = [each for each in node if short(each.tag) in {"mc:Choice", "mc:Fallback"}]
    return next((each for each in branches if _has_words(each)), branches[0] if branches else None)


def _has_words(node: Node) -> bool:
    return any(next(iter(below(node, name)), None) is not None for name in WORDS)


def switched_on(node: Node, name: str) -> bool:
    """Whether an attribute that is a switch is on."""
    return (value(node, name) or "0").lower() in {"1", "true", "on"}


def _merged(pieces: Iterable[Run]) -> list[Run]:
    """Runs of the same place and note as one."""
    grouped = groupby(pieces, key=lambda run: (run.source, run.note))
    return [Run("".join(run.text for run in runs), source, note) for (source, note), runs in grouped]
