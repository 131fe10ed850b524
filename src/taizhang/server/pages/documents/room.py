"""The reading room: a document's text as it was, every number marked, what was read from each beside it."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from taizhang.catalogue.indicators import indicators_by_id
from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.documents.models import Document, Fact, Finding, Reading, Statement
from taizhang.server.documents.opening import reader
from taizhang.server.documents.public import not_for_the_public
from taizhang.server.documents.queries import current_reading, findings_for
from taizhang.server.documents.setting import blocks_in
from taizhang.server.ledger.adopting.queries import plans_to_adopt_into
from taizhang.server.lib.refusals import NotThere
from taizhang.server.pages.answers import page
from taizhang.server.pages.asked import key_in, one_of
from taizhang.server.pages.documents import words
from taizhang.server.pages.documents.asked import document_for, fact_for, statement_for
from taizhang.server.pages.documents.leading import leads_to
from taizhang.server.pages.documents.linked import linked_documents
from taizhang.server.pages.documents.marks import SHOWS, Things, things_in
from taizhang.server.pages.documents.panel import panel_of
from taizhang.server.pages.documents.telling import Option
from taizhang.server.pages.documents.text import Setting, text_of
from taizhang.server.pages.language import language, said
from taizhang.server.review.judging import sure_statements
from taizhang.writing.words import called

READING = Words("读取结果", "reading of the document")
TABLE = Words("文中表格", "table of the document")
DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Room:
    """A document that is open to be read and reviewed, at a number or statement or at none."""

    actor: Actor
    document: Document
    reading: Reading
    things: Things
    thing: Fact | Statement | None = None
    panel: object = None


@page
def document(request: HttpRequest, actor: Actor, document: int) -> HttpResponse:
    """The reading room of a document, open at a number, a statement or a place of its text where one is named."""
    row = document_for(actor, document)
    if row.reader is None:  # type: ignore[attr-defined]  # told by the query
        return render(request, "documents/unread.html", {"document": row, **head_of(actor, row)})
    room = opened_room(actor, row)
    thing = _asked(request, room)
    if thing is not None:
        room = replace(room, thing=thing, panel=panel_of(actor, row, thing))
    return render(request, "documents/room.html", shown(request, room))


def opened_room(actor: Actor, document: Document) -> Room:
    """The room of a document; NotThere where it was not read."""
    reading = current_reading(document)
    if reading is None:
        raise NotThere(thing=READING)
    return Room(actor, document, reading, things_in(actor, reading))


def _asked(request: HttpRequest, room: Room) -> Fact | Statement | None:
    """The number or statement that the address names."""
    if key := key_in(request.GET, "fact"):
        return fact_for(room.actor, room.document, key)
    if key := key_in(request.GET, "statement"):
        return statement_for(room.actor, room.document, key)
    at = key_in(request.GET, "at")
    near = room.things.at(at) if at is not None else None
    if near is None:
        return None
    if near.is_fact:
        return fact_for(room.actor, room.document, near.key)
    return statement_for(room.actor, room.document, near.key)


def shown(request: HttpRequest, room: Room) -> dict[str, Any]:
    """All that the reading room shows."""
    actor, document, reading, things = room.actor, room.document, room.reading, room.things
    show = one_of(request.GET, "show", SHOWS) or ("review" if things.counts["review"] else "all")
    return {
        "document": document,
        "reading": reading,
        "text": _text(room, key_in(request.GET, "at")),
        "outline": _outline(reading),
        "panel": room.panel,
        "show": show,
        "shows": [(key, said(called_), things.counts[key], key == show) for key, called_ in SHOWS.items()],
        "queue": [each.name for each in things.of(show)],
        "current": _name(room.thing),
        "indicators": _indicators() if actor.may("fact.review", document.unit) else (),
        "findings": _findings(actor, document),
        "beside": linked_documents(actor, document),
        "sure": _sure(things),
        "sure_statements": sum(1 for _ in sure_statements(reading)),
        "cautions": [each[language()] for each in reading.cautions],
        **head_of(actor, document),
    }


def _text(room: Room, at: int | None) -> SafeString:
    text = room.reading.text
    setting = Setting(
        text,
        (each.mark for each in room.things.facts),
        around=(each.mark for each in room.things.statements),
        outline=room.reading.outline,
        at=min(at, len(text)) if at is not None else None,
    )
    return text_of(blocks_in(room.reading), setting, said(TABLE))


def head_of(actor: Actor, document: Document) -> dict[str, Any]:
    """What stands at the head of a document, and what this person may do with it."""
    may = {name: actor.may(f"document.{name}", document.unit) for name in ("reread", "grade", "publish", "withdraw")}
    state = Document.State
    current = document.state == state.READ and getattr(document, "reader", None) == reader()
    waiting = document.state in {state.QUEUED, state.READING}
    own = actor.user is not None and document.uploaded_by == actor.user.pk
    barred = not_for_the_public(document)
    return {
        "kind": words.kind_of(document),
        "state": words.state_of(document),
        "grade": words.grade_of(document),
        "openness": words.openness_of(document),
        "grades": words.choices(words.GRADES, document.secrecy),
        "opennesses": words.choices(words.OPENNESS, document.openness),
        "may": may
        | {
            "reread": may["reread"] and not current and not waiting and document.state != state.REFUSED,
            "review": actor.may("fact.review", document.unit),
            "adopt": document.state == state.READ and plans_to_adopt_into(actor, document).exists(),
        },
        "own": own,
        "barred": said(barred) if barred else "",
        "waiting": waiting,
    }


def _name(thing: Fact | Statement | None) -> str:
    if thing is None:
        return ""
    return f"{'fact' if isinstance(thing, Fact) else 'statement'}-{thing.pk}"


def _outline(reading: Reading) -> list[dict[str, Any]]:
    """The sections down to the third level."""
    return [
        {**row, "name": f"section-{number}"}
        for number, row in enumerate(reading.outline)
        if 0 < row["level"] <= DEEPEST and (row["mark"] or row["title"])
    ]


def _indicators() -> list[Option]:
    """The catalogue, for the form of correction to choose from."""
    in_english = language() == "en"
    return [Option(key, each.en if in_english else each.zh) for key, each in indicators_by_id().items()]


def _findings(actor: Actor, document: Document) -> list[dict[str, Any]]:
    """What does not add up in the document."""
    in_english = language() == "en"
    return [_finding(each, in_english=in_english) for each in findings_for(actor, document=document.pk)]


def _finding(finding: Finding, *, in_english: bool) -> dict[str, Any]:
    here = [fact["start"] for fact in finding.row["facts"] if fact.get("document") == finding.document_id]
    return {
        "says": finding.row["message_en" if in_english else "message"],
        "severity": called(f"severity.{finding.severity}", language()),
        "look": {"high": "tag-bad", "medium": "tag-warn"}.get(finding.severity, ""),
        "state": finding.state,
        "address": leads_to("finding", finding.pk),
        "at": here[0] if here else None,
    }


def _sure(things: Things) -> int:
    """How many numbers the reader is sure of and nobody has judged."""
    return sum(each.certainty == "sure" for each in things.of("unjudged"))
