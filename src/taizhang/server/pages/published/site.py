"""All that is published as the files of a folder: every page in both languages, its data, styles and documents."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation

from taizhang.server.documents.files import path_of
from taizhang.server.documents.queries import current_reading, public_documents
from taizhang.server.ledger.publishing.promises import task_promises
from taizhang.server.ledger.publishing.queries import public_plans
from taizhang.server.pages.published import content
from taizhang.server.pages.published.content import Published, Shown
from taizhang.server.pages.published.places import ASSETS, FORMS, InFolder, data_path, file_path

LOOKS = ("vendor/bootstrap/bootstrap.min.css", "taizhang/base.css", "taizhang/published.css", "taizhang/icon.svg")
LANGUAGES = {False: "zh-hans", True: "en"}


@dataclass(frozen=True, slots=True)
class Page:
    """A page, by what it is called in places."""

    name: str
    keys: tuple[object, ...]
    shown: Shown


@dataclass(frozen=True, slots=True)
class File:
    """A file of the folder: its path, and its bytes or the file that holds them."""

    path: str
    content: bytes | Path


@dataclass
class Counts:
    """How much is published."""

    plans: int = 0
    promises: int = 0
    documents: int = 0
    pages: int = 0
    files: int = 0


def files(on: date, counts: Counts) -> Iterator[File]:
    """Every file of the site, counted as it goes."""
    for path in LOOKS:
        yield File(ASSETS + path, Path(str(finders.find(path))))
    for page in _pages(on, counts):
        yield from _of(page, counts)
    for document in public_documents():
        if path_of(document.sha256).is_file():
            yield File(file_path(document.pk, document.name), path_of(document.sha256))


def _pages(on: date, counts: Counts) -> Iterator[Page]:
    yield Page("index", (), content.index(on))
    for plan in public_plans():
        counts.plans += 1
        yield from _of_plan(Published(plan, on), counts)
    for document in public_documents():
        if current_reading(document) is not None:
            counts.documents += 1
            yield Page("document", (document.pk,), content.document_page(document, on))


def _of_plan(published: Published, counts: Counts) -> Iterator[Page]:
    """The pages of a plan; its tasks are read page by page."""
    key = published.plan.pk
    yield Page("plan", (key,), content.plan_page(published))
    for promise in published.targets:
        yield Page("target", (key, promise.line), content.promise_page(published, promise))
    for number in range(1, published.pages + 1):
        yield Page("tasks", (key, number), content.tasks_page(published, number))
        begin = (number - 1) * content.MOST
        for promise in task_promises(list(published.tasks[begin : begin + content.MOST]), published.on):
            yield Page("task", (key, promise.line), content.promise_page(published, promise))
    counts.promises += len(published.targets) + published.task_count


def _of(page: Page, counts: Counts) -> Iterator[File]:
    """A page in both languages, and its data."""
    counts.pages += 1
    for english, language in LANGUAGES.items():
        places = InFolder(page.name, page.keys, english)
        with translation.override(language):
            text = render_to_string(page.shown.template, page.shown.told(places))
        yield File(places.path, text.encode())
    for form in FORMS:
        yield File(data_path(form, page.name, *page.keys), page.shown.data.told(form))
