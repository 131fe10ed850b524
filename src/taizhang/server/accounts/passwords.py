"""Passwords: what the policy says of one, in both languages, and how one is written."""

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import MinimumLengthValidator, validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, override

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act
from taizhang.server.accounts.models import User
from taizhang.server.lib.refusals import Invalid


class LongEnough(MinimumLengthValidator):
    """The least length of a password. Django's own words for it have no Chinese any more."""

    def get_error_message(self) -> str:
        """What is said of a short one."""
        if (get_language() or "").startswith("en"):
            return f"The password is too short: at least {self.min_length} characters are wanted."
        return f"密码太短，至少 {self.min_length} 个字符。"

    def get_help_text(self) -> str:
        """What is said beside the field."""
        if (get_language() or "").startswith("en"):
            return f"At least {self.min_length} characters."
        return f"至少 {self.min_length} 个字符。"


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
