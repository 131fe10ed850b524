"""One person (人员): the account, its roles, password, lock-out and tokens."""

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.accounts.actions import (
    change_person,
    give_grant,
    revoke_token,
    set_first_password,
    unlock_person,
    withdraw_grant,
)
from taizhang.server.accounts.lockout import locked_until_by_name
from taizhang.server.accounts.models import Grant, Token, User
from taizhang.server.accounts.queries import people_for, tokens_of
from taizhang.server.pages.administration.form_pages import Forms, Told, form_page, units_where
from taizhang.server.pages.administration.typing import mail, needed, needed_choice, needed_key
from taizhang.server.pages.administration.units import unit_at
from taizhang.server.pages.administration.words import ROLES, WHY
from taizhang.server.pages.answers import act, page
from taizhang.server.pages.forms.typed import Field, Form, Typed, options

PAGE = "admin_people"
PERSON, GRANT, TOKEN = Words("人员", "person"), Words("角色", "role"), Words("令牌", "token")
MOST_TOKENS = 100


@page
def person(request: HttpRequest, actor: Actor, person: int) -> HttpResponse:
    """One person."""
    return _one.shown(request, actor, person)


@act
def change(request: HttpRequest, actor: Actor, person: int) -> Words | HttpResponse:
    """Change names, mail, unit, or end the account."""

    def do(typed: Typed) -> Words:
        row, unit = person_at(actor, person), typed.key("unit_id")
        values: dict[str, object] = {
            "display_name": needed(typed, "display_name", 40),
            "email": mail(typed, "email"),
            "is_active": "is_active" in request.POST,
        }
        seen, why = typed.revision(), typed.text("why")
        typed.checked()
        moved = unit_at(actor, unit) if unit is not None and unit != row.unit_id else None
        change_person(actor, row, expected=seen, unit=moved, why=why, **values)
        return Words("已修改账户", "The account is changed")

    return _one.carried(request, actor, "change", do, person)


@act
def password(request: HttpRequest, actor: Actor, person: int) -> Words | HttpResponse:
    """Give a new first password."""

    def do(typed: Typed) -> Words:
        word, why = needed(typed, "password", 128), typed.text("why")
        typed.checked()
        set_first_password(actor, person_at(actor, person), password=word, why=why)
        return Words("已重设初始密码，登录后须修改", "The first password is set; it is changed at the next sign-in")

    return _one.carried(request, actor, "password", do, person)


@act
def unlock(request: HttpRequest, actor: Actor, person: int) -> Words | HttpResponse:
    """End a lock-out, and what else keeps somebody out."""

    def do(typed: Typed) -> Words:
        why = typed.text("why")
        typed.checked()
        given = {name: name in request.POST for name in ("second_factor", "single_sign_on")}
        unlock_person(actor, person_at(actor, person), why=why, **given)
        return Words("已解除登录锁定", "The lock-out is ended")

    return _one.carried(request, actor, "unlock", do, person)


@act
def give(request: HttpRequest, actor: Actor, person: int) -> Words | HttpResponse:
    """Give a role."""

    def do(typed: Typed) -> Words:
        unit, role = needed_key(typed, "unit_id"), needed_choice(typed, "role", ROLES)
        until, why = typed.day("until"), typed.text("why")
        typed.checked()
        at = unit_at(actor, unit)
        give_grant(actor, at, user=person_at(actor, person), role=role, until=until, why=why)
        return Words(f"已授予“{ROLES[role].zh}”（{at}）", f"{ROLES[role].en} at {at} is given")

    return _one.carried(request, actor, "give", do, person)


@act
def withdraw(request: HttpRequest, actor: Actor, grant: int) -> Words:
    """Withdraw a role."""
    typed = Typed(request.POST)
    why = needed(typed, "why", 2000)
    typed.checked()
    row = get_for(actor, "user.read", Grant.objects.select_related("unit", "user"), grant, GRANT)
    withdraw_grant(actor, row, why=why)
    return Words("已收回角色", "The role is withdrawn")


