"""The reader of .xlsx and .xlsm: the package's parts as streams, nothing reckoned, run or fetched.

The XML is read directly. openpyxl builds an object of every cell, empty ones too, and in its read-only mode knows of
no merged range; calamine tells no number format, without which 0.055 is not the 5.5% that people see.
"""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from taizhang.errors import FileDamaged, Words
from taizhang.reading.limits import MOST_PAGES, Deadline, within
from taizhang.reading.packages import Package
from taizhang.reading.progress import tell
from taizhang.reading.sheets.markup import Quiet, listen, on
from taizhang.reading.sheets.parts import Comments, Strings, TextBoxes
from taizhang.reading.sheets.rows import Rows
from taizhang.reading.sheets.sheet import Book, Look, Sheet
from taizhang.reading.sheets.styles import Styles


class Link(NamedTuple):
    """A relation of a part: the last word of its type (worksheet, styles), and the part that it leads to."""

    kind: str
    target: str


@dataclass
class Relations(Quiet):
    """The relations of a part by id; those that lead out of the package are passed over."""

    base: str
    links: dict[str, Link] = field(default_factory=dict)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take one relation."""
        if name == "Relationship" and attributes.get("TargetMode", "").lower() != "external":
            target = attributes.get("Target", "").replace("\\", "/")
            kind = attributes.get("Type", "").rpartition("/")[2]
            whole = posixpath.normpath(posixpath.join("/", self.base, target)).lstrip("/")
            self.links[attributes.get("Id", "")] = Link(kind, whole)


@dataclass
class Contents(Quiet):
    """What the workbook says of its sheets: name, id of its relation, whether it is hidden; and its calendar."""

    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    since_1904: bool = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take a sheet or the properties."""
        if name == "sheet":
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), attributes.get("id", ""), hidden))
        elif name == "workbookPr":
            self.since_1904 = on(attributes.get("date1904"))


class Parts:
    """The parts of a package by name, in whatever case and with whatever slashes their writer gave them."""

    def __init__(self, package: Package, deadline: Deadline) -> None:
        self._package, self._deadline = package, deadline
        self._names = {name.replace("\\", "/").lstrip("/").lower(): name for name in package.names}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names

    def hear(self, name: str, listener: Quiet) -> None:
        """Tell the listener of a part's elements; of one that is not there nothing."""
        if name in self:
            listen(self._package.read(self._names[name.lower()]), listener, name, self._deadline)

    def links(self, name: str) -> dict[str, Link]:
        """The relations of a part."""
        folder, _, last = name.rpartition("/")
        relations = Relations(folder)
        self.hear(f"{folder}/_rels/{last}.rels".lstrip("/"), relations)
        return relations.links


def read(data: bytes, path: str) -> Book:
    """The workbook of a package. Raises `FileDamaged`, `FileLocked` or `FileHostile`."""
    deadline = Deadline(path)
    parts = Parts(Package(data, path), deadline)
    at = _workbook(parts, path)
    contents, styles, strings = Contents(), Styles(), Strings()
    parts.hear(at, contents)
    within(path, len(contents.sheets), MOST_PAGES, "工作表", "sheets")
    links = parts.links(at)
    for link in links.values():
        if link.kind == "styles":
            parts.hear(link.target, styles)
        elif link.kind == "sharedStrings":
            parts.hear(link.target, strings)
    book = Book(path, "xlsx")
    rows = (tuple(styles.looks) or (Look(),), tuple(strings.found), contents.since_1904)
    for name, key, hidden in contents.sheets:
        if hidden:
            book.hidden.append(name)
        elif key not in links or links[key].target not in parts:
            raise FileDamaged(path=path, detail=Words(f"工作表“{name}”不在文件里", f"sheet {name} is missing"))
        else:
            book.sheets.append(_sheet(parts, links[key], Sheet(name, len(book.sheets) + 1), book, rows))
            tell(path, len(book.sheets), len(contents.sheets))
    return book


def _workbook(parts: Parts, path: str) -> str:
    told = (link.target for link in parts.links("").values() if link.kind == "officeDocument")
    main = next(told, "xl/workbook.xml")
    if main not in parts:
        raise FileDamaged(path=path, detail=Words("没有工作簿的目录", "the part that lists the sheets is missing"))
    return main


def _sheet(
    parts: Parts, link: Link, sheet: Sheet, book: Book, rows: tuple[tuple[Look, ...], tuple[str, ...], bool]
) -> Sheet:
    """Read a sheet with its text boxes and comments; a sheet of a chart has those only."""
    if link.kind != "chartsheet":
        listener = Rows(book, sheet, *rows)
        parts.hear(link.target, listener)
        listener.close()
    for beside in parts.links(link.target).values():
        if beside.kind == "drawing":
            boxes = TextBoxes()
            parts.hear(beside.target, boxes)
            sheet.asides += boxes.found
            sheet.pictures += boxes.pictures
        elif beside.kind == "comments":
            comments = Comments()
            parts.hear(beside.target, comments)
            sheet.remarks.update(comments.found)
    book.put_beside(sheet)
    return sheet
