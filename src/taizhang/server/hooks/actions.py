"""What is done with webhooks: kept, switched, given a new secret, told something once more."""

from fnmatch import fnmatchcase
from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlsplit

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.accounts.models import Unit
from taizhang.server.accounts.permissions import permissions
from taizhang.server.hooks.models import Delivery, Hook, Line
from taizhang.server.hooks.reaching import look_at
from taizhang.server.lib.refusals import Invalid
from taizhang.server.log.models import Entry

URL = Words(
    "只能是 http:// 或 https:// 开头、带主机名、不带用户名的网址", "an http:// or https:// address with a host, no user"
)


@action("webhook.keep")
def create_hook(act: Act, unit: Unit, *, name: str, url: str, actions: list[str], why: str = "") -> Hook:
    """Tell an address of what happens at a unit and below from now on. The secret is in the row that is returned."""
    _check(url=url, actions=actions)
    row = Hook(unit=unit, name=name, url=url, secret=_secret(), actions=actions, since=_last_entry())
    return act.create(row)


@action("webhook.keep")
def change_hook(act: Act, hook: Hook, /, *, expected: int, why: str = "", **values: Any) -> Hook:
    """Change the name, the address or the actions of a hook, or switch it.

    Switched on it is told what waits, and what happens from now on; not what happened while it was off.
    """
    _check(**values)
    if values.get("active"):
        Line.objects.filter(hook=hook).delete()
        if not hook.active:
            values["since"] = _last_entry()
    return act.update(hook, expected=expected, **values)


@action("webhook.keep")
def renew_secret(act: Act, hook: Hook, *, expected: int, why: str = "") -> Hook:
    """Give a hook a new secret; the old one signs nothing more."""
    return act.update(hook, expected=expected, secret=_secret())


@action("webhook.keep")
def remove_hook(act: Act, hook: Hook, *, why: str = "") -> None:
    """Remove a hook and the list of what it was told. The log keeps that it was there."""
    act.delete(hook)


@action("webhook.keep")
def send_again(_act: Act, hook: Hook, *, delivery: int, why: str = "") -> Delivery:
    """Have an entry told once more, at once."""
    row = Delivery.objects.select_related("entry").get(pk=delivery, hook=hook)
    row.state, row.tries = Delivery.State.WAITING, 0
    row.save(update_fields=["state", "tries"])
    Line.objects.filter(hook=hook).delete()
    return row


@action("webhook.keep")
def switch_off(act: Act, hook: Hook, *, why: str) -> Hook:
    """Switch off a hook whose address has not answered for long; done by the server itself."""
    return act.update(hook, active=False)


def _last_entry() -> int:
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _secret() -> str:
    return f"tzh_{token_urlsafe(32)}"


def _check(url: str | None = None, actions: list[str] | None = None, **_: object) -> None:
    wrong: dict[str, Words] = {}
    if url is not None and not _sendable(url):
        wrong["url"] = URL
    unknown = [each for each in actions or () if not any(fnmatchcase(name, each) for name in permissions())]
    if unknown:
        listed = "、".join(unknown)
        wrong["actions"] = Words(f"没有与 {listed} 相符的操作", f"no action matches {listed}")
    if actions is not None and not actions:
        wrong["actions"] = Words("至少一项，如 return.*", "one at least, such as return.*")
    if wrong:
        raise Invalid(wrong)
    if url is not None:
        look_at(url)


def _sendable(url: str) -> bool:
    """Whether something can be sent there.

    >>> [_sendable(url) for url in ("https://oa.example/tz?x=1", "ftp://oa.example/", "http://a:b@oa.example/", "http://x:y")]
    [True, False, False, False]
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    plain = url.isascii() and all(sign > " " for sign in url)
    return plain and parts.scheme in {"http", "https"} and bool(parts.hostname) and not parts.username and port != 0
