"""Notices (消息): messages to the one who is signed in, and marking them read."""

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Router, Schema

from taizhang.server.api.body import Body
from taizhang.server.api.callers import actor_of
from taizhang.server.api.paging import After, Limit, page
from taizhang.server.api.scalars import RowId
from taizhang.server.lib.refusals import NotSignedIn
from taizhang.server.returns.notices import mark_read
from taizhang.server.returns.queries import notices_for

router = Router(tags=["notices"])


class WordsOut(Schema):
    """What a notice says, in both languages."""

    zh: str
    en: str


class NoticeOut(Schema):
    """A notice. `about` names what it is about: {return} with the day from the due day, or {task} with its deadline."""

    id: int
    kind: str
    words: WordsOut
    about: dict[str, int | str]
    made_at: datetime
    read_at: datetime | None
    mailed_at: datetime | None


class NoticePage(Schema):
    """Notices, and where the next page starts."""

    rows: list[NoticeOut]
    next: int | None


class ReadBody(Body):
    """The notices that were read; all where none are named."""

    notices: Annotated[list[RowId], Field(max_length=1000)] | None = None


class ReadOut(Schema):
    """How many notices were unread."""

    marked: int


@router.get("/notices", response=NoticePage)
def list_notices(request: HttpRequest, limit: Limit = 100, after: After = 0, unread: bool = False) -> object:
    """本人的消息；unread 只看未读。 Notices to oneself, the unread ones or all."""
    return page(notices_for(actor_of(request), unread=unread), limit, after)


@router.post("/notices/read", response=ReadOut)
def post_read(request: HttpRequest, body: ReadBody) -> object:
    """标记已读，指定的或全部。 Mark notices read, those named or all."""
    actor = actor_of(request)
    if actor.user is None:
        raise NotSignedIn
    return {"marked": mark_read(actor, actor.user, notices=body.notices)}
