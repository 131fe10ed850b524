"""Lists of the ledger by Django's own administration, for anybody who is signed in to look at; and their addresses."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import path

from taizhang.server.documents.models import Document
from taizhang.server.ledger.models import Observation, Target, Task
from taizhang.server.returns.models import Return

LISTS = {
    Task: ("title", "unit", "kind", "state", "deadline"),
    Observation: ("indicator", "unit", "period", "value", "state"),
    Target: ("indicator", "measure", "comparator", "value"),
    Document: ("name", "title", "kind", "year", "state"),
    Return: ("form", "unit", "period", "due_on", "state"),
}


class Site(admin.AdminSite):
    """Open to those who are signed in."""

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether they are."""
        return bool(request.user.is_active)


def anybody(*_: object, **__: object) -> bool:
    """May do it."""
    return True


def nobody(*_: object, **__: object) -> bool:
    """May do it."""
    return False


class Seen(admin.ModelAdmin[Any]):
    """A list to look at, a hundred rows a page."""

    list_select_related = True
    has_module_permission = has_view_permission = lookup_allowed = staticmethod(anybody)
    has_add_permission = has_change_permission = has_delete_permission = staticmethod(nobody)


site = Site("peer")
for model, columns in LISTS.items():
    site.register(model, type(f"Seen{model.__name__}", (Seen,), {"list_display": columns}))
urlpatterns = [path("", site.urls)]
