"""The parts of a Word package: which one holds the body, and what the others are, told by type and relation.

Names of parts are compared as Office compares them: without regard to case, and to the slash that begins them.
"""

import re
from posixpath import dirname, join, normpath

from taizhang.errors import FileDamaged, ReadingError, Words
from taizhang.reading.docx.markup import Node, below, children, name_of, tree, value
from taizhang.reading.packages import Package

USUAL = "word/document.xml"
TYPES = "[content_types].xml"
MOST_TYPES = 4_000_000  # bytes of the list of types that are looked at to know a Word file
MAIN_TYPE = re.compile(r'(?:wordprocessingml|ms-word)[^"\'<>]{0,80}\.main\+xml')


def same(name: str) -> str:
    r"""A part's name as names are compared.

    >>> same("/Word\\Document.xml")
    'word/document.xml'
    """
    return name.replace("\\", "/").lstrip("/").lower()


class Parts:
    """The parts of an open package. Raises `FileDamaged` where none holds the body."""

    def __init__(self, package: Package, path: str) -> None:
        self._package, self._path = package, path
        self._names = {same(name): name for name in package.names}
        self.main = self._find_main()
        self._relations = self.relations(self.main)

    def __contains__(self, name: str) -> bool:
        return same(name) in self._names

    def read(self, name: str) -> bytes:
        """The bytes of a part that is there."""
        return self._package.read(self._names[same(name)])

    def root(self, name: str | None) -> Node | None:
        """A part as a tree; None where the package has none of that name."""
        if name is None or name not in self:
            return None
        return tree(self.read(name), self._path, name)

    def related(self, kind: str) -> list[str]:
        """The parts that the body names as its styles, numbering, footnotes, …"""
        return [target for target, kinds in self._relations.values() if kinds == kind and target in self]

    def first(self, kind: str) -> Node | None:
        """The tree of the first such part."""
        return self.root(next(iter(self.related(kind)), None))

    def target(self, key: str | None) -> str | None:
        """The part that a relation of the body leads to; None where it leads out of the package, or nowhere."""
        target, _ = self._relations.get(key or "", ("", ""))
        return target if target in self else None

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part names: target and kind by key. What stands outside is passed over, never fetched."""
        folder, _, name = part.rpartition("/")
        root = self.root(join(folder, "_rels", f"{name}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for node in children(root, "pr:Relationship"):
            if (value(node, "TargetMode") or "").lower() != "external":
                target = normpath(join("/", dirname(part), (value(node, "Target") or "").replace("\\", "/")))
                found[value(node, "Id") or ""] = (same(target), (value(node, "Type") or "").rpartition("/")[2])
        return found

    def _find_main(self) -> str:
        """The part with the body: what the package calls its document, what is of that type, or the usual name."""
        typed = self._typed()
        named = [target for target, kind in self.relations("").values() if kind == "officeDocument" and target in self]
        for part in (*(each for each in named if each in typed), *typed, *named, USUAL):
            if part in self:
                return part
        raise FileDamaged(path=self._path, detail=Words("压缩包里没有正文", "there is no main document part"))

    def _typed(self) -> list[str]:
        """The parts that the list of types calls the main part of a Word file."""
        root = self.root(TYPES)
        if root is None or name_of(root) != "ct:Types":
            return []
        overrides = [
            (value(node, "PartName") or "", value(node, "ContentType") or "") for node in below(root, "ct:Override")
        ]
        return [same(name) for name, kind in overrides if MAIN_TYPE.search(kind)]


def is_word(data: bytes) -> bool:
    """Whether the content is a ZIP package with a Word document in it, cut off or not. Never raises."""
    if not data.startswith(b"PK"):
        return False
    try:
        package = Package(data, "")
        names = {same(name): name for name in package.names}
        if USUAL in names:
            return True
        if TYPES not in names or package.size(names[TYPES]) > MOST_TYPES:
            return False
        return MAIN_TYPE.search(package.read(names[TYPES]).decode("utf-8", "replace")) is not None
    except ReadingError:
        return USUAL.encode() in data
