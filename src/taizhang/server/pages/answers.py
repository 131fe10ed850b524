"""How a page answers: `page` for one that is looked at, `act` for a button; what is refused is told in words.

    @page
    def tasks(request: HttpRequest, actor: Actor) -> HttpResponse: …

    @act
    def accept(request: HttpRequest, actor: Actor, task: int) -> str: …    # the words of success

Nothing that a person asks for ends in a page without words: a refusal of `page` is a page of its own with the status
that fits, and a refusal of `act` stands above the page from which the button was pressed, where nothing is lost.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET

from taizhang.errors import TaizhangError, Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.lib.refusals import Refused
from taizhang.server.pages.callers import actor_at
from taizhang.server.pages.language import said

P = ParamSpec("P")
A_BUTTON = Words("这是按钮的地址，不是页面；请从菜单进入", "this is the address of a button, not a page: use the menu")
View = Callable[Concatenate[HttpRequest, Actor, P], HttpResponse]
Deed = Callable[Concatenate[HttpRequest, Actor, P], Words | HttpResponse]
Answering = Callable[..., HttpResponse]


def page(view: View[P]) -> Answering:
    """A page for those who are signed in; what is refused becomes a page that says why."""

    @login_required
    @require_GET
    @wraps(view)
    def answering(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, actor_at(request), *args, **kwargs)
        except TaizhangError as error:
            return refused(request, error)

    return answering


def act(deed: Deed[P]) -> Answering:
    """A button: the deed is done, and the page from which it was pressed shows what became of it.

    It is marked as such, so that the URL table tells pages from buttons.
    """

    @login_required
    @wraps(deed)
    def answering(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method != "POST":
            answer = render(request, "refused.html", {"said": said(A_BUTTON), "status": 405}, status=405)
            answer["Allow"] = "POST"
            return answer
        try:
            done = deed(request, actor_at(request), *args, **kwargs)
        except TaizhangError as error:
            messages.error(request, told(error))
            return HttpResponseRedirect(came_from(request))
        if isinstance(done, HttpResponse):
            return done
        messages.success(request, said(done))
        return HttpResponseRedirect(came_from(request))

    answering.is_deed = True  # type: ignore[attr-defined]
    return answering


def came_from(request: HttpRequest) -> str:
    """The page of ours that a form names in `next`, else the one it was sent from, else the first page."""
    for address in (request.POST.get("next"), request.headers.get("Referer")):
        if address and url_has_allowed_host_and_scheme(
            address, {request.get_host()}, require_https=request.is_secure()
        ):
            return address
    return "/"


def refused(request: HttpRequest, error: TaizhangError) -> HttpResponse:
    """The page that tells of a refusal, with the status that says it."""
    status = error.status if isinstance(error, Refused) else 422
    return render(request, "refused.html", {"said": told(error), "status": status}, status=status)


def told(error: TaizhangError) -> str:
    """The words of an error in the language of the page."""
    return said(Words(error.message("zh"), error.message("en")))
