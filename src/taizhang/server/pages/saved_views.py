"""Saved views of a list (我的视图): what was chosen is kept under a name and stands as a tab above the list.

    context["views"] = saved_views(request, actor, "indicators")      # {% include "parts/views.html" %}

A view holds the query of the address without the region and the year, which are chosen at the top of the page, and
without the page of the list at hand and what is so without being chosen. A tab is the current one where what is chosen
now is what it holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from django.utils.http import urlencode

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.actions import change_view, keep_view, remove_view
from taizhang.server.accounts.models import SavedView
from taizhang.server.accounts.queries import view_for, views_for
from taizhang.server.lib.refusals import Invalid, NotSignedIn
from taizhang.server.pages.answers import act
from taizhang.server.pages.asked import whole

PASSING = frozenset({"unit", "year", "after", "page", "figure", "as"})
PASSING_WITH: Mapping[str, frozenset[str]] = {  # what else passes with the list, where it is not the usual
    "tasks": PASSING | {"version"},
    "checks": PASSING - {"unit"},  # there the unit is one of the filters
}
TURNED = "not"  # names filters that leave out what is chosen, and chooses nothing by itself
USUAL = {"tasks": {("by", "section"), ("sort", "line")}}  # what holds of a list where nothing else is chosen


@dataclass(frozen=True, slots=True)
class Tab:
    """A view as a tab; `row` is None for the list without anything chosen."""

    row: SavedView | None
    address: str
    is_current: bool
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Views:
    """The tabs of a list; `query` is what is chosen now, `current` the view that holds it."""

    page: str
    query: str
    tabs: list[Tab]
    current: Tab | None

    @property
    def is_kept(self) -> bool:
        """Whether what is chosen now is what a tab holds."""
        return self.current is not None


def saved_views(request: HttpRequest, actor: Actor, page_name: str) -> Views:
    """The views of a list that a person may choose: all, one's own, those shared at one's unit; in one query."""
    query = chosen(request.GET, page_name)
    carried = _carried(request.GET, page_name)
    tabs = [Tab(None, f"?{carried}", query == "", is_mine=False)]
    for row in views_for(actor, page=page_name):
        mine = actor.user is not None and row.user_id == actor.user.pk
        address = "&".join(part for part in (carried, row.query) if part)
        tabs.append(Tab(row, f"?{address}", row.query == query, mine))
    return Views(page_name, query, tabs, next((tab for tab in tabs if tab.is_current), None))


def _carried(asked: QueryDict, page: str) -> str:
    """What a tab leads on to though no view holds it: the version at hand, that none leads out of a draft."""
    names = sorted(PASSING_WITH.get(page, PASSING) - PASSING)
    return urlencode([(name, value) for name in names if (value := asked.get(name, ""))])


def chosen(asked: QueryDict, page: str) -> str:
    """What of a list is chosen in an address, in the one order in which views keep it.

    >>> chosen(QueryDict("sort=-pace&unit=3&light=red&words="), "indicators")
    'light=red&sort=-pace'
    """
    passing, usual = PASSING_WITH.get(page, PASSING), USUAL.get(page, set())
    pairs = [(name, value) for name, values in asked.lists() if name not in passing for value in values if value]
    named = {name for name, _ in pairs}
    return urlencode(sorted(pair for pair in pairs if pair not in usual and (pair[0] != TURNED or pair[1] in named)))


@act
def keep(request: HttpRequest, actor: Actor) -> Words:
    """Keep what is chosen under a name; a view of that name of one's own holds it from now on."""
    if actor.user is None:
        raise NotSignedIn
    page, name = request.POST.get("page", ""), request.POST.get("name", "").strip()
    query, shared = chosen(QueryDict(request.POST.get("query", "")), page), "shared" in request.POST
    held = views_for(actor, page=page).filter(user=actor.user, name=name).first()
    if held is not None:
        change_view(actor, held, expected=held.revision, query=query, shared=shared)
    else:
        keep_view(actor, actor.user, page=page, name=name, query=query, shared=shared)
    return Words(f"视图“{name}”已保存", f"the view {name!r} is kept")


@act
def change(request: HttpRequest, actor: Actor, view: int) -> Words:
    """Rename a view of one's own, share it or no longer."""
    row, name = view_for(actor, view), request.POST.get("name", "").strip()
    change_view(actor, row, expected=seen(request), name=name, shared="shared" in request.POST)
    return Words(f"视图“{name}”已修改", f"the view {name!r} is changed")


@act
def remove(request: HttpRequest, actor: Actor, view: int) -> Words:
    """Remove a view of one's own."""
    row = view_for(actor, view)
    name = row.name
    remove_view(actor, row, expected=seen(request))
    return Words(f"视图“{name}”已删除", f"the view {name!r} is removed")


def seen(request: HttpRequest) -> int:
    """The revision that the form was made from."""
    revision = whole(request.POST.get("revision", ""))
    if revision is None:
        raise Invalid({"revision": Words("页面已过时，请刷新后再试", "the page is out of date: load it again")})
    return revision
