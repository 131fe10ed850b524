"""What was previewed is put in: one action for each return, all of its cells or none.

The job is asked for in the transaction that starts the import. What is small is done at once, in the request; should
that die in the middle, the job finds what is left. A part that is done says so in the transaction that wrote it.
"""

from django.db.models import Sum

from taizhang.errors import TaizhangError, Words
from taizhang.server.accounts.acting import Act, Actor, action
from taizhang.server.jobs.queue import enqueue_for, job, progress
from taizhang.server.lib import clock
from taizhang.server.returns.by_itself import by_itself
from taizhang.server.returns.models import IMPORT, Import, ImportPart
from taizhang.server.returns.workbooks.dropping import actor_of, is_large
from taizhang.server.returns.workbooks.kinds import KINDS
from taizhang.server.returns.workbooks.said import said_of

COMMIT = Words("导入", "importing")
FINISH = Words("完成", "finishing")


def commit(actor: Actor, drop: Import, *, why: str = "") -> Import:
    """Put in what was previewed: a small workbook at once, a large one in the background."""
    drop = start(actor, drop, why=why)
    if not is_large(drop.all_rows):
        carry_out(drop)
        drop.refresh_from_db()
    return drop


@action("workbook.import")
def start(act: Act, drop: Import, *, why: str = "") -> Import:
    """Start an import; the job that carries it out is asked for in the same transaction."""
    drop = held(drop)
    state = IMPORT.after(drop.state, "commit", COMMIT)
    enqueue_for(act.actor, drop.unit, commit_drop, drop=drop.pk)
    return act.update(drop, state=state, by=act.user.pk if act.user else None)


@job("workbooks.commit")
def commit_drop(*, drop: int) -> None:
    """Carry out an import, or what a worker that was killed left of it."""
    carry_out(Import.objects.select_related("unit").get(pk=drop))


def carry_out(drop: Import) -> None:
    """Put in the parts that wait, then say that it is done."""
    if drop.state != "running":
        return
    actor = actor_of(drop)
    for key in drop.parts.filter(state=ImportPart.State.WAITING).values_list("pk", flat=True):
        part = ImportPart.objects.select_related("unit").get(pk=key)
        try:
            put_part(actor, part)
        except TaizhangError as error:
            refuse_part(actor, part, error)
        progress(done_rows(drop), drop.all_rows)
    finish(actor, drop)


@action("workbook.import")
def put_part(act: Act, part: ImportPart, *, why: str = "") -> ImportPart:
    """Put one part in, as it was previewed."""
    part = held_part(part)
    if part.state != ImportPart.State.WAITING:
        return part
    return act.update(part, state=ImportPart.State.DONE, written=KINDS[part.drop.kind].put(act, part))


def refuse_part(actor: Actor, part: ImportPart, error: TaizhangError) -> None:
    """Write down why a part was not put in."""
    with by_itself(actor, "workbook.import") as act:
        part = held_part(part)
        if part.state == ImportPart.State.WAITING:
            act.update(part, state=ImportPart.State.REFUSED, trouble=said_of(error))


def finish(actor: Actor, drop: Import) -> None:
    """Say that an import is done."""
    with by_itself(actor, "workbook.import") as act:
        drop = held(drop)
        if drop.state == "running":
            act.update(drop, state=IMPORT.after("running", "finish", FINISH), done_at=clock.now())


def held(drop: Import) -> Import:
    """The import as it stands, held against others who would carry it on."""
    return Import.objects.select_related("unit").select_for_update(of=("self",)).get(pk=drop.pk)


def held_part(part: ImportPart) -> ImportPart:
    """A part as it stands, held in the same way."""
    rows = ImportPart.objects.select_related("unit", "filed__form", "filed__unit", "plan__unit", "drop")
    return rows.select_for_update(of=("self",)).get(pk=part.pk)


def done_rows(drop: Import) -> int:
    """How many rows of an import are through."""
    rows = drop.parts.exclude(state=ImportPart.State.WAITING)
    return rows.aggregate(rows=Sum("all_rows"))["rows"] or 0
