"""The routes of people (人员): their accounts, the roles they hold, tokens that an administrator revokes."""

from datetime import date, datetime
from typing import Annotated, Any

from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.accounts.actions import (
    change_person,
    create_person,
    give_grant,
    revoke_token,
    set_first_password,
    unlock_person,
    withdraw_grant,
)
from taizhang.server.accounts.lockout import locked_until_by_name
from taizhang.server.accounts.models import Grant, Role, Token, User
from taizhang.server.accounts.queries import people_for, tokens_of
from taizhang.server.api.body import Body
from taizhang.server.api.callers import actor_of
from taizhang.server.api.paging import After, Limit, Page, page
from taizhang.server.api.scalars import Day, Key, Revision, RowId, Short, Text
from taizhang.server.api.seen import unit_for
from taizhang.server.api.units import Mail

router = Router(tags=["people"])
PERSON, GRANT, TOKEN = Words("人员", "person"), Words("角色", "role"), Words("令牌", "token")
Password = Annotated[str, Field(min_length=1, max_length=128)]
Why = Annotated[str, Field(min_length=1, max_length=2000)]
DisplayName = Annotated[str, Field(min_length=1, max_length=40)]


class GrantOut(Schema):
    """A role that a person holds at a unit."""

    id: int
    user_id: int
    unit_id: int
    unit_name: str = Field(alias="unit.name")
    role: Role
    until: date | None
    withdrawn_at: datetime | None


class PersonOut(Schema):
    """A person as shown in lists."""

    id: int
    revision: int
    username: str
    display_name: str
    email: str
    unit_id: int | None
    unit_name: str | None = Field(default=None, alias="unit.name")
    is_active: bool
    must_change_password: bool
    last_login: datetime | None
    grants: list[GrantOut] = Field(default=[], alias="held")


class PersonMore(PersonOut):
    """A person with what an administrator looks for when somebody does not come in."""

    locked_until: datetime | None
    second_factor: bool

    @staticmethod
    def resolve_locked_until(user: User) -> Any:
        """When the lock-out ends."""
        return locked_until_by_name(user.username)

    @staticmethod
    def resolve_second_factor(user: User) -> bool:
        """Whether a second factor is set up."""
        return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists())


class PersonIn(Body):
    """A person to be given an account; without a password only single sign-on leads in."""

    username: Annotated[str, Field(min_length=1, max_length=150)]
    display_name: DisplayName
    password: Password | None = None
    email: Mail = ""


class PersonChange(Body):
    """What may change of an account. `is_active` false ends it: nobody comes in by it, its tokens are dead."""

    revision: Revision
    display_name: DisplayName | None = None
    email: Mail | None = None
    unit_id: RowId | None = None
    is_active: bool | None = None
    why: Text = ""


class FirstPassword(Body):
    """A new first password, to be changed at the next sign-in."""

    password: Password
    why: Text = ""


class Unlocking(Body):
    """What is ended besides the lock-out."""

    second_factor: bool = False
    single_sign_on: bool = False
    why: Text = ""


class GrantIn(Body):
    """A role to be given at a unit, until a day or for good."""

    unit_id: RowId
    role: Role
    until: Day | None = None
    why: Text = ""


class GrantReason(Body):
    """Why."""

    why: Why


class TokenOut(Schema):
    """A token, without its key."""

    id: int
    name: str
    prefix: str
    scopes: list[str]
    expires_at: datetime | None
    revoked_at: datetime | None


@router.get("/people", response=Page[PersonOut])
def list_people(
    request: HttpRequest,
    *,
    limit: Limit = 100,
    after: After = 0,
    unit: RowId | None = None,
    active: bool | None = None,
    words: Short = "",
) -> object:
    """人员及其角色。People and the roles that they hold."""
    return page(people_for(actor_of(request), unit=unit, active=active, words=words), limit, after)


@router.post("/units/{unit}/people", response={201: PersonOut})
def post_person(request: HttpRequest, unit: Key, body: PersonIn) -> object:
    """开设账户，首次登录须改密码。Make an account; its first password is changed at the first sign-in."""
    actor = actor_of(request)
    at = unit_for(actor, unit)
    return Status(201, _shown(actor, create_person(actor, at, **body.dict())))


@router.get("/people/{person}", response=PersonMore)
def get_person(request: HttpRequest, person: Key) -> object:
    """一个人员。One person."""
    return _person(actor_of(request), person)


@router.patch("/people/{person}", response=PersonOut)
def patch_person(request: HttpRequest, person: Key, body: PersonChange) -> object:
    """修改或停用账户。Change or end an account."""
    actor = actor_of(request)
    values = body.dict(exclude={"revision", "unit_id"}, exclude_none=True)
    if body.unit_id is not None:
        values["unit"] = unit_for(actor, body.unit_id)
    return _shown(actor, change_person(actor, _person(actor, person), expected=body.revision, **values))


@router.post("/people/{person}/password", response=PersonOut)
def post_password(request: HttpRequest, person: Key, body: FirstPassword) -> object:
    """重设初始密码。Give a new first password."""
    actor = actor_of(request)
    return _shown(actor, set_first_password(actor, _person(actor, person), **body.dict()))


@router.post("/people/{person}/unlock", response=PersonMore)
def post_unlock(request: HttpRequest, person: Key, body: Unlocking) -> object:
    """解除登录锁定，必要时清除两步验证或统一身份认证的绑定。End a lock-out, and what else keeps somebody out."""
    actor = actor_of(request)
    return _shown(actor, unlock_person(actor, _person(actor, person), **body.dict()))


@router.post("/people/{person}/grants", response={201: GrantOut})
def post_grant(request: HttpRequest, person: Key, body: GrantIn) -> object:
    """授予角色。Give a role."""
    actor = actor_of(request)
    at = unit_for(actor, body.unit_id)
    user = _person(actor, person)
    return Status(201, give_grant(actor, at, user=user, **body.dict(exclude={"unit_id"})))


@router.post("/grants/{grant}/withdraw", response=GrantOut)
def post_withdraw(request: HttpRequest, grant: Key, body: GrantReason) -> object:
    """收回角色。Withdraw a role."""
    actor = actor_of(request)
    row = get_for(actor, "user.read", Grant.objects.select_related("unit", "user"), grant, GRANT)
    return withdraw_grant(actor, row, why=body.why)


@router.get("/people/{person}/tokens", response=Page[TokenOut])
def list_tokens(request: HttpRequest, person: Key, limit: Limit = 100, after: After = 0) -> object:
    """某人的令牌（不含密钥）。The tokens of a person, without their keys."""
    actor = actor_of(request)
    user = _person(actor, person)
    actor.wants("token.revoke", user.unit)
    return page(tokens_of(user), limit, after)


@router.post("/tokens/{token}/revoke", response=TokenOut)
def post_revoke(request: HttpRequest, token: Key, body: GrantReason) -> object:
    """吊销他人令牌。Revoke another's token."""
    actor = actor_of(request)
    row = get_for(actor, "user.read", Token.objects.select_related("user__unit"), token, TOKEN)
    return revoke_token(actor, row, why=body.why)


def _person(actor: Actor, person: int) -> User:
    return get_for(actor, "user.read", people_for(actor), person, PERSON)


def _shown(actor: Actor, user: User) -> User:
    """The person as a list shows it, read anew."""
    return people_for(actor).filter(pk=user.pk).first() or user
