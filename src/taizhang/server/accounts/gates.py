"""What stands between signing in and the pages: a first password is changed, a second factor that is asked for set up.

And the session, which ends some hours after the last request.
"""

from collections.abc import Callable
from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from taizhang.server.accounts.models import User
from taizhang.server.accounts.second_factor import lacks_second_factor

Answering = Callable[[HttpRequest], HttpResponse]
Lacking = Literal["password", "second_factor"]
WHERE = {"password": "account_change_password", "second_factor": "mfa_activate_totp"}
ALWAYS_OPEN = {
    *WHERE.values(),
    "account_logout",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
}


def lacking(user: User) -> Lacking | None:
    """What a person has to do before anything else, or None."""
    if user.must_change_password and user.has_usable_password():
        return "password"
    return "second_factor" if lacks_second_factor(user) else None


class Gate:
    """Pages lead to what is lacking first. The API tells it by itself (api/callers.py)."""

    def __init__(self, answering: Answering) -> None:
        self.answering = answering

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.answering(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """The way to what is lacking, or None to go on."""
        match = request.resolver_match
        if match is None or match.url_name in ALWAYS_OPEN or "api" in match.namespaces:
            return None
        wanted = lacking(request.user) if isinstance(request.user, User) else None
        return redirect(WHERE[wanted]) if wanted else None


def keep_alive(answering: Answering) -> Answering:
    """Let a session that is used go on. It is written at most ten times in its life, for a write waits on SQLite."""

    def answer(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            now = int(timezone.now().timestamp())
            if now - request.session.get("kept_at", 0) > settings.SESSION_COOKIE_AGE // 10:
                request.session["kept_at"] = now
        return answering(request)

    return answer
