"""What holds of every route: names of operations, the problems that each may answer, unknown paths and methods."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, re_path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI, Router
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from taizhang.errors import Words
from taizhang.server.api.documented import LedgerSchema
from taizhang.server.api.problems import language, problem, refused
from taizhang.server.lib.refusals import NotThere

View = Callable[..., HttpResponseBase]
PATH = Words("这个地址", "address")


class LedgerAPI(NinjaAPI):
    """The API with what is the same for all of its routes."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name of an operation: that of its module and of its function; a program may rely on it."""
        module = operation.view_func.__module__.rsplit(".", 1)[-1]
        return f"{module}_{operation.view_func.__name__}"

    def get_operation_url_name(self, operation: Operation, router: Router) -> str:  # noqa: ARG002 - as the base has it
        """The name of its address: the same."""
        return self.get_openapi_operation_id(operation)

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """The OpenAPI document, with the problems that every operation may answer."""
        return LedgerSchema(self, self.get_root_path(path_params or {}) if path_prefix is None else path_prefix)

    def _get_urls(self) -> list[URLResolver | URLPattern]:
        urls = super()._get_urls()
        for url in urls:
            if isinstance(url, URLPattern):
                url.callback = told_where_not_allowed(url.callback)
        return [*sorted(urls, key=_openness), re_path(r"^.*$", unknown)]


def _openness(url: URLResolver | URLPattern) -> list[bool]:
    """Which parts of an address are open: `documents/compare` has to be asked before `documents/<document>`."""
    return ["<" in part for part in str(url.pattern).split("/")]


def told_where_not_allowed(view: View) -> View:
    """The view, which tells a method that it does not answer as a problem."""

    @wraps(view)
    def viewed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = view(request, *args, **kwargs)
        return not_allowed(request, answer) if isinstance(answer, HttpResponseNotAllowed) else answer

    return viewed


def not_allowed(request: HttpRequest, answer: HttpResponseNotAllowed) -> HttpResponse:
    """The problem of a method that an address does not answer."""
    allowed = answer["Allow"]
    words = Words(f"这个地址只接受 {allowed}", f"this address answers {allowed} only")
    told = problem(request, 405, "method_not_allowed", getattr(words, language(request)))
    told["Allow"] = allowed
    return told


@csrf_exempt
def unknown(request: HttpRequest) -> HttpResponse:
    """The answer at an address that there is not."""
    return refused(request, NotThere(thing=PATH))
