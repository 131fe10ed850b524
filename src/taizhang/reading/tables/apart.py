"""Tables of budgets whose columns a PDF file prints apart: the names in one place, the numbers in another.

What ties them is the count: as many names on a page as numbers, or as rows of numbers. Where the counts differ the
numbers stay without a name, but with the unit and the headings of their table.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from taizhang.model import ColumnRole
from taizhang.reading.tables.draft import Draft, Row
from taizhang.reading.tables.heads import Headings
from taizhang.reading.tables.pieces import Piece, joined
from taizhang.reading.tables.words import GROUP, UNIT_LINE, stub_role

_YEAR = r"(?:19|20)[0-9]{2}年(?:度)?"
_AMOUNT = r"(?:预计|年初|调整|当年)?(?:预算|决算|执行|完成|计划)"
_HEAD_PIECE = re.compile(
    rf"(?:{_YEAR})?(?:{_AMOUNT}[数额]|执行情况)?|金额|占(?:年初|调整)?(?:年?预算)?数?的?(?:比例|比重)?[%％]?|预算[%％]?"
    rf"|(?:比上年|同比|比{_YEAR})(?:执行数|决算数|同期)?(?:增长|增减|±)?[%％]?|增[长减]率?[%％]?"
)
_HEAD = re.compile(
    rf"(?P<amount>(?:{_YEAR})?(?:{_AMOUNT}[数额]|执行情况))|(?P<sum>金额)"
    r"|(?P<share>占(?:年初|调整)?年?预算数?的?(?:比例|比重)?[%％]?)"
    rf"|(?P<growth>(?:比上年|同比|比{_YEAR})(?:执行数|决算数|同期)?(?:增长|增减|±)[%％]?|增长[%％])"
)
_HALVES = ("项目", "科目", "地区", "指标", "名称", "单位")
_NUMBER = re.compile(r"(?:附?表|附件)[0-9一二三四五六七八九十]{1,4}[:：]?")
_CODE = re.compile(r"[1-9][0-9]{2,8}")
_CODES = re.compile(r"科目(?:代码|编码|编号)")
LEAST_VALUES = 3
WIDEST = 16
_FILL = ("value", "dash", "year")


def headings_of(pieces: list[Piece]) -> list[Headings]:
    """The headings of amounts, shares and growths among the pieces, wherever they are printed, in the usual order.

    A budget gives the amounts of each year, then what share of the budget was reached, then the growth; 金额 stands
    under the heading of the latest amount, which has the share and the growth beside it.
    """
    words = "".join(piece.text for piece in pieces if is_head_piece(piece))
    found = [(match.lastgroup or "", match[0]) for match in _HEAD.finditer(words)]
    once = list(dict.fromkeys(found))
    if sum(kind == "growth" for kind, _ in once) > 1 or sum(kind == "share" for kind, _ in once) > 1:
        return []
    amounts = [word for kind, word in once if kind == "amount"]
    rates = [word for wanted in ("share", "growth") for kind, word in once if kind == wanted]
    if amounts and any(kind == "sum" for kind, _ in once):
        last = max(amounts, key=lambda word: (word[:4] if word[0].isdigit() else "", "执行" in word))
        amounts = [word for word in amounts if word != last] + [last]
    return [(word,) for word in (*amounts, *rates)]


def is_head_piece(piece: Piece) -> bool:
    """Whether the piece is a heading of amounts, or a part of one that was broken."""
    return piece.kind in ("text", "year") and bool(piece.text) and _HEAD_PIECE.fullmatch(piece.text) is not None


def is_code_head(piece: Piece) -> bool:
    """Whether the piece heads a column of the codes of accounts."""
    return _CODES.fullmatch(piece.text) is not None


def draft_apart(pieces: list[Piece], title: Piece | None, unit: str | None) -> Draft | None:
    """The table of pieces in no other layout, if a unit and headings of amounts show that it is one."""
    if unit is None:
        return None
    columns = _fitting(headings_of(pieces), pieces)
    heads = [piece for piece in pieces if is_head_piece(piece)]
    rows = [row for page in _pages(pieces, title) for row in _rows(_body(page), columns)]
    if sum(sum(piece is not None for piece in row.data) for row in rows) < LEAST_VALUES:
        return None
    stubs: list[ColumnRole] = ["name"]
    return Draft(title, unit, heads[: len(columns)], stubs, columns, rows)


def _fitting(columns: list[Headings], pieces: list[Piece]) -> list[Headings]:
    """The headings, or as many columns without one as the rows have numbers, where one heading stands over several."""
    runs = [len(list(run)) for fill, run in groupby(pieces, key=lambda piece: piece.kind in _FILL) if fill]
    usual, times = Counter(runs).most_common(1)[0] if runs else (1, 0)
    if len(columns) < 2 and 1 < usual <= WIDEST and times * 2 > len(runs):
        return [()] * usual
    return columns or [()]


def _pages(pieces: list[Piece], title: Piece | None) -> Iterator[list[Piece]]:
    """The pieces of each page, which begins where the title is printed again."""
    page: list[Piece] = []
    for piece in pieces:
        if title is not None and _is_of_title(piece.text, title.text):
            if page:
                yield page
            page = []
        else:
            page.append(piece)
    yield page


def _is_of_title(words: str, title: str) -> bool:
    """Whether the words are the table's number or the line of its title: 表3, 2026年支出预算表."""
    return bool(_NUMBER.fullmatch(words) and title.startswith(words)) or (len(words) > 8 and title.endswith(words))


