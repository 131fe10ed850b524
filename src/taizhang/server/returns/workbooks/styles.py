"""How the cells of a template look: 宋体, what is filled in white, what is not grey."""

from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side

FACE = "宋体"
LINE = Side(style="thin", color="FF9AA5B1")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
GREY, HEAD = "FFEDEFF2", "FFDCE6F1"
TITLE, ABOUT, HEADER, FIXED, SHOWN, FIGURE, WORDS, PLAIN = (
    "台账标题",
    "台账说明",
    "台账表头",
    "台账固定",
    "台账参照",
    "台账填数",
    "台账填字",
    "台账正文",
)


def _style(name: str, fill: str = "", *, open_: bool = False, font: Font | None = None, **more: Any) -> NamedStyle:
    style = NamedStyle(name=name, font=font or Font(name=FACE, size=11), **more)
    style.protection = Protection(locked=not open_)
    if fill:
        style.fill = PatternFill("solid", fgColor=fill)
    return style


def add_styles(book: Workbook) -> None:
    """Make the styles known to a workbook."""
    wrapped = Alignment(vertical="center", wrap_text=True)
    right = Alignment(horizontal="right", vertical="center")
    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
    for style in (
        _style(TITLE, font=Font(name=FACE, size=16, bold=True), alignment=middle),
        _style(ABOUT, font=Font(name=FACE, size=10), alignment=wrapped),
        _style(HEADER, HEAD, font=Font(name=FACE, size=11, bold=True), alignment=middle, border=BOX),
        _style(FIXED, GREY, alignment=wrapped, border=BOX),
        _style(SHOWN, GREY, font=Font(name=FACE, size=11, color="FF6B7580"), alignment=right, border=BOX),
        _style(FIGURE, open_=True, alignment=right, border=BOX),
        _style(WORDS, open_=True, alignment=wrapped, border=BOX, number_format="@"),
        _style(PLAIN, alignment=Alignment(vertical="top", wrap_text=True)),
    ):
        book.add_named_style(style)
