"""Returns (填报): listed, filled in, submitted, decided on, exempted from locks, and who has not reported."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, cast

from django.http import FileResponse, HttpRequest
from ninja import File, Query, Router, Schema, Status
from ninja import Form as FormField
from ninja.files import UploadedFile

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.api.callers import actor_of
from taizhang.server.api.paging import After, Limit, page
from taizhang.server.api.problems import language
from taizhang.server.api.return_shapes import (
    AcceptedOut,
    CellOut,
    CellsBody,
    ExemptBody,
    ExemptionOut,
    FilledOut,
    GridOut,
    LateFilter,
    RemindBody,
    ReturnFilter,
    ReturnOut,
    SendBackBody,
    SubmitBody,
    TrialOut,
)
from taizhang.server.api.scalars import Key, Revision
from taizhang.server.lib import clock
from taizhang.server.returns.asking import Ask
from taizhang.server.returns.attaching import attach, attached, detach
from taizhang.server.returns.deciding import accept_return, send_back
from taizhang.server.returns.filling import Trial, Written, fill_cells, try_cells
from taizhang.server.returns.grid import GridCell, grid
from taizhang.server.returns.late import Late, LateUnit, late_returns
from taizhang.server.returns.locks import end_exemption, exempt
from taizhang.server.returns.models import Cell, Return
from taizhang.server.returns.notices.reminding import remind
from taizhang.server.returns.queries import exemptions_for, returns_for
from taizhang.server.returns.submitting import submit
from taizhang.server.returns.typed import Figure

router = Router(tags=["returns"])
RETURN = Words("填报", "return")
CELL = Words("单元格", "cell")


class ReturnPage(Schema):
    """Returns, and where the next page starts."""

    rows: list[ReturnOut]
    next: int | None


class ExemptionPage(Schema):
    """Exemptions, and where the next page starts."""

    rows: list[ExemptionOut]
    next: int | None


class LateOut(Schema):
    """A return that is late, by how many days, and when its unit last submitted the form."""

    filed: ReturnOut
    days_late: int
    last_report: datetime | None


class LateUnitOut(Schema):
    """How many returns of a unit are late."""

    unit_id: int
    name: str
    count: int
    most_days: int


class LatePage(Schema):
    """Who has not reported, the latest first."""

    day: date
    total: int
    rows: list[LateOut]
    units: list[LateUnitOut]


class Told(Schema):
    """How many notices were made."""

    notices: int


@router.get("/returns", response=ReturnPage)
def list_returns(request: HttpRequest, wanted: Query[ReturnFilter], limit: Limit = 100, after: After = 0) -> object:
    """填报清单，按报表、单位、期次、状态、锁定筛选。 Returns by what they are today; `locked` lists all locks."""
    given = {name: getattr(value, "value", value) for name, value in wanted.dict().items()}
    today = clock.today()
    return told(page(returns_for(actor_of(request), **given), limit, after), lambda row: ReturnOut.of(row, today))


@router.get("/returns/late", response=LatePage)
def list_late(request: HttpRequest, wanted: Query[LateFilter]) -> object:
    """谁还没报：逾期未报的填报，逾期最久的在前，附各单位笔数和上次报送时间。 Who has not reported, by days late."""
    late = late_returns(actor_of(request), **wanted.dict())
    return {
        "day": late.day,
        "total": late.total,
        "rows": [_late(row, late.day) for row in late.rows],
        "units": [_late_unit(each) for each in late.units],
    }


@router.get("/returns/{int:filed}", response=ReturnOut)
def get_return(request: HttpRequest, filed: Key) -> object:
    """一份填报及其四个标记：完整、已审、锁定、按时。 One return, with its four flags."""
    return ReturnOut.of(return_for(actor_of(request), filed))


@router.get("/returns/{int:filed}/grid", response=GridOut)
def get_grid(request: HttpRequest, filed: Key) -> object:
    """填报表格：每格的值、批注、疑问，上期、上年同期和目标。 The cells, with what stands beside each."""
    actor = actor_of(request)
    shown = grid(actor, return_for(actor, filed))
    columns = [{"key": each.key, "zh": each.name.zh, "en": each.name.en, "kind": each.kind} for each in shown.columns]
    rows = [{**asdict(row), "cells": [_grid_cell(cell) for cell in row.cells]} for row in shown.rows]
    return {"filed": ReturnOut.of(shown.filed), "open": shown.open, "columns": columns, "rows": rows}


@router.post("/returns/{int:filed}/cells", response=FilledOut)
def post_cells(request: HttpRequest, filed: Key, body: CellsBody) -> object:
    """填入若干单元格：全部写入或全不写入；空白不等于零。 Fill in cells, all or none; blank is not zero."""
    actor = actor_of(request)
    done = fill_cells(actor, return_for(actor, filed), cells=[cell.given() for cell in body.cells], why=body.why)
    return {"filed": ReturnOut.of(done.filed), "cells": [_written(each) for each in done.cells]}


@router.post("/returns/{int:filed}/cells/try", response=list[TrialOut])
def post_trial(request: HttpRequest, filed: Key, body: CellsBody) -> object:
    """试填：说明每格会怎样、有何疑问，不写入。 What filling in would do; nothing is written."""
    actor = actor_of(request)
    trials = try_cells(return_for(actor, filed), [cell.given() for cell in body.cells])
    return [_trial(each, language(request)) for each in trials]


@router.post("/returns/{int:filed}/submit", response=ReturnOut)
def post_submit(request: HttpRequest, filed: Key, body: SubmitBody) -> object:
    """报送；必填未填又未说明、有疑问未答复的，逐格指出。 Submit; each cell that keeps it back is named."""
    actor = actor_of(request)
    return ReturnOut.of(submit(actor, return_for(actor, filed), expected=body.revision, why=body.why))


@router.post("/returns/{int:filed}/accept", response=AcceptedOut)
def post_accept(request: HttpRequest, filed: Key, body: SubmitBody) -> object:
    """审核通过：数据随即入账；不得审核自己填报的内容。 Accept; its values go into the ledger. Never one's own."""
    actor = actor_of(request)
    done = accept_return(actor, return_for(actor, filed), expected=body.revision, why=body.why)
    lang = language(request)
    rows = [
        {
            "row": each.row.pk,
            "name": each.row.indicator.name,
            "result": each.result,
            "why": getattr(each.why, lang) if each.why else None,
        }
        for each in done.rows
    ]
    return {"filed": ReturnOut.of(done.filed), "rows": rows}


