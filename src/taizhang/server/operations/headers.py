"""The headers that tell a browser what our pages may do: scripts, styles, pictures and forms from here only."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

# The page on which the API may be tried out draws itself with styles and pictures written into it by its script.
TRYING_OUT = "/api/v1/docs"


def content_policy(path: str) -> str:
    """The policy for a page; sign-in may lead on to the office's single sign-on, if there is one."""
    issuer = urlsplit(settings.OIDC_ISSUER)
    onward = f" {issuer.scheme}://{issuer.netloc}" if issuer.netloc else ""
    drawn = path == TRYING_OUT
    rules = (
        "default-src 'self'",
        "style-src 'self' 'unsafe-inline'" if drawn else "style-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        f"form-action 'self'{onward}",
        "frame-ancestors 'none'",
    )
    return "; ".join(rules)


def guarded(answer: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Add the headers that Django has no setting for; answers of the API are not kept by anything on the way."""

    def answering(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", content_policy(request.path))
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answering
