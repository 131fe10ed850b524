"""The numbers of a chart as a file: `?figure=KEY&as=csv` or `xlsx` at the page on which it stands."""

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from openpyxl import Workbook
from openpyxl.styles import Font

from taizhang.errors import Words
from taizhang.server.lib.refusals import NotThere
from taizhang.server.pages.figures.figure import Figure, Value
from taizhang.server.pages.language import said
from taizhang.writing.csv import inert

FIGURE = Words("图表", "figure")
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def taken(request: HttpRequest, figures: Iterable[Figure]) -> HttpResponse | None:
    """The file that the address asks for, or None where it asks for the page; NotThere where there is no such one."""
    key, form = request.GET.get("figure"), request.GET.get("as", "csv")
    if key is None:
        return None
    found = next((figure for figure in figures if figure.key == key), None)
    if found is None or form not in KINDS:
        raise NotThere(thing=FIGURE)
    content = _sheet(found) if form == "xlsx" else _lines(found)
    response = HttpResponse(content, content_type=KINDS[form])
    response.headers["Content-Disposition"] = f'attachment; filename="{found.key}.{form}"'
    return response


def _lines(figure: Figure) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(figure.headings())
    writer.writerows([_plain(inert(value)) for value in row] for row in figure.rows)
    return out.getvalue().encode("utf-8-sig")


def _sheet(figure: Figure) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = figure.key[:31]
    sheet.append([said(figure.title)])
    sheet.append(figure.headings())
    for row in figure.rows:
        sheet.append([inert(value) for value in row])
    for cell in (sheet["A1"], *sheet[2]):
        cell.font = Font(bold=True)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _plain(value: Value) -> Value:
    """A number in digits alone: 50 and not 5E+1."""
    return f"{value:f}" if isinstance(value, Decimal) else value