@router.post("/returns/{int:filed}/send-back", response=ReturnOut)
def post_send_back(request: HttpRequest, filed: Key, body: SendBackBody) -> object:
    """退回并说明原因；只开放这一单位这一期次。 Send back with a note; opens this unit and period alone."""
    actor = actor_of(request)
    row = return_for(actor, filed)
    return ReturnOut.of(send_back(actor, row, expected=body.revision, note=body.note, until=body.until))


@router.post("/returns/{int:filed}/exemptions", response={201: ExemptionOut})
def post_exemption(request: HttpRequest, filed: Key, body: ExemptBody) -> object:
    """开放补报至某日，到期自动失效。 Open a locked return until a day; it ends by itself."""
    actor = actor_of(request)
    made = exempt(actor, return_for(actor, filed), reason=body.reason, until=body.until, why=body.reason)
    return Status(201, ExemptionOut.of(made))


@router.post("/returns/{int:filed}/exemptions/end", response=ReturnOut)
def post_end_exemption(request: HttpRequest, filed: Key) -> object:
    """提前结束开放补报。 End the exemption of a return."""
    actor = actor_of(request)
    return ReturnOut.of(end_exemption(actor, return_for(actor, filed)))


@router.get("/exemptions", response=ExemptionPage)
def list_exemptions(request: HttpRequest, limit: Limit = 100, after: After = 0, all: bool = False) -> object:  # noqa: A002
    """开放补报清单：正在生效的，或全部。 Exemptions that hold today, or all."""
    return told(page(exemptions_for(actor_of(request), open_only=not all), limit, after), ExemptionOut.of)


