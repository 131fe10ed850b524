"""Where tables stand in a text, and in which layout.

A table lies between lines of prose. It must show values in rows of one shape, and something that announces it: a
title, a unit line, or headings of columns. Without such evidence short lines stay text: a table seen where there is
none takes words away from sentences.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from taizhang.catalogue.units import longest_unit
from taizhang.model import Block, Table
from taizhang.reading.tables.apart import draft_apart, is_code_head
from taizhang.reading.tables.draft import Draft
from taizhang.reading.tables.flow import draft_of_flow
from taizhang.reading.tables.inline import inline_drafts
from taizhang.reading.tables.pieces import Line, Piece, lines_of
from taizhang.reading.tables.placing import placed
from taizhang.reading.tables.rowwise import Rows, draft_of_rows
from taizhang.reading.tables.words import ANNOUNCED, UNIT_LINE, is_heading, is_title, stub_role

LEAST_VALUES = 3
MOST_BLANK = 3
MOST_CUT = 3
WIDEST_TABLE = 100
LEAST_HEIGHT = 3
SHORT_TITLE = 6
MOST_ABOVE = 3
LONGEST_UNIT = 12
_SENTENCE_GOES_ON = re.compile(r"[%％]?\s*[，,。；;、）)]")


def tabled(text: str, blocks: tuple[Block, ...]) -> tuple[Table, ...]:  # noqa: ARG001 - readers of other formats give cells
    """The tables of the text in order, their spans as offsets in it."""
    drafts = [draft for region in _regions(lines_of(text)) for draft in _drafts(region, text)]
    drafts += inline_drafts(text, [draft.span() for draft in drafts])
    drafts.sort(key=Draft.span)
    return tuple(placed(draft, number, text) for number, draft in enumerate(drafts, 1))


def _regions(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Runs of lines without prose that hold values enough for a table."""
    region: list[Line] = []
    values = blanks = 0
    for line in lines:
        if line.kind == "blank":
            blanks += 1
            if region:
                region.append(line)
            if blanks <= MOST_BLANK:
                continue
        elif line.kind != "prose":
            blanks = 0
            region.append(line)
            values += sum(piece.kind == "value" for piece in line.pieces)
            continue
        if values >= LEAST_VALUES:
            yield region
        region, values = [], 0
    if values >= LEAST_VALUES:
        yield region


def _drafts(region: list[Line], text: str) -> Iterator[Draft]:
    for part in _parts(region):
        title, unit, lines = _announced(part)
        if unit is None and (unit := _unit(lines)):
            lines = [line for line in lines if not UNIT_LINE.fullmatch(_alone(line))]
        draft = None if any(map(is_code_head, _pieces(lines))) else _laid_out(lines, title, unit)
        if draft is not None:
            _trim(draft, text)
            if _evident(draft):
                yield draft
                continue
        if title is not None and (apart := draft_apart(_pieces(lines), title, unit)):
            yield apart


def _pieces(lines: list[Line]) -> list[Piece]:
    return [piece for line in lines for piece in line.pieces if piece.kind != "empty"]


def _unit(lines: list[Line]) -> str | None:
    """The unit that is printed below the first columns of a table."""
    matches = (UNIT_LINE.fullmatch(_alone(line)) for line in lines)
    return next((match["unit"] for match in matches if match), None)


def _parts(region: list[Line]) -> Iterator[list[Line]]:
    """The region cut where, after values, a title or a unit line announces another table."""
    part: list[Line] = []
    values = 0
    unitless = True
    for i, line in enumerate(region):
        words = _alone(line) or _across(line)
        measured = bool(words) and UNIT_LINE.fullmatch(words) is not None
        announced = bool(words) and (is_title(words) or (measured and not unitless))
        if values > MOST_ABOVE and announced and not _continues(region, i, part):
            yield part
            part, values, unitless = [], 0, True
        # A title that comes again opens a page, with a unit line of its own.
        unitless = (announced and not measured) or (unitless and not measured)
        part.append(line)
        values += sum(piece.kind == "value" for piece in line.pieces)
    yield part


def _continues(region: list[Line], at: int, part: list[Line]) -> bool:
    """Whether what follows is the same table after a page break: its title or its headings come again."""
    words = {line.pieces[0].text for line in part[:12] if line.pieces}
    return (_alone(region[at]) or _across(region[at])) in words


def _alone(line: Line) -> str:
    return line.pieces[0].text if line.kind == "cell" else ""


def _across(line: Line) -> str:
    """The words of a line whose gaps part a title, not headings."""
    filled = [piece for piece in line.pieces if piece.text]
    titled = len(filled) <= MOST_ABOVE and not any(stub_role(piece.text) != "data" for piece in filled)
    return "".join(piece.text for piece in filled) if titled else ""


def _announced(part: list[Line]) -> tuple[Piece | None, str | None, list[Line]]:
    """The title and unit printed above a table, and the lines that follow; what stands before the title is no part."""
    title: Piece | None = None
    unit: str | None = None
    start = 0
    for i, line in enumerate(part):
        if line.kind == "row" and any(piece.kind == "value" for piece in line.pieces):
            break
        for piece in line.pieces:
            if piece.kind == "value" and line.kind == "cell" and (title or unit):
                return title, unit, part[start:]
        words = _alone(line) or _across(line)
        if match := UNIT_LINE.fullmatch(words):
            unit, start = match["unit"].rstrip("、，,"), i + 1
        elif line.kind == "cell" and title is None and ANNOUNCED.fullmatch(words):
            title, start = _title(line, None), i + 1
        elif words and is_title(words) and not (title and is_heading(words) and len(title.text) > SHORT_TITLE):
            title, start = _title(line, title), i + 1
    return title, unit, part[start:]


