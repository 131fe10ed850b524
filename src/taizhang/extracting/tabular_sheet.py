"""One table as the facts see it: the meaning of its columns, and what the cells of each row share."""

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, replace

from taizhang.grammar.periods import periods
from taizhang.model import Cell, ColumnRole, Document, Span, Status, Table
from taizhang.reading.tables.columns import Column, columns_of
from taizhang.reading.tables.pieces import squeezed
from taizhang.reading.tables.words import stub_role

_BINDING = re.compile("约束")
_REGIONS = re.compile(r"地区|区县|县区|[市县区]{1,3}别|县（市、区）|县\(市、区\)|镇街|乡镇|镇（街道）")
_REGION = re.compile(r"[\u4e00-\u9fff]{1,8}(?:[市县州盟旗区]|地区)")
_OF_ALL = re.compile(
    r"(?:全|本)[市省区县州国盟地][级区]?|[市省区县州盟地]?本级|本地区|(?:所属|下属|所辖)?[县市区、（）]{1,6}(?:级)?(?:合计|小计)|合计|总计"
)
_SUM = re.compile("^(?:合计|总计)$")
_NUMERIC = re.compile(r"[+\-−]?[0-9][0-9,]*(?:\.[0-9]+)?[%％]?")
_TIME = re.compile(r"((?:19|20)[0-9]{2})(?:年(?:度|末|底)?)?")
LONGEST_RATE = 4
MANY = 2


@dataclass(frozen=True, slots=True)
class SheetRow:
    """What the cells of one row share."""

    name: Cell | None
    unit: str | None
    binding: bool
    whole: bool


class Sheet:
    """One table with the meaning of its columns and what the cells of each row share."""

    def __init__(self, table: Table, document: Document) -> None:
        self.table, self.document = table, document
        self.meta = document.metadata
        data = [cell for cell in table.cells if not cell.header]
        over: dict[int, tuple[str, ...]] = {}
        for cell in data:
            if cell.columns == 1 and role_of(cell) == "data":
                over.setdefault(cell.column, cell.column_headings)
        places = sorted(over)
        meanings = columns_of([over[place] for place in places], table.title)
        self.columns = dict(zip(places, meanings, strict=True))
        heads = {squeezed(cell.text) for cell in table.cells[:12] if cell.header}
        self.regional = {"地", "区"} <= heads or any(map(_REGIONS.fullmatch, heads)) or _of_regions(data)
        self.rows: dict[int, list[Cell]] = {}
        self._shared: dict[tuple[int, int], SheetRow] = {}
        self._named: dict[int, list[Cell]] = {}
        self._spans: dict[int, Span] = {}
        for cell in table.cells:
            for row in range(cell.row, cell.row + (cell.rows if table.exact else 1)):
                self.rows.setdefault(row, []).append(cell)
        self.timed = table.exact and _of_times(data)
        self.nameless = {cell.row for cell in data if not cell.row_headings}
        self.regions = self._regional_columns() if table.exact else {}
        self._unsound = self._unsound_columns(data)

    def _unsound_columns(self, data: list[Cell]) -> set[int]:
        texts: dict[int, list[str]] = defaultdict(list)
        for cell in data:
            if cell.columns == 1 and _NUMERIC.fullmatch(words := squeezed(cell.text)):
                texts[cell.column].append(words)
        return {place for place, column in self.columns.items() if not _agrees(column, texts[place])}

    def sound(self, cell: Cell) -> bool:
        """Whether the numbers of a cell's column, or of all where columns were guessed, look as their headings say."""
        return cell.column not in self._unsound if self.table.exact else not self._unsound

    def _regional_columns(self) -> dict[int, str]:
        """The columns headed by regions, where several are: 和田县, 本级, 全市 beside each other."""
        heads = {place: column.headings[-1] for place, column in self.columns.items() if column.headings}
        of_all = {place: words for place, words in heads.items() if _OF_ALL.fullmatch(words)}
        named = {place: words for place, words in heads.items() if _REGION.fullmatch(words) and place not in of_all}
        if len(named) < MANY and not (of_all and len(named) + len(of_all) == len(heads)):
            return {}
        return {**named, **{place: words for place, words in of_all.items() if not _SUM.search(words)}}

    def row(self, cell: Cell) -> SheetRow:
        """What the cells of a row share; where tables stand side by side, those of the cell's own."""
        name = self._name(cell)
        place = cell.row, name.column if name else -1
        if place not in self._shared:
            self._shared[place] = self._row(cell.row, name)
        return self._shared[place]

    def name(self, cell: Cell) -> str | None:
        """The name of a cell's row as printed, without blanks."""
        name = self.row(cell).name
        return squeezed(name.text) if name else None

    def _name(self, cell: Cell) -> Cell | None:
        """The name of a cell's row: the nearest to its left."""
        names = self._names(cell.row)
        if not names or not self.table.exact:
            return names[0] if names else None
        return names[max(bisect_left(names, cell.column, key=lambda name: name.column) - 1, 0)]

    def _names(self, row: int) -> list[Cell]:
        """The header cells of a row; of an exact table by column."""
        if row not in self._named:
            names = [other for other in self.rows[row] if other.header and other.span.end]
            self._named[row] = sorted(names, key=lambda name: name.column) if self.table.exact else names
        return self._named[row]

    def _row(self, number: int, name: Cell | None) -> SheetRow:
        cells = self.rows[number]
        beside = [cell for cell in cells if role_of(cell) == "unit" and (name is None or cell.column > name.column)]
        unit = beside[0].text if beside else None
        binding = any(_BINDING.search(cell.text) for cell in cells if role_of(cell) == "attribute")
        values = sum(cell.columns for cell in cells if not cell.header and cell.column in self.columns)
        placed = name is not None and all(name.span <= cell.span for cell in cells if cell.column in self.columns)
        whole = placed and values == len(self.columns) and not (self.nameless and self._beside_gap(number))
        whole = whole or (self.table.exact and name is not None)
        return SheetRow(name, squeezed(unit) if unit else None, binding, whole)

    def _beside_gap(self, number: int) -> bool:
        """Whether the row stands next to numbers without a name, or to names without numbers: its own may be theirs."""
        return (
            number + 1 in self.nameless
            or self._is_name_only(number + 1)
            or (number > 1 and self._is_name_only(number - 1))
        )

    def _is_name_only(self, number: int) -> bool:
        cells = self.rows.get(number, [])
        return bool(cells) and all(cell.header for cell in cells)

    def row_span(self, number: int) -> Span:
        """The span of a whole row."""
        if number not in self._spans:
            cells = self.rows[number]
            self._spans[number] = Span(min(cell.span.start for cell in cells), max(cell.span.end for cell in cells))
        return self._spans[number]

    def column(self, cell: Cell) -> Column | None:
        """The meaning of the column, or of the group of columns, that a cell covers; a region is no part of it."""
        if cell.columns > 1 and cell.column_headings:
            return columns_of([cell.column_headings], self.table.title)[0]
        column = self.columns.get(cell.column)
        if column is not None and cell.column in self.regions:
            return replace(column, words=column.above, above="")
        return column

    def status(self, column: Column | None, period: str | None) -> Status:
        """As the column says; else target where its period lies after the one reviewed."""
        if column is not None and column.status:
            return column.status
        reviewed = self.meta.reviewed_period
        later = period and reviewed and period[:4] > reviewed[:4]
        return "target" if later else "actual"

    def period(self, column: Column | None, row: str | None = None) -> str | None:
        """As the row says where rows are years, else as the column; else the one that the document plans or reviews."""
        if self.timed and row and (said := _time_of(row)):
            return said
        if column is not None and column.period:
            return column.period
        planned = column is not None and column.status == "target"
        return self.meta.planned_period if planned else self.meta.reviewed_period


