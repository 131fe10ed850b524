"""The elements of a page as a tree, grown from its tags as browsers do where it matters to words and tables.

Own work rather than a library's: what is at hand either stops in silence at some depth and loses the rest, or takes
time with the square of it; and neither tells the line that a word stands on.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from taizhang.reading.html.tags import Token, attributes_of, tokens
from taizhang.reading.limits import Deadline, beyond, within

MOST_TAGS = 3_000_000  # of both kinds; a table of a million cells has two and a half
MOST_NESTED = 200  # elements within elements; deeper ones are read, but hold nothing apart
OFTEN = 50_000  # tags between two looks at the clock

VOID = frozenset(
    ("area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen")
) | {
    *("link", "meta", "param", "source", "track", "wbr"),
}
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
SECTIONS = frozenset(("thead", "tbody", "tfoot"))
CELLS = frozenset(("td", "th"))
TABLE_PARTS = frozenset(("caption", "tr", "table")) | SECTIONS | CELLS
BLOCKS = (
    frozenset(
        (
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "button",
            "center",
            "dd",
            "details",
            "dialog",
            "dir",
            "div",
        )
    )
    | frozenset(
        ("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "header", "hgroup", "hr")
    )
    | frozenset(("html", "legend", "li", "listing", "main", "marquee", "menu", "nav", "ol", "optgroup", "option", "p"))
    | frozenset(("pre", "section", "select", "summary", "textarea", "title", "ul"))
    | HEADINGS
    | TABLE_PARTS
)
CLOSE_P = BLOCKS - {"button", "option", "optgroup", "title", "textarea", "select"}
WALLS = frozenset(("td", "th", "caption", "table", "html"))  # what an end tag inside does not reach beyond
ITEM_WALLS = {
    "li": WALLS | {"ul", "ol", "menu", "dir"},
    "dt": WALLS | {"dl"},
    "dd": WALLS | {"dl"},
    "option": WALLS | {"select"},
}
ONCE = frozenset(("html", "head", "body"))
NO_ATTRIBUTES: dict[str, str] = {}


class Text(NamedTuple):
    """Words between tags, as written but for references, and the line that they begin on."""

    words: str
    line: int


@dataclass(slots=True, eq=False)
class Element:
    """An element: its tag in lower case, the attributes that matter, line from 1, and what it holds."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict, repr=False)
    line: int = 1
    parent: "Element | None" = field(default=None, repr=False)
    depth: int = 0
    children: "list[Element | Text]" = field(default_factory=list, repr=False)

    @property
    def block(self) -> bool:
        """Whether it begins on a new line."""
        return self.tag in BLOCKS

    def ancestors(self) -> "Iterator[Element]":
        """Itself, its parent, and so on to the page."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent

    def elements(self) -> "Iterator[Element]":
        """The elements that it holds directly."""
        return (child for child in self.children if isinstance(child, Element))

    def words(self) -> str:
        """All words inside, without regard to lines."""
        return "".join(node.words for _, node in walked(self) if isinstance(node, Text))


Event = tuple[Literal["open", "close", "words"], Element | Text]


def walked(root: Element) -> Iterator[Event]:
    """What the element holds in reading order, each element at its begin and its end, without itself."""
    open_, inside = [root], [iter(root.children)]
    while inside:
        child = next(inside[-1], None)
        if child is None:
            inside.pop()
            done = open_.pop()
            if inside:
                yield ("close", done)
        elif isinstance(child, Text):
            yield ("words", child)
        else:
            yield ("open", child)
            open_.append(child)
            inside.append(iter(child.children))


def grown(text: str, path: str) -> Element:
    """The page as a tree, its root the element html. Raises `FileHostile` beyond the limits.

    >>> [child.tag for child in grown("<p>甲<p>乙<table><tr><td>5", "页.html").elements()]
    ['p', 'p', 'table']
    """
    tree, deadline = _Tree(), Deadline(path)
    for count, token in enumerate(tokens(text)):
        if count % OFTEN == 0:
            deadline.check()
            within(path, count, 2 * MOST_TAGS, "标记", "tags")
        tree.take(token)
        if tree.tags > MOST_TAGS:
            beyond(path, f"标记多于 {MOST_TAGS:,} 个", f"more than {MOST_TAGS:,} tags")
    return tree.root


class _Tree:
    def __init__(self) -> None:
        self.root = Element("html")
        self.open: list[Element] = [self.root]
        self.held: dict[str, int] = {}  # how many elements of each tag are open
        self.skipped: dict[str, int] = {}
        self.tags = 0

    def take(self, token: Token) -> None:
        kind, name, attributes, line = token
        if kind == "words":
            self.open[-1].children.append(Text(name, line))
            return
        self.tags += 1
        if name in ONCE:
            return
        if kind == "open":
            self._make_room(name)
            self._enter(Element(name, attributes_of(attributes) if attributes else NO_ATTRIBUTES, line))
        else:
            self._close(name)

    def _enter(self, element: Element) -> None:
        parent, name = self.open[-1], element.tag
        if name in TABLE_PARTS and name != "table" and not self._within("table"):
            element.tag = "div"  # a cell outside any table still stands apart
        elif name in CELLS and parent.tag != "tr":
            self._enter(Element("tr", NO_ATTRIBUTES, element.line))
            parent = self.open[-1]
        element.parent, element.depth = parent, parent.depth + 1
        parent.children.append(element)
        if name in VOID:
            return
        if len(self.open) > MOST_NESTED:
            self.skipped[name] = self.skipped.get(name, 0) + 1
        else:
            self.open.append(element)
            self.held[element.tag] = self.held.get(element.tag, 0) + 1

    def _within(self, name: str) -> bool:
        return self.held.get(name, 0) > 0

    def _leave(self, index: int) -> None:
        """Close the elements from this one of the open ones on."""
        for element in self.open[index:]:
            self.held[element.tag] -= 1
        del self.open[index:]

    def _make_room(self, name: str) -> None:
        """Close what a new element ends without saying so."""
        if name in CLOSE_P:
            self._close_within("p", WALLS)
        if name in TABLE_PARTS:
            self._make_room_in_table(name)
        elif name in HEADINGS and self.open[-1].tag in HEADINGS:
            self._leave(len(self.open) - 1)
        elif name in ("dt", "dd"):
            self._close_within("dt", ITEM_WALLS["dt"])
            self._close_within("dd", ITEM_WALLS["dd"])
        elif name in ITEM_WALLS:
            self._close_within(name, ITEM_WALLS[name])
        elif name == "a":
            self._close_within("a", BLOCKS)

    def _make_room_in_table(self, name: str) -> None:
        """A cell ends the cell before it, a row the row; a table that stands between cells ends its table."""
        kept = {"tr": SECTIONS | {"table"}, "td": {"tr", "table"} | SECTIONS, "th": {"tr", "table"} | SECTIONS}
        if name == "table":
            nearest = next((each.tag for each in reversed(self.open) if each.tag in TABLE_PARTS), "td")
            if nearest not in CELLS | {"caption"}:
                self._close("table")
        elif self._within("table"):
            while self.open[-1].tag not in kept.get(name, {"table"}):
                self._leave(len(self.open) - 1)

    def _close(self, name: str) -> None:
        if self.skipped.get(name):
            self.skipped[name] -= 1
        elif name in HEADINGS:
            self._close_any(HEADINGS, WALLS)
        elif name == "table":
            self._close_any(frozenset(("table",)), frozenset(("html",)))
        elif name in CELLS:
            self._close_any(CELLS, frozenset(("table", "html")))
        elif name in TABLE_PARTS:
            self._close_any(frozenset((name,)), frozenset(("table", "html")))
        elif name in BLOCKS:
            self._close_within(name, ITEM_WALLS.get(name, WALLS))
        elif name == "br":
            self._enter(Element("br"))
        else:
            self._close_within(name, BLOCKS)

    def _close_within(self, name: str, walls: frozenset[str]) -> None:
        self._close_any(frozenset((name,)), walls)

    def _close_any(self, names: frozenset[str], walls: frozenset[str]) -> None:
        """Close the innermost element of these names that stands inside the walls, and all inside it."""
        if not any(self.held.get(name) for name in names):
            return
        for index in range(len(self.open) - 1, 0, -1):
            tag = self.open[index].tag
            if tag in names:
                self._leave(index)
                return
            if tag in walls:
                return
