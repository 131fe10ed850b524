"""Undo an import: put back what was before, by a new action, wherever nobody saved the cell since.

What was saved since is told and left. A return that was submitted or accepted since refuses; a reviewer sends it back
first.
"""

from taizhang.errors import TaizhangError, Words
from taizhang.server.accounts.acting import Act, Actor, action
from taizhang.server.accounts.models import User
from taizhang.server.jobs.queue import enqueue_for, job, progress
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import Refused
from taizhang.server.returns.by_itself import by_itself
from taizhang.server.returns.models import IMPORT, Import, ImportPart
from taizhang.server.returns.workbooks.committing import held, held_part
from taizhang.server.returns.workbooks.dropping import is_large
from taizhang.server.returns.workbooks.kinds import KINDS
from taizhang.server.returns.workbooks.said import said_of

UNDO = Words("撤销导入", "undoing")
FINISH = Words("完成撤销", "finishing")


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
    parts = drop.parts.filter(state=ImportPart.State.DONE).select_related("filed__form", "filed__unit", "plan__unit")
    writing = [part for part in parts if part.written]
    for part in writing:
        try:
            KINDS[drop.kind].must_be_open(part)
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
        part = ImportPart.objects.select_related("unit").get(pk=key)
        try:
            undo_part(actor, part)
        except TaizhangError as error:
            with by_itself(actor, "workbook.undo") as act:
                act.update(held_part(part), trouble=said_of(error))
        progress(number, len(keys))
    _finish(actor, drop)


@action("workbook.undo")
def undo_part(act: Act, part: ImportPart, *, why: str = "") -> ImportPart:
    """Put one part back."""
    part = held_part(part)
    if part.state != ImportPart.State.DONE:
        return part
    left = KINDS[part.drop.kind].back(act, part) if part.written else []
    return act.update(part, state=ImportPart.State.UNDONE, left=left)


def _finish(actor: Actor, drop: Import) -> None:
    """Say that it is undone; where no part was, it stays done."""
    with by_itself(actor, "workbook.undo") as act:
        drop = held(drop)
        if drop.state == "undoing":
            left = drop.parts.filter(state=ImportPart.State.DONE).exists()
            gone = drop.parts.filter(state=ImportPart.State.UNDONE).exists()
            act.update(drop, state=IMPORT.after("undoing", "leave" if left and not gone else "finish", FINISH))
