"""Tables whose rows can be seen: a line a row (bars, tabs, aligned columns), or a block of lines a row."""

from taizhang.model import ColumnRole
from taizhang.reading.tables.apart import headings_of
from taizhang.reading.tables.draft import Draft, Row
from taizhang.reading.tables.heads import Headings, deal, split_stubs, two_levels
from taizhang.reading.tables.pieces import Piece, joined, shown
from taizhang.reading.tables.words import ATTRIBUTE, ORDINAL, is_heading, stub_role

Rows = list[list[Piece]]


def draft_of_rows(rows: Rows, title: Piece | None, unit: str | None, *, aligned: bool = False) -> Draft | None:
    """The table of rows of pieces, empty cells given as empty pieces where the layout shows them."""
    cut = _header_rows(rows)
    header = _unbroken(rows[:cut])
    printed = [_words(row) for row in rows[:cut]]
    body = [row for row in rows[cut:] if _words(row) not in printed]
    if not body:
        return None
    exact = _exact(rows)
    return (
        _exact_draft(header, body, title, unit) if exact else _loose_draft(header, body, title, unit, aligned=aligned)
    )


def _unbroken(header: Rows) -> Rows:
    """The heading rows with a heading that a line end broke (2025年比 + 2024年增长) made whole."""
    whole: Rows = []
    for row in header:
        last = whole[-1][-1] if whole else None
        broken = last is not None and bool(row) and last.kind == "text" and last.text.endswith(("比", "较"))
        if last is not None and broken:
            whole[-1][-1] = joined([last, row[0]], "text")
        if rest := row[broken:]:
            whole.append(rest[:])
    return whole


def _header_rows(rows: Rows) -> int:
    """How many rows stand above the first with a value; a group heading (外经外贸) next to it is a row of the body."""
    first = next((i for i, row in enumerate(rows) if _has_value(row)), len(rows))
    while first > 1 and not any(is_heading(piece.text) for piece in rows[first - 1] if piece.text):
        first -= 1
    return first


def _words(row: list[Piece]) -> list[str]:
    return [piece.text for piece in row if piece.text]


def _has_value(row: list[Piece]) -> bool:
    filled = [piece for piece in row if piece.kind != "empty"]
    numbers = [piece for piece in filled if piece.kind == "value"]
    return (
        bool(numbers)
        and not (len(numbers) == 1 == len(filled))
        and not all(is_heading(piece.text) or piece.kind == "year" for piece in filled)
    )


def _exact(rows: Rows) -> bool:
    """Whether the rows agree in their number of cells, empty ones counted, so that a place means a column."""
    sizes = [len(row) for row in rows]
    usual = max(set(sizes), key=sizes.count)
    return usual >= 2 and all(size == usual for size in sizes) and any(p.kind == "empty" for row in rows for p in row)


def _exact_draft(header: Rows, body: Rows, title: Piece | None, unit: str | None) -> Draft | None:
    width = len(body[0])
    headings = _filled(header, width)
    roles = _column_roles(headings, body)
    used = [c for c in range(width) if roles[c] == "data" and any(row[c].text for row in body)]
    if not used or "name" not in roles:
        return None
    rows = _with_groups([_exact_row(row, roles, used) for row in body])
    heads = [piece for row in header for piece in row if piece.text]
    stubs: list[ColumnRole] = [role for role in roles if role != "data"]
    return Draft(title, unit, heads, stubs, [headings[c] for c in used], rows)


def _filled(header: Rows, width: int) -> list[Headings]:
    """The headings above each column; an empty cell of the header belongs to the heading left of it."""
    columns: list[list[str]] = [[] for _ in range(width)]
    for row in header:
        left = ""
        for c in range(width):
            words = row[c].text
            above = columns[c][-1:] != columns[c - 1][-1:] if c else True
            if words or (above and columns[c]):
                left = words
            if left and (not columns[c] or columns[c][-1] != left) and stub_role(left) in ("data", stub_role(words)):
                columns[c].append(left)
    return [tuple(column) for column in columns]


def _column_roles(headings: list[Headings], body: Rows) -> list[ColumnRole]:
    roles = [stub_role(heads[-1]) if heads else "data" for heads in headings]
    if "name" not in roles:
        texts = [sum(row[c].kind == "text" for row in body) for c in range(len(roles))]
        free = [c for c, role in enumerate(roles) if role == "data" and texts[c] * 2 > len(body)]
        if free:
            roles[free[0]] = "name"
    if "unit" not in roles:
        for c, role in enumerate(roles):
            if role == "data" and sum(row[c].kind == "unit" for row in body) * 2 > len(body):
                roles[c] = "unit"
                break
    return roles


