"""The list of the numbers or statements that a person goes through, each with the words that it stands in."""

import re
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.documents.models import Fact
from taizhang.server.documents.queries import current_reading
from taizhang.server.lib.refusals import NotThere
from taizhang.server.pages.answers import page
from taizhang.server.pages.asked import key_in, one_of
from taizhang.server.pages.documents.asked import document_for
from taizhang.server.pages.documents.marks import SHOWS, Thing, things_in
from taizhang.server.pages.language import language, said
from taizhang.writing.words import called

ON_A_PAGE = 100
CONTEXT = 14
BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Item:
    """One of the list."""

    thing: Thing
    before: str
    itself: str
    behind: str
    why: str


@page
def document_queue(request: HttpRequest, actor: Actor, document: int) -> HttpResponse:
    """A page of the list."""
    row = document_for(actor, document)
    reading = current_reading(row)
    if reading is None:
        raise NotThere(thing=Words("读取结果", "reading of the document"))
    show = one_of(request.GET, "show", SHOWS) or "review"
    things = things_in(actor, reading).of(show)
    from_ = key_in(request.GET, "from") or 0
    shown = things[from_ : from_ + ON_A_PAGE]
    told = {
        "document": row,
        "show": show,
        "words": said(SHOWS[show]),
        "items": _items(shown, reading.text),
        "total": len(things),
        "before": max(from_ - ON_A_PAGE, 0) if from_ else None,
        "next": from_ + ON_A_PAGE if from_ + ON_A_PAGE < len(things) else None,
    }
    part = "documents/queue.html" if request.headers.get("HX-Request") else "documents/queue_page.html"
    return render(request, part, told)


def _items(things: list[Thing], text: str) -> list[Item]:
    doubts = dict(Fact.objects.filter(pk__in=[each.key for each in things if each.is_fact]).values_list("pk", "doubts"))
    return [
        Item(
            thing=each,
            before=_squeezed(text[max(each.start - CONTEXT, 0) : each.start]),
            itself=_squeezed(text[each.start : each.end]),
            behind=_squeezed(text[each.end : each.end + CONTEXT]) if each.is_fact else "",
            why=_why(each, doubts),
        )
        for each in things
    ]


def _why(thing: Thing, doubts: dict[int, list[str]]) -> str:
    found = doubts.get(thing.key, ()) if thing.is_fact else ()
    return " · ".join(called(f"doubt.{doubt}", language()) for doubt in dict.fromkeys(found))


def _squeezed(words: str) -> str:
    return BLANKS.sub(" ", words)
