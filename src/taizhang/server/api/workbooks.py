"""The routes of workbooks (工作簿): templates out, workbooks in with a preview, put in, marked, undone."""

from typing import Annotated
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from ninja import Field, File, Query, Router, Status
from ninja import Form as FormField
from ninja.files import UploadedFile

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.accounts.models import Unit
from taizhang.server.api.callers import actor_of
from taizhang.server.api.forms import form_for
from taizhang.server.api.paging import After, Limit, page
from taizhang.server.api.returns import told
from taizhang.server.api.scalars import Key, RowId, Short
from taizhang.server.api.seen import unit_for, version_for
from taizhang.server.api.workbook_shapes import (
    FILE_CONTENT,
    BatchBody,
    BatchOut,
    DropBody,
    FiguresWanted,
    ImportOut,
    ImportPage,
    ImportState,
    ImportWhole,
    MissingOut,
    Reason,
)
from taizhang.server.returns.models import Import, Return
from taizhang.server.returns.workbooks.batch import How, files_in, still_missing, take_many
from taizhang.server.returns.workbooks.committing import commit
from taizhang.server.returns.workbooks.dropping import drop_workbook
from taizhang.server.returns.workbooks.exporting import form_workbook, return_workbook, unit_workbooks
from taizhang.server.returns.workbooks.figure_lists.sending import figure_workbook
from taizhang.server.returns.workbooks.figure_lists.wanting import below, indicators_named, periods_named
from taizhang.server.returns.workbooks.files import original
from taizhang.server.returns.workbooks.marking import marked_workbook
from taizhang.server.returns.workbooks.queries import imports_for, missing, parts_of
from taizhang.server.returns.workbooks.task_lists.sending import task_workbook
from taizhang.server.returns.workbooks.undoing import undo

router = Router(tags=["workbooks"])
RETURN, IMPORT, UNIT = Words("填报", "return"), Words("导入", "import"), Words("单位", "unit")
Period = Annotated[Short, Field(min_length=1, description="期次，如 2025-03 · the period, as 2025-03")]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/returns/{int:filed}/workbook", url_name="get_workbook", openapi_extra={"responses": FILE_CONTENT})
def get_workbook(request: HttpRequest, filed: Key) -> HttpResponse:
    """下载一份填报的模板（.xlsx），已填的数在里面。 The workbook of a return, with what stands in it."""
    return sent(*return_workbook(return_for(actor_of(request), filed)))


@router.get("/forms/{int:form}/workbooks", openapi_extra={"responses": FILE_CONTENT})
def get_workbooks(request: HttpRequest, form: Key, period: Period) -> HttpResponse:
    """下载某一期次各单位的模板（.zip，一个单位一个文件）。 A ZIP with a workbook for each unit."""
    actor = actor_of(request)
    return sent(*unit_workbooks(actor, form_for(actor, form), period), kind="application/zip")


@router.get("/forms/{int:form}/workbook", openapi_extra={"responses": FILE_CONTENT})
def get_together(request: HttpRequest, form: Key, period: Period) -> HttpResponse:
    """下载某一期次的模板（一个文件，一个单位一张表）。 One workbook with a sheet for each unit."""
    actor = actor_of(request)
    return sent(*form_workbook(actor, form_for(actor, form), period))


@router.get("/plan-versions/{int:version}/tasks/workbook", openapi_extra={"responses": FILE_CONTENT})
def get_tasks(request: HttpRequest, version: Key) -> HttpResponse:
    """下载任务分解表（牵头、配合、时限、成果），填好后同样上传；只有草案能改。 The tasks of a version as a list."""
    return sent(*task_workbook(version_for(actor_of(request), version)))


@router.get("/units/{int:unit}/observations/workbook", openapi_extra={"responses": FILE_CONTENT})
def get_figures(request: HttpRequest, unit: Key, wanted: Query[FiguresWanted]) -> HttpResponse:
    """下载数据批量录入表：单位 × 指标 × 期次，已有的数在里面。 A line for each unit, indicator and period."""
    actor = actor_of(request)
    top = unit_for(actor, unit)
    actor.wants("observation.read", top)
    units = below(actor, top) if wanted.below else [top]
    vintage = wanted.vintage.value
    return sent(*figure_workbook(top, units, indicators_named(wanted.indicator), periods_named(wanted.period), vintage))


