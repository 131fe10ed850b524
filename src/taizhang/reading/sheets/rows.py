"""The rows of a sheet of an .xlsx, heard as a stream; what is empty costs nothing but its time."""

from collections.abc import Mapping
from datetime import datetime

from taizhang.errors import FileDamaged, Words
from taizhang.reading.limits import MOST_CELLS, within
from taizhang.reading.sheets.markup import Quiet, counted, on
from taizhang.reading.sheets.parts import SPOKEN, unescaped
from taizhang.reading.sheets.sheet import LAST_COLUMN, LAST_ROW, Book, Look, Range, Sheet, area, letters, margin, place
from taizhang.reading.sheets.showing import shown, worded

MARGINS = frozenset({"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"})
FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001 - workbooks know no zones


class Rows(Quiet):
    """Puts the cells of one sheet into the book as they are told."""

    def __init__(
        self, book: Book, sheet: Sheet, looks: tuple[Look, ...], strings: tuple[str, ...], since_1904: bool
    ) -> None:
        self.book, self.sheet = book, sheet
        self.looks, self.strings, self.since_1904 = looks, strings, since_1904
        self.row, self.column = -1, -1
        self.attributes: Mapping[str, str] = {}
        self.passed: str | None = None
        self.spreads = any(look.spread for look in looks)
        self.row_hidden = self.rows_hidden = False
        self.kind, self.look = "n", Look()
        self.value: list[str] = []
        self.taking = self.formula = self.spoken = False
        self.spread: Range | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take an element of the sheet."""
        if name == "c":
            self.attributes = attributes
            self.value.clear()
            self.formula = False
        elif name in {"v", "t"}:
            self.taking = not self.spoken
        elif name == "row":
            self._row(attributes)
        elif name == "f":
            self.formula = True
        elif name in SPOKEN:
            self.spoken = True
        elif name == "mergeCell":
            self._merge(area(attributes.get("ref", "")))
        elif name == "col":
            self._column(attributes)
        elif name in MARGINS:
            self.value.clear()
            self.taking = True
        elif name == "sheetFormatPr":
            self.rows_hidden = on(attributes.get("zeroHeight"))

    def end(self, name: str) -> None:
        """Put a cell where it belongs once all of it is told."""
        if name in {"v", "t"}:
            self.taking = False
        elif name == "c":
            if self.value or self.formula or self.spreads:
                self._cell(self.attributes)
                self._put()
            else:
                self._pass()
        elif name in SPOKEN:
            self.spoken = False
        elif name in MARGINS:
            self.taking = False
            if (text := margin("".join(self.value))) and text not in self.sheet.margins:
                self.sheet.margins.append(text)

    def words(self, text: str) -> None:
        """Take words of a value."""
        if self.taking:
            self.value.append(text)

    def close(self) -> None:
        """End what the last row left open."""
        self._merge(self.spread)
        self.spread = None

    def _row(self, attributes: Mapping[str, str]) -> None:
        self.close()
        self.row = counted(attributes.get("r"), self.row + 2) - 1
        self.column, self.passed = -1, None
        if not 0 <= self.row < LAST_ROW:
            self._damaged(f"第 {self.row + 1} 行", f"row {self.row + 1}")
        flat = attributes.get("ht") in {"0", "0.0"}
        self.row_hidden = flat or (on(attributes["hidden"]) if "hidden" in attributes else self.rows_hidden)

    def _cell(self, attributes: Mapping[str, str]) -> None:
        reference = attributes.get("r")
        if not reference:
            self._settle()
        at = place(reference) if reference else (max(self.row, 0), self.column + 1)
        if at is None or at[1] >= LAST_COLUMN:
            self._damaged(f"单元格 {str(reference)[:20]}", f"cell {str(reference)[:20]}")
            return
        self.passed = None
        self.row, self.column = at
        self.kind = attributes.get("t", "n")
        number = counted(attributes.get("s"))
        self.look = self.looks[number] if 0 <= number < len(self.looks) else Look()

    def _pass(self) -> None:
        """Pass over an empty cell; where it stands matters only if the next one does not say so itself."""
        if reference := self.attributes.get("r"):
            self.passed = reference
        else:
            self._settle()
            self.column += 1

    def _settle(self) -> None:
        at = place(self.passed) if self.passed else None
        self.passed = None
        if at:
            self.row, self.column = at

    def _column(self, attributes: Mapping[str, str]) -> None:
        if on(attributes.get("hidden")) or attributes.get("width") in {"0", "0.0"}:
            first, last = counted(attributes.get("min")), counted(attributes.get("max"))
            within(self.book.path, len(self.sheet.hidden_columns), LAST_COLUMN, "隐藏列", "hidden columns")
            self.sheet.hidden_columns.append((first - 1, last - 1))

    def _merge(self, found: Range | None) -> None:
        if found and (found.bottom > found.top or found.right > found.left):
            self.sheet.merged.append(found)
            within(self.book.path, len(self.sheet.merged), MOST_CELLS, "合并单元格", "merged ranges")

    def _put(self) -> None:
        raw = "".join(self.value)
        if raw or self.formula:
            if self.formula and not raw and self.kind != "str":
                self.sheet.unreckoned += 1
            text = self._shown(raw)
            self.sheet.unseen += bool(raw.strip()) and not text.strip()
            if self.row_hidden and text.strip():
                self.sheet.hidden_rows.add(self.row)
            self.book.put(self.sheet, self.row, self.column, text, self.look.indent)
        self._spread(empty=not raw)

    def _spread(self, *, empty: bool) -> None:
        """Follow words that are centred over the empty cells beside them."""
        if self.spread and empty and self.look.spread and self.column == self.spread.right + 1:
            self.spread = self.spread._replace(right=self.column)
            return
        self.close()
        if self.look.spread and not empty:
            self.spread = Range(self.row, self.column, self.row, self.column)

    def _shown(self, raw: str) -> str:
        """The words that a cell of this kind shows."""
        if self.kind == "s":
            index = counted(raw.strip(), -1)
            if not 0 <= index < len(self.strings):
                name = f"{letters(self.column)}{self.row + 1}"
                self._damaged(f"单元格 {name} 的文字", f"the words of cell {name}")
            return worded(self.strings[index], self.look.code)
        if self.kind in {"inlineStr", "str"}:
            return worded(unescaped(raw), self.look.code)
        if self.kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(raw.strip(), raw)
        if self.kind == "e":
            return raw
        number = _day(raw) if self.kind == "d" else _number(raw)
        return raw if number is None else shown(number, self.look.code, since_1904=self.since_1904)

    def _damaged(self, zh: str, en: str) -> None:
        where = self.sheet.name
        raise FileDamaged(path=self.book.path, detail=Words(f"工作表“{where}”没有{zh}", f"sheet {where} has no {en}"))


def _number(raw: str) -> float | None:
    try:
        return float(raw) if len(raw) < 400 else None
    except ValueError:
        return None


def _day(raw: str) -> float | None:
    """A date in the manner of ISO as a number of days."""
    try:
        return (datetime.fromisoformat(raw.strip()).replace(tzinfo=None) - FIRST_DAY).total_seconds() / 86_400
    except ValueError:
        return None
