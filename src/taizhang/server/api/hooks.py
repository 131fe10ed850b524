"""The routes of hooks (推送)."""

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.api.body import Body
from taizhang.server.api.callers import actor_of
from taizhang.server.api.paging import After, Limit, Page, page
from taizhang.server.api.scalars import Key, Revision, RowId, Short, Text
from taizhang.server.api.seen import unit_for
from taizhang.server.hooks import actions
from taizhang.server.hooks.models import Delivery, Hook
from taizhang.server.hooks.queries import deliveries_of, hooks_for
from taizhang.server.hooks.reaching import look_up
from taizhang.server.lib.refusals import NotThere

router = Router(tags=["hooks"])
HOOK, DELIVERY = Words("推送", "webhook"), Words("推送记录", "delivery")
Url = Annotated[str, Field(max_length=500)]
Actions = Annotated[list[Annotated[str, Field(max_length=64)]], Field(max_length=50)]


class HookIn(Body):
    """An address to be told of what happens at a unit and below it."""

    unit_id: RowId
    name: Annotated[str, Field(min_length=1, max_length=80)]
    url: Url
    actions: Actions = Field(description='操作或其样式，如 ["return.*", "plan.issue"] · actions or patterns of them')
    why: Text = ""


class HookChange(Body):
    """What may change of a hook."""

    revision: Revision
    name: Short | None = None
    url: Url | None = None
    actions: Actions | None = None
    active: bool | None = None
    why: Text = ""


class HookSecretChange(Body):
    """Which hook gets a new secret: the one as it was seen."""

    revision: Revision
    why: Text = ""


class HookOut(Schema):
    """A hook as it is shown; `failures` in a row, and until when it is left alone."""

    id: int
    revision: int
    unit_id: int
    name: str
    url: str
    actions: list[str]
    active: bool
    failures: int = 0
    rests_until: datetime | None = None

    @staticmethod
    def resolve_failures(hook: Hook) -> int:
        """How often in a row it did not answer."""
        line = getattr(hook, "line", None)
        return line.failures if line else 0

    @staticmethod
    def resolve_rests_until(hook: Hook) -> datetime | None:
        """Until when it is left alone."""
        line = getattr(hook, "line", None)
        return line.rests_until if line else None


class HookMade(HookOut):
    """A hook with its secret, which is shown this once."""

    secret: str


class DeliveryOut(Schema):
    """One entry of the log, told or to be told."""

    id: int
    entry_id: int
    action: str = Field(alias="entry.action")
    state: Delivery.State
    tries: int
    status: int | None
    answer: str
    tried_at: datetime | None


def _hook(actor: Actor, key: int) -> Hook:
    return get_for(actor, "webhook.keep", Hook.objects.select_related("unit", "line"), key, HOOK)


@router.get("/hooks", response=Page[HookOut])
def list_hooks(request: HttpRequest, limit: Limit = 100, after: After = 0) -> object:
    """有权管理的推送。The webhooks that one may keep."""
    return page(hooks_for(actor_of(request)), limit, after)


@router.post("/hooks", response={201: HookMade})
def post_hook(request: HttpRequest, body: HookIn) -> object:
    """新建推送；签名密钥只在这次答复中给出。Make a webhook; its secret is shown in this answer only."""
    actor = actor_of(request)
    unit = unit_for(actor, body.unit_id)
    actor.wants("webhook.keep", unit)
    look_up(body.url)
    return Status(201, actions.create_hook(actor, unit, **body.dict(exclude={"unit_id"})))


@router.get("/hooks/{hook}", response=HookOut)
def get_hook(request: HttpRequest, hook: Key) -> object:
    """一个推送。One webhook."""
    return _hook(actor_of(request), hook)


@router.patch("/hooks/{hook}", response=HookOut)
def patch_hook(request: HttpRequest, hook: Key, body: HookChange) -> object:
    """修改、停用或启用推送。Change a webhook, or switch it."""
    actor = actor_of(request)
    values, row = body.dict(exclude={"revision"}, exclude_none=True), _hook(actor, hook)
    if body.url is not None:
        look_up(body.url)
    return actions.change_hook(actor, row, expected=body.revision, **values)


@router.delete("/hooks/{hook}", response={204: None})
def delete_hook(request: HttpRequest, hook: Key) -> object:
    """删除推送及其记录。Remove a webhook and its list of deliveries."""
    actor = actor_of(request)
    actions.remove_hook(actor, _hook(actor, hook))
    return Status(204, None)


@router.post("/hooks/{hook}/secret", response=HookMade)
def post_secret(request: HttpRequest, hook: Key, body: HookSecretChange) -> object:
    """更换签名密钥，只在这次答复中给出。Give a new secret, shown in this answer only."""
    actor = actor_of(request)
    return actions.renew_secret(actor, _hook(actor, hook), expected=body.revision, why=body.why)


@router.get("/hooks/{hook}/deliveries", response=Page[DeliveryOut])
def list_deliveries(
    request: HttpRequest, hook: Key, limit: Limit = 100, after: After = 0, state: Delivery.State | None = None
) -> object:
    """推送记录。What a webhook was told, or is to be told."""
    return page(deliveries_of(_hook(actor_of(request), hook), state=state), limit, after)


@router.post("/hooks/{hook}/deliveries/{delivery}/again", response=DeliveryOut)
def post_again(request: HttpRequest, hook: Key, delivery: Key) -> object:
    """再次推送。Tell it once more."""
    actor = actor_of(request)
    row = _hook(actor, hook)
    if not row.deliveries.filter(pk=delivery).exists():
        raise NotThere(thing=DELIVERY)
    return actions.send_again(actor, row, delivery=delivery)
