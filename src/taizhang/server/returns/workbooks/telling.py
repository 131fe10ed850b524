"""How a sheet that was weighed is kept and shown: its lines, its counts, what one should know of it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from taizhang.errors import Words
from taizhang.server.lib.rows import Json
from taizhang.server.returns.asking import Ask
from taizhang.server.returns.cell_input import CellIn, Fit
from taizhang.server.returns.columns import Column
from taizhang.server.returns.sheet import Sheet
from taizhang.server.returns.typed import Figure
from taizhang.server.returns.workbooks.finding import Found
from taizhang.server.returns.workbooks.lines import Matched
from taizhang.server.returns.workbooks.merging import shown
from taizhang.server.returns.workbooks.said import said

RISING = ("same", "new", "changed", "refused")
SHORT = 10


@dataclass
class Asked:
    """One cell that a file would change, or why it may not."""

    at: str
    column: Column
    given: CellIn | None = None
    why: Words | None = None
    fit: Fit | None = None
    asks: list[Ask] = field(default_factory=list)


@dataclass
class Weighed:
    """A line with what it asks for."""

    match: Matched
    cells: list[Asked] = field(default_factory=list)
    same: int = 0


def row_told(one: Weighed) -> Json:
    """A line as it is kept: what happens to it, and its cells that do not stay the same."""
    line, cells = one.match.said, [_told(cell) for cell in one.cells]
    what = max((cell["what"] for cell in cells), key=RISING.index, default="same")
    found: Json = {
        "row": line.at,
        "line": one.match.line.row.pk if one.match.line else None,
        "name": line.name[:200],
        "what": what if one.match.why is None else "refused",
        "cells": cells,
    }
    if one.match.why is not None:
        found["why"] = said(one.match.why)
    return found


def _told(cell: Asked) -> Json:
    """A cell as it is kept: what comes of it, old and new; what is wanted to write it later."""
    told: Json = {"at": cell.at, "column": cell.column.key, "column_name": cell.column.name.zh}
    if cell.given is None or cell.fit is None or cell.why is not None:
        return told | {"what": "refused", "why": said(cell.why or Words("", ""))}
    fit, given = cell.fit, cell.given
    before = fit.cell
    told |= {
        "what": fit.what,
        "old": _stood(fit),
        "new": shown(fit.figure) if fit.figure else fit.text,
        "asks": [ask.json() for ask in cell.asks],
        "reason_wanted": bool(cell.asks) and not fit.reason,
        "put": {"value": shown(given.value), "comment": given.comment, "reason": given.reason, "seen": given.seen},
    }
    for name in ("comment", "reason"):
        was, becomes = getattr(before, name, ""), getattr(fit, name)
        if was != becomes:
            told[name] = {"old": was, "new": becomes}
    return told


def _stood(fit: Fit) -> str:
    """What stood in a cell."""
    cell = fit.cell
    if cell is None:
        return ""
    return shown(Figure(cell.value, cell.places)) if cell.value is not None else cell.text


def counts_of(lines: Iterable[Weighed]) -> Json:
    """How many cells are new, changed, the same and refused; a line that is refused counts as one."""
    counts: Counter[str] = Counter()
    for line in lines:
        counts["same"] += line.same
        counts["refused"] += line.match.why is not None
        for cell in line.cells:
            counts[cell.fit.what if cell.fit and cell.why is None else "refused"] += 1
    return {what: counts[what] for what in ("new", "changed", "same", "refused")}


def cautions_of(found: Found, sheet: Sheet, lines: Iterable[Weighed]) -> Iterator[Words]:
    """What the one who looks at the preview should know of the whole sheet."""
    identity = found.table.identity
    if found.by_names or not found.table.keyed:
        yield Words(
            "文件的编号不全，按单位、期次和指标名称对应，请逐行核对；空白格不会清除已有的数",
            "without ids, matched by the names of unit, period and indicators: check each row; blanks clear nothing",
        )
    if identity is not None and identity.version != sheet.form.revision:
        yield Words("模板下载后报表又有修改，请核对", "the form was changed since the template was made")
    there = {line.match.line.row.pk for line in lines if line.match.line is not None}
    missing = [line.row.indicator.name for line in sheet.lines if line.row.pk not in there]
    if missing:
        named = "、".join(missing[:SHORT]) + ("等" if len(missing) > SHORT else "")
        yield Words(f"文件里没有 {len(missing)} 行：{named}；这些行不变", f"{len(missing)} rows are not in the file")
