"""Workbooks of returns: what their parts put in, and how that is put back."""

from collections.abc import Sequence

from taizhang.server.accounts.acting import Act, Actor
from taizhang.server.accounts.models import Unit, User
from taizhang.server.lib import clock
from taizhang.server.lib.rows import Json
from taizhang.server.returns.ageing import fresh
from taizhang.server.returns.cell_input import CellIn
from taizhang.server.returns.completing import is_complete
from taizhang.server.returns.filling import fill
from taizhang.server.returns.models import Cell, ImportPart, Return
from taizhang.server.returns.sheet import sheet_of
from taizhang.server.returns.standing import must_be_open as return_must_be_open
from taizhang.server.returns.typed import Figure
from taizhang.server.returns.workbooks.finding import Found, found_in
from taizhang.server.returns.workbooks.merging import shown
from taizhang.server.returns.workbooks.opening import Page
from taizhang.server.returns.workbooks.restoring import fields_before, left_behind, written
from taizhang.server.returns.workbooks.sources import Source
from taizhang.server.returns.workbooks.weighing import weighed_part

CELL = Cell._meta.label_lower
BLANK: Json = {"value": None, "text": "", "places": 0, "comment": "", "reason": "", "warnings": [], "origin": {}}


def find(actor: Actor, pages: Sequence[Page], asked: Return | None) -> list[Source]:
    """The sheets of returns."""
    return [
        Source(
            one.table.page,
            len(one.table.lines),
            one.table.identity.copy if one.table.identity else "",
            one.filed.unit if one.filed is not None else None,
            one.trouble,
            one,
        )
        for one in found_in(actor, pages, asked)
    ]


def weigh(actor: Actor, unit: Unit, number: int, source: Source) -> ImportPart:
    """What a sheet would do."""
    if not isinstance(source.held, Found):
        raise TypeError(source)
    return weighed_part(actor, unit, number, source.held)


def put(act: Act, part: ImportPart) -> list[Json]:
    """Put the cells of a return in, as they were previewed; what changed since the preview refuses them all."""
    if part.filed is None:
        return []
    act.actor.wants("return.fill", part.unit)
    cells = [_given(cell, row, part) for row in part.rows for cell in row["cells"] if "put" in cell]
    if cells:
        fill(act, part.filed, cells)
    return [written(change) for change in act.changes if change.model == CELL]


def _given(cell: Json, row: Json, part: ImportPart) -> CellIn:
    put_in: Json = cell["put"]
    origin = {"import": part.drop_id, "row": row["row"]}
    return CellIn(
        cell["column"],
        row=row["line"],
        value=put_in["value"],
        comment=put_in["comment"],
        reason=put_in["reason"],
        seen=put_in["seen"],
        origin=origin,
    )


def must_be_open(part: ImportPart) -> None:
    """Raise where the return takes nothing more."""
    if part.filed is not None:
        return_must_be_open(part.filed, clock.today())


def back(act: Act, part: ImportPart) -> list[Json]:
    """Put back each cell that nobody saved since; what is told of the others."""
    if part.filed is None:
        return []
    act.actor.wants("return.fill", part.unit)
    filed = fresh(act, part.filed)
    return_must_be_open(filed, clock.today())
    left = _put_back(act, part)
    act.update(filed, complete=is_complete(sheet_of(filed)), filled_at=clock.now())
    return left


def _put_back(act: Act, part: ImportPart) -> list[Json]:
    rows = Cell.objects.select_related("row__indicator", "filed__unit", "filed__form")
    cells = rows.in_bulk([one["id"] for one in part.written])
    since = [cells[one["id"]] for one in part.written if cells[one["id"]].revision != one["revision"]]
    names = User.objects.in_bulk({cell.entered_by for cell in since if cell.entered_by is not None})
    left = []
    for one in part.written:
        cell = cells[one["id"]]
        if cell.revision == one["revision"]:
            act.update(cell, **_before(act, one["before"]))
        else:
            left.append(_left(cell, str(names.get(cell.entered_by or 0, "系统"))))
    return left


def _before(act: Act, before: Json | None) -> Json:
    """The fields of a cell as they were; of one that the import made, blank."""
    if before is None:
        return {**BLANK, "entered_by": act.user.pk if act.user else None, "entered_at": clock.now()}
    return fields_before(Cell, before)


def _left(cell: Cell, who: str) -> Json:
    now = shown(Figure(cell.value, cell.places)) if cell.value is not None else cell.text
    return left_behind(f"{cell.row.indicator.name}·{Cell.Column(cell.column).label}", now, who)