def _title(line: Line, above: Piece | None) -> Piece:
    first, last = line.pieces[0], line.pieces[-1]
    words = "".join(piece.text for piece in line.pieces)
    if above is not None and len(above.text) <= SHORT_TITLE and "表" in above.text:
        first, words = above, above.text + words
    return Piece(first.start, last.end, words, "text", first.line)


def _laid_out(lines: list[Line], title: Piece | None, unit: str | None) -> Draft | None:
    """The draft in the layout that the lines show."""
    filled = [line for line in lines if line.pieces]
    rows = [line for line in filled if line.kind == "row"]
    if len(rows) >= 2 and len(rows) * 2 > len(filled):
        return draft_of_rows(_row_lines(filled), title, unit, aligned=not any(line.ruled for line in rows))
    blocks = _blocks(lines)
    if columns := _columns(blocks):
        return draft_of_rows(columns, title, unit)
    if _rowwise(blocks):
        return draft_of_rows(blocks, title, unit)
    return draft_of_flow([piece for line in filled for piece in line.pieces], title, unit)


def _row_lines(filled: list[Line]) -> Rows:
    """The rows between the first line of several cells and the last; a header printed again is left out."""
    at = [i for i, line in enumerate(filled) if line.kind == "row"]
    rows: Rows = []
    head: list[str] = []
    widest = max(len(filled[i].pieces) for i in at)
    # Cells left away at the end of a line; where the headings are fewer, merged cells were printed once instead.
    ruled = all(line.ruled for line in filled[at[0] : at[-1] + 1]) and len(filled[at[0]].pieces) == widest
    for line in filled[at[0] : at[-1] + 1]:
        words = [piece.text for piece in line.pieces]
        if words == head:
            continue
        head = head or words
        end = line.pieces[-1].end
        short = widest - len(line.pieces) if ruled else 0
        rows.append([*line.pieces, *(Piece(end, end, "", "empty", line.pieces[-1].line) for _ in range(short))])
    return rows


def _blocks(lines: list[Line]) -> Rows:
    parts = groupby(lines, key=lambda line: line.kind == "blank")
    blocks = [[piece for line in run for piece in line.pieces] for blank, run in parts if not blank]
    return [block for block in blocks if block]


def _rowwise(blocks: Rows) -> bool:
    """Whether blank lines part the rows: most blocks with values have a name before and a cell beside them."""
    valued = [block for block in blocks if any(piece.kind == "value" for piece in block)]
    whole = [block for block in valued if len(block) >= 2 and block[0].kind != "value" and len(block) <= 24]
    return len(blocks) >= 3 and len(whole) >= 2 and len(whole) * 10 >= len(valued) * 8


def _columns(blocks: Rows) -> Rows | None:
    """The rows of a table printed column by column: 指标 over all names, then each heading over all its cells.

    What a page break cut off below the columns follows row by row.
    """
    if len(blocks) < 2 or [stub_role(piece.text) for piece in blocks[0][:2]] != ["name", "data"]:
        return None
    names = blocks[0]
    columns = [names]
    for block in blocks[1:]:
        if not MOST_CUT >= len(names) - len(block) >= 0 or not _is_column(block):
            break
        columns.append(block)
    height = min(len(column) for column in columns[1:]) if len(columns) > 1 else 0
    rest = [piece for block in blocks[len(columns) :] for piece in block]
    missing = len(names) - height
    if height < LEAST_HEIGHT or len(rest) < missing * (len(columns) - 1):
        return None
    width = len(columns) - 1
    rows = [[column[r] for column in columns] for r in range(height)]
    return rows + [[names[height + r], *rest[r * width : (r + 1) * width]] for r in range(missing)]


def _trim(draft: Draft, text: str) -> None:
    """Drop a last row that is the head of a sentence: its number stands before a unit that opens a line of prose."""
    _drop_footer(draft)
    while draft.rows:
        last = draft.rows[-1].pieces()
        end = max((piece.end for piece in last), default=0)
        after = text[end : end + LONGEST_UNIT + 2]
        if not after.startswith("\n") or not _SENTENCE_GOES_ON.match(after, 1 + longest_unit(after, 1)):
            return
        if not longest_unit(after, 1) and after[1] not in "%％":
            return
        draft.rows.pop()


def _drop_footer(draft: Draft) -> None:
    """Drop last rows that hold words only: what stands below a table, set like its rows."""
    units = any(row.unit is not None for row in draft.rows)
    while draft.rows:
        last = draft.rows[-1]
        values = [piece for piece in last.data if piece is not None]
        if any(piece.kind != "text" for piece in values) or (units and last.unit is not None):
            return
        draft.rows.pop()


def _is_column(block: list[Piece]) -> bool:
    kinds = {piece.kind for piece in block[1:]}
    return kinds == {"unit"} or kinds <= {"value", "dash"}


def _evident(draft: Draft) -> bool:
    """Whether title, unit line, headings and the shape of the rows together show a table."""
    named = [row for row in draft.rows if row.name is not None and any(row.data)]
    width = len(draft.columns)
    regular = [row for row in named if len(row.data) <= width]
    headed = bool(width) and sum(any(map(is_heading, heads)) for heads in draft.columns) * 2 > width
    stubbed = any(stub_role(head.text) != "data" for head in draft.heads)
    evidence = sum((draft.title is not None, draft.unit is not None, headed, stubbed))
    if width > WIDEST_TABLE or len(named) < 2 or len(regular) * 2 < len(named):
        return False
    return evidence >= 2 or (evidence == 1 and len(named) >= 3)
