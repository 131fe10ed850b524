"""Errors as problem details (RFC 9457): type, title, status, detail, in the language asked for, Chinese by default."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.responses import NinjaJSONEncoder

from taizhang.errors import TaizhangError
from taizhang.server.lib.refusals import Invalid, NotSignedIn, NotThere, Refused

TITLES = {
    400: ("请求有误", "bad request"),
    401: ("未登录", "not signed in"),
    403: ("没有权限", "not allowed"),
    404: ("没有找到", "not found"),
    409: ("状态冲突", "conflict"),
    413: ("超过上限", "too large"),
    422: ("填写有误", "not valid"),
    423: ("已锁定", "locked"),
    429: ("请求过于频繁", "too many requests"),
    500: ("服务器出错", "server error"),
}
log = logging.getLogger(__name__)


def told_as_problems(api: NinjaAPI) -> None:
    """Let every error of the API be answered as a problem."""

    def handler(of: type[Exception]) -> Callable[[Any], None]:
        return lambda tell: api.add_exception_handler(of, tell)

    handler(Refused)(refused)
    handler(TaizhangError)(lambda request, error: problem(request, 422, "unreadable", error.message(language(request))))
    handler(ValidationError)(not_valid)
    handler(AuthenticationError)(lambda request, _: refused(request, NotSignedIn()))
    handler(Http404)(lambda request, _: refused(request, NotThere(thing="")))
    handler(HttpError)(lambda request, error: problem(request, error.status_code, "refused", str(error)))
    handler(Exception)(defect)


def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """The answer to a refusal."""
    lang = language(request)
    more = (
        {"errors": {name: getattr(w, lang) for name, w in error.errors.items()}} if isinstance(error, Invalid) else {}
    )
    return problem(request, error.status, error.code, error.message(lang), more)


def not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """The answer to a request whose fields do not hold: each field with what is wrong with it."""
    errors = {".".join(str(part) for part in e["loc"] if part != "body"): e["msg"] for e in error.errors}
    detail = "；".join(f"{name}：{words}" for name, words in errors.items())
    return problem(request, 422, "invalid", detail, {"errors": errors})


def defect(request: HttpRequest, error: Exception) -> HttpResponse:
    """The answer to a defect of ours: said plainly, the traceback in the running log."""
    log.error("a request failed: %s %s", request.method, request.path, exc_info=error)
    lang = language(request)
    words = (
        "服务器内部出错，没有保存任何内容；请把时间和操作告诉管理员"
        if lang == "zh"
        else "an error of the server; nothing was saved"
    )
    return problem(request, 500, "defect", words)


def problem(
    request: HttpRequest, status: int, code: str, detail: str, more: dict[str, Any] | None = None
) -> HttpResponse:
    """One problem."""
    zh, en = TITLES.get(status, (HTTPStatus(status).phrase, HTTPStatus(status).phrase))
    body = {
        "type": f"urn:taizhang:problem:{code}",
        "title": zh if language(request) == "zh" else en,
        "status": status,
        "code": code,
        "detail": detail,
        "instance": request.path,
        **(more or {}),
    }
    answer = JsonResponse(body, status=status, encoder=NinjaJSONEncoder, json_dumps_params={"ensure_ascii": False})
    answer["Content-Type"] = "application/problem+json"
    return answer


def language(request: HttpRequest) -> str:
    """The language asked for by Accept-Language: Chinese unless English is named first."""
    return "en" if request.headers.get("Accept-Language", "").lower().startswith("en") else "zh"
