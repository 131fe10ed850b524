"""Undo an import: put back what was before, by a new action, wherever nobody saved the cell since.

What was saved since is told and left. A return that was submitted or accepted since refuses; a reviewer sends it back
first.
"""

from typing import Any

from taizhang.errors import TaizhangError, Words
from taizhang.server.accounts.acting import Act, Actor, action
from taizhang.server.accounts.models import User
from taizhang.server.jobs.queue import enqueue_for, job, progress
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import Refused
from taizhang.server.lib.rows import Json
from taizhang.server.returns.ageing import fresh
from taizhang.server.returns.by_itself import by_itself
from taizhang.server.returns.completing import is_complete
from taizhang.server.returns.models import IMPORT, Cell, Import, ImportPart
from taizhang.server.returns.sheet import sheet_of
from taizhang.server.returns.standing import must_be_open
from taizhang.server.returns.typed import Figure
from taizhang.server.returns.workbooks.committing import held, held_part
from taizhang.server.returns.workbooks.dropping import is_large
from taizhang.server.returns.workbooks.merging import shown
from taizhang.server.returns.workbooks.said import said_of

UNDO = Words("撤销导入", "undoing")
FINISH = Words("完成撤销", "finishing")
BLANK: Json = {"value": None, "text": "", "places": 0, "comment": "", "reason": "", "warnings": [], "origin": {}}


def undo(actor: Actor, drop: Import, *, why: str = "") -> Import:
    """Undo an import; a large one in the background. Where every return of it refuses, so does this."""
    drop = start_undo(actor, drop, why=why)
    if not is_large(drop.all_rows):
        carry_undo(drop)
        drop.refresh_from_db()
    return drop


@action("workbook.undo")
def start_undo(act: Act, drop: Import, *, why: str = "") -> Import:
    """Start undoing; the job that carries it out is asked for in the same transaction."""
    drop = held(drop)
    state = IMPORT.after(drop.state, "undo", UNDO)
    _must_not_all_refuse(drop)
    by = act.user.pk if act.user else None
    enqueue_for(act.actor, drop.unit, undo_drop, drop=drop.pk)
    return act.update(drop, state=state, undone_by=by, undone_at=clock.now())


def _must_not_all_refuse(drop: Import) -> None:
    refusals: list[Refused] = []
    parts = drop.parts.filter(state=ImportPart.State.DONE).select_related("filed__form", "filed__unit")
    writing = [part for part in parts if part.written and part.filed is not None]
    for part in writing:
        try:
            if part.filed is not None:
                must_be_open(part.filed, clock.today())
        except Refused as error:
            refusals.append(error)
    if writing and len(refusals) == len(writing):
        raise refusals[0]


@job("workbooks.undo")
def undo_drop(*, drop: int) -> None:
    """Undo an import, or what a worker that was killed left to be undone."""
    carry_undo(Import.objects.select_related("unit").get(pk=drop))


def carry_undo(drop: Import) -> None:
    """Put the parts back that are still as they were imported."""
    if drop.state != "undoing":
        return
    user = User.objects.select_related("unit").filter(pk=drop.undone_by).first() if drop.undone_by else None
    actor = Actor(user, "import")
    keys = list(drop.parts.filter(state=ImportPart.State.DONE).values_list("pk", flat=True))
    for number, key in enumerate(keys, 1):
        part = ImportPart.objects.select_related("unit", "filed").get(pk=key)
        try:
            undo_part(actor, part)
        except TaizhangError as error:
            with by_itself(actor, "workbook.undo") as act:
                act.update(held_part(part), trouble=said_of(error))
        progress(number, len(keys))
    _finish(actor, drop)


@action("workbook.undo")
def undo_part(act: Act, part: ImportPart, *, why: str = "") -> ImportPart:
    """Put the cells of one return back."""
    part = held_part(part)
    if part.state != ImportPart.State.DONE or part.filed is None:
        return part
    left: list[Json] = []
    if part.written:
        act.actor.wants("return.fill", part.unit)
        filed = fresh(act, part.filed)
        must_be_open(filed, clock.today())
        left = _put_back(act, part)
        act.update(filed, complete=is_complete(sheet_of(filed)))
    return act.update(part, state=ImportPart.State.UNDONE, left=left)


def _put_back(act: Act, part: ImportPart) -> list[Json]:
    """Put back each cell that nobody saved since; what is told of the others."""
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
    fields: dict[str, Any] = {field.attname: field for field in Cell._meta.concrete_fields}
    return {name: fields[name].to_python(value) for name, value in before.items() if name != "revision"}


def _left(cell: Cell, who: str) -> Json:
    """What is told of a cell that was saved since."""
    now = shown(Figure(cell.value, cell.places)) if cell.value is not None else cell.text
    name = f"{cell.row.indicator.name}·{Cell.Column(cell.column).label}"
    return {
        "name": name,
        "zh": f"导入后已改为 {now or '空'}（{who}），保留不动",
        "en": f"changed to {now or 'blank'} since ({who}), left as it is",
    }


def _finish(actor: Actor, drop: Import) -> None:
    """Say that it is undone; where no part was, it stays done."""
    with by_itself(actor, "workbook.undo") as act:
        drop = held(drop)
        if drop.state == "undoing":
            left = drop.parts.filter(state=ImportPart.State.DONE).exists()
            gone = drop.parts.filter(state=ImportPart.State.UNDONE).exists()
            act.update(drop, state=IMPORT.after("undoing", "leave" if left and not gone else "finish", FINISH))
