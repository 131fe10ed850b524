"""The routes of log (日志): entries sought, one entry with what it changed, the history of one row, export."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from ninja import Field, Path, Query, Router, Schema

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.actions.log_export import export_log
from taizhang.server.accounts.models import Unit
from taizhang.server.accounts.naming import called
from taizhang.server.accounts.queries import log_for, reach, where_allowed
from taizhang.server.api.callers import actor_of
from taizhang.server.api.paging import Limit, Page
from taizhang.server.api.scalars import MOST, Day, Key, Line, RowId
from taizhang.server.api.seen import UNIT, unit_for
from taizhang.server.lib.refusals import NotThere
from taizhang.server.lib.rows import row_at
from taizhang.server.log.exporting import as_csv, as_workbook, lines
from taizhang.server.log.models import Entry
from taizhang.server.log.queries import Search, ValueChange, history_of

router = Router(tags=["log"])
ENTRY, ROW = Words("日志条目", "entry of the log"), Words("这条数据的历史", "history of that row")
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ModelName = Annotated[str, Field(max_length=64, pattern=r"^([a-z_]+\.[a-z_]+)?$", description="如 accounts.unit")]
RowKind = Annotated[str, Path(max_length=64, pattern=r"^[a-z_]+\.[a-z_]+$", description="如 accounts.unit")]
CHANGES_SHOWN = 1000
FILE = {"schema": {"type": "string", "format": "binary"}}
IN_EITHER_FORM = {"responses": {200: {"content": {"text/csv": FILE, WORKBOOK: FILE}}}}


class LogForm(StrEnum):
    """How the log is exported."""

    CSV = "csv"
    XLSX = "xlsx"


class LogSeeking(Schema):
    """What is sought in the log; days are inclusive."""

    who: RowId | None = None
    action: Annotated[str, Field(max_length=64)] = ""
    model: ModelName = ""
    object_id: RowId | None = None
    unit: RowId | None = Field(None, description="该单位及下属 · at that unit and below")
    since: Day | None = None
    until: Day | None = None
    words: Line = ""


class LogEntryOut(Schema):
    """One action that was carried out."""

    id: int
    at: datetime
    actor: int
    actor_name: str
    channel: str
    address: str
    action: str
    action_name: str
    model: str
    object_id: int | None
    object_name: str
    unit_id: int | None
    why: str
    hash: str

    @staticmethod
    def resolve_action_name(entry: Entry) -> str:
        """What the action is called."""
        return called(entry.action).zh


class LogChangeOut(Schema):
    """What one row was and became."""

    model: str
    object_id: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class LogEntryMore(LogEntryOut):
    """An entry with its changes, the first thousand of them; `changed` counts all."""

    digest: str
    previous: str
    changed: int
    changes: list[LogChangeOut]

    @staticmethod
    def resolve_changed(entry: Entry) -> int:
        """How many rows it changed."""
        return entry.changes.count()

    @staticmethod
    def resolve_changes(entry: Entry) -> Iterable[object]:
        """The first of them."""
        return entry.changes.order_by("pk").values("model", "object_id", "before", "after")[:CHANGES_SHOWN]


@router.get("/log", response=Page[LogEntryOut])
def list_entries(
    request: HttpRequest,
    seeking: Query[LogSeeking],
    limit: Limit = 100,
    before: Annotated[int, Field(ge=1, le=MOST, description="从哪一条之前（上一页的 next）")] = MOST,
) -> object:
    """查阅日志，新的在前。The log, the newest first."""
    actor = actor_of(request)
    found = list(log_for(actor, _search(actor, seeking)).filter(pk__lt=before).order_by("-pk")[: limit + 1])
    return {"rows": found[:limit], "next": found[limit - 1].pk if len(found) > limit else None}


@router.get("/log/export", response={200: bytes}, openapi_extra=IN_EITHER_FORM)
def get_export(
    request: HttpRequest, seeking: Query[LogSeeking], form: LogForm = LogForm.CSV, why: Line = ""
) -> HttpResponseBase:
    """导出日志（CSV 或 Excel），每个改动一行；导出本身也记入日志。Export the log, a line for each row changed."""
    actor = actor_of(request)
    unit = _unit_to_export(actor, seeking.unit)
    entries = export_log(actor, unit, search=_search(actor, seeking), workbook=form is LogForm.XLSX, why=why)
    table = lines(entries, lambda action: called(action).zh)
    if form is LogForm.XLSX:
        return FileResponse(as_workbook(table), as_attachment=True, filename="log.xlsx", content_type=WORKBOOK)
    answer = StreamingHttpResponse(as_csv(table), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="log.csv"'
    return answer


@router.get("/log/{entry}", response=LogEntryMore)
def get_entry(request: HttpRequest, entry: Key) -> object:
    """一条日志和它的全部改动。One entry with its changes."""
    return row_at(log_for(actor_of(request), Search()), entry, ENTRY)


@router.get("/history/{model}/{object_id}", response=list[ValueChange])
def get_history(request: HttpRequest, model: RowKind, object_id: Key) -> object:
    """一条数据每个值的历史：谁、何时、改前、改后、理由、来源。The history of a row, value by value."""
    found = list(history_of(model, object_id, reach(actor_of(request), "log.read", "unit_path")))
    if not found:
        raise NotThere(thing=ROW)
    return found


def _search(actor: Actor, seeking: LogSeeking) -> Search:
    below = unit_for(actor, seeking.unit).path if seeking.unit else ""
    return Search(**seeking.dict(exclude={"unit"}), below=below)


def _unit_to_export(actor: Actor, unit: int | None) -> Unit:
    if unit is not None:
        return unit_for(actor, unit)
    found = where_allowed(actor.user, "log.export") if actor.user else None
    if found is None:
        actor.wants("log.export", None)
        raise NotThere(thing=UNIT)
    return found
