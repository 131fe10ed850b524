"""Answers that are text are sent compressed to those who take it so; what people download is sent as it is."""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TEXT = ("text/html", "text/css", "text/javascript", "application/javascript", "application/json", "image/svg+xml")
Answering = Callable[[HttpRequest], HttpResponseBase]


def compressed(answer: Answering) -> Answering:
    """Compress what is text, by Django's own means, which pad the answer against those who measure its length."""
    squeeze = GZipMiddleware(lambda _: HttpResponse())

    def answering(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        if not response.headers.get("Content-Type", "").startswith(TEXT) or response.status_code == 304:
            return response
        return squeeze.process_response(request, cast("HttpResponse", response))

    return answering
