"""Documents (文档): uploaded, read in the background, graded, published, compared."""

from datetime import datetime
from typing import Annotated, Any

from django.http import FileResponse, HttpRequest
from ninja import Field, File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.accounts.models import Unit
from taizhang.server.api.body import Body
from taizhang.server.api.callers import actor_of
from taizhang.server.api.paging import After, Limit, Page, page
from taizhang.server.api.scalars import Key, Line, Revision, RowId, Short, Text, Year
from taizhang.server.api.seen import unit_for
from taizhang.server.documents import actions, queries
from taizhang.server.documents.comparing import in_scope_of, read_ones
from taizhang.server.documents.files import path_of
from taizhang.server.documents.models import Document, Reading
from taizhang.server.documents.uploading import upload
from taizhang.server.lib.refusals import NotThere

router = Router(tags=["documents"])
DOCUMENT = Words("文档", "document")
FILE = Words("文档原件", "file of the document")
FILE_CONTENT = {200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}}


class DocumentOut(Schema):
    """A document with how far its reading is. `reader` is the version that made the current reading."""

    id: int
    revision: int
    unit_id: int
    region_id: int
    region: str = Field(alias="region.name")
    name: str
    title: str
    kind: str
    year: int | None
    sha256: str
    size: int
    uploaded_by: int | None
    uploaded_at: datetime
    secrecy: Document.Secrecy
    openness: Document.Openness
    state: Document.State
    trouble: str
    reader: str | None = None
    published: bool = False


class ReadingOut(Schema):
    """One reading of a document, without its text."""

    id: int
    reader: str
    read_at: datetime
    format: str
    current: bool
    cautions: list[dict[str, str]]


class ReadingWhole(ReadingOut):
    """A reading with its text, and with the rows of `taizhang metadata`, `outline` and `tables`."""

    text: str
    metadata: dict[str, Any]
    outline: list[dict[str, Any]]
    tables: list[dict[str, Any]]


class LinkOut(Schema):
    """Two stretches that speak of the same thing; kinds and reasons as in `taizhang link`."""

    id: int
    kind: str
    a_document: int = Field(alias="a.document_id")
    a_reading: int = Field(alias="a_id")
    a_start: int
    a_end: int
    b_document: int = Field(alias="b.document_id")
    b_reading: int = Field(alias="b_id")
    b_start: int
    b_end: int
    agrees: bool | None
    reason: str
    certainty: str


class Filters(Schema):
    """Which documents."""

    unit: RowId | None = None
    region: RowId | None = None
    kind: Short | None = None
    year: Year | None = None
    state: Document.State | None = None
    words: Line = Field("", description="标题或文件名中的词 · words of the title or the name of the file")


class UploadIn(Schema):
    """Where a file is uploaded, and what is settled of it at once."""

    unit: RowId
    secrecy: Document.Secrecy = Document.Secrecy.NONE
    openness: Document.Openness = Document.Openness.UNSET


class GradeIn(Body):
    """Secrecy and openness as a person settles them."""

    revision: Revision
    secrecy: Document.Secrecy | None = None
    openness: Document.Openness | None = None
    why: Text = ""


class PublishIn(Body):
    """A review: whether the document is opened to the public, and what was looked at."""

    published: bool = True
    note: Annotated[Text, Field(min_length=1)]


class Reason(Body):
    """Why."""

    why: Annotated[Text, Field(min_length=1)]


class CompareIn(Body):
    """Documents to be linked and checked; none named: those of the unit's region and of the regions next to it."""

    unit: RowId
    documents: list[RowId] | None = Field(None, max_length=500)


class PublicationOut(Schema):
    """A recorded review."""

    id: int
    document_id: int
    published: bool
    note: str
    by: int | None
    at: datetime
    withdrawn_at: datetime | None


class JobOut(Schema):
    """A job in the background; how far it is stands under /jobs."""

    id: int
    name: str


@router.get("/documents", response=Page[DocumentOut])
def list_documents(request: HttpRequest, filters: Query[Filters], limit: Limit = 100, after: After = 0) -> object:
    """文档列表，可按单位、地区、类型、年份、状态和标题中的词筛选。Documents, filtered."""
    wanted = queries.Wanted(**filters.dict())
    return page(queries.documents_for(actor_of(request), wanted), limit, after)


@router.post("/documents", response={200: DocumentOut, 201: DocumentOut})
def post_document(request: HttpRequest, file: File[UploadedFile], fields: Form[UploadIn]) -> object:
    """上传文档，随后在后台读取；同一文件在同一单位只存一份（返回 200）。Upload a file; it is read in the background."""
    actor = actor_of(request)
    unit = unit_for(actor, fields.unit)
    document, new = upload(actor, unit, file, secrecy=fields.secrecy, openness=fields.openness)
    return Status(201 if new else 200, _document(actor, document.pk))


