"""Tables whose cells follow one another, a cell a line, without a mark where a row ends.

That is how a web page's table is copied, and how a PDF file's is printed. A row is known by its shape: a name, a
unit where the table has units, and as many values as there are columns.
"""

import re
from collections import Counter
from itertools import groupby, pairwise

from taizhang.reading.tables.apart import headings_of, is_head_piece, paired
from taizhang.reading.tables.draft import Draft, Row
from taizhang.reading.tables.heads import deal, split_stubs
from taizhang.reading.tables.pieces import Piece, joined
from taizhang.reading.tables.words import GROUP, is_heading, stub_role

MOST_ABOVE = 5
MOST_MISSED = 2
SHORT_TITLE = 6
MOST_TITLE = 40
_PARTED = (("项", "目"), ("指", "标"), ("地", "区"), ("科", "目"), ("名", "称"))
_TOTAL = re.compile(r"合计|总计|小计|全[市省区县州国](?:合计)?")
_COLUMN_END = re.compile(r"(?:[%％][）)]?|[预决执]算?行?数|增长|增速|增幅|金额)$")
_CHAPTER = re.compile(r"[一二三四五六七八九十]{1,3}、")
# What in brackets begins a row, or names the unit, and is no end of the name above it: （4）转移支出.
_OWN_ROW = re.compile(r"^[（(](?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[)）]|：")
_STREWN = ("项目", "科目", "指标", "项", "目", "科", "指", "标")
_FILL = ("value", "dash", "year", "aim")
# A heading that its narrow column broke: 2022年 + 完成, 增长 + %.
_HALF_HEADING = re.compile(
    r"(?:19|20)[0-9]{2}年(?:度)?\|(?:预计|实际)?(?:完成|实际|预计|计划|目标|预期|执行|决算|预算|实绩)(?:数|值|情况|目标)?"
    r"|(?:比上年|同比)?(?:增长|增速|增幅)\|[%％]"
)
_DECIMALS = re.compile(r"[.．][0-9]+[%％]?")
_OPEN = re.compile(r"[-−]?[0-9]+[.．]")
_HALF = re.compile(r"[-−+]|[-−+]?[0-9]+[.．]?|[-−+]?[0-9]+[.．][0-9]+")
_REST = re.compile(r"[.．]?[0-9]+%?|[0-9]+[.．][0-9]+%?")
_WHOLE = re.compile(r"[-−+]?[0-9]+(?:[.．][0-9]+)?%?")


def draft_of_flow(pieces: list[Piece], title: Piece | None, unit: str | None) -> Draft | None:
    """The table of cells that follow one another, or None where they have no common shape."""
    pieces = _numbered(_mended([piece for piece in pieces if piece.kind != "empty"]))
    columns = headings_of(pieces)
    above, pieces = _from_stub(pieces)
    if title and above and len(title.text) <= SHORT_TITLE and sum(len(piece.text) for piece in above) <= MOST_TITLE:
        title = joined([title, *above], "text")
    first = next((i for i, piece in enumerate(pieces) if piece.kind == "value"), len(pieces))
    if columns:
        pieces = [*pieces[:first], *(piece for piece in pieces[first:] if not _is_strewn(piece))]
    width, units = _shape(pieces[first:])
    if not width:
        return None
    start = _body_start(pieces, first, width)
    if len(columns) == width:
        start = _after_heads(pieces, first) or start
    heads = pieces[:start]
    body = _printed_once(pieces[start:], [piece.text for piece in heads], title.text if title else "")
    rows = _rows(body, width)
    if len(heads) > 3 * width + 6:
        return None
    heads = _total_first(heads, rows, width)
    stubs, words = split_stubs(heads)
    words, parted = _without_parted_stub([word for word in words if not GROUP.match(word)])
    ordered = parted or (bool(heads) and stub_role(heads[0].text) != "data")
    if len(columns) != width:
        columns = deal(words, width, ordered=ordered) or [()] * width
    if units and "unit" not in stubs:
        stubs = [*stubs, "unit"]
    return Draft(title, unit, heads, stubs, columns, _renamed(rows))


def _is_strewn(piece: Piece) -> bool:
    """Whether the piece is a heading, or half of 项目, that was printed among the rows."""
    return is_head_piece(piece) or piece.text in _STREWN


