"""The log (日志): searched, one entry with what it changed, whether the chain holds, taken away."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.naming import OWN_ACTS, SIGNING_IN, called
from taizhang.server.accounts.permissions import permissions
from taizhang.server.accounts.queries import log_for, people_for, units_for
from taizhang.server.lib.refusals import TooLarge
from taizhang.server.lib.rows import row_at
from taizhang.server.log.models import Entry, Head
from taizhang.server.log.queries import Search
from taizhang.server.log.verifying import verify_chain
from taizhang.server.pages.administration.frame import drawn, opened
from taizhang.server.pages.administration.log_words import CHANNELS, thing_called, things, told
from taizhang.server.pages.administration.units import unit_at
from taizhang.server.pages.answers import act, came_from, page
from taizhang.server.pages.asked import day_in, key_in, one_of, part_of, words_in
from taizhang.server.pages.language import said

PAGE = "admin_log"
ON_A_PAGE, CHANGES_SHOWN, MOST_VERIFIED = 50, 200, 200_000
ENTRY = Words("日志条目", "entry of the log")
LOG = Words("日志", "the log")
BY_COMMAND = Words(
    f"{MOST_VERIFIED} 条；请在服务器上用 taizhang admin verify 核验",
    f"{MOST_VERIFIED} entries: run taizhang admin verify on the server",
)
FILTERS = ("who", "action", "model", "unit", "since", "until", "words")


@page
def log(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The entries that a search finds, the newest first."""
    tile, search = opened(actor, PAGE), _search(request, actor)
    part = part_of(request, log_for(actor, search), ON_A_PAGE, latest_first=True)
    asked = {name: request.GET[name] for name in FILTERS if request.GET.get(name)}
    context = {
        "rows": [_row(entry) for entry in part.rows],
        "part": part,
        "asked": asked,
        "search": search,
        "unit": key_in(request.GET, "unit"),
        "actions": _actions(),
        "things": things(),
        "people": list(people_for(actor).prefetch_related(None).order_by("username")),
        "units": list(units_for(actor).filter(actor.within("log.read", "path"))),
        "may_export": bool(units_for(actor).filter(actor.within("log.export", "path")).exists()),
        "export": urlencode(asked),
        "head": _head(),
        "may_verify": actor.may("log.read", None),
    }
    return drawn(request, "log", tile, context)


@page
def entry(request: HttpRequest, actor: Actor, entry: int) -> HttpResponse:
    """One entry, with every value that it changed."""
    tile = opened(actor, PAGE)
    row = row_at(log_for(actor, Search()), entry, ENTRY)
    changes = list(row.changes.order_by("pk")[: CHANGES_SHOWN + 1])
    context = {
        "entry": row,
        "row": _row(row),
        "changes": told(changes[:CHANGES_SHOWN]),
        "changed": row.changes.count(),
        "more": len(changes) > CHANGES_SHOWN,
        "shown": CHANGES_SHOWN,
        "unit": units_for(actor).filter(pk=row.unit_id).first() if row.unit_id else None,
    }
    return drawn(request, "entry", tile, context)


@act
def verify(request: HttpRequest, actor: Actor) -> Words | HttpResponse:
    """Compute every hash of the log anew."""
    opened(actor, PAGE)
    actor.wants("log.read", None)
    if Entry.objects.count() > MOST_VERIFIED:
        raise TooLarge(thing=LOG, limit=BY_COMMAND)
    found = verify_chain()
    if found.broken is None:
        zh = f"已核验 {found.entries} 条、{found.changes} 处改动，链条完整"
        return Words(zh, f"{found.entries} entries with {found.changes} changes: the chain holds")
    at, what = found.broken.entry, found.broken.what
    messages.error(request, said(Words(f"第 {at} 条起链条不符：{what.zh}", f"broken at entry {at}: {what.en}")))
    return HttpResponseRedirect(came_from(request))


def _search(request: HttpRequest, actor: Actor) -> Search:
    unit = key_in(request.GET, "unit")
    return Search(
        who=key_in(request.GET, "who"),
        action=one_of(request.GET, "action", _actions()),
        model=one_of(request.GET, "model", dict(things())),
        object_id=key_in(request.GET, "object_id"),
        below=unit_at(actor, unit).path if unit else "",
        since=day_in(request.GET, "since"),
        until=day_in(request.GET, "until"),
        words=words_in(request.GET),
    )


def _actions() -> dict[str, str]:
    """All that the log may hold, with what it is called."""
    own = {name: said(words) for name, words in (SIGNING_IN | OWN_ACTS).items()}
    return {name: said(permission.name) for name, permission in permissions().items()} | own


def _row(entry: Entry) -> dict[str, object]:
    return {
        "entry": entry,
        "action": called(entry.action),
        "channel": CHANNELS.get(entry.channel, Words(entry.channel, entry.channel)),
        "thing": thing_called(entry.model),
        "address": reverse("admin_entry", args=[entry.pk]),
    }


def _head() -> dict[str, object]:
    """The last hash, and whether the head of the chain says the same."""
    last = Entry.objects.order_by("-pk").first()
    head = Head.objects.filter(pk=1).first()
    return {"entry": last, "agrees": (last.hash if last else "") == (head.hash if head else "")}
