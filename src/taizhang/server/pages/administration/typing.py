"""What is read from the forms of administration besides what every form holds."""

from collections.abc import Iterable

from taizhang.errors import Words
from taizhang.server.pages.forms.typed import Typed

NEEDED = Words("不能为空", "cannot be empty")
NO_MAIL = Words("应为邮箱地址", "a mail address is wanted")
LONGEST_MAIL = 254


def needed(typed: Typed, name: str, most: int) -> str:
    """A line that must not be empty."""
    value = typed.line(name, most)
    if not value:
        typed.errors.setdefault(name, NEEDED)
    return value


def needed_key(typed: Typed, name: str) -> int:
    """The id of something that must be chosen; 0, which nothing has, where none was."""
    key = typed.key(name)
    if key is None:
        typed.errors.setdefault(name, NEEDED)
    return key or 0


def needed_choice(typed: Typed, name: str, allowed: Iterable[str]) -> str:
    """One of the words allowed, which must be chosen."""
    value = typed.choice(name, allowed)
    if not value:
        typed.errors.setdefault(name, NEEDED)
    return value


def mail(typed: Typed, name: str = "mail") -> str:
    """A mail address, or none."""
    value = typed.line(name, LONGEST_MAIL)
    before, sign, behind = value.partition("@")
    if value and (not (before and sign and behind) or "@" in behind or any(map(str.isspace, value))):
        typed.errors[name] = NO_MAIL
    return value


def whole(typed: Typed, name: str, least: int, most: int) -> int | None:
    """A whole number from `least` to `most`; None where nothing was typed."""
    value = typed.line(name, 12)
    if not value:
        return None
    if not (value.removeprefix("-").isascii() and value.removeprefix("-").isdecimal() and least <= int(value) <= most):
        typed.errors[name] = Words(f"应为 {least} 至 {most} 的整数", f"a whole number from {least} to {most} is wanted")
        return None
    return int(value)