def _of_regions(data: list[Cell]) -> bool:
    """Whether most rows are named by a region."""
    names = {cell.row: cell.row_headings[-1] for cell in data if cell.row_headings}
    return len(names) > 2 and sum(bool(_REGION.fullmatch(name)) for name in names.values()) * 3 >= len(names) * 2


def _time_of(words: str) -> str | None:
    """The period that a row's name is, and nothing besides.

    >>> _time_of("2024年"), _time_of("2023"), _time_of("2024年末"), _time_of("粮食")
    ('2024', '2023', '2024', None)
    """
    if match := _TIME.fullmatch(words):
        return match[1]
    found = periods(words, 0)
    return found[0].value if len(found) == 1 and found[0].end - found[0].start == len(words) else None


def _of_times(data: list[Cell]) -> bool:
    """Whether all rows are named by years or other periods."""
    names = {cell.row: cell.row_headings[-1] for cell in data if cell.row_headings}
    return len(names) > 1 and all(map(_time_of, names.values()))


def role_of(cell: Cell) -> ColumnRole:
    """What the column of a body cell holds: data, or the row's number, unit, attribute, or a note."""
    return cell.role or (stub_role(cell.column_headings[-1]) if cell.column_headings else "data")


def _agrees(column: Column, texts: list[str]) -> bool:
    """Whether the numbers of a column look like what its headings say; where not, the headings were dealt wrongly.

    Growth and shares are small; amounts in money or pieces bear no per cent sign.
    """
    if column.measure in ("growth", "share"):
        return sum(len(words.lstrip("+-−").partition(".")[0]) > LONGEST_RATE for words in texts) * 4 <= len(texts)
    return column.unit == "%" or sum(words[-1] in "%％" for words in texts) * 4 <= len(texts)
