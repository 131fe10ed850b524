"""A workbook laid out: each sheet as its name, its tables as grids, its lone words as passages."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import partial

from taizhang.errors import Words
from taizhang.model import Source
from taizhang.reading.layout import Grid, GridCell, Layout, Part, Passage, Run, plain
from taizhang.reading.limits import MOST_CHARACTERS, MOST_COLUMNS, MOST_PARTS, within
from taizhang.reading.sheets.merging import Placed, merged
from taizhang.reading.sheets.sheet import Book, Sheet, letters, spans

UNNAMED = re.compile(r"(?:sheet|table|工作表|表格?)\s*[0-9(（）)]*", re.IGNORECASE)
NOTE = re.compile(
    r"(?:附?注|备注|说明|(?:数据|资料)?来源|[*＊※])\s*[0-9一二三四五六七八九十]{0,2}\s*(?:[:：、.．]|(?<=[*＊※]))"
)
NUMBERED = re.compile(r"(?:附?表|附件)\s*[0-9一二三四五六七八九十]")
VALUE = re.compile(r"(?!(?:19|20)[0-9]{2}$)[-−－+]?[0-9][0-9,，]*(?:[.．][0-9]+)?[%％‰]?")
BLANK_ROWS = 2  # that part two tables, if headings follow
HEADINGS_WITHIN = 5  # rows after a title
MOST_NAMED = 20  # rows or columns that a caution names
MOST_LOOKED = 1_000  # hidden rows that are looked through for a merged cell's visible part


def laid_out(book: Book) -> Layout:
    """The layout of a workbook. Raises `FileHostile` where it is far too large."""
    layout = Layout(book.format, wrapped=False)
    count = 0
    for sheet in book.sheets:
        layout.cautions += _drop_hidden(sheet)
        under, parts = parted(sheet, book.path, partial(_source, sheet))
        layout.cautions += _cautions(sheet, under)
        parts += _beside(sheet)
        count += sum(len(part.cells) if isinstance(part, Grid) else 1 for part in parts)
        within(book.path, count, MOST_PARTS, "段落和单元格", "paragraphs and cells")
        if parts and not UNNAMED.fullmatch(sheet.name.strip()):
            layout.parts.append(plain(sheet.name, Source(page=sheet.number, sheet=sheet.name), "furniture"))
        layout.parts += parts
    if book.hidden:
        names = "、".join(book.hidden[:MOST_NAMED]) + ("…" if len(book.hidden) > MOST_NAMED else "")
        layout.cautions.append(Words(f"隐藏的工作表没有读：{names}", f"hidden sheets left out: {names}"))
    return layout


def _drop_hidden(sheet: Sheet) -> Iterator[Words]:
    """Take away what stands in hidden rows and columns, and say so; a merged cell is hidden where all of it is."""
    columns = sheet.columns_hidden()
    if not columns and not sheet.hidden_rows:
        return
    over = {(found.top, found.left): found for found in sheet.merged}

    def hidden(row: int, column: int) -> bool:
        found = over.get((row, column))
        right = found.right if found else column
        bottom = min(found.bottom, row + MOST_LOOKED) if found else row
        unseen = all(one in sheet.hidden_rows for one in range(row, bottom + 1))
        return unseen or all(one in columns for one in range(column, right + 1))

    gone = [at for at in sheet.cells if (at[0] in sheet.hidden_rows or at[1] in columns) and hidden(*at)]
    for at in gone:
        del sheet.cells[at]
    rows = sorted({row for row, _ in gone} & sheet.hidden_rows)
    beside = sorted({column for row, column in gone if row not in sheet.hidden_rows})
    if rows:
        where = _named([(str(first + 1), str(last + 1)) for first, last in spans(rows)])
        yield _caution(sheet, f"隐藏的行没有读：{where}", f"hidden rows left out: {where}")
    if beside:
        where = _named([(letters(first), letters(last)) for first, last in spans(beside)])
        yield _caution(sheet, f"隐藏的列没有读：{where}", f"hidden columns left out: {where}")


def _named(found: list[tuple[str, str]]) -> str:
    """Stretches of rows or columns by name.

    >>> _named([("3", "5"), ("8", "8")])
    '3–5, 8'
    """
    names = [first if first == last else f"{first}–{last}" for first, last in found[:MOST_NAMED]]
    return ", ".join(names) + ("…" if len(found) > MOST_NAMED else "")


def _caution(sheet: Sheet, zh: str, en: str) -> Words:
    return Words(f"工作表“{sheet.name}”：{zh}", f"sheet {sheet.name}: {en}")


def _cautions(sheet: Sheet, under: int) -> Iterator[Words]:
    """What a person should know of how the sheet was read."""
    if sheet.unreckoned:
        count = sheet.unreckoned
        yield _caution(
            sheet,
            f"{count} 个公式没有保存结果，按空格处理；请用表格软件打开并保存一次",
            f"{count} formulas without a saved result were taken for empty; open and save it in a spreadsheet program",
        )
    if sheet.unseen:
        yield _caution(
            sheet, f"{sheet.unseen} 个单元格的格式使内容不显示，没有读", f"{sheet.unseen} cells hidden by format"
        )
    if sheet.pictures:
        yield _caution(sheet, f"{sheet.pictures} 个图片或图表没有读", f"{sheet.pictures} pictures or charts not read")
    if under:
        yield _caution(sheet, f"合并单元格盖住的 {under} 个单元格没有读", f"{under} cells under merged ones left out")


def _beside(sheet: Sheet) -> Iterator[Passage]:
    """The words that stand in no cell: text boxes, then comments by cell, then what each page repeats."""
    for text in sheet.asides:
        yield plain(text, Source(page=sheet.number, sheet=sheet.name))
    for (row, column), text in sorted(sheet.remarks.items()):
        yield plain(text, _source(sheet, row, column), "note")
    for text in sheet.margins:
        yield plain(text, Source(page=sheet.number, sheet=sheet.name), "furniture")


def _source(sheet: Sheet, row: int, column: int) -> Source:
    return Source(page=sheet.number, sheet=sheet.name, cell=f"{letters(column)}{row + 1}")


def parted(sheet: Sheet, path: str, source: Callable[[int, int], Source]) -> tuple[int, list[Part]]:
    """The tables and lone words of a sheet, and how many cells lie unseen under merged ones.

    `source` tells the way back to a cell by row and column. Raises `FileHostile` where there are far too many places.
    """
    rows, under = merged(sheet, path)
    parts: list[Part] = []
    for block in _blocks(sheet, rows):
        found = [placed for row in block for placed in rows[row]]
        if all(len(_worded(rows[row])) < 2 for row in block):
            parts += [Passage([_run(placed, source)]) for placed in found if placed.words.text]
            continue
        width = max(placed.column + placed.columns for placed in found)
        within(path, width, MOST_COLUMNS, "一张表的列", "columns in one table")
        within(path, width * len(block), MOST_CHARACTERS, "行列围成的格子", "places between rows and columns")
        parts.append(Grid([_cell(sheet.number, placed, source) for placed in found], page=sheet.number))
    return under, parts


def _run(placed: Placed, source: Callable[[int, int], Source]) -> Run:
    return Run(placed.words.text, source(placed.row, placed.column))


def _cell(number: int | None, placed: Placed, source: Callable[[int, int], Source]) -> GridCell:
    runs = [_run(placed, source)] if placed.words.text else []
    row, column, words, rows, columns = placed
    return GridCell(row, column, runs, rows=rows, columns=columns, indent=words.indent, page=number)


def _worded(row: list[Placed]) -> list[Placed]:
    return [placed for placed in row if placed.words.text]


def _blocks(sheet: Sheet, rows: dict[int, list[Placed]]) -> list[list[int]]:
    """The rows parted where one table ends and another begins."""
    order = [row for row in sorted(rows) if _worded(rows[row])]
    hidden = sorted(sheet.hidden_rows)
    blocks: list[list[int]] = []
    reached = -1  # the last row that the cells so far cover
    for index, row in enumerate(order):
        first = min(reached + 1, row)
        gap = row - first - (bisect_left(hidden, row) - bisect_left(hidden, first))
        if not blocks or _parted(gap, [rows[r] for r in order[index : index + HEADINGS_WITHIN]]):
            blocks.append([])
        blocks[-1].append(row)
        reached = max(reached, *(placed.row + placed.rows - 1 for placed in _worded(rows[row])))
    return blocks


def _parted(gap: int, following: list[list[Placed]]) -> bool:
    """Whether a table begins after `gap` blank rows: with a title after one, with anything but values after two."""
    first = _worded(following[0])
    if gap >= BLANK_ROWS:
        return len(first) < 2 or not any(VALUE.fullmatch(placed.words.text) for placed in first)
    if not gap or len(first) != 1:
        return False
    text = first[0].words.text
    titled = first[0].columns > 1 or NUMBERED.match(text)
    if not titled or NOTE.match(text) or VALUE.fullmatch(text):
        return False
    heads = next((cells for row in following[1:] if len(cells := _worded(row)) > 1), None)
    return heads is not None and not any(VALUE.fullmatch(placed.words.text) for placed in heads)
