"""Where published pages stand: at addresses of the server, or as files of a folder that lead to each other.

    index                  /public                          index.html
    plan 4                 /public/plans/4                  plans/4/index.html
    tasks 4 2              /public/plans/4/tasks/pages/2    plans/4/tasks-2.html
    target 4 12            /public/plans/4/targets/12       plans/4/targets/12.html
    task 4 12              /public/plans/4/tasks/12         plans/4/tasks/12.html
    document 3             /public/documents/3              documents/3/index.html
    file 3 .pdf            /api/v1/public/documents/3/file  documents/3/original.pdf

In the folder the English pages stand under en/; data and the files of documents stand once, beside the Chinese pages.
"""

import posixpath
from dataclasses import dataclass
from typing import Protocol

from django.templatetags.static import static
from django.urls import reverse

FORMS = ("json", "csv")
FILES = {
    "index": "index",
    "plan": "plans/{}/index",
    "tasks": "plans/{}/tasks-{}",
    "target": "plans/{}/targets/{}",
    "task": "plans/{}/tasks/{}",
    "document": "documents/{}/index",
}
ENGLISH = "en/"
ASSETS = "static/"
PLAIN = frozenset({".pdf", ".doc", ".docx", ".wps", ".xls", ".xlsx", ".et", ".ofd", ".txt", ".csv", ".md"})


class Places(Protocol):
    """How a page leads to others."""

    @property
    def live(self) -> bool:
        """Whether a server answers there."""

    def to(self, name: str, *keys: object) -> str:
        """A page."""

    def data(self, form: str, name: str, *keys: object) -> str:
        """The data of a page."""

    def file(self, key: int, name: str) -> str:
        """The file of a document."""

    def asset(self, path: str) -> str:
        """A style or a picture."""

    def other(self) -> str:
        """The page at hand in the other language; empty where that is chosen by a button."""


class Live:
    """Addresses of the server."""

    live = True

    def to(self, name: str, *keys: object) -> str:
        """A page."""
        return reverse(f"published_{name}", args=keys)

    def data(self, form: str, name: str, *keys: object) -> str:
        """The data of a page."""
        return reverse(f"published_{name}_data", args=(*keys, form))

    def file(self, key: int, name: str) -> str:  # noqa: ARG002 - the address tells no name
        """The file of a document."""
        return reverse("api:public_file", kwargs={"document": key})

    def asset(self, path: str) -> str:
        """A style or a picture."""
        return static(path)

    def other(self) -> str:
        """Chosen by a button."""
        return ""


@dataclass(frozen=True, slots=True)
class InFolder:
    """Files that lead to each other, as seen from the page at hand."""

    name: str
    keys: tuple[object, ...]
    english: bool
    live = False

    @property
    def path(self) -> str:
        """Where the page at hand stands."""
        return page_path(self.english, self.name, *self.keys)

    def to(self, name: str, *keys: object) -> str:
        """A page in the same language."""
        return self._from_here(page_path(self.english, name, *keys))

    def data(self, form: str, name: str, *keys: object) -> str:
        """The data of a page."""
        return self._from_here(data_path(form, name, *keys))

    def file(self, key: int, name: str) -> str:
        """The file of a document."""
        return self._from_here(file_path(key, name))

    def asset(self, path: str) -> str:
        """A style or a picture."""
        return self._from_here(ASSETS + path)

    def other(self) -> str:
        """The page at hand in the other language."""
        return self._from_here(page_path(not self.english, self.name, *self.keys))

    def _from_here(self, path: str) -> str:
        return posixpath.relpath(path, posixpath.dirname(self.path) or ".")


def page_path(english: bool, name: str, *keys: object) -> str:
    """The file of a page.

    >>> page_path(False, "target", 4, 12), page_path(True, "index")
    ('plans/4/targets/12.html', 'en/index.html')
    """
    return f"{ENGLISH if english else ''}{FILES[name].format(*keys)}.html"


def data_path(form: str, name: str, *keys: object) -> str:
    """The file with the data of a page."""
    return f"{FILES[name].format(*keys)}.{form}"


def file_path(key: int, name: str) -> str:
    """The file of a document; what a browser would run as a page is text.

    >>> file_path(3, "报告.PDF"), file_path(3, "报告.html"), file_path(3, "报告")
    ('documents/3/original.pdf', 'documents/3/original.txt', 'documents/3/original.txt')
    """
    ending = posixpath.splitext(name)[1].lower()
    return f"documents/{key}/original{ending if ending in PLAIN else '.txt'}"
