"""What the tests of workbooks share: a template as bytes, changes made to it as people make them, and its import."""

import io
from types import SimpleNamespace

from openpyxl import Workbook, load_workbook

from taizhang.server.returns.workbooks.layout import MARK


def file_of(content, name="填报.xlsx"):
    """A file as it is uploaded."""
    file = io.BytesIO(content)
    file.name = name
    return file


def template(caller, filed):
    """The workbook of a return, as bytes."""
    answer = caller.get(f"/returns/{filed.pk}/workbook")
    assert answer.status == 200, answer.body
    return answer.body


def opened(content, **how):
    return load_workbook(io.BytesIO(content), **how)


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def places(sheet):
    """Where things stand in the sheet of a return: the row of the keys, columns by key, rows by name."""
    keys = next(cell.row for row in sheet.iter_rows() for cell in row if str(cell.value or "").startswith(f"{MARK}{{"))
    columns = {cell.value: cell.column for cell in sheet[keys] if cell.value and not cell.value.startswith(MARK)}
    names = {
        str(sheet.cell(row, columns["name"]).value).removeprefix("其中："): row
        for row in range(keys + 2, sheet.max_row + 1)
        if sheet.cell(row, columns["name"]).value
    }
    return SimpleNamespace(keys=keys, header=keys + 1, first=keys + 2, columns=columns, rows=names)


def put(sheet, name, key, value):
    """Type into a cell, by the name of its row and the key of its column."""
    at = places(sheet)
    cell = sheet.cell(at.rows[name], at.columns[key])
    cell.value = value
    return cell


def filled(content, values):
    """A template with values typed in: {(name, key): value}."""
    book = opened(content)
    for (name, key), value in values.items():
        put(book.worksheets[0], name, key, value)
    return saved(book)


def dropped(caller, content, name="填报.xlsx", **fields):
    """Drop a workbook; what the preview says."""
    return caller.upload("/workbooks", file_of(content, name), **fields)


def imported(caller, content, name="填报.xlsx", **fields):
    """Drop a workbook and put it in."""
    answer = dropped(caller, content, name, **fields)
    assert answer.status == 201, answer.body
    done = caller.post(f"/workbooks/{answer['id']}/commit")
    assert done.status == 200, done.body
    return done


def cells(answer, part=0):
    """The cells of a preview that do not stay the same, by name of the row and column."""
    return {(row["name"], cell["column"]): cell for row in answer["parts"][part]["rows"] for cell in row["cells"]}


def told(answer):
    """How many cells are new, changed, the same and refused."""
    counts = answer["counts"]
    return counts["new"], counts["changed"], counts["same"], counts["refused"]


def retyped(rows, title="青汀区工业经济月报2025年1月"):
    """A workbook that somebody typed by hand."""
    book = Workbook()
    sheet = book.active
    sheet.append([title])
    for row in rows:
        sheet.append(row)
    return saved(book)
