"""The routes of me (本人): who I am, what I may do where, my password and my tokens; my views stand in views.py."""

from datetime import date
from typing import Annotated

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.hashers import check_password
from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.actions.own import change_own_password
from taizhang.server.accounts.actions.tokens import make_token, revoke_own_token
from taizhang.server.accounts.gates import lacking
from taizhang.server.accounts.models import Grant, Role, User
from taizhang.server.accounts.permissions import STANDINGS, grants_of, permissions
from taizhang.server.accounts.queries import tokens_of
from taizhang.server.api import views
from taizhang.server.api.body import Body
from taizhang.server.api.callers import actor_of
from taizhang.server.api.paging import After, Limit, Page, page
from taizhang.server.api.people import TOKEN, Password, TokenOut
from taizhang.server.api.scalars import Key
from taizhang.server.lib.refusals import Invalid, NotAllowed, NotSignedIn
from taizhang.server.lib.rows import row_at

router = Router(tags=["me"])
router.add_router("", views.router)


class MyGrant(Schema):
    """A role that I hold: at which unit, and which action reaches where from there."""

    id: int
    unit_id: int
    unit_name: str
    unit_path: str
    role: Role
    until: date | None
    may: dict[str, list[str]]


class Me(Schema):
    """Who I am. `scopes` are those of the token (null: a session); `lacking` is what I have to do first."""

    id: int
    username: str
    display_name: str
    unit_id: int | None
    scopes: list[str] | None
    lacking: str | None
    grants: list[MyGrant]


class NewPassword(Body):
    """A new password, and the present one."""

    present: Password
    password: Password


class TokenIn(Body):
    """A token to be made: what it is for, its scopes, and for how many days it holds."""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    scopes: Annotated[list[Annotated[str, Field(max_length=20)]], Field(min_length=1, max_length=20)]
    days: Annotated[int, Field(ge=1, le=730)] = 365


class TokenMade(TokenOut):
    """A token with its key, which is never shown again."""

    key: str


@router.get("/me", response=Me)
def get_me(request: HttpRequest) -> object:
    """我是谁，能在哪些单位做什么。Who I am, and what I may do where."""
    actor = actor_of(request)
    user = _myself(actor)
    return {
        "id": user.pk,
        "username": user.username,
        "display_name": user.display_name,
        "unit_id": user.unit_id,
        "scopes": sorted(actor.scopes) if actor.scopes is not None else None,
        "lacking": lacking(user),
        "grants": [_my_grant(actor, grant) for grant in grants_of(user)],
    }


@router.post("/me/password", response={204: None})
def post_my_password(request: HttpRequest, body: NewPassword) -> object:
    """修改本人密码（只能登录后自己改，令牌不行）。Change my password, signed in by myself, not by a token."""
    actor = actor_of(request)
    user = _myself(actor)
    if actor.scopes is not None:
        raise NotAllowed(action=Words("以令牌修改密码", "change a password by a token"), unit=str(user))
    if not check_password(body.present, user.password):
        raise Invalid({"present": Words("原密码不正确", "the present password is wrong")})
    change_own_password(actor, user, password=body.password)
    update_session_auth_hash(request, user)
    return Status(204, None)


@router.get("/me/tokens", response=Page[TokenOut])
def list_my_tokens(request: HttpRequest, limit: Limit = 100, after: After = 0) -> object:
    """我的令牌。My tokens."""
    return page(tokens_of(_myself(actor_of(request))), limit, after)


@router.post("/me/tokens", response={201: TokenMade})
def post_my_token(request: HttpRequest, body: TokenIn) -> object:
    """生成令牌，密钥只显示这一次。Make a token; its key is shown this once."""
    actor = actor_of(request)
    token, key = make_token(actor, _myself(actor), name=body.name, wanted=body.scopes, days=body.days)
    return Status(201, {**TokenOut.from_orm(token).dict(), "key": key})


@router.post("/me/tokens/{token}/revoke", response=TokenOut)
def post_revoke_my_token(request: HttpRequest, token: Key) -> object:
    """吊销我的令牌。Revoke a token of mine."""
    actor = actor_of(request)
    row = row_at(tokens_of(_myself(actor)), token, TOKEN)
    return revoke_own_token(actor, row)


def _myself(actor: Actor) -> User:
    if actor.user is None:
        raise NotSignedIn
    return actor.user


def _my_grant(actor: Actor, grant: Grant) -> dict[str, object]:
    reach = {
        action: permission.reach[grant.role]
        for action, permission in permissions().items()
        if _scoped(actor, permission.scope)
    }
    return {
        "id": grant.pk,
        "unit_id": grant.unit_id,
        "unit_name": grant.unit.name,
        "unit_path": grant.unit.path,
        "role": grant.role,
        "until": grant.until,
        "may": {action: [s for s in STANDINGS if s in where] for action, where in reach.items() if where},
    }


def _scoped(actor: Actor, scope: str) -> bool:
    return actor.scopes is None or scope in actor.scopes
