"""The published pages and their data, readable without signing in, where an administrator turned them on."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from taizhang.server.documents.public import must_be_turned_on, public_document
from taizhang.server.ledger.publishing.queries import public_plan
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import NotThere
from taizhang.server.pages.published import content
from taizhang.server.pages.published.content import Published, Shown
from taizhang.server.pages.published.data import TYPES
from taizhang.server.pages.published.places import Live

View = Callable[..., HttpResponseBase]
Content = Callable[..., Shown]


def public(view: View) -> View:
    """A page for everybody; as if it were not there while the published pages are off."""

    @require_GET
    @wraps(view)
    def answering(request: HttpRequest, **named: object) -> HttpResponseBase:
        try:
            must_be_turned_on()
            return view(request, **named)
        except NotThere:
            return render(request, "404.html", status=404)

    return answering


def page(made: Content) -> View:
    """The page of a content."""

    def answering(request: HttpRequest, **named: object) -> HttpResponse:
        shown = made(**named)
        return render(request, shown.template, shown.told(Live()))

    return public(answering)


def data(made: Content) -> View:
    """The data of a content, in the form that the address names."""

    def answering(_: HttpRequest, *, form: str, **named: object) -> HttpResponse:
        shown = made(**named)
        answer = HttpResponse(shown.data.told(form), content_type=TYPES[form])
        answer.headers["Access-Control-Allow-Origin"] = "*"  # open data: other sites may read it
        return answer

    return public(answering)


def _index() -> Shown:
    return content.index(clock.today())


def _plan(plan: int) -> Shown:
    return content.plan_page(_published(plan))


def _tasks(plan: int, number: int) -> Shown:
    return content.tasks_page(_published(plan), number)


def _target(plan: int, line: int) -> Shown:
    published = _published(plan)
    return content.promise_page(published, content.target_of(published, line))


def _task(plan: int, line: int) -> Shown:
    published = _published(plan)
    return content.promise_page(published, content.task_of(published, line))


def _document(document: int) -> Shown:
    return content.document_page(public_document(document), clock.today())


def _published(plan: int) -> Published:
    return Published(public_plan(plan), clock.today())


index, index_data = page(_index), data(_index)
plan, plan_data = page(_plan), data(_plan)
tasks, tasks_data = page(_tasks), data(_tasks)
target, target_data = page(_target), data(_target)
task, task_data = page(_task), data(_task)
document, document_data = page(_document), data(_document)
