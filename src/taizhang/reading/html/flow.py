"""A page in reading order: its blocks become passages, its tables grids, each with the element that it stands in."""

from collections.abc import Iterator

from taizhang.reading.html import grids
from taizhang.reading.html.listing import MARKED, Numbering
from taizhang.reading.html.notes import Anchors, is_mark, tie
from taizhang.reading.html.paragraphs import BREAK, OTHER_ENDS, Bit, Piece, paragraphs, piece_of, printed
from taizhang.reading.html.styles import hidden, keeps_lines
from taizhang.reading.html.tree import HEADINGS, Element, Text
from taizhang.reading.layout import Passage
from taizhang.reading.limits import MOST_PARTS, Deadline, within

UNREAD = frozenset(("script", "style", "noscript", "template", "iframe", "noembed", "noframes", "xmp", "title", "rp"))
FORMULA = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
RAISED = frozenset("0123456789+-−n")
FILES = (
    ".pdf",
    ".doc",
    ".docx",
    ".xls",
    ".xlsx",
    ".wps",
    ".et",
    ".zip",
    ".rar",
    ".7z",
    ".ofd",
    ".ppt",
    ".pptx",
    ".txt",
)
ASIDE = 80  # characters that words hidden inside a line may have; more is a text of its own


def pieces_of(root: Element, path: str) -> list[Piece]:
    """The pieces of a page in reading order, those that are not shown marked as hidden."""
    flow = Flow(Deadline(path), grids.sizes_of(root))
    flow.run(root)
    tie(flow.pieces, flow.anchors)
    return flow.pieces


