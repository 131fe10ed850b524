"""Where the numbers of the overview lead to."""

from urllib.parse import urlencode

from django.urls import reverse

from taizhang.server.pages.scope import Scope


def to(name: str, *args: object, **query: object) -> str:
    """The address of a page with a query."""
    address = reverse(name, args=args)
    asked = {key: value for key, value in query.items() if value not in {None, ""}}
    return f"{address}?{urlencode(asked)}" if asked else address


def within(scope: Scope, name: str, *args: object, **query: object) -> str:
    """The same, of the government and year at hand."""
    return to(name, *args, unit=scope.unit.pk, year=scope.year, **query)
