"""What a person or a workbook puts into one cell, and what would come of it before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from taizhang.errors import Words
from taizhang.server.lib.rows import Json
from taizhang.server.returns.columns import COLUMNS, Column, unit_of
from taizhang.server.returns.models import Cell, FormRow
from taizhang.server.returns.sheet import Key, Line, Sheet, cell_name
from taizhang.server.returns.typed import Figure, NoNumber, Typing, figure_of

What = Literal["new", "changed", "same"]
MOST_TEXT = 4000


@dataclass(frozen=True, slots=True)
class CellIn:
    """What goes into one cell, named by the id or the position of its row and the key of its column.

    `value` is the number or the words as typed; None or an empty string leaves the cell blank, which is not zero.
    `comment` and `reason` stay as they are where they are None; but a reason goes with the value that it explains.
    `seen` is the revision of the cell that was seen, 0 where it was not there yet; None overwrites whatever stands
    there. `origin` is {import, row} of a workbook.
    """

    column: str
    row: int | None = None
    position: int | None = None
    value: Typing = None
    comment: str | None = None
    reason: str | None = None
    seen: int | None = 0
    origin: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unfit:
    """What cannot go into a cell, and why. `spot` names it to programs by position and column, `called` to people."""

    given: CellIn
    spot: str
    called: Words
    why: Words


@dataclass(frozen=True, slots=True)
class Fit:
    """A cell as it would become. `cell` is what stands there now."""

    given: CellIn
    row: FormRow
    column: Column
    figure: Figure | None
    text: str
    cell: Cell | None

    @property
    def key(self) -> Key:
        """Row and column."""
        return self.row.pk, self.column.key

    @property
    def value(self) -> Decimal | None:
        """The value that it would have."""
        return self.figure.value if self.figure else None

    @property
    def comment(self) -> str:
        """The comment that it would have."""
        return self.cell.comment if self.cell and self.given.comment is None else (self.given.comment or "").strip()

    @property
    def reason(self) -> str:
        """The reason that it would have."""
        stands = self.cell is not None and self.value_stays and self.given.reason is None
        return self.cell.reason if self.cell and stands else (self.given.reason or "").strip()

    @property
    def value_stays(self) -> bool:
        """Whether value and words are those that stand there."""
        if self.cell is None:
            return self.figure is None and not self.text
        return self.cell.value == self.value and self.cell.text == self.text

    @property
    def parts_stay(self) -> bool:
        """Whether anything of what another wrote there stays as it is."""
        if self.cell is None:
            return False
        before = (self.cell.value, self.cell.text, self.cell.reason, self.cell.comment)
        after = (self.value, self.text, self.reason, self.comment)
        return any(was == now and was not in (None, "") for was, now in zip(before, after, strict=True))

    @property
    def what(self) -> What:
        """What would happen to the cell."""
        if self.cell is None:
            return "same" if self.value_stays and not self.comment and not self.reason else "new"
        places = self.figure.places if self.figure else 0
        before = (self.cell.value, self.cell.text, self.cell.places, self.cell.comment, self.cell.reason)
        return "same" if before == (self.value, self.text, places, self.comment, self.reason) else "changed"


def weigh(sheet: Sheet, cells: Sequence[CellIn]) -> list[Fit | Unfit]:
    """Each cell as it would become, in the order given; nothing is written."""
    by_id = {line.row.pk: line for line in sheet.lines}
    by_position = {line.row.position: line for line in sheet.lines}
    taken: set[Key] = set()
    weighed: list[Fit | Unfit] = []
    for given in cells:
        line = by_id.get(given.row) if given.row is not None else by_position.get(given.position or 0)
        one = _weigh(sheet, given, line)
        if isinstance(one, Fit):
            twice = one.key in taken
            taken.add(one.key)
            one = _unfit(given, line, Words("同一单元格重复填写", "this cell was given twice")) if twice else one
        weighed.append(one)
    return weighed


def _weigh(sheet: Sheet, given: CellIn, line: Line | None) -> Fit | Unfit:
    if given.row is None and given.position is None:
        return _unfit(given, line, Words("没有写明是哪一行（row 或 position）", "neither row nor position is given"))
    if line is None:
        return _unfit(given, line, Words("本单位的这张表没有这一行", "this unit is not asked for such a row"))
    column = next((column for column in line.columns if column.key == given.column), None)
    if column is None:
        key, name = given.column[:20], line.row.indicator.name
        return _unfit(given, line, Words(f"“{name}”没有“{key}”这一列", f"{name} has no column {key!r}"))
    if any(len(words or "") > MOST_TEXT for words in (_words(given), given.comment, given.reason)):
        return _unfit(given, line, Words(f"文字超过 {MOST_TEXT} 字", f"more than {MOST_TEXT} characters"))
    if column.kind == "text":
        return Fit(given, line.row, column, None, _words(given), sheet.cells.get((line.row.pk, column.key)))
    try:
        figure = figure_of(given.value, unit_of(line.row, column))
    except NoNumber as error:
        return _unfit(given, line, error.words)
    typed = figure.converted if figure else ""
    return Fit(given, line.row, column, figure, typed, sheet.cells.get((line.row.pk, column.key)))


def _words(given: CellIn) -> str:
    return "" if given.value is None else str(given.value).strip()


def _unfit(given: CellIn, line: Line | None, why: Words) -> Unfit:
    position = line.row.position if line else (given.row or given.position or 0)
    return Unfit(given, f"{position}.{given.column[:20]}", _called(given, line, position), why)


def _called(given: CellIn, line: Line | None, position: int) -> Words:
    """What a person calls the cell: its row and its column, as far as there are such."""
    column = COLUMNS.get(given.column)
    if line is not None and column is not None:
        return cell_name(line.row, column)
    zh, en = (line.row.indicator.name,) * 2 if line is not None else (f"第 {position} 行", f"row {position}")
    return Words(f"{zh}·{column.name.zh if column else given.column[:20]}", f"{en} · {given.column[:20]}")
