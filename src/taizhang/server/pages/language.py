"""The language of pages: the default of the office, unless the person chose the other one by the switch.

What the browser would like is not asked: an office whose machines are set up in English still works in Chinese.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from taizhang.errors import Words
from taizhang.writing.words import Lang

COOKIE = "language"
YEAR = 365 * 24 * 3600
Answer = Callable[[HttpRequest], HttpResponse]


def chosen_language(answer: Answer) -> Answer:
    """Answer each request in the language that was chosen."""

    def answered(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(COOKIE)
        with translation.override(chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
            request.LANGUAGE_CODE = translation.get_language()
            response = answer(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE or settings.LANGUAGE_CODE)
            return response

    return answered


def language() -> Lang:
    """The language of the page."""
    return "en" if (translation.get_language() or "").startswith("en") else "zh"


def said(words: Words) -> str:
    """The words in the language of the page."""
    return words.en if language() == "en" else words.zh


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep the language chosen in the browser, and go back to the page."""
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if safe else "/")
    language = request.POST.get("language")
    if language in dict(settings.LANGUAGES):
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(COOKIE, language, max_age=YEAR, httponly=True, samesite="Lax", secure=secure)
    return response
