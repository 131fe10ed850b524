"""What all stories of a Word file (body, notes, headers) share: styles, numbering, notes called, what was left out."""

from collections import Counter
from dataclasses import dataclass, field

from taizhang.errors import Words
from taizhang.reading.docx.markup import Node, child, number, value
from taizhang.reading.docx.numbering import Numbering
from taizhang.reading.docx.styles import Styles
from taizhang.reading.limits import MOST_CELLS, MOST_CHARACTERS, MOST_PARTS, within
from taizhang.reading.office.numerals import printed

# What may be left out, and how a person is told: the number comes in front of the Chinese counter.
LEFT_OUT: dict[str, Words] = {
    "deleted": Words("修订中已删除的文字没有读入（{} 处）", "words deleted in tracked changes are left out ({})"),
    "hidden": Words("隐藏的文字没有读入（{} 处）", "hidden words are left out ({})"),
    "comment": Words("批注没有读入（{} 条）", "comments are left out ({})"),
    "picture": Words("图片里的文字没有读（{} 张）", "words in pictures are not read ({})"),
    "object": Words("嵌入的对象没有读（{} 个）", "embedded objects are not read ({})"),
    "chart": Words("图表和智能图形里的文字没有读（{} 个）", "words in charts and diagrams are not read ({})"),
    "import": Words("嵌入的其他文档没有读（{} 份）", "documents embedded in this one are not read ({})"),
}


@dataclass(slots=True)
class Called:
    """A note that the words call: its key, the mark as printed, whether it is an endnote, and its id in its part."""

    key: str
    mark: str
    endnote: bool
    id: str


@dataclass(slots=True)
class Book:
    """One file as it is read. `notes` are in the order in which they are called."""

    path: str
    styles: Styles
    numbering: Numbering
    settings: Node | None = None
    notes: list[Called] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    characters: int = 0
    parts: int = 0
    places: int = 0
    _known: dict[str, Called] = field(default_factory=dict)
    _counts: Counter[bool] = field(default_factory=Counter)

    def call(self, node: Node, *, endnote: bool, custom: bool) -> Called:
        """The note that a reference calls; its number is the next, unless the words bring a mark of their own."""
        kind, ident = "endnote" if endnote else "footnote", value(node, "w:id") or ""
        key = f"{kind} {ident}"
        if (known := self._known.get(key)) is not None:
            return known
        mark = ""
        if not custom:
            mark = self._next_mark(kind, endnote=endnote)
        called = Called(key, mark, endnote, ident)
        self._known[key] = called
        self.notes.append(called)
        return called

    def _next_mark(self, kind: str, *, endnote: bool) -> str:
        properties = child(self.settings, f"w:{kind}Pr")
        start = number(child(properties, "w:numStart"), default=1) or 1
        form = value(child(properties, "w:numFmt")) or ("lowerRoman" if endnote else "decimal")
        mark = printed(start + self._counts[endnote], form)
        self._counts[endnote] += 1
        return mark

    def count(self, characters: int) -> None:
        """Raises `FileHostile` where all words of the file together are beyond any document."""
        self.characters += characters
        within(self.path, self.characters, MOST_CHARACTERS, "字", "characters")

    def count_part(self) -> None:
        """One more passage or cell. Raises `FileHostile` where they are beyond any document."""
        self.parts += 1
        within(self.path, self.parts, MOST_PARTS, "段落和单元格", "paragraphs and cells")

    def count_places(self, more: int) -> None:
        """More places between the rows and columns of tables. Raises `FileHostile` where they are far too many."""
        self.places += more
        within(self.path, self.places, MOST_CELLS, "行列围成的格子", "places between rows and columns")

    def cautions(self) -> list[Words]:
        """What was left out, for a person to know."""
        said = [(LEFT_OUT[what], count) for what, count in self.left_out.items() if count]
        return [Words(words.zh.format(count), words.en.format(count)) for words, count in said]
