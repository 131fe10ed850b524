"""The reader of .ods: the file keeps beside each value the words that are shown, so those are taken."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from taizhang.errors import FileDamaged, FileLocked, Words
from taizhang.reading.limits import MOST_CELLS, MOST_PAGES, Deadline, within
from taizhang.reading.packages import Package
from taizhang.reading.sheets.markup import Quiet, counted, listen
from taizhang.reading.sheets.sheet import LAST_COLUMN, LAST_ROW, Book, Range, Sheet, tidy
from taizhang.reading.sheets.showing import without_brackets

MANIFEST = "META-INF/manifest.xml"
PASSED_OVER = frozenset({"tracked-changes", "dde-links", "forms"})
MARGIN = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,6})?)(cm|mm|in|pt)")
LEVEL = {"cm": 0.353, "mm": 3.53, "in": 0.139, "pt": 10.0}  # one level of indent, in each unit
BLANKS = {"s": " ", "tab": " ", "line-break": "\n"}


def read(data: bytes, path: str) -> Book:
    """The workbook of a package. Raises `FileDamaged`, `FileLocked` or `FileHostile`."""
    package = Package(data, path)
    if MANIFEST in package and b"encryption-data" in package.read(MANIFEST):
        raise FileLocked(path=path)
    if "content.xml" not in package:
        raise FileDamaged(path=path, detail=Words("没有 content.xml", "content.xml is missing"))
    book = Book(path, "ods")
    listen(package.read("content.xml"), Content(book), "content.xml", Deadline(path))
    return book


@dataclass
class Content(Quiet):
    """Puts the cells of all tables into the book as they are told."""

    book: Book
    unseen: set[str] = field(default_factory=set)
    indents: dict[str, float] = field(default_factory=dict)
    indent: float = 0.0
    style: str = ""
    sheet: Sheet | None = None
    row: int = -1
    column: int = -1
    rows: int = 1
    columns: int = 1
    row_hidden: bool = False
    passed: int = 0
    depth: int = 0
    aside: int = 0
    text: list[str] = field(default_factory=list)
    remark: list[str] = field(default_factory=list)
    paragraph: bool = False
    negative: bool = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take an element."""
        self.depth += 1
        if self.passed:
            return
        if name in PASSED_OVER:
            self.passed = self.depth
        elif name in {"annotation", "shapes"}:
            self.aside = self.aside or self.depth
            self.remark = []
        elif name == "p":
            self.paragraph = True
            self._into().append("\n" if self._into() else "")
        elif name in BLANKS:
            self._into().append(BLANKS[name] * min(max(counted(attributes.get("c"), 1), 1), 100))
        else:
            self._table(name, attributes)

    def end(self, name: str) -> None:
        """End an element."""
        self.depth -= 1
        if self.passed:
            self.passed = self.passed if self.depth >= self.passed else 0
            return
        if name == "p":
            self.paragraph = False
        elif self.aside and self.depth < self.aside:
            self.aside = 0
            self._comment(name)
        elif name in {"table-cell", "covered-table-cell"} and not self.aside:
            self._put()
        elif name == "table" and not self.aside:
            self.sheet = None

    def words(self, text: str) -> None:
        """Take words of a paragraph."""
        if self.paragraph and not self.passed:
            self._into().append(text)

    def _into(self) -> list[str]:
        return self.remark if self.aside else self.text

    def _table(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "style":
            self.style = attributes.get("name", "")
        elif name == "table-properties" and attributes.get("display") == "false":
            self.unseen.add(self.style)
        elif (
            name == "paragraph-properties"
            and self.style
            and (set_in := MARGIN.fullmatch(attributes.get("margin-left", "")))
        ):
            self.indents[self.style] = float(set_in[1]) / LEVEL[set_in[2]]
        elif self.aside:
            return
        elif name == "table":
            self._sheet(attributes)
        elif name == "table-column" and self.sheet:
            self._column(attributes)
        elif name == "table-row":
            self.row += self.rows
            self.rows, self.columns, self.column = max(counted(attributes.get("number-rows-repeated"), 1), 1), 1, -1
            self.row_hidden = attributes.get("visibility", "visible") != "visible"
        elif name in {"table-cell", "covered-table-cell"}:
            self.column += self.columns
            self.columns = max(counted(attributes.get("number-columns-repeated"), 1), 1)
            self.text = []
            self.indent = self.indents.get(attributes.get("style-name", ""), 0.0)
            self.negative = attributes.get("value", "").startswith("-")
            self._merge(attributes)

    def _sheet(self, attributes: Mapping[str, str]) -> None:
        name = attributes.get("name", "")
        self.row, self.rows, self.column, self.columns = -1, 1, -1, 0
        if attributes.get("style-name") in self.unseen:
            self.book.hidden.append(name)
            self.sheet = None
            return
        self.sheet = Sheet(name, len(self.book.sheets) + 1)
        self.book.sheets.append(self.sheet)
        within(self.book.path, len(self.book.sheets), MOST_PAGES, "工作表", "sheets")

    def _column(self, attributes: Mapping[str, str]) -> None:
        if self.sheet is None:
            return
        first = self.column + 1
        self.column = min(first + max(counted(attributes.get("number-columns-repeated"), 1), 1), LAST_COLUMN) - 1
        if attributes.get("visibility", "visible") != "visible":
            self.sheet.hidden_columns.append((first, self.column))

    def _merge(self, attributes: Mapping[str, str]) -> None:
        down = counted(attributes.get("number-rows-spanned"), 1)
        across = counted(attributes.get("number-columns-spanned"), 1)
        if self.sheet and (down > 1 or across > 1):
            found = Range(self.row, self.column, self.row + max(down, 1) - 1, self.column + max(across, 1) - 1)
            self.sheet.merged.append(found)
            within(self.book.path, len(self.sheet.merged), MOST_CELLS, "合并单元格", "merged ranges")

    def _put(self) -> None:
        """Put the words of a cell into all the places that it is repeated over."""
        text = "".join(self.text)
        self.text = []
        if self.sheet is None or not text.strip():
            return
        if self.negative:
            text = without_brackets(text.strip())
        for row in range(self.row, min(self.row + self.rows, LAST_ROW)):
            for column in range(self.column, min(self.column + self.columns, LAST_COLUMN)):
                self.book.put(self.sheet, row, column, text, self.indent)
            if self.row_hidden:
                self.sheet.hidden_rows.add(row)

    def _comment(self, name: str) -> None:
        text = tidy("".join(self.remark)).text
        self.remark = []
        if self.sheet is None or not text:
            return
        if name == "annotation":
            self.sheet.remarks[max(self.row, 0), max(self.column, 0)] = text
        else:
            self.sheet.asides.append(text)
