"""A workbook is dropped: opened, known again, weighed; what it would do is kept as a preview, with the file itself.

A large one is weighed in the background, sheet by sheet, each in a transaction of its own: a worker that is killed
leaves the sheets done, and the next goes on with the others.
"""

from collections.abc import Iterable, Sequence

from django.db.models import Sum

from taizhang.errors import TaizhangError, Words
from taizhang.server.accounts.acting import Act, Actor, action
from taizhang.server.accounts.models import Unit, User
from taizhang.server.accounts.permissions import ancestors
from taizhang.server.documents.files import Received, keep, received
from taizhang.server.documents.grades import refuse_graded
from taizhang.server.documents.uploading import cleaned
from taizhang.server.jobs.queue import enqueue_for, job, progress
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import Invalid, Refused
from taizhang.server.returns.by_itself import by_itself
from taizhang.server.returns.models import IMPORT, Import, ImportPart, Return
from taizhang.server.returns.workbooks.files import bounded, original
from taizhang.server.returns.workbooks.instructions import NAME as INSTRUCTIONS
from taizhang.server.returns.workbooks.kinds import KINDS, recognised
from taizhang.server.returns.workbooks.opening import Page, grade_of, opened
from taizhang.server.returns.workbooks.said import said, said_of
from taizhang.server.returns.workbooks.sources import Source

MANY_ROWS = 1000  # from so many on it is done in the background
PREVIEW = Words("预览", "previewing")
NOTHING = Words(
    "没有找到填报表：既没有编号，也没有“指标”和数值列的表头；请使用下载的模板",
    "no sheet of a return: neither ids nor a header with 指标 and columns of values; use the template",
)


def drop_workbook(
    actor: Actor,
    chunks: Iterable[bytes],
    *,
    name: str,
    unit: Unit | None = None,
    filed: Return | None = None,
) -> Import:
    """Take in a workbook and say what it would do. Unless a preview comes of it nothing of the file stays.

    `unit` is where it is dropped, told from the file where it is not given; `filed` is the return that it is said to
    be of.
    """
    if unit is not None:
        actor.wants("workbook.import", unit)
    name = cleaned(name)
    with received(bounded(chunks, name)) as file:
        pages = opened(file.path.read_bytes(), name)
        refuse_graded(name, *(grade_of(page) for page in pages))
        kind, found = recognised(actor, pages, filed)
        _must_be_something(found)
        at = unit or _place(found)
        actor.wants("workbook.import", at)
        weigh = KINDS[kind].weigh
        parts = [] if is_large(_rows(found)) else [weigh(actor, at, *one) for one in enumerate(found, 1)]
        drop = _row(actor, at, name, found)
        drop.kind = kind
        drop.asked = {"return": filed.pk} if filed is not None else {}
        drop.cautions = [said(words) for words in _not_read(found, pages)]
        return record_drop(actor, at, file=file, drop=drop, parts=parts)


def is_large(rows: int) -> bool:
    """Whether a workbook of so many rows is worked at in the background."""
    return rows >= MANY_ROWS


def _must_be_something(found: Sequence[Source]) -> None:
    """Raise where no sheet can be read, with the reason of the first."""
    if not found:
        raise Invalid({"file": NOTHING})
    if all(one.unit is None for one in found):
        raise Invalid({"file": found[0].trouble or NOTHING})


def _place(found: Sequence[Source]) -> Unit:
    """Where a file is dropped that names no place: at the unit that it is of, or the lowest above all of them."""
    units = {one.unit.pk: one.unit for one in found if one.unit is not None}
    if len(units) == 1:
        return next(iter(units.values()))
    shared = set.intersection(*({*ancestors(unit.path), unit.path} for unit in units.values()))
    above = Unit.objects.filter(path__in=shared).order_by("-path").first()
    return above or next(iter(units.values()))


def _rows(found: Sequence[Source]) -> int:
    return sum(one.rows for one in found)


def _row(actor: Actor, unit: Unit, name: str, found: Sequence[Source]) -> Import:
    """The import, not saved."""
    rows = _rows(found)
    return Import(
        unit=unit,
        name=name,
        channel=actor.channel,
        copy=next((one.copy for one in found if one.copy), ""),
        state="reading" if is_large(rows) else "previewed",
        all_rows=rows,
        by=actor.user.pk if actor.user else None,
    )


@action("workbook.import")
def record_drop(
    act: Act, unit: Unit, *, file: Received, drop: Import, parts: Sequence[ImportPart], why: str = ""
) -> Import:
    """Write down a workbook and what it would do, keep its bytes; of a large one what it would do comes later."""
    drop.sha256, drop.at = file.sha256, clock.now()
    act.create(drop)
    if drop.state == "reading":
        enqueue_for(act.actor, unit, read_drop, drop=drop.pk)
    for part in parts:
        part.drop = drop
        act.create(part)
    keep(file)
    return drop


def _not_read(found: Sequence[Source], pages: Sequence[Page]) -> Iterable[Words]:
    """The sheets that hold something and are none of returns."""
    read = {one.page.number for one in found}
    others = [page.name for page in pages if page.number not in read and page.rows and not page.hidden]
    others = [name for name in others if name != INSTRUCTIONS]
    if others:
        named = "、".join(others[:10])
        yield Words(f"未读取的工作表：{named}", f"sheets that were not read: {named}")


@job("workbooks.read")
def read_drop(*, drop: int) -> None:
    """Weigh the sheets of a large workbook that have not been weighed yet."""
    read_on(Import.objects.select_related("unit").get(pk=drop))


def read_on(row: Import) -> None:
    """Go on with the sheets of a workbook that is being read."""
    if row.state != "reading":
        return
    actor = actor_of(row)
    try:
        asked = Return.objects.filter(pk=row.asked.get("return")).first()
        kind, found = recognised(actor, opened(original(row).read_bytes(), row.name), asked)
    except TaizhangError as error:
        _fail(actor, row, error)
        return
    there = set(row.parts.values_list("number", flat=True))
    for number, one in enumerate(found, 1):
        if number not in there:
            with by_itself(actor, "workbook.import") as act:
                part = KINDS[kind].weigh(actor, row.unit, number, one)
                part.drop = row
                act.create(part)
        progress(row.parts.aggregate(rows=Sum("all_rows"))["rows"] or 0, row.all_rows)
    with by_itself(actor, "workbook.import") as act:
        act.update(row, state=IMPORT.after("reading", "preview", PREVIEW))


def _fail(actor: Actor, row: Import, error: TaizhangError) -> None:
    with by_itself(actor, "workbook.import") as act:
        act.update(row, state=IMPORT.after("reading", "fail", PREVIEW), trouble=said_of(error))


def actor_of(drop: Import) -> Actor:
    """The one who dropped it, as the one who acts in the background."""
    user = User.objects.select_related("unit").filter(pk=drop.by).first() if drop.by is not None else None
    if drop.by is not None and user is None:
        raise Refused(detail=Words("导入的人已不在", "the person who dropped it is gone"))
    return Actor(user, "import")
