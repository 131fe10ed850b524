"""What every page may show."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import User
from taizhang.server.lib import clock
from taizhang.server.pages import menu
from taizhang.server.pages.answers import came_from


def trial(_: HttpRequest) -> dict[str, date]:
    """In a trial the day that is taken for today, so that nobody mistakes it for the real ledger."""
    return {"trial_day": clock.today()} if settings.TRIAL else {}


def around(request: HttpRequest) -> dict[str, Any]:
    """What stands around a page: its menu, made when a template asks for it, and the address of what is seen.

    That of a form that was refused is the page from which it was sent.
    """

    def entries() -> Iterator[tuple[menu.Group, list[tuple[menu.Entry, bool]]]]:
        match = request.resolver_match
        if isinstance(request.user, User):
            yield from menu.shown(Actor(request.user), (match.url_name or "") if match else "")

    here = request.get_full_path() if request.method == "GET" else came_from(request)
    return {"menu": entries, "today": clock.today(), "here": here}
