"""The log as a table, one line for each row that an entry changed: streamed as CSV, or as a workbook."""

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO, Any

from django.db.models import QuerySet
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from taizhang.server.log.models import Entry
from taizhang.writing.csv import inert

HEADINGS = (
    "编号", "时间", "人员编号", "人员", "来源", "地址", "操作", "对象类型", "对象编号", "对象", "单位编号", "理由",
    "数据类型", "数据编号", "改前", "改后", "校验值",
)  # fmt: skip
COLUMNS = (
    "pk", "at", "actor", "actor_name", "channel", "address", "action", "model", "object_id", "object_name", "unit_id",
    "why", "changes__model", "changes__object_id", "changes__before", "changes__after", "hash",
)  # fmt: skip
LONGEST_CELL = 32_000
CUT = "…（过长，全文见 CSV）"
NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # no XML holds them, so no workbook
Named = Callable[[str], str]


class Echo:
    """What csv.writer writes to: it hands each line back."""

    def write(self, line: str) -> str:
        """The line."""
        return line


def lines(entries: "QuerySet[Entry]", named: Named) -> Iterator[list[Any]]:
    """The headings, then a line for each change, in order; `named` tells what an action is called."""
    yield list(HEADINGS)
    rows = entries.order_by("pk", "changes__pk").values_list(*COLUMNS)
    for row in rows.iterator(chunk_size=2000):
        line = ["" if value is None else value for value in row]
        line[1] = timezone.localtime(row[1]).strftime("%Y-%m-%d %H:%M:%S")
        line[6] = named(row[6])
        line[14:16] = ["" if value is None else json.dumps(value, ensure_ascii=False) for value in row[14:16]]
        yield line


def as_csv(table: Iterable[list[Any]]) -> Iterator[str]:
    """The table as CSV that a spreadsheet opens as UTF-8, line by line."""
    writer = csv.writer(Echo())
    yield "\ufeff"
    for line in table:
        yield writer.writerow(map(inert, line))


def as_workbook(table: Iterable[list[Any]]) -> IO[bytes]:
    """The table as a workbook, in a temporary file that is gone when it is closed."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("日志")
    sheet.freeze_panes = "A2"
    for line in table:
        sheet.append([_cell(sheet, value) for value in line])
    file = TemporaryFile()  # noqa: SIM115 - closed by the answer that sends it
    book.save(file)
    file.seek(0)
    return file


def _cell(sheet: Any, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = NO_TEXT.sub("", value)
    cell = WriteOnlyCell(sheet, text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL] + CUT)
    cell.data_type = "s"
    return cell
