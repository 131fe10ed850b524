"""Who looks at a page, as the actions and queries want it."""

from typing import cast

from django.http import HttpRequest

from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.addresses import address_of
from taizhang.server.accounts.models import User


def actor_at(request: HttpRequest) -> Actor:
    """The one who is signed in at a page that wants it."""
    return Actor(cast("User", request.user), "page", address_of(request))