def _from_stub(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The pieces parted where the heading of the names (指标) stands, if next to no number stands above it."""
    stub = next((i for i, piece in enumerate(pieces) if stub_role(piece.text) in ("name", "ordinal", "unit")), 0)
    above = sum(piece.kind == "value" for piece in pieces[:stub])
    if not stub or above > MOST_ABOVE or (above and any(map(is_head_piece, pieces[:stub]))):
        return [], pieces
    return pieces[:stub], pieces[stub:]


def _shape(body: list[Piece]) -> tuple[int, bool]:
    """The usual number of values in a row, and whether rows have units; 0 where no number is usual."""
    runs = [(kind, len(list(run))) for kind, run in groupby(body, key=lambda piece: piece.kind in _FILL)]
    lengths = Counter(length for fill, length in runs if fill)
    if not lengths:
        return 0, False
    width, times = max(lengths.items(), key=lambda item: (item[1], -item[0]))
    rows = sum(lengths.values())
    units = sum(a.kind == "unit" and b.kind in _FILL for a, b in pairwise(body))
    # Where a unit opens each row, a shorter one has merged cells.
    regular = sum(n for length, n in lengths.items() if length % width == 0 or (units * 2 > rows and length < width))
    if width > 16 or times * 2 < rows or regular * 10 < rows * 6:
        return 0, False
    return width, units * 2 > rows


def _body_start(pieces: list[Piece], first: int, width: int) -> int:
    """Where the first row begins: at its name, or at its first value where the name was printed elsewhere."""
    at = first
    while at and pieces[at - 1].kind in ("year", "ordinal"):
        at -= 1
    if at and pieces[at - 1].kind == "unit" and stub_role(pieces[at - 1].text) == "data" and at > 1:
        at -= 1
    if not at:
        return first
    words = [piece.text for piece in pieces[:at] if stub_role(piece.text) == "data"]
    if len(words) == width and all(is_heading(word) for word in words):
        return at
    if len(words) > width and _COLUMN_END.search(pieces[at - 1].text):
        return at
    at -= 1
    if at and pieces[at - 1].kind == "ordinal":
        at -= 1
    while at and GROUP.match(pieces[at - 1].text) and pieces[at - 1].kind == "text":
        at -= 1
    return at


def _after_heads(pieces: list[Piece], first: int) -> int:
    """Where the last heading known as such ends, above the first number; 0 where names stand before it."""
    known = [i for i in range(first) if _is_strewn(pieces[i]) or stub_role(pieces[i].text) != "data"]
    return known[-1] + 1 if known and known[-1] + 1 < first and known == list(range(len(known))) else 0


def _mended(pieces: list[Piece]) -> list[Piece]:
    """Cells broken over lines made whole: 指 + 标, 招生数 + （人）, a sign and its number, 1.3 and 倍."""
    whole: list[Piece] = []
    for piece in pieces:
        if whole and _belongs(whole[-1], piece):
            whole[-1] = joined([whole[-1], piece])
        else:
            whole.append(piece)
    return whole


def _belongs(last: Piece, piece: Piece) -> bool:
    if last.kind == "text" and piece.text[0] in "（(" and len(piece.text) <= 8 and not _OWN_ROW.search(piece.text):
        return True
    if last.text.count("（") > last.text.count("）") or last.text.count("(") > last.text.count(")"):
        return True
    if piece.kind in ("text", "unit") and len(last.text) == 1 == len(piece.text) and last.kind in ("text", "unit"):
        return True
    if last.kind == "value" and (piece.text in ("倍", "%", "％") or _DECIMALS.fullmatch(piece.text)):
        return True
    if _HALF_HEADING.fullmatch(last.text + "|" + piece.text):
        return True
    if last.kind == "year" and piece.text.startswith("年") and len(piece.text) > 1:
        return True
    if _OPEN.fullmatch(last.text) and piece.text.isdigit():
        return True
    return last.text in ("-", "−") and piece.kind == "value" and piece.text[0].isdigit()


def _numbered(pieces: list[Piece]) -> list[Piece]:
    """Where a column of row numbers is announced (序号), the values 1, 2, 3 … before names are those numbers."""
    if not any(stub_role(piece.text) == "ordinal" for piece in pieces[:12]):
        return pieces
    result, expected = [], 1
    for piece, follower in pairwise([*pieces, None]):
        assert piece is not None  # noqa: S101 - only the last of the list is None
        number = int(piece.text) if len(piece.text) < 4 and piece.text.isdecimal() else 0
        if expected <= number <= expected + MOST_MISSED and follower is not None and follower.kind == "text":
            result.append(piece._replace(kind="ordinal"))
            expected = number + 1
        else:
            result.append(piece)
    return result


def _rows(body: list[Piece], width: int) -> list[Row]:
    rows: list[Row] = []
    lead: list[Piece] = []
    for fill, run in groupby(body, key=lambda piece: piece.kind in _FILL):
        if not fill:
            lead = list(run)
            continue
        values = _fitted(list(run), width)
        if width == 1 and (size := paired(lead, values)):
            rows += [Row(name=name, data=[value]) for name, value in zip(lead[-size:], values, strict=False)]
            rows += [Row(data=[value]) for value in values[size:]]
            lead = []
            continue
        for at in range(0, len(values), width):
            row = _lead(lead)
            row.data = list(values[at : at + width])
            rows.append(row)
            lead = []
    if lead and rows:
        rows.append(_lead(lead))
    return rows


def _lead(pieces: list[Piece]) -> Row:
    row = Row()
    texts: list[Piece] = []
    for i, piece in enumerate(pieces):
        if piece.kind == "ordinal":
            row.others.append(("ordinal", piece))
        elif piece.kind == "unit" and i == len(pieces) - 1 and (i or len(pieces) == 1):
            row.unit = piece
        else:
            texts.append(piece)
    if len(texts) > 1 and all(len(piece.text) <= 3 for piece in texts) and _adjacent(texts):
        texts = [joined(texts, "text")]
    row.name = texts[-1] if texts else None
    row.groups = texts[:-1]
    return row


def _adjacent(pieces: list[Piece]) -> bool:
    return all(b.line - a.line == 1 for a, b in pairwise(pieces))


def _fitted(run: list[Piece], width: int) -> list[Piece]:
    """The run with numbers that a line end broke made whole, where only so it has the table's width.

    4, 814.46, 6.4 in a table of two columns is 4814.46 and 6.4.
    """
    while len(run) > width and len(run) % width:
        at = next(
            (i for i, (a, b) in enumerate(pairwise(run)) if b.line - a.line == 1 and _broken(a.text, b.text)), None
        )
        if at is None:
            return run
        run = [*run[:at], joined(run[at : at + 2], "value"), *run[at + 2 :]]
    return run


def _broken(a: str, b: str) -> bool:
    return bool(_HALF.fullmatch(a) and _REST.fullmatch(b) and _WHOLE.fullmatch(a + b)) and (
        a[-1] in ".．-−" or b[0] in ".．" or "." in a + b
    )


def _without_parted_stub(words: list[str]) -> tuple[list[str], bool]:
    """The headings without the halves of 项目, 指标 or 地区 that a file prints apart, and whether they were there."""
    for first, second in _PARTED:
        if first in words and second in words:
            return [word for word in words if word not in (first, second)], True
    return words, False


def _printed_once(body: list[Piece], heads: list[str], title: str) -> list[Piece]:
    """The body without title and headings that a page break had printed again."""
    kept: list[Piece] = []
    at = 0
    while at < len(body):
        if len(heads) > 1 and body[at].text == heads[0] and [p.text for p in body[at : at + len(heads)]] == heads:
            at += len(heads)
        elif body[at].text == title:
            at += 1
        else:
            kept.append(body[at])
            at += 1
    return kept


def _total_first(heads: list[Piece], rows: list[Row], width: int) -> list[Piece]:
    """The headings, where the name of the first row (合计) was printed among them and the last heading after it."""
    words = [head for head in heads if stub_role(head.text) == "data"]
    total = next((head for head in words if _TOTAL.fullmatch(head.text)), None)
    first = rows[0].name if rows else None
    if rows and total is not None and first is None and len(words) == width + 1:
        rows[0].name = total
        return [head for head in heads if head is not total]
    if total is None or first is None or len(words) != width or not is_heading(first.text):
        return heads
    rows[0].name = total
    return [head for head in heads if head is not total] + [first]


def _renamed(rows: list[Row]) -> list[Row]:
    """Names that the file prints after the table given back to the rows that lack one, where the counts agree."""
    if not rows or any(rows[-1].data):
        return rows
    tail = [*rows[-1].groups, *([rows[-1].name] if rows[-1].name else [])]
    marked = any(row.name and _CHAPTER.match(row.name.text) for row in rows[:-1])
    while tail and _CHAPTER.match(tail[-1].text) and not marked:
        tail.pop()
    for row, below in pairwise(rows[:-1]):
        if row.name is None and len(below.groups) == 1 and not tail and not GROUP.match(below.groups[0].text):
            row.name, row.displaced = below.groups.pop(), True
    nameless = [row for row in rows[:-1] if row.name is None]
    if nameless and len(nameless) == len(tail):
        for row, name in zip(nameless, tail, strict=True):
            row.name, row.displaced = name, True
    return rows[:-1]
