"""Errors as problem details (RFC 9457): type, title, status, detail, in the language asked for, Chinese by default."""

import logging
import re
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, RequestDataTooBig, SuspiciousOperation
from django.db import DataError, IntegrityError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.responses import NinjaJSONEncoder

from taizhang.errors import TaizhangError, Words
from taizhang.server.api.messages import said_of
from taizhang.server.lib.field_names import called
from taizhang.server.lib.refusals import Invalid, NotSignedIn, NotThere, Refused, TooLarge

TITLES = {
    400: Words("请求有误", "bad request"),
    401: Words("未登录", "not signed in"),
    403: Words("没有权限", "not allowed"),
    404: Words("没有找到", "not found"),
    405: Words("方法不对", "method not allowed"),
    409: Words("状态冲突", "conflict"),
    413: Words("超过上限", "too large"),
    422: Words("填写有误", "not valid"),
    423: Words("已锁定", "locked"),
    429: Words("请求过于频繁", "too many requests"),
    500: Words("服务器出错", "server error"),
    503: Words("暂时不可用", "not available for now"),
}
DEFECT = Words(
    "服务器内部出错，没有保存任何内容；请把时间和操作告诉管理员",
    "an error of the server; nothing was saved: tell the administrator the time and what you did",
)
BUSY = Words(
    "数据库正忙或暂时连不上，没有保存；请稍后再试", "the database is busy or away; nothing was saved: try again later"
)
CLASH = Words(
    "与已有内容冲突（重复，或仍被引用），没有保存；请刷新后核对",
    "it clashes with what is there (a double, or still referred to); nothing was saved: reload and look",
)
KIND_TRIED = re.compile(r"(constrained|function|literal|lax|str-enum)\b.*|str|int|float|bool|decimal|date|datetime")
WHOLE = {"body": Words("请求正文", "body"), "query": Words("查询参数", "query")}
GONE = Words(
    "所涉及的内容刚被他人删除，没有保存；请刷新后核对",
    "another person removed what this is about at that moment; nothing was saved: reload and look",
)
UNKEPT = Words("有的值超出了可以保存的范围（过大、过长）", "a value is beyond what can be kept (too large, too long)")
BROKEN = Words("请求不完整或格式有误", "the request is cut off or malformed")
FORGED = Words("页面已失效（CSRF 令牌缺失或不符），请刷新后重试", "the CSRF token is missing or wrong; reload the page")
log = logging.getLogger(__name__)


def told_as_problems(api: NinjaAPI) -> None:
    """Let every error of the API be answered as a problem."""
    for kind in (Exception, HttpError, ValidationError, Http404):
        api.add_exception_handler(kind, told)


def told(request: HttpRequest, error: Any) -> HttpResponse:
    """The answer to an error of any kind."""
    if isinstance(error, HttpError) and isinstance(error.__cause__, Refused):
        error = error.__cause__
    known = _as_refusal(error)
    if known is not None:
        return refused(request, known)
    lang = language(request)
    if isinstance(error, ValidationError):
        return not_valid(request, error)
    if isinstance(error, TaizhangError):
        return problem(request, 422, "unreadable", error.message(lang))
    for kind, status, code, words in STORED:
        if isinstance(error, kind):
            log.warning("%s %s: %s", request.method, request.path, error)
            return problem(request, status, code, getattr(words, lang))
    if isinstance(error, HttpError):
        forged = error.status_code == HTTPStatus.FORBIDDEN
        return problem(request, error.status_code, "refused", getattr(FORGED, lang) if forged else str(error))
    return defect(request, error)


STORED: tuple[tuple[type[Exception], int, str, Words], ...] = (
    (DataError, 422, "invalid", UNKEPT),
    (OverflowError, 422, "invalid", UNKEPT),
    (IntegrityError, 409, "clash", CLASH),
    (ObjectDoesNotExist, 404, "not_there", GONE),
    (OperationalError, 503, "busy", BUSY),
    (SuspiciousOperation, 400, "refused", BROKEN),
    (MultiPartParserError, 400, "refused", BROKEN),
    (UnreadablePostError, 400, "refused", BROKEN),
)


