"""My updates (我的待办): what one owes, what waits for one's decision, messages not yet read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.queries import where_done
from taizhang.server.ledger.observations.actions import accept_many
from taizhang.server.ledger.observations.queries import to_accept
from taizhang.server.lib.refusals import Invalid, NotSignedIn, NotThere
from taizhang.server.pages.answers import act, page
from taizhang.server.pages.documents.leading import leads_to
from taizhang.server.pages.forms.typed import Typed
from taizhang.server.pages.language import said
from taizhang.server.pages.tasks.asked import seen_rows
from taizhang.server.pages.tasks.mine.items import MOST
from taizhang.server.pages.tasks.mine.owing import owed_sections
from taizhang.server.pages.tasks.mine.waiting import waiting_sections
from taizhang.server.returns.models import Notice
from taizhang.server.returns.notices import mark_read
from taizhang.server.returns.queries import notices_for

FIGURES = Words("数据", "figures")


@page
def mine(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everything on one page; what there is none of is not shown."""
    owed = [section for section in owed_sections(actor) if section.items]
    waiting = [section for section in waiting_sections(actor) if section.items]
    notices = list(notices_for(actor, unread=True).order_by("-pk")[:MOST])
    context = {
        "owed": owed,
        "waiting": waiting,
        "sections": [*owed, *waiting],
        "notices": [(notice, _words(notice), _address(notice)) for notice in notices],
    }
    return render(request, "mine/mine.html", context)


@act
def read(request: HttpRequest, actor: Actor) -> Words:
    """Mark messages read, those named or all."""
    if actor.user is None:
        raise NotSignedIn
    chosen = Typed(request.POST).keys("notice")
    marked = mark_read(actor, actor.user, notices=chosen or None)
    return Words(f"已标记 {marked} 条消息为已读", f"{marked} messages are marked read")


@act
def accept_figures(request: HttpRequest, actor: Actor) -> Words:
    """Accept the figures chosen; what may not be accepted is told, and stays as it was."""
    chosen = seen_rows(request.POST.getlist("observations"))
    if not chosen:
        raise Invalid({"observations": Words("请先勾选数据", "choose figures first")})
    found = to_accept(actor).in_bulk(list(chosen))
    rows = [(row, chosen[key]) for key, row in found.items()]
    if not rows:
        raise NotThere(thing=FIGURES)
    at = where_done(actor, "observation.accept", [row.unit for row, _ in rows])
    outcomes = accept_many(actor, at, rows=rows)
    refused = [outcome.why for outcome in outcomes if outcome.why is not None]
    number = len(outcomes) - len(refused)
    done = Words(f"已审定 {number} 项数据", f"{number} figures are accepted")
    if not refused:
        return done
    zh, en = "；".join(why.zh for why in refused), "; ".join(why.en for why in refused)
    return Words(f"{done.zh}，{len(refused)} 项未审定：{zh}", f"{done.en}, {len(refused)} not: {en}")


def _words(notice: Notice) -> str:
    return said(Words(str(notice.words.get("zh", "")), str(notice.words.get("en", ""))))


def _address(notice: Notice) -> str:
    """Where what a message is about is found."""
    for name in ("return", "task"):
        if isinstance(key := notice.about.get(name), int):
            return reverse(name, args=[key])
    return leads_to("mine")
