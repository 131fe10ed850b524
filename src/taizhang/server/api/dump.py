"""The routes of dump (全量)."""

from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from ninja import File, Router, Schema
from ninja.files import UploadedFile

from taizhang.server.api.callers import actor_of
from taizhang.server.api.scalars import Line
from taizhang.server.dumping.actions import everything, export_dump
from taizhang.server.dumping.checking import check_dump
from taizhang.server.dumping.kinds import KINDS
from taizhang.server.dumping.tables import csv_of, jsonl_of, workbook_of

router = Router(tags=["dump"])
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KindName = StrEnum("KindName", {name.upper(): name for name in KINDS})  # type: ignore[misc]


class TableForm(StrEnum):
    """In what form rows are exported."""

    CSV = "csv"
    JSONL = "jsonl"
    XLSX = "xlsx"


class DumpChecked(Schema):
    """What a dump says of itself, and that it is whole."""

    taizhang: str
    rows: dict[str, int]
    files: int


def _bytes(*kinds: str) -> dict[str, object]:
    content = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in kinds}
    return {"responses": {200: {"description": "OK", "content": content}}}


@router.get("/dump", openapi_extra=_bytes("application/zip"))
def get_dump(request: HttpRequest, why: Line = "") -> HttpResponseBase:
    """全量导出为一个 zip：全部数据、日志、文件（含口令摘要与密钥，请妥善保管）；导出本身记入日志。

    Everything as one .zip, password hashes and secrets included; that it was taken stands in the log.
    It is loaded into an empty server by `taizhang admin load`.
    """
    actor = actor_of(request)
    chunks = export_dump(actor, everything(actor, "dump.export"), why=why)
    answer = StreamingHttpResponse(chunks, content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="taizhang.zip"'
    return answer


@router.post("/dump/check", response=DumpChecked)
def post_check(request: HttpRequest, file: File[UploadedFile]) -> object:
    """核对全量文件是否完整、版本是否相符；导入只能用命令 `taizhang admin load`，因为空的服务器上无人可以登录。

    Look whether a dump is whole and of this version. Loading is by command, since an empty server has no one signed in.
    """
    actor = actor_of(request)
    actor.wants("dump.load", None)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "dump.zip"
        with path.open("wb") as kept:
            for chunk in file.chunks():
                kept.write(chunk)
        manifest = check_dump(path)
    return DumpChecked(taizhang=manifest.taizhang, rows=manifest.rows, files=len(manifest.files))


@router.get("/export/{kind}.{form}", openapi_extra=_bytes("text/csv", "application/jsonl", WORKBOOK))
def get_table(request: HttpRequest, kind: KindName, form: TableForm) -> HttpResponseBase:
    """按种类批量导出有权查看的全部数据（日志见 /log/export）。All rows of one kind that one may see, with their ids."""
    actor, wanted = actor_of(request), KINDS[kind]
    name = f"{wanted.name}.{form}"
    if form is TableForm.XLSX:
        return FileResponse(workbook_of(wanted, actor), as_attachment=True, filename=name, content_type=WORKBOOK)
    wanted.rows(actor)
    text = csv_of(wanted, actor) if form is TableForm.CSV else jsonl_of(wanted, actor)
    kind_of_text = "text/csv; charset=utf-8" if form is TableForm.CSV else "application/jsonl"
    answer = StreamingHttpResponse(text, content_type=kind_of_text)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