@router.get("/forms/{int:form}/missing", response=list[MissingOut])
def list_missing(request: HttpRequest, form: Key, period: Period) -> object:
    """某一期次还缺哪些单位，已填多少，最近一次导入。 Who has not sent a form in for a period."""
    actor = actor_of(request)
    return [MissingOut.of(row) for row in missing(actor, form_for(actor, form), period)]


@router.get("/workbooks", response=ImportPage)
def list_imports(
    request: HttpRequest,
    limit: Limit = 100,
    after: After = 0,
    unit: RowId | None = None,
    state: ImportState | None = None,
) -> object:
    """导入记录。 The imports, by whom, when and by which way."""
    wanted = imports_for(actor_of(request), unit=unit, state=state.value if state else None)
    return told(page(wanted, limit, after), ImportOut.of)


@router.post("/workbooks", response={201: ImportWhole})
def post_workbook(request: HttpRequest, file: File[UploadedFile], body: FormField[DropBody]) -> object:
    """上传工作簿并预览：每行新增、更改、未变或拒绝及原因；尚未写入。 Drop a workbook and see what it would do."""
    actor = actor_of(request)
    unit = get_for(actor, "unit.read", Unit.objects.all(), body.unit, UNIT) if body.unit is not None else None
    filed = return_for(actor, body.filed) if body.filed is not None else None
    drop = drop_workbook(actor, file.chunks(), name=file.name or "", unit=unit, filed=filed)
    return Status(201, whole(drop))


@router.post("/workbooks/batch", response={201: BatchOut})
def post_batch(request: HttpRequest, files: File[list[UploadedFile]], body: FormField[BatchBody]) -> object:
    """一次上传多个工作簿或压缩包，逐个说明，并列出还缺哪些单位。 Many files or a ZIP, each told, and who is missing."""
    actor = actor_of(request)
    unit = get_for(actor, "unit.read", Unit.objects.all(), body.unit, UNIT) if body.unit is not None else None
    read = ((file.name or "", file.read()) for file in files)
    taken = take_many(actor, files_in(read), How(unit, body.put_in))
    return Status(201, BatchOut.of(taken, still_missing(actor, taken)))


@router.get("/workbooks/{int:drop}", response=ImportWhole)
def get_import(request: HttpRequest, drop: Key) -> object:
    """一次导入：进度、每行结果、撤销情况。 One import: how far it is, and what became of each row."""
    return whole(import_for(actor_of(request), drop))


@router.post("/workbooks/{int:drop}/commit", response=ImportWhole)
def post_commit(request: HttpRequest, drop: Key) -> object:
    """按预览写入；大文件在后台进行。 Put in what was previewed; a large file in the background."""
    actor = actor_of(request)
    return whole(commit(actor, import_for(actor, drop)))


@router.post("/workbooks/{int:drop}/undo", response=ImportWhole)
def post_undo(request: HttpRequest, drop: Key, body: Reason) -> object:
    """撤销导入：恢复原值；导入后又改过的保留并列出。 Undo; what was changed since is left and told."""
    actor = actor_of(request)
    return whole(undo(actor, import_for(actor, drop), why=body.why))


@router.get("/workbooks/{int:drop}/marked", url_name="get_marked", openapi_extra={"responses": FILE_CONTENT})
def get_marked(request: HttpRequest, drop: Key) -> HttpResponse:
    """下载带标记的原表：“导入结果”列、颜色和批注。 The workbook handed back with marks."""
    return sent(*marked_workbook(import_for(actor_of(request), drop)))


@router.get("/workbooks/{int:drop}/file", url_name="get_original", openapi_extra={"responses": FILE_CONTENT})
def get_original(request: HttpRequest, drop: Key) -> HttpResponse:
    """下载导入时的原文件。 The file as it was dropped."""
    row = import_for(actor_of(request), drop)
    return sent(row.name, original(row).read_bytes(), kind="application/octet-stream")


def return_for(actor: Actor, key: int) -> Return:
    """The return with that id, with what its workbook wants."""
    rows = Return.objects.select_related("form__plan", "unit__region")
    return get_for(actor, "return.read", rows, key, RETURN)


def import_for(actor: Actor, key: int) -> Import:
    """The import with that id, if the actor may see it."""
    return get_for(actor, "return.read", Import.objects.select_related("unit"), key, IMPORT)


def whole(drop: Import) -> ImportWhole:
    """An import with its parts."""
    return ImportWhole.with_parts(drop, list(parts_of(drop)))


def sent(name: str, content: bytes, kind: str = XLSX) -> HttpResponse:
    """A file to be saved, never shown in the page."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