def _body(page: list[Piece]) -> list[Piece]:
    """The names and numbers of a page; headings, unit lines and the codes of accounts are left out."""
    coded = any(map(is_code_head, page))
    body: list[Piece] = []
    codes = False
    for piece in page:
        if coded and is_code_head(piece):
            codes = True
        elif codes and piece.kind == "value" and _CODE.fullmatch(piece.text):
            continue
        elif is_head_piece(piece) or stub_role(piece.text) != "data" or UNIT_LINE.fullmatch(piece.text):
            codes = codes and not is_head_piece(piece)
        elif piece.kind == "text" or piece.kind in _FILL:
            codes = codes and piece.kind != "text"
            body.append(piece)
    return _without_halves(body)


def _without_halves(body: list[Piece]) -> list[Piece]:
    """The pieces without the halves of 项目 that are printed apart, and with those of 合计 made one name."""
    single = [piece for piece in body if len(piece.text) == 1 and piece.kind == "text"]
    words = "".join(piece.text for piece in single)
    dropped = {half for word in _HALVES if all(half in words for half in word) for half in word}
    kept = [piece for piece in body if not (len(piece.text) == 1 and piece.text in dropped)]
    result: list[Piece] = []
    for piece in kept:
        if piece.text == "计" and result and result[-1].text in ("合", "总"):
            result[-1] = joined([result[-1], piece], "text")
        else:
            result.append(piece)
    return result


def _rows(body: list[Piece], columns: list[Headings]) -> Iterator[Row]:
    """The rows of one page, with names where names and rows of numbers are equally many."""
    width = len(columns)
    values = [piece for piece in body if piece.kind in _FILL]
    names = _names(body, len(values), width)
    runs = [list(run) for fill, run in groupby(body, key=lambda piece: piece.kind in _FILL) if fill]
    height = len(values) // width
    if width == 1 and len(names) == len(values):
        yield from (Row(name=name, data=[value]) for name, value in zip(names, values, strict=True))
    elif width > 1 and len(names) * width == len(values) and all(len(run) % height == 0 for run in runs):
        yield from (Row(name=name, data=list(values[i::height])) for i, name in enumerate(names))
    else:
        yield from _loose(body, columns)


def _names(body: list[Piece], values: int, width: int) -> list[Piece]:
    """The names, those that a narrow column broke over two lines made whole if so they are as many as the rows."""
    names = [piece for piece in body if piece.kind == "text"]
    if len(names) * width <= values:
        return names
    longest = max(len(piece.text) for piece in names)
    whole: list[Piece] = []
    for piece in names:
        last = whole[-1] if whole else None
        if last is not None and piece.line == last.line + 1 and len(last.text) >= longest - 1 and _goes_on(piece):
            whole[-1] = joined([last, piece], "text")
        else:
            whole.append(piece)
    return whole if len(whole) * width == values else names


def _goes_on(piece: Piece) -> bool:
    return not GROUP.match(piece.text) and len(piece.text) <= 8


def _loose(body: list[Piece], columns: list[Headings]) -> Iterator[Row]:
    """Rows as they follow one another: a name and the run of numbers after it; a run of another length has no name."""
    width = len(columns)
    lead: list[Piece] = []
    for fill, run in groupby(body, key=lambda piece: piece.kind in _FILL):
        pieces = list(run)
        if not fill:
            lead = pieces
        elif width == 1 and (size := paired(lead, pieces)):
            yield from (Row(name=name, data=[value]) for name, value in zip(lead[-size:], pieces[:size], strict=True))
            yield from (Row(data=[value]) for value in pieces[size:])
            lead = []
        elif len(pieces) <= width:
            yield Row(name=lead[-1] if lead else None, data=_by_kind(pieces, columns))
            lead = []
        elif len(pieces) % width == 0:
            yield from (Row(data=list(pieces[i : i + width])) for i in range(0, len(pieces), width))
            lead = []
        else:
            yield from (Row(data=_by_kind([piece], columns)) for piece in pieces)
            lead = []


def paired(names: list[Piece], values: list[Piece]) -> int:
    """How many names stand as one block above one block of as many numbers; 0 where the blocks differ or are single."""
    size = min(len(names), len(values))
    low = next((n for n in range(1, size) if names[-n].line - names[-n - 1].line > 1), len(names))
    high = next((n for n in range(1, len(values)) if values[n].line - values[n - 1].line > 1), len(values))
    return low if low == high > 1 else 0


def _by_kind(pieces: list[Piece], columns: list[Headings]) -> list[Piece | None]:
    """The numbers of a row in their columns: per cent under a share or a growth, the rest from the left on."""
    if len(pieces) == len(columns):
        return list(pieces)
    data: list[Piece | None] = [None] * len(columns)
    amounts = [c for c, heads in enumerate(columns) if not _is_rate(heads)]
    rates = [c for c, heads in enumerate(columns) if _is_rate(heads)]
    for piece in pieces:
        free = rates if piece.text.endswith(("%", "％")) or ("." in piece.text and rates) else amounts
        at = next((c for c in free if data[c] is None), None)
        if at is None:
            at = next(c for c, cell in enumerate(data) if cell is None)
        data[at] = piece
    return data


def _is_rate(heads: Headings) -> bool:
    match = _HEAD.fullmatch(heads[-1]) if heads else None
    return match is not None and match.lastgroup in ("share", "growth")
