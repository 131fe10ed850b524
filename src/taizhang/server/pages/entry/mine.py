"""The page of returns: what has to be filled in by its due day, what waits for review, and all of them with filters."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Role, Unit
from taizhang.server.accounts.permissions import grants_of
from taizhang.server.lib import clock
from taizhang.server.lib.periods import period_of
from taizhang.server.pages.administration.frame import tiles_for
from taizhang.server.pages.answers import page
from taizhang.server.pages.asked import whole
from taizhang.server.pages.entry.finding import TONES, VIEWS, named, standings, tabs
from taizhang.server.pages.entry.paging import cut
from taizhang.server.returns.models import RETURN, Form, Return
from taizhang.server.returns.queries import counted_by_state, returns_for, to_fill

EMPTY = {
    "fill": Words("没有待填的报表。", "Nothing has to be filled in."),
    "review": Words("没有待审的填报。", "Nothing waits for review."),
    "all": Words("没有符合条件的填报。", "No return fits."),
}


@page
def my_returns(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Returns: to fill in (the first due on top), to review, or all that one may see."""
    returns = returns_for(actor)
    waiting = {"fill": to_fill(actor, returns), "review": _to_review(actor, returns)}
    asked = request.GET.get("show", "")
    view = asked if asked in VIEWS else _usual(actor)
    filters = _filters(request)
    found = waiting[view] if view != "all" else _all(actor, filters)
    rows = cut(found, request.GET.get("after", ""), latest_first=view == "all")
    people = named(filed.submitted_by for filed in rows.rows)
    context: dict[str, Any] = {
        **tabs(view, {key: each.count() for key, each in waiting.items()}),
        "rows": [{"stands": each, "by": people.get(each.filed.submitted_by or 0, "")} for each in standings(rows.rows)],
        "next": rows.next,
        "empty": EMPTY[view],
        "sets_up": any(tile.page == "admin_forms" for tile in tiles_for(actor)),
    }
    if view == "all":
        context |= _choices(actor, filters)
    return render(request, "entry/mine.html", context)


def _usual(actor: Actor) -> str:
    """What somebody comes for: who reports to fill in, who reviews to review, everybody else to look."""
    roles = {grant.role for grant in grants_of(actor.user)} if actor.user else set()
    if Role.REPORTER in roles:
        return "fill"
    return "review" if Role.REVIEWER in roles else "all"


def _to_review(actor: Actor, returns: "QuerySet[Return]") -> "QuerySet[Return]":
    """What was submitted and this person may accept; not what they submitted themselves."""
    own = actor.user.pk if actor.user else None
    return returns.filter(actor.within("return.accept"), state="submitted").exclude(submitted_by=own)


def _filters(request: HttpRequest) -> dict[str, Any]:
    """The filters of the API, as far as they are ones; what is none is left out."""
    given: dict[str, Any] = {}
    for name in ("form", "unit"):
        if (key := whole(request.GET.get(name, ""))) is not None:
            given[name] = key
    if request.GET.get("period"):
        given["period"] = request.GET["period"][:24].replace("\0", "")
    if request.GET.get("state") in RETURN.states:
        given["state"] = request.GET["state"]
    return given


def _all(actor: Actor, filters: dict[str, Any]) -> "QuerySet[Return]":
    """All that fit; those that lie ahead only where a state or a period is asked for."""
    found = returns_for(actor, **filters)
    ahead = "state" in filters or "period" in filters
    return found if ahead else found.filter(opens_on__lte=clock.today())


def _choices(actor: Actor, filters: dict[str, Any]) -> dict[str, Any]:
    """What may be chosen, and counts by state of what fits otherwise."""
    today, all_of_them = clock.today(), returns_for(actor).order_by()
    others = {name: value for name, value in filters.items() if name != "state"}
    counts = counted_by_state(returns_for(actor, **others), today)
    periods = all_of_them.filter(opens_on__lte=today).values_list("period", "period_end").distinct()
    return {
        "filters": filters,
        "forms": Form.objects.filter(pk__in=all_of_them.values("form")).order_by("name"),
        "units": Unit.objects.filter(pk__in=all_of_them.values("unit")).order_by("order"),
        "periods": [
            (code, period_of(code).words) for code, _ in sorted(periods, key=lambda each: each[1], reverse=True)
        ],
        "states": [(state, words, counts[state], TONES[state]) for state, words in RETURN.states.items()],
    }
