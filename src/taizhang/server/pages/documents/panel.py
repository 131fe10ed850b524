"""What stands beside the text: one number or statement, what it says, whence, what it became, and who judged it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.documents.models import Document, Fact, Link, Statement
from taizhang.server.documents.queries import links_of
from taizhang.server.documents.sentences import Place, sentences_at
from taizhang.server.ledger.adopting.queries import became
from taizhang.server.pages.answers import page
from taizhang.server.pages.documents.asked import document_for, fact_for, statement_for
from taizhang.server.pages.documents.leading import of_ledger
from taizhang.server.pages.documents.marks import Thing
from taizhang.server.pages.documents.telling import Line, fields, lines, told, whole_value
from taizhang.server.pages.documents.words import Tag
from taizhang.server.pages.language import language, said
from taizhang.server.review.models import Verdict
from taizhang.server.review.queries import effective, names_of, sentence_in, texts_of, verdict_on, verdicts_on
from taizhang.writing.words import called, value_called

VERDICTS: Mapping[str, tuple[Words, str]] = {
    Verdict.Kind.ACCEPT: (Words("已认可", "accepted"), "tag-good"),
    Verdict.Kind.CORRECT: (Words("已更正", "corrected"), "tag-info"),
    Verdict.Kind.REJECT: (Words("已否定", "rejected"), "tag-bad"),
}
IN_LEDGER = {
    "observation": Words("数据", "observation"),
    "target": Words("目标", "target"),
    "task": Words("任务", "task"),
}
SYSTEM = Words("系统", "the server")
MOST_LINKS = 30


@dataclass(frozen=True, slots=True)
class Refusal:
    """A verdict that was not saved: why, and what was typed."""

    why: str
    kind: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    wrong: Mapping[str, Words] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict as the history shows it."""

    tag: Tag
    who: str
    at: datetime
    note: str
    reader: str
    lines: list[Line]
    holds: bool
    in_bulk: bool
    carried: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the ledger that it became."""

    kind: str
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Linked:
    """Another stretch that speaks of the same thing."""

    kind: str
    tie: str
    doubtful: bool
    agrees: bool | None
    document: Document
    at: int
    sentence: str
    here: bool


def panel_of(actor: Actor, document: Document, thing: Fact | Statement, refusal: Refusal | None = None) -> object:
    """All that the panel shows of a number or statement."""
    holds, held = effective(thing), verdict_on(thing)
    text = texts_of([thing])[thing.reading_id]
    sentence = sentence_in(text, thing)
    words = str(sentence["text"])
    value, unit = whole_value(holds) if isinstance(thing, Fact) else ("", "")
    rows = list(became(actor, thing))
    return {
        "document": document,
        "thing": thing,
        "is_fact": isinstance(thing, Fact),
        "mark": _mark(thing, held, adopted=bool(rows)),
        "subject": holds.get("subject") or "",
        "indicator": told("indicator", holds.get("indicator")),
        "value": value,
        "unit": unit,
        "tags": list(_tags(thing, held)),
        "doubts": _doubts(thing),
        "lines": lines(thing, holds),
        "before": words[: thing.start - thing.sentence_start],
        "itself": text[thing.start : thing.end],
        "behind": words[thing.end - thing.sentence_start :],
        "rows": [Row(said(IN_LEDGER[each.kind]), str(each.row), of_ledger(each)) for each in rows],
        "links": _links(actor, document, thing),
        "history": _history(thing),
        "seen": held.pk if held else "",
        "may_review": actor.may("fact.review", document.unit) and thing.reading.current,
        "old": not thing.reading.current,
        "refusal": refusal,
        "fields": fields(thing, holds, refusal.typed if refusal else {}, refusal.wrong if refusal else {}),
    }


def _mark(thing: Fact | Statement, held: Verdict | None, *, adopted: bool) -> Thing:
    label, status, certainty = (
        (thing.label, thing.status, thing.certainty) if isinstance(thing, Fact) else (thing.kind, "", "sure")
    )
    verdict = held.kind if held else ""
    is_fact = isinstance(thing, Fact)
    return Thing(thing.pk, thing.start, thing.end, label, status, certainty, verdict, adopted, is_fact)


def _tags(thing: Fact | Statement, held: Verdict | None) -> "list[Tag]":
    found = []
    if isinstance(thing, Statement):
        found.append(Tag(said(Words(Statement.Kind(thing.kind).label, thing.kind))))
    elif held is None and thing.certainty == "review":
        found.append(Tag(called("review", language()), "tag-warn"))
    elif held is None:
        found.append(Tag(called("sure", language())))
    if held is not None:
        words, look = VERDICTS[held.kind]
        found.append(Tag(said(words), look))
    return found


def _doubts(thing: Fact | Statement) -> list[str]:
    """Why a person should look."""
    if isinstance(thing, Statement) or thing.certainty == "sure":
        return []
    told_ = [called(f"doubt.{doubt}", language()) for doubt in dict.fromkeys(thing.doubts)]
    return told_ or [told("rule", thing.row.get("rule"))]


def _links(actor: Actor, document: Document, thing: Fact | Statement) -> list[Linked]:
    """What speaks of the same thing, here and elsewhere."""
    ends = Q()
    for end in "ab":
        ends |= Q(**{end: thing.reading_id, f"{end}_start__lt": thing.end, f"{end}_end__gt": thing.start})
    found = list(links_of(actor, document).filter(ends)[:MOST_LINKS])
    others = [_other(link, thing) for link in found]
    sentences = sentences_at([place for _, place in others])
    return [
        Linked(
            kind=value_called("kind", link.kind, language()),
            tie=ties(link.reason),
            doubtful=link.certainty == "review",
            agrees=link.agrees,
            document=other,
            at=place.start,
            sentence=sentences[place].text.strip() if place in sentences else "",
            here=other.pk == document.pk,
        )
        for link, (other, place) in zip(found, others, strict=True)
    ]


def _other(link: Link, thing: Fact | Statement) -> tuple[Document, Place]:
    """The other end of a link."""
    is_a = link.a_id == thing.reading_id and link.a_start < thing.end and link.a_end > thing.start
    if is_a:
        return link.b.document, Place(link.b_id, link.b_start)
    return link.a.document, Place(link.a_id, link.a_start)


def ties(reason: str) -> str:
    """What ties two stretches together, in words."""
    return "；".join(called(f"tie.{tie}", language()) for tie in reason.split(";") if tie)


def _history(thing: Fact | Statement) -> list[Judged]:
    """All verdicts, the latest first."""
    verdicts = list(verdicts_on(thing))[::-1]
    names = names_of(verdicts)
    return [
        Judged(
            tag=Tag(said(VERDICTS[each.kind][0]), VERDICTS[each.kind][1]),
            who=names.get(each.by or 0) or said(SYSTEM),
            at=each.at,
            note=each.note,
            reader=each.reader,
            lines=_changes(each),
            holds=each.current,
            in_bulk=each.in_bulk,
            carried=each.carried_from_id is not None,
        )
        for each in verdicts
    ]


def _changes(verdict: Verdict) -> list[Line]:
    """What a reviewer put in the place of what."""
    reviewed = verdict.reviewed or {}
    found = []
    for key, value in reviewed.items():
        before = verdict.original.get(key)
        if value != before and not key.startswith("base_"):
            found.append(Line(called(key, language()), told(key, value) or "—", told(key, before) or "—"))
    return found


@page
def fact(request: HttpRequest, actor: Actor, document: int, key: int) -> HttpResponse:
    """The panel of a number."""
    row = document_for(actor, document)
    return shown(request, actor, row, fact_for(actor, row, key))


@page
def statement(request: HttpRequest, actor: Actor, document: int, key: int) -> HttpResponse:
    """The panel of a statement."""
    row = document_for(actor, document)
    return shown(request, actor, row, statement_for(actor, row, key))


def shown(request: HttpRequest, actor: Actor, document: Document, thing: Fact | Statement) -> HttpResponse:
    """The panel by itself for a script; for a person the reading room, open at it."""
    if request.headers.get("HX-Request"):
        return render(request, "documents/panel.html", {"panel": panel_of(actor, document, thing)})
    kind = "fact" if isinstance(thing, Fact) else "statement"
    answer = redirect("document", document.pk)
    answer["Location"] += f"?{kind}={thing.pk}#{kind}-{thing.pk}"
    return answer
