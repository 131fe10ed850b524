"""How an operation speaks to the person who asked for it, and what it refuses."""

from collections.abc import Callable

from taizhang.errors import TaizhangError, Words

Tell = Callable[[Words], None]

__all__ = ["NotDone", "Tell", "Words"]


class NotDone(TaizhangError):
    """An operation was not carried out; nothing was changed. `detail` says why and what to do."""

    zh = "没有完成：{detail}"
    en = "not done: {detail}"


def not_done(zh: str, en: str) -> NotDone:
    """The error that says why an operation was not carried out."""
    return NotDone(detail=Words(zh, en))
