"""The XML of a Word file, parsed without trusting it: no DTD, no entity, nothing fetched, depth and size bounded.

Elements and attributes are asked for by short names (`w:p`), the same for the transitional and the strict namespaces.
"""

from collections.abc import Iterator
from functools import lru_cache
from types import ModuleType
from typing import Any, NoReturn, Protocol, cast

from taizhang.errors import FileDamaged, FileHostile, ReaderMissing, Words

MOST_AT_ONCE = 16_000_000  # bytes of XML that are held as a tree at once: up to thirty times that in memory
PIECE = 1 << 16
RESOURCE_LIMIT = 114  # libxml2: too deep, or one word too long
SAFE = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
DOCTYPE = tuple(
    "<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
)
_STRICT, _OPEN, _OFFICE = "purl.oclc.org/ooxml", "schemas.openxmlformats.org", "schemas.microsoft.com/office"
PREFIXES = {
    f"http://{_OPEN}/wordprocessingml/2006/main": "w",
    f"http://{_STRICT}/wordprocessingml/main": "w",
    f"http://{_OPEN}/officeDocument/2006/math": "m",
    f"http://{_STRICT}/officeDocument/math": "m",
    f"http://{_OPEN}/drawingml/2006/main": "a",
    f"http://{_STRICT}/drawingml/main": "a",
    f"http://{_OPEN}/drawingml/2006/chart": "c",
    f"http://{_STRICT}/drawingml/chart": "c",
    f"http://{_OPEN}/drawingml/2006/diagram": "dgm",
    f"http://{_STRICT}/drawingml/diagram": "dgm",
    f"http://{_OPEN}/markup-compatibility/2006": "mc",
    f"http://{_OPEN}/officeDocument/2006/relationships": "r",
    f"http://{_STRICT}/officeDocument/relationships": "r",
    f"http://{_OPEN}/package/2006/content-types": "ct",
    f"http://{_OPEN}/package/2006/relationships": "pr",
    f"http://{_OPEN}/drawingml/2006/lockedCanvas": "lc",
    f"http://{_STRICT}/drawingml/lockedCanvas": "lc",
    f"http://{_OFFICE}/word/2010/wordml": "w14",
    f"http://{_OFFICE}/word/2015/wordml/symex": "w16se",
    f"http://{_OFFICE}/drawing/2014/chartex": "cx",
    "urn:schemas-microsoft-com:vml": "v",
}
_SPACES: dict[str, tuple[str, ...]] = {
    prefix: tuple(space for space, short in PREFIXES.items() if short == prefix) for prefix in set(PREFIXES.values())
}


class Node(Protocol):
    """What is asked of an element of lxml."""

    @property
    def tag(self) -> object:
        """Its full name."""

    @property
    def text(self) -> str | None:
        """The words in front of its first child."""

    def get(self, key: str, /) -> str | None:
        """An attribute by its full name."""

    def __iter__(self) -> Iterator["Node"]: ...

    def iter(self, *tags: str) -> Iterator["Node"]:
        """All elements with these full names, itself included."""

    def getparent(self) -> "Node | None":
        """What it stands in."""

    def getprevious(self) -> "Node | None":
        """The one in front of it."""

    def remove(self, element: "Node", /) -> None:
        """Let go of a child."""

    def clear(self) -> None:
        """Let go of all that is in it."""

    def getroottree(self) -> Any:
        """The document, with its DTD."""


@lru_cache(maxsize=4096)
def short(tag: object) -> str:
    """The short name of an element; what is of no namespace known here keeps its own, after a colon.

    >>> short("{http://purl.oclc.org/ooxml/wordprocessingml/main}p"), short("{urn:other}p"), short("p")
    ('w:p', ':p', ':p')
    """
    if not isinstance(tag, str):  # a comment, an entity
        return ""
    space, _, name = tag.rpartition("}")
    return f"{PREFIXES.get(space[1:], '')}:{name}"


@lru_cache(maxsize=1024)
def _spelled(name: str) -> tuple[str, ...]:
    """A short name in full, in each namespace that it may stand in, and without one."""
    prefix, _, local = name.rpartition(":")
    return (*(f"{{{space}}}{local}" for space in _SPACES.get(prefix, ())), local)


def name_of(node: Node) -> str:
    """The short name of an element."""
    return short(node.tag)


def value(node: Node | None, name: str = "w:val") -> str | None:
    """An attribute by its short name; None where there is none, or no element."""
    if node is None:
        return None
    return next((found for full in _spelled(name) if (found := node.get(full)) is not None), None)