def _exact_row(cells: list[Piece], roles: list[ColumnRole], used: list[int]) -> Row:
    row = Row()
    for piece, role in zip(cells, roles, strict=True):
        if not piece.text or role == "data":
            continue
        if role == "name" and row.name is None:
            row.name = piece
        elif role == "unit":
            row.unit = piece
        else:
            row.others.append((role, piece))
    row.data = [cells[c] if cells[c].text else None for c in used]
    return row


def _loose_draft(header: Rows, body: Rows, title: Piece | None, unit: str | None, *, aligned: bool) -> Draft | None:
    heads = [piece for row in header for piece in row if piece.text]
    stubs, words = split_stubs(heads)
    if not heads:
        stubs = ["name"]
    rows = [loose_row([piece for piece in row if piece.text], stubs) for row in body]
    widths = [len(row.data) for row in rows if row.name and row.data]
    if not widths:
        return None
    columns = headings_of([piece for row in (*header, *body) for piece in row])
    if len(columns) != max(set(widths), key=lambda width: (widths.count(width), width)):
        columns = _loose_columns(header, words, widths)
    if aligned:
        _set_by_place(rows, len(columns))
    return Draft(title, unit, heads, stubs, columns, _with_groups(rows))


def _set_by_place(rows: list[Row], width: int) -> None:
    """Leave empty in a row of aligned columns where nothing is printed under a column that other rows fill."""
    full = [row.data for row in rows if len(row.data) == width]
    if not full:
        return
    edges = [_edges([data[c] for data in full]) for c in range(width)]
    for row in rows:
        if row.name is not None and 0 < len(row.data) < width:
            places = [_column_under(piece, edges) for piece in row.data]
            known = [place for place in places if place is not None]
            if len(known) == len(places) and known == sorted(set(known)):
                by_place = dict(zip(known, row.data, strict=True))
                row.data = [by_place.get(c) for c in range(width)]


def _edges(pieces: list[Piece | None]) -> tuple[int, int]:
    shown_at = [(piece.column, piece.column + shown(piece.text)) for piece in pieces if piece is not None]
    return min(left for left, _ in shown_at), max(right for _, right in shown_at)


def _column_under(piece: Piece | None, edges: list[tuple[int, int]]) -> int | None:
    """The one column that a piece stands in, None where it stands in none or across several."""
    if piece is None:
        return None
    left, right = piece.column, piece.column + shown(piece.text)
    under = [c for c, (low, high) in enumerate(edges) if left < high and low < right]
    return under[0] if len(under) == 1 else None


def _loose_columns(header: Rows, words: list[str], widths: list[int]) -> list[Headings]:
    usual = max(set(widths), key=lambda width: (widths.count(width), width))
    for width in dict.fromkeys((usual, max(widths))):
        if len(header) == 2:
            upper, lower = (split_stubs([p for p in row if p.text])[1] for row in header)
            if len(lower) == width > len(upper) > 0 and (dealt := two_levels(upper, lower)):
                return dealt
        if words and (dealt := deal(words, width)):
            return dealt
    return [()] * usual


def loose_row(cells: list[Piece], stubs: list[ColumnRole]) -> Row:
    """The pieces of one row by what they look like and by the stub columns that the header names."""
    row = Row()
    for i, piece in enumerate(cells):
        if "ordinal" in stubs and i == 0 and len(cells) > 1 and ORDINAL.fullmatch(piece.text):
            row.others.append(("ordinal", piece))
        elif row.name is None and piece.kind in ("text", "unit") and not row.data:
            row.name = piece
        elif piece.kind == "unit" and row.unit is None and ("unit" in stubs or (stubs == ["name"] and not row.data)):
            row.unit = piece
        elif ATTRIBUTE.fullmatch(piece.text):
            row.others.append(("attribute", piece))
        elif "note" in stubs and i == len(cells) - 1 and piece.kind == "text" and row.data:
            row.others.append(("note", piece))
        else:
            row.data.append(piece)
    return row


def _with_groups(rows: list[Row]) -> list[Row]:
    """Rows that hold a name only become group headings of the row that follows them."""
    merged: list[Row] = []
    groups: list[Piece] = []
    for row in rows:
        if row.name is not None and row.unit is None and not any(row.data):
            groups.append(row.name)
            continue
        row.groups, groups = groups, []
        merged.append(row)
    return merged