@router.post("/returns/{int:filed}/remind", response=Told)
def post_remind(request: HttpRequest, filed: Key, body: RemindBody) -> object:
    """催报一份填报。 Remind those who report for the unit."""
    actor = actor_of(request)
    return {"notices": len(remind(actor, return_for(actor, filed), note=body.note))}


@router.post("/cells/{int:cell}/attachment", response=CellOut)
def post_attachment(request: HttpRequest, cell: Key, file: File[UploadedFile], revision: FormField[Revision]) -> object:
    """给一个数附上文件（10 MB 以内）。 Attach a file to a value, of 10 MB at most."""
    actor = actor_of(request)
    row = cell_for(actor, cell)
    return attach(actor, row.filed, cell=row, expected=revision, name=file.name or "", chunks=file.chunks())


@router.delete("/cells/{int:cell}/attachment", response=CellOut)
def delete_attachment(request: HttpRequest, cell: Key, revision: Revision) -> object:
    """取下附件。 Take the file off a value."""
    actor = actor_of(request)
    row = cell_for(actor, cell)
    return detach(actor, row.filed, cell=row, expected=revision)


@router.get("/cells/{int:cell}/attachment")
def get_attachment(request: HttpRequest, cell: Key) -> FileResponse:
    """下载附件。 The file attached to a value."""
    path, name = attached(cell_for(actor_of(request), cell))
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="application/octet-stream")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def return_for(actor: Actor, key: int) -> Return:
    """The return with that id, if the actor may see it."""
    return get_for(actor, "return.read", Return.objects.select_related("form__plan", "unit"), key, RETURN)


def cell_for(actor: Actor, key: int) -> Cell:
    """The cell with that id, if the actor may see its return."""
    cells = Cell.objects.select_related("filed__form", "filed__unit", "row__indicator")
    return get_for(actor, "return.read", cells, key, CELL)


def told(found: dict[str, object], tell: Callable[[Any], object]) -> dict[str, object]:
    """A page with its rows told."""
    return {**found, "rows": [tell(row) for row in cast("list[Any]", found["rows"])]}


def _late(row: Late, today: date) -> dict[str, object]:
    return {"filed": ReturnOut.of(row.filed, today), "days_late": row.days, "last_report": row.last_report}


def _late_unit(each: LateUnit) -> dict[str, object]:
    return {"unit_id": each.unit.pk, "name": each.unit.name, "count": each.count, "most_days": each.most_days}


def _said(asks: Sequence[Ask]) -> list[dict[str, object]]:
    return [ask.json() for ask in asks]


def _grid_cell(cell: GridCell) -> dict[str, object]:
    return {**asdict(cell), "warnings": _said(cell.warnings)}


def _written(each: Written) -> dict[str, object]:
    given, cell = each.given, each.cell
    return {
        "row": cell.row_id if cell else given.row,
        "position": cell.row.position if cell else given.position,
        "column": given.column,
        "what": each.what,
        "id": cell.pk if cell else None,
        "revision": cell.revision if cell else 0,
        "value": Figure(cell.value, cell.places).shown if cell and cell.value is not None else None,
        "warnings": cell.warnings if cell else [],
        "reason": cell.reason if cell else "",
    }


def _trial(each: Trial, lang: str) -> dict[str, object]:
    return {
        "row": each.given.row,
        "position": each.given.position,
        "column": each.given.column,
        "what": each.what,
        "warnings": _said(each.asks),
        "refused": getattr(each.refused, lang) if each.refused else None,
    }