def number(node: Node | None, name: str = "w:val", default: int | None = None) -> int | None:
    """An attribute that is a whole number; what is none, or beyond all reason, counts as not said."""
    found = (value(node, name) or "").strip()[:12]
    try:
        return int(float(found))  # some programs write 210.0
    except (ValueError, OverflowError):
        return default


def switched(node: Node | None) -> bool | None:
    """Whether a property is on; None where it is not there.

    >>> switched(None) is None
    True
    """
    return None if node is None else (value(node) or "1").lower() not in {"0", "false", "off", "none"}


def child(node: Node | None, *names: str) -> Node | None:
    """The first child with that name, and of that the first with the next; None where there is none."""
    for name in names:
        if node is None:
            return None
        for each in node:
            if short(each.tag) == name:
                node = each
                break
        else:
            return None
    return node


def children(node: Node | None, name: str) -> list[Node]:
    """The children with that name."""
    return [] if node is None else [each for each in node if short(each.tag) == name]


def below(node: Node, name: str) -> Iterator[Node]:
    """All elements of that name below, in order."""
    return node.iter(*_spelled(name))


def tree(xml: bytes, path: str, part: str) -> Node:
    """A part of the package as a tree. Raises `FileDamaged`, `FileHostile` or `ReaderMissing`."""
    if len(xml) > MOST_AT_ONCE:
        _too_much(path, part)
    etree = _lxml(path)
    _refuse_dtd(xml, path, part)
    try:
        root: Node = etree.fromstring(xml, etree.XMLParser(**SAFE))
    except etree.XMLSyntaxError as error:
        _refuse(error.code, str(error), path, part)
    _refuse_internal_dtd(root, path, part)
    return root


def events(xml: bytes, path: str, part: str, names: tuple[str, ...]) -> Iterator[tuple[str, Node]]:
    """Where elements of these names start and end, while the XML is read; who listens clears what is done with.

    Raises as `tree` does; so much of it as `MOST_AT_ONCE` may pass without an element of those names coming to its end.
    """
    etree = _lxml(path)
    _refuse_dtd(xml, path, part)
    spelled = [full for name in names for full in _spelled(name)[:-1]]
    parser = etree.XMLPullParser(events=("start", "end"), tag=spelled, **SAFE)
    checked, since = False, 0
    try:
        for at in range(0, len(xml), PIECE):
            parser.feed(xml[at : at + PIECE])
            since += PIECE
            for event, node in parser.read_events():
                if not checked:
                    _refuse_internal_dtd(node, path, part)
                    checked = True
                if event == "end":
                    since = 0
                yield event, node
            if since > MOST_AT_ONCE:
                _too_much(path, part)
        parser.close()
    except etree.XMLSyntaxError as error:
        _refuse(error.code, str(error), path, part)


def _lxml(path: str) -> ModuleType:
    try:
        from lxml import etree  # noqa: PLC0415 - the core starts without it
    except ImportError:
        raise ReaderMissing(path=path, kind="DOCX", package="lxml", extra="docx") from None
    return cast("ModuleType", etree)


def _refuse_dtd(xml: bytes, path: str, part: str) -> None:
    """Word writes none; what a DTD may bring (entities, files from elsewhere) has no place in a document."""
    if any(mark in xml for mark in DOCTYPE):
        _dtd(path, part)


def _refuse_internal_dtd(node: Node, path: str, part: str) -> None:
    """The same for encodings in which the first look does not see it."""
    if node.getroottree().docinfo.internalDTD is not None:
        _dtd(path, part)


def _dtd(path: str, part: str) -> NoReturn:
    raise FileHostile(path=path, detail=Words(f"{part} 里有 DTD（实体声明）", f"there is a DTD in {part}"))


def _too_much(path: str, part: str) -> NoReturn:
    most = MOST_AT_ONCE // 1_000_000
    detail = Words(f"{part} 里有一段超过 {most} MB", f"one piece of {part} is above {most} MB")
    raise FileHostile(path=path, detail=detail)


def _refuse(code: int, message: str, path: str, part: str) -> NoReturn:
    if code == RESOURCE_LIMIT:
        detail = Words(f"{part} 嵌套过深，或一个词过长", f"{part} is nested too deep, or one word of it is too long")
        raise FileHostile(path=path, detail=detail) from None
    detail = Words(f"{part} 不是完整的 XML", f"{part} is no whole XML: {message[:200]}")
    raise FileDamaged(path=path, detail=detail) from None
