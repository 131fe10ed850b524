"""The user's own workbook handed back with marks: a column that tells what happened to each row, colours, comments.

Everything else stays as it was; macros and links to other files are not handed back, nor drawings, which is said.
"""

from io import BytesIO
from pathlib import PurePath
from zipfile import ZipFile

from django.utils import timezone
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from taizhang.errors import Words
from taizhang.server.lib.rows import Json
from taizhang.server.returns.models import Import, ImportPart
from taizhang.server.returns.workbooks.cells import put_words
from taizhang.server.returns.workbooks.files import original
from taizhang.server.returns.workbooks.layout import RESULT
from taizhang.server.returns.workbooks.opening import whole
from taizhang.server.returns.workbooks.styles import FACE

COLOURS = {"new": "FFD9F0DD", "changed": "FFD6E4F5", "refused": "FFF6CFCB", "asked": "FFFFF0C2"}
WHAT = {
    "new": Words("新增", "new"),
    "changed": Words("更改", "changed"),
    "same": Words("未变", "same"),
    "refused": Words("拒绝", "refused"),
}
AUTHOR = "台账"
WIDTH = 44
DRAWN = ("xl/charts/", "xl/drawings/drawing", "xl/media/")
NOT_DRAWN = "本标记件不含原文件中的图表和图片；原文件仍保存在导入记录里。"


def marked_workbook(drop: Import) -> tuple[str, bytes]:
    """The workbook of an import with its marks, and what it is called."""
    data = original(drop).read_bytes()
    book = whole(data, drop.name)
    note = NOT_DRAWN if _is_drawn(data) else ""
    for part in drop.parts.all():
        if part.sheet in book.sheetnames:
            _mark(book[part.sheet], drop, part, note)
    packed = BytesIO()
    book.save(packed)
    return f"{PurePath(drop.name).stem}-导入结果.xlsx", packed.getvalue()


def _is_drawn(data: bytes) -> bool:
    with ZipFile(BytesIO(data)) as package:
        return any(name.lower().startswith(DRAWN) for name in package.namelist())


def _mark(sheet: Worksheet, drop: Import, part: ImportPart, note: str) -> None:
    column = _column(sheet, part.header)
    head = sheet.cell(max(part.header, 1), column)
    put_words(head, RESULT.zh)
    head.font = Font(name=FACE, bold=True)
    sheet.column_dimensions[get_column_letter(column)].width = WIDTH
    told = "\n".join(filter(None, (_of_all(drop, part), note)))
    if told:
        head.comment = Comment(told, AUTHOR, height=160, width=360)
    for row in part.rows:
        cell = sheet.cell(row["row"], column)
        put_words(cell, row_words(drop, part, row))
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        cell.font = Font(name=FACE)
        if row["what"] in COLOURS:
            cell.fill = _fill("refused" if part.trouble and row["cells"] else row["what"])
        for each in row["cells"]:
            _mark_cell(sheet, each)


def _column(sheet: Worksheet, header: int) -> int:
    """The column of an earlier result, or the first free one."""
    last = 1
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                if cell.row == header and cell.value == RESULT.zh:
                    return int(cell.column)
                last = max(last, cell.column)
    return last + 1


def _of_all(drop: Import, part: ImportPart) -> str:
    """What is to be said of the whole sheet."""
    said = [
        f"导入 {drop.pk}（{timezone.localtime(drop.at):%Y-%m-%d}）：{part.get_state_display()}",
        counted(part.counts),
    ]
    said += [caution["zh"] for caution in part.cautions]
    said += [part.trouble["zh"]] if part.trouble else []
    return "\n".join(said)


def counted(counts: Json) -> str:
    """How many cells are what, in words."""
    return "、".join(f"{words.zh} {counts.get(what, 0)}" for what, words in WHAT.items())


def row_words(drop: Import, part: ImportPart, row: Json) -> str:
    """What happened to a row, or would."""
    if row.get("why"):
        return f"拒绝：{row['why']['zh']}"
    if not row["cells"]:
        return "未变"
    ahead = "将" if drop.state in {"previewed", "reading", "running"} else "已"
    said = [_cell_words(each, ahead) for each in row["cells"]]
    if part.trouble:
        said = [f"未导入：{part.trouble['zh']}"]
    if part.state == ImportPart.State.UNDONE:
        said.append("（导入后已撤销）")
    return "；".join(said)


def _cell_words(cell: Json, ahead: str) -> str:
    name = cell["column_name"]
    if cell["what"] == "refused":
        return f"{name}拒绝：{cell['why']['zh']}"
    told = f"{name}{ahead}{WHAT[cell['what']].zh}"
    if cell["what"] == "changed" and cell["old"] != cell["new"]:
        told += f"：{cell['old'] or '空'} → {cell['new'] or '空'}"
    asks = "；".join(ask["zh"] for ask in cell["asks"])
    if asks:
        told += f"（{asks}{'，请填写说明原因' if cell['reason_wanted'] else ''}）"
    return told


def _mark_cell(sheet: Worksheet, cell: Json) -> None:
    at = sheet[cell["at"]]
    asks = cell.get("asks") or []
    at.fill = _fill("asked" if asks and cell["what"] != "refused" else cell["what"])
    said = [cell["why"]["zh"]] if cell.get("why") else [ask["zh"] for ask in asks]
    if said:
        before = f"{at.comment.text}\n———\n" if at.comment else ""
        at.comment = Comment(f"{before}{'；'.join(said)}", AUTHOR, height=120, width=280)


def _fill(what: str) -> PatternFill:
    return PatternFill("solid", fgColor=COLOURS[what])
