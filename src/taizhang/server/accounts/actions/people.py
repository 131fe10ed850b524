"""People get an account at a unit with a first password that they must change; accounts are ended, never removed."""

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from axes.utils import reset
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.utils.translation import override

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.accounts.models import Grant, Unit, User
from taizhang.server.accounts.passwords import check_password_policy, write_password
from taizhang.server.lib.refusals import Invalid, NotAllowed


@action("user.create")
def create_person(
    act: Act, unit: Unit, *, username: str, display_name: str, password: str | None = None, email: str = ""
) -> User:
    """Make an account. Without a first password the person comes in by single sign-on only."""
    user = User(username=username, display_name=display_name, email=email, unit=unit)
    _check_username(user)
    if password is not None:
        check_password_policy(password, user)
    user.password = make_password(password)
    user.must_change_password = password is not None
    return act.create(user)


@action("user.change")
def change_person(
    act: Act, user: User, /, *, expected: int, unit: Unit | None = None, why: str = "", **values: object
) -> User:
    """Change names, mail or unit of a person, or end the account (is_active=False). What was done by it stays."""
    _reaches_all(act, user)
    if values.get("is_active") is False and act.user == user:
        raise Invalid({"is_active": Words("不能停用本人的账户", "one does not end one's own account")})
    if unit is not None:
        act.actor.wants("user.create", unit)
        values["unit"] = unit
    return act.update(user, expected=expected, **values)


@action("user.change")
def set_first_password(act: Act, user: User, *, password: str, why: str = "") -> User:
    """Give a person a new first password, where the old one is forgotten. Who is signed in with the old one is out."""
    _reaches_all(act, user)
    return write_password(act, user, password, first=True)


@action("user.unlock")
def unlock_person(
    act: Act, user: User, *, second_factor: bool = False, single_sign_on: bool = False, why: str = ""
) -> User:
    """End a lock-out. Where the telephone is lost, forget the second factor; where the office's identity changed,
    forget the bond with single sign-on, which is made again at the next sign-in.
    """
    _reaches_all(act, user)
    reset(username=user.username.casefold())
    if second_factor:
        Authenticator.objects.filter(user=user).delete()
    if single_sign_on:
        SocialAccount.objects.filter(user=user).delete()
    return user


def _reaches_all(act: Act, user: User) -> None:
    """Who may change an account could come in by it: so the right must reach every unit at which it holds a role."""
    for grant in Grant.objects.filter(user=user, withdrawn_at=None).select_related("unit"):
        if not act.actor.may(act.action, grant.unit):
            raise NotAllowed(
                action=Words("修改账户", "change an account"),
                unit=str(grant.unit),
                detail=Words(f"：{user} 在该单位有角色", f": {user} holds a role there"),
            )


def _check_username(user: User) -> None:
    if User.objects.filter(username__iexact=user.username).exists():
        raise Invalid({"username": Words(f"用户名 {user.username} 已被使用", f"the name {user.username} is taken")})
    said = {}
    for lang in ("zh-hans", "en"):
        with override(lang):
            try:
                User._meta.get_field("username").clean(user.username, user)
            except ValidationError as error:
                said[lang] = "".join(str(message) for message in error.messages)
    if said:
        raise Invalid({"username": Words(said["zh-hans"], said["en"])})
