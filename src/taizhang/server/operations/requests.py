"""What is done with every request: its id, its line in the running log, the limit of its size.

`told` stands outermost; `within_limit` before anything reads the body.
"""

import logging
import re
import time
from collections.abc import Callable
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from taizhang.errors import Words
from taizhang.server.accounts.addresses import address_of
from taizhang.server.api.problems import refused
from taizhang.server.lib.refusals import TooLarge
from taizhang.server.operations import counters
from taizhang.server.running_log import Asked, asked

Answering = Callable[[HttpRequest], HttpResponseBase]
GIVEN_ID = re.compile(r"[\w.:-]{1,64}", re.ASCII)
QUIET = {"/healthz", "/readyz", "/metrics"}
log = logging.getLogger("taizhang.requests")


def told(answer: Answering) -> Answering:
    """Give each request an id (the proxy's, if it names one), count it and write its line."""

    def answering(request: HttpRequest) -> HttpResponseBase:
        begun = time.perf_counter()
        now = Asked(id_of(request))
        token = asked.set(now)
        try:
            response = answer(request)
            now.user = user_of(request)
            response["X-Request-ID"] = now.id
            tell(request, response.status_code, time.perf_counter() - begun)
        finally:
            asked.reset(token)
        return response

    return answering


def tell(request: HttpRequest, status: int, seconds: float) -> None:
    """Count a request and write its line; those of machines that ask how we are, only where all is told."""
    counters.own().count(request.method or "", status, seconds)
    level = logging.DEBUG if request.path in QUIET else logging.INFO
    said = {
        "method": request.method,
        "path": request.path,
        "status": status,
        "seconds": round(seconds, 4),
        "address": address_of(request),
    }
    log.log(level, "%s %s %s %.3fs", request.method, request.path, status, seconds, extra=said)


def id_of(request: HttpRequest) -> str:
    """The id that the proxy gave the request, or a new one."""
    given = request.headers.get("X-Request-ID", "") if settings.PROXY else ""
    return given if GIVEN_ID.fullmatch(given) else uuid4().hex


def user_of(request: HttpRequest) -> str:
    """Who makes the request, if that came to be known; nothing is looked up for it."""
    user = getattr(getattr(request, "auth", None), "user", None) or getattr(request, "_cached_user", None)
    return str(getattr(user, "username", ""))


def within_limit(answer: Answering) -> Answering:
    """Refuse a body above the limit by its length, before a byte of it is read."""

    def answering(request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > settings.LARGEST_REQUEST:
            return too_large(request)
        return answer(request)

    return answering


def too_large(request: HttpRequest) -> HttpResponse:
    """The answer to a body above the limit."""
    return refused(request, TooLarge(thing=Words("上传内容", "what was sent"), limit=f"{settings.UPLOAD_MB} MB"))