def _as_refusal(error: Exception) -> Refused | None:
    """The refusal that an error of a library comes to, where there is one."""
    if isinstance(error, Refused):
        return error
    if isinstance(error, AuthenticationError):
        return NotSignedIn()
    if isinstance(error, Http404):
        return NotThere(thing="")
    if isinstance(error, RequestDataTooBig):
        return TooLarge(thing=Words("请求", "the request"), limit=Words("服务器设定", "set by the server"))
    return None


def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """The answer to a refusal."""
    lang = language(request)
    more = (
        {"errors": {name: getattr(w, lang) for name, w in error.errors.items()}} if isinstance(error, Invalid) else {}
    )
    answer = problem(request, error.status, error.code, error.message(lang), more)
    if error.status == HTTPStatus.UNAUTHORIZED:
        answer["WWW-Authenticate"] = "Bearer"
    return answer


def not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """The answer to a request whose fields do not hold: each field with what is wrong with it."""
    lang = language(request)
    errors = _told_apart(error, lang)
    mark, stop = ("：", "；") if lang == "zh" else (": ", "; ")
    names = {_place(e["loc"]): _called(e["loc"], lang) for e in error.errors}
    detail = stop.join(f"{names[place]}{mark}{words}" for place, words in errors.items())
    return problem(request, 422, "invalid", detail, {"errors": errors})


def _told_apart(error: ValidationError, lang: str) -> dict[str, str]:
    """What is wrong with each place; of several kinds of value that were tried at one, what each of them wants."""
    said: dict[str, list[str]] = {}
    for each in error.errors:
        words = said_of(each, lang)
        if words not in said.setdefault(_place(each["loc"]), []):
            said[_place(each["loc"])].append(words)
    return {place: ("，或" if lang == "zh" else ", or ").join(words) for place, words in said.items()}


def _place(loc: tuple[object, ...]) -> str:
    """Where in the request a field stands: the kind of parameter and the name of the argument are left out.

    >>> _place(("body", "body", "targets", 0, "value")), _place(("query", "limit"))
    ('targets.0.value', 'limit')
    >>> _place(("body", "body", "value", "decimal")), _place(("body", "body", "comparator", "str-enum[Comparator]"))
    ('value', 'comparator')
    """
    return ".".join(_steps(loc)) or str(loc[0])


def _called(loc: tuple[object, ...], lang: str) -> str:
    """What a person calls that place.

    >>> _called(("body", "body", "cells", 0, "value"), "zh"), _called(("body", "body"), "zh")
    ('单元格第 1 项的数值', '请求正文')
    """
    field = ".".join(_steps(loc))
    return called(field, lang) if field else str(getattr(WHOLE.get(str(loc[0])), lang, loc[0]))


def _steps(loc: tuple[object, ...]) -> list[str]:
    """The steps to a place within the request. Which kinds of value were tried at it is none of them."""
    said = [str(step) for step in loc]
    steps = said[2:] if said[:1] == ["body"] else said[1:]
    return steps[:-1] if steps[1:] and KIND_TRIED.fullmatch(steps[-1]) else steps


def defect(request: HttpRequest, error: Exception) -> HttpResponse:
    """The answer to a defect of ours: said plainly, the traceback in the running log."""
    log.error("a request failed: %s %s", request.method, request.path, exc_info=error)
    return problem(request, 500, "defect", getattr(DEFECT, language(request)))


def problem(
    request: HttpRequest, status: int, code: str, detail: str, more: dict[str, Any] | None = None
) -> HttpResponse:
    """One problem. The document of the interface is told by the header Link (describedby)."""
    lang = language(request)
    title = getattr(TITLES[status], lang) if status in TITLES else HTTPStatus(status).phrase
    body = {
        "type": f"urn:taizhang:problem:{code}",
        "title": title,
        "status": status,
        "code": code,
        "detail": detail,
        "instance": request.path,
        **(more or {}),
    }
    answer = JsonResponse(body, status=status, encoder=NinjaJSONEncoder, json_dumps_params={"ensure_ascii": False})
    answer["Content-Type"] = "application/problem+json"
    answer["Content-Language"] = "zh" if lang == "zh" else "en"
    answer["Link"] = '</api/v1/openapi.json>; rel="describedby"'
    return answer


def language(request: HttpRequest) -> str:
    """The language asked for by Accept-Language: Chinese unless English is named first."""
    return "en" if request.headers.get("Accept-Language", "").lower().startswith("en") else "zh"