@router.get("/documents/{int:document}", response=DocumentOut)
def get_document(request: HttpRequest, document: Key) -> object:
    """一份文档及其读取状态。One document with how far its reading is."""
    return _document(actor_of(request), document)


@router.get("/documents/{int:document}/file", openapi_extra={"responses": FILE_CONTENT})
def get_file(request: HttpRequest, document: Key) -> FileResponse:
    """下载原件，与上传时逐字节相同。The file as it was uploaded, byte for byte."""
    return as_file(_document(actor_of(request), document))


@router.get("/documents/{int:document}/reading", response=ReadingWhole)
def get_reading(request: HttpRequest, document: Key) -> object:
    """当前读取结果：全文、元数据、提纲、表格。The current reading: text, metadata, outline, tables."""
    return whole_reading(_document(actor_of(request), document))


@router.get("/documents/{int:document}/readings", response=Page[ReadingOut])
def list_readings(request: HttpRequest, document: Key, limit: Limit = 100, after: After = 0) -> object:
    """历次读取（不含全文）。All readings, each by its reader."""
    return page(queries.readings_of(_document(actor_of(request), document)), limit, after)


@router.get("/documents/{int:document}/links", response=Page[LinkOut])
def list_links(request: HttpRequest, document: Key, limit: Limit = 100, after: After = 0) -> object:
    """与其他文档（及文内）的对应关系。What speaks of the same thing, here and in other documents."""
    return page(queries.links_of(actor_of(request), _document(actor_of(request), document)), limit, after)


@router.post("/documents/{int:document}/reread", response=DocumentOut)
def post_reread(request: HttpRequest, document: Key) -> object:
    """重新读取：读取失败时，或读取程序更新之后。Have it read again."""
    actor = actor_of(request)
    actions.reread(actor, _document(actor, document))
    return _document(actor, document)


@router.patch("/documents/{int:document}", response=DocumentOut)
def patch_document(request: HttpRequest, document: Key, body: GradeIn) -> object:
    """核定密级与公开属性。Settle secrecy and openness."""
    actor = actor_of(request)
    values = body.dict(exclude={"revision"}, exclude_none=True)
    actions.grade(actor, _document(actor, document), expected=body.revision, **values)
    return _document(actor, document)


@router.post("/documents/{int:document}/publish", response={201: PublicationOut})
def post_publish(request: HttpRequest, document: Key, body: PublishIn) -> object:
    """审查后公开（或决定不公开）；上传者本人不能审查。Record the review by which it is opened to the public."""
    actor = actor_of(request)
    row = _document(actor, document)
    return Status(201, actions.publish(actor, row, published=body.published, note=body.note))


@router.post("/documents/{int:document}/withdraw", response=PublicationOut)
def post_withdraw(request: HttpRequest, document: Key, body: Reason) -> object:
    """撤回公开。Take it back from the public."""
    actor = actor_of(request)
    return actions.withdraw(actor, _document(actor, document), why=body.why)


@router.post("/documents/compare", response={202: JobOut})
def post_compare(request: HttpRequest, body: CompareIn) -> object:
    """连接并核查文档（后台任务），结果见核查发现。Link and check documents in the background."""
    actor = actor_of(request)
    unit = unit_for(actor, body.unit)
    return Status(202, actions.compare(actor, unit, documents=_to_compare(actor, unit, body.documents)))


def _to_compare(actor: Actor, unit: Unit, keys: list[int] | None) -> list[int]:
    rows = read_ones(queries.documents_for(actor))
    rows = rows.filter(in_scope_of(unit)) if keys is None else rows.filter(pk__in=keys)
    found = list(rows.values_list("pk", flat=True))
    if keys is not None and set(keys) - set(found):
        missing = "、".join(map(str, sorted(set(keys) - set(found))[:5]))
        raise NotThere(thing=Words(f"已读取的文档 {missing}", f"document {missing} that has been read"))
    return found


def _document(actor: Actor, key: int) -> Document:
    return get_for(actor, "document.read", queries.described(Document.objects.all()), key, DOCUMENT)


def whole_reading(document: Document) -> Reading:
    """The current reading of a document; NotThere where it has none."""
    reading = queries.current_reading(document)
    if reading is None:
        raise NotThere(thing=Words("读取结果", "reading of the document"))
    return reading


def as_file(document: Document) -> FileResponse:
    """The bytes of a document as a download that no browser opens by itself."""
    try:
        stream = path_of(document.sha256).open("rb")
    except FileNotFoundError:
        raise NotThere(thing=FILE) from None
    answer = FileResponse(stream, as_attachment=True, filename=document.name, content_type="application/octet-stream")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
