"""Passwords: what the policy says of one, in both languages, and how one is written."""

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import override

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act
from taizhang.server.accounts.models import User
from taizhang.server.lib.refusals import Invalid


def check_password_policy(password: str, user: User, field: str = "password") -> None:
    """Invalid where the policy refuses the password: too short, common, only digits, or like the person's names."""
    said = {lang: _refusal(password, user, lang) for lang in ("zh-hans", "en")}
    if said["en"]:
        raise Invalid({field: Words(said["zh-hans"], said["en"])})


def write_password(act: Act, user: User, password: str, *, first: bool) -> User:
    """Save a password; a first one, given by an administrator, must be changed by the person."""
    check_password_policy(password, user)
    return act.update(user, password=make_password(password), must_change_password=first)


def _refusal(password: str, user: User, lang: str) -> str:
    with override(lang):
        try:
            validate_password(password, user)
        except ValidationError as error:
            return "".join(str(message) for message in error.messages)
    return ""
