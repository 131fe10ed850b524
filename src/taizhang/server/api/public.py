"""What everybody may see without signing in, where the office turned that on: published documents and plans."""

from datetime import datetime
from typing import Any

from django.http import FileResponse, HttpRequest
from ninja import Field, Query, Router, Schema

from taizhang.server.api import public_plans
from taizhang.server.api.documents import FILE_CONTENT, as_file, whole_reading
from taizhang.server.api.paging import After, Limit, Page, page
from taizhang.server.api.scalars import Key, Line, Year
from taizhang.server.documents.models import Document
from taizhang.server.documents.public import must_be_turned_on, public_document
from taizhang.server.documents.queries import Wanted, public_documents

router = Router(tags=["public"])
router.add_router("", public_plans.router)


class PublicOut(Schema):
    """A published document, without who had a hand in it."""

    id: int
    region: str = Field(alias="region.name")
    title: str
    name: str
    kind: str
    year: int | None
    size: int
    uploaded_at: datetime


class PublicWhole(Schema):
    """A published document with its text and what it says of itself."""

    document: PublicOut
    text: str
    metadata: dict[str, Any]


class Filters(Schema):
    """Which documents."""

    year: Year | None = None
    words: Line = ""


@router.get("/public/documents", response=Page[PublicOut], auth=None)
def list_public(
    request: HttpRequest,  # noqa: ARG001 - every route is given it
    filters: Query[Filters],
    limit: Limit = 100,
    after: After = 0,
) -> object:
    """已公开的文档，无需登录。Published documents, for everybody."""
    must_be_turned_on()
    return page(public_documents().filter(Wanted(**filters.dict()).condition()), limit, after)


@router.get("/public/documents/{int:document}", response=PublicWhole, auth=None)
def get_public(request: HttpRequest, document: Key) -> object:  # noqa: ARG001 - as above
    """一份已公开的文档及其全文。A published document with its text."""
    row = public_one(document)
    reading = whole_reading(row)
    return {"document": row, "text": reading.text, "metadata": reading.metadata}


@router.get(
    "/public/documents/{int:document}/file",
    auth=None,
    url_name="public_file",
    openapi_extra={"responses": FILE_CONTENT},
)
def get_public_file(request: HttpRequest, document: Key) -> FileResponse:  # noqa: ARG001 - as above
    """下载已公开文档的原件。The file of a published document."""
    return as_file(public_one(document))


def public_one(key: int) -> Document:
    """A published document; NotThere where it is none, or where nothing is public."""
    must_be_turned_on()
    return public_document(key)
