"""The routes of views (视图): what a person chose to see of a list, kept under a name, shared with the unit or not."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from taizhang.server.accounts.actions import change_view, keep_view, remove_view
from taizhang.server.accounts.queries import view_for, views_for
from taizhang.server.api.body import Body
from taizhang.server.api.callers import actor_of
from taizhang.server.api.paging import After, Limit, Page, page
from taizhang.server.api.scalars import Key, Revision
from taizhang.server.lib.refusals import NotSignedIn

router = Router(tags=["me"])
ListName = Annotated[str, Field(min_length=1, max_length=24, description="列表，如 indicators · of which list")]
ViewName = Annotated[str, Field(min_length=1, max_length=40)]
Query = Annotated[str, Field(max_length=2000, description="地址中问号后的部分 · what stands behind ? in the address")]


class ViewOut(Schema):
    """A view of a list; `user_id` is whose it is."""

    id: int
    revision: int
    user_id: int
    page: str
    name: str
    query: str
    shared: bool


class ViewIn(Body):
    """A view to be kept."""

    page: ListName
    name: ViewName
    query: Query = ""
    shared: bool = False


class ViewChange(Body):
    """What is to be changed of a view; what is not named stays."""

    revision: Revision
    name: ViewName | None = None
    query: Query | None = None
    shared: bool | None = None


@router.get("/me/views", response=Page[ViewOut])
def list_my_views(request: HttpRequest, *, limit: Limit = 100, after: After = 0, of: ListName | None = None) -> object:
    """我的视图和本单位共享的视图；of 限定列表。My views and those shared at my unit; `of` names the list."""
    return page(views_for(actor_of(request), page=of), limit, after)


@router.post("/me/views", response={201: ViewOut})
def post_my_view(request: HttpRequest, body: ViewIn) -> object:
    """保存视图。Keep a view."""
    actor = actor_of(request)
    if actor.user is None:
        raise NotSignedIn
    return Status(201, keep_view(actor, actor.user, **body.dict()))


@router.patch("/me/views/{int:view}", response=ViewOut)
def patch_my_view(request: HttpRequest, view: Key, body: ViewChange) -> object:
    """改名、共享或更新我的视图。Rename, share or update a view of mine."""
    actor = actor_of(request)
    values = body.dict(exclude={"revision"}, exclude_none=True)
    return change_view(actor, view_for(actor, view), expected=body.revision, **values)


@router.delete("/me/views/{int:view}", response={204: None})
def delete_my_view(request: HttpRequest, view: Key, revision: Revision) -> object:
    """删除我的视图。Remove a view of mine."""
    actor = actor_of(request)
    remove_view(actor, view_for(actor, view), expected=revision)
    return Status(204, None)