@act
def revoke(request: HttpRequest, actor: Actor, token: int) -> Words:
    """Revoke a token of another."""
    typed = Typed(request.POST)
    why = needed(typed, "why", 2000)
    typed.checked()
    row = get_for(actor, "user.read", Token.objects.select_related("user__unit"), token, TOKEN)
    revoke_token(actor, row, why=why)
    return Words("已吊销令牌", "The token is revoked")


def person_at(actor: Actor, key: int) -> User:
    """A person within reach, with the roles that hold."""
    return get_for(actor, "user.read", people_for(actor), key, PERSON)


@form_page(PAGE, "person")
def _one(_request: HttpRequest, actor: Actor, key: int) -> Told:
    row = person_at(actor, key)
    held = row.held  # type: ignore[attr-defined]
    may_revoke = actor.may("token.revoke", row.unit)
    told = {
        "person": row,
        "locked_until": locked_until_by_name(row.username),
        "second_factor": Authenticator.objects.filter(user=row, type=Authenticator.Type.TOTP).exists(),
        "grants": [(grant, ROLES[grant.role], actor.may("grant.withdraw", grant.unit)) for grant in held],
        "tokens": list(tokens_of(row).order_by("-pk")[:MOST_TOKENS]) if may_revoke else [],
        "may_revoke": may_revoke,
    }
    return told, forms_of(actor, row)


def forms_of(actor: Actor, row: User) -> Forms:
    """What may be done to an account."""
    back, made = reverse("admin_person", args=[row.pk]), dict[str, Form]()
    if actor.may("user.change", row.unit):
        made["change"] = _changing(actor, row, back)
        made["password"] = _password(row, back)
    if actor.may("user.unlock", row.unit):
        made["unlock"] = _unlocking(row, back)
    if giving := _giving(actor, row, back):
        made["give"] = giving
    return made


def _changing(actor: Actor, row: User, back: str) -> Form:
    fields = [
        Field("revision", PERSON, "hidden", str(row.revision)),
        Field("display_name", Words("姓名", "name"), value=row.display_name, required=True),
        Field("email", Words("邮箱", "mail"), value=row.email),
        Field("unit_id", Words("单位", "unit"), "choice", str(row.unit_id or ""), units_where(actor, "user.create")),
        Field("is_active", Words("账户可用", "the account is in use"), "check", "on" if row.is_active else ""),
        Field("why", WHY, "text"),
    ]
    return Form(
        "change", reverse("admin_person_change", args=[row.pk]), back, Words("修改账户", "Change the account"), fields
    )


def _password(row: User, back: str) -> Form:
    fields = [
        Field("password", Words("新的初始密码", "the new first password"), required=True),
        Field("why", WHY, "text"),
    ]
    deed, button = reverse("admin_person_password", args=[row.pk]), Words("重设密码", "Set the password")
    return Form("password", deed, back, button, fields)


def _unlocking(row: User, back: str) -> Form:
    fields = [
        Field("second_factor", Words("同时清除两步验证", "forget the second factor too"), "check"),
        Field("single_sign_on", Words("同时清除统一身份认证的绑定", "forget the single sign-on too"), "check"),
        Field("why", WHY, "text"),
    ]
    deed, button = reverse("admin_person_unlock", args=[row.pk]), Words("解除锁定", "End the lock-out")
    return Form("unlock", deed, back, button, fields)


def _giving(actor: Actor, row: User, back: str) -> Form | None:
    if actor.user is not None and actor.user.pk == row.pk:
        return None
    choices = units_where(actor, "grant.give")
    if not choices:
        return None
    fields = [
        Field("role", GRANT, "choice", choices=options(ROLES), required=True),
        Field(
            "unit_id", Words("在哪个单位", "at which unit"), "choice", str(row.unit_id or ""), choices, required=True
        ),
        Field("until", Words("截止日期", "until"), "date", help=Words("留空为长期", "none: for good")),
        Field("why", WHY, "text"),
    ]
    return Form("give", reverse("admin_grant_give", args=[row.pk]), back, Words("授予角色", "Give a role"), fields)