class Flow:
    """Walks an element and gathers its pieces. In a cell no grid is made: tables inside it are words of the cell."""

    def __init__(self, deadline: Deadline, sizes: dict[Element, int], *, cell: bool = False) -> None:
        self.deadline, self.sizes, self.cell = deadline, sizes, cell
        self.pieces: list[Piece] = []
        self.anchors = Anchors()
        self.numbering = Numbering()
        self.bits: list[Bit] = []
        self.holder = Element("html")
        self.links: list[tuple[Element, int]] = []  # the open links, and where their bits begin
        self.raised: list[int] = []
        self.kept: list[bool] = [False]  # whether line ends count, for each element that says so
        self.levels: list[int] = [0]  # of the headings around, 0 inside small print
        self.unseen = 0
        self.count = 0  # of passages and cells
        self.mark = ""

    def run(self, root: Element) -> None:
        """Gather the pieces of all that `root` holds."""
        self.holder = root
        open_: list[Element] = []
        inside: list[Iterator[Element | Text]] = [iter(root.children)]
        while inside:
            child = next(inside[-1], None)
            if child is None:
                inside.pop()
                if open_:
                    self._leave(open_.pop())
            elif isinstance(child, Text):
                self._say(child.words, child.line)
            elif self._enter(child):
                open_.append(child)
                inside.append(iter(child.children))
        self._flush()

    def _say(self, words: str, line: int) -> None:
        linked = bool(self.links) and _leads_away(self.links[-1][0])
        if not self.kept[-1]:
            self.bits.append(Bit(printed(words), line, linked))
            return
        for index, each in enumerate(OTHER_ENDS.sub("\n", words).split("\n")):
            if index:
                self.bits.append(Bit(BREAK, line + index))
            if each:
                self.bits.append(Bit(each, line + index, linked))

    def _enter(self, element: Element) -> bool:
        """Whether what the element holds is to be walked."""
        tag = element.tag
        if tag == "br":
            self.bits.append(Bit(BREAK, element.line))
            return False
        if tag in UNREAD:
            return False
        unseen = hidden(element)
        if unseen and not element.block and len(element.words()) <= ASIDE:
            return False
        if self._stands_apart(element) or unseen:
            self._flush()
            self.holder = element
        self.unseen += unseen
        self._place(element)
        if tag == "table" and not self.cell and not self.unseen and not grids.looked_through(element, self.sizes):
            self._table(element)
            return False
        self._open(element)
        return True

    def _stands_apart(self, element: Element) -> bool:
        """Whether its words stand apart: a block, or small print (date, source) inside a heading."""
        return element.block or (element.tag == "small" and len(self.levels) > 1)

    def _place(self, element: Element) -> None:
        """Remember the place of an element that a link may lead to."""
        attributes = element.attributes
        if "id" in attributes or (element.tag == "a" and "name" in attributes):
            begins = not any(bit.text.strip() for bit in self.bits)
            self.anchors.put((attributes.get("id", ""), attributes.get("name", "")), len(self.pieces), begins=begins)

    def _open(self, element: Element) -> None:
        tag = element.tag
        if (kept := keeps_lines(element)) is not None:
            self.kept.append(kept)
        if tag == "a" and "href" in element.attributes:
            self.links.append((element, len(self.bits)))
        elif tag in HEADINGS or tag == "small":
            self.levels.append(int(tag[1]) if tag in HEADINGS else 0)
        elif tag == "li":
            self.mark = self.numbering.mark(element)
        elif tag == "sup":
            self.raised.append(len(self.bits))
        elif tag == "rt":
            self.bits.append(Bit("（", element.line))

    def _leave(self, element: Element) -> None:
        tag = element.tag
        if tag == "a" and self.links and self.links[-1][0] is element:
            self._end_link(*self.links.pop())
        elif tag == "sup" and self.raised:
            self._raise(self.raised.pop())
        elif tag == "rt":
            self.bits.append(Bit("）", element.line))
        unseen = hidden(element)
        if self._stands_apart(element) or unseen:
            self._flush()
            self.holder = element.parent or element
        if tag in HEADINGS or tag == "small":
            self.levels.pop()
        self.unseen -= unseen
        if keeps_lines(element) is not None:
            self.kept.pop()

    def _end_link(self, link: Element, start: int) -> None:
        """Mark the words of a link that call a note."""
        href = link.attributes["href"].strip()
        mine = self.bits[start:]
        if href.startswith("#") and len(href) > 1 and is_mark("".join(bit.text for bit in mine)):
            self.bits[start:] = [bit._replace(note=href[1:]) for bit in mine]

    def _raise(self, start: int) -> None:
        """Print raised digits as such: as plain ones they would belong to the number or the unit before them."""
        mine = self.bits[start:]
        text = "".join(bit.text for bit in mine).strip()
        if text and set(text) <= RAISED:
            self.bits[start:] = [bit._replace(text=bit.text.strip().translate(FORMULA)) for bit in mine]

    def _table(self, element: Element) -> None:
        self.deadline.check()
        pieces, inner = grids.pieces_of_table(element, self._inside_cell, self.deadline.path, kept=self.kept[-1])
        for name, (index, begins) in inner.items():
            self.anchors.put((name,), len(self.pieces) + index, begins=begins)
        for piece in pieces:
            self._count(1 if isinstance(piece.part, Passage) else len(piece.part.cells))
        self.pieces += pieces
        self.holder = element.parent or element

    def _count(self, more: int) -> None:
        self.count += more
        within(self.deadline.path, self.count, MOST_PARTS, "段落和单元格", "paragraphs and cells")

    def _inside_cell(self, cell: Element) -> tuple[list[Piece], grids.Places]:
        inner = Flow(self.deadline, self.sizes, cell=True)
        inner.kept = [self.kept[-1]]
        inner.run(cell)
        return inner.pieces, inner.anchors.places

    def _flush(self) -> None:
        """The words up to here end a paragraph."""
        bits, self.bits = self.bits, []
        self.links = [(link, 0) for link, _ in self.links]
        self.raised = [0 for _ in self.raised]
        if not bits:
            return
        for each in paragraphs(bits):
            if (
                self.mark
                and not all(bit.linked for bit in each)
                and not MARKED.match("".join(bit.text for bit in each))
            ):
                each.insert(0, Bit(self.mark, each[0].line, each[0].linked))
            self.mark = ""
            self._count(1)
            self.pieces.append(self._piece(each))

    def _piece(self, bits: list[Bit]) -> Piece:
        piece = piece_of(bits, self.holder, hidden=bool(self.unseen))
        if self.levels[-1] and isinstance(piece.part, Passage):
            piece.part.kind, piece.part.level = "heading", self.levels[-1]
        return piece


def leads_to_file(link: Element) -> bool:
    """Whether a link leads to a document: the annexes of a page."""
    return link.attributes.get("href", "").strip().lower().partition("?")[0].endswith(FILES)


def _leads_away(link: Element) -> bool:
    """Whether a link leads to another page: one inside the page is a table of contents, a file is an annex."""
    href = link.attributes.get("href", "").strip()
    return bool(href) and not href.startswith("#") and not leads_to_file(link)
