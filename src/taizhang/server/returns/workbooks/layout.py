"""Where everything stands in the sheet of a return, and by which keys it is known again when columns were moved."""

from dataclasses import dataclass
from typing import Literal

from openpyxl.worksheet.worksheet import Worksheet

from taizhang.errors import Words
from taizhang.server.ledger.models import Target
from taizhang.server.returns.columns import Column, unit_of
from taizhang.server.returns.models import Form, FormRow
from taizhang.server.returns.sheet import Line

MARK = "taizhang:"
META = "_taizhang"
TITLE, ABOUT, KEYS, HEADER, FIRST = 1, 2, 3, 4, 5  # rows
ID_COLUMN = 1
RESULT = Words("导入结果", "result of the import")
PART = "其中："

Side = Literal["", "comment", "reason", "last", "last_year"]
SIDES: dict[Side, Words] = {
    "comment": Words("备注", "comment"),
    "reason": Words("说明原因", "reason"),
    "last": Words("上期", "last period"),
    "last_year": Words("上年同期", "same period last year"),
}
NUMBER, NAME, UNIT = "position", "name", "unit"
FIXED: dict[str, tuple[Words, float]] = {
    NUMBER: (Words("序号", "no."), 6),
    NAME: (Words("指标", "indicator"), 34),
    UNIT: (Words("计量单位", "unit of measure"), 10),
}
WIDTHS: dict[Side, float] = {"": 14, "comment": 18, "reason": 24, "last": 12, "last_year": 12}
TEXT_WIDTH = 30


@dataclass(frozen=True, slots=True)
class Slot:
    """One column of a sheet: of which column of the form it is, and on which side of its value it stands."""

    column: Column
    side: Side = ""
    alone: bool = True

    @property
    def key(self) -> str:
        """How it is named in the hidden row."""
        return f"{self.column.key}:{self.side}" if self.side else self.column.key

    @property
    def title(self) -> str:
        """What stands over it."""
        if not self.side:
            return self.column.name.zh + ("（%）" if self.column.kind == "growth" else "")
        return SIDES[self.side].zh if self.alone else f"{SIDES[self.side].zh}（{self.column.name.zh}）"

    @property
    def width(self) -> float:
        """How wide it is."""
        return TEXT_WIDTH if self.column.kind == "text" else WIDTHS[self.side]

    @property
    def filled(self) -> bool:
        """Whether it is filled in, rather than shown for comparison."""
        return self.side in {"", "comment", "reason"}


def slots_of(form: Form, lines: list[Line]) -> list[Slot]:
    """The columns of a sheet: what is asked, comments and reasons, then what is shown for comparison."""
    found = {column.key: column for line in lines for column in line.columns}
    columns = [found[key] for key in form.columns if key in found]
    figures = [column for column in columns if column.kind != "text"]
    alone = len(figures) == 1
    beside = [Slot(column, side, alone) for side in ("comment", "reason") for column in figures]
    compared = [Slot(column, side, alone) for column in figures for side in ("last", "last_year")]
    return [Slot(column) for column in columns] + beside + compared


def shown_name(row: FormRow) -> str:
    """What a row is called in a sheet, without its indentation."""
    name = row.indicator.name
    return name if row.measure == Target.Measure.LEVEL else f"{name}（{Target.Measure(row.measure).label}）"


def shown_unit(line: Line) -> str:
    """The unit of measure of the levels of a row; of a row without levels that of its first column."""
    levels = [column for column in line.columns if column.kind == "level"] or list(line.columns)
    return unit_of(line.row, levels[0]) if levels else ""


def set_up(sheet: Worksheet, panes: int) -> None:
    """Protection without a password, panes that begin in a column, and A4 across."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False  # False: allowed
    sheet.freeze_panes = sheet.cell(FIRST, panes)
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{TITLE}:{HEADER}"
