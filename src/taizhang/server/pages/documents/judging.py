"""Verdicts from the reading room: accept, correct, reject, and back to the verdict before."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from taizhang.errors import TaizhangError, Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.documents.models import Document, Fact, Statement
from taizhang.server.lib.refusals import Invalid, Refused
from taizhang.server.pages.answers import act, told
from taizhang.server.pages.asked import whole
from taizhang.server.pages.documents.asked import document_for, fact_for, statement_for
from taizhang.server.pages.documents.panel import VERDICTS, Refusal, panel_of
from taizhang.server.pages.documents.room import opened_room, shown
from taizhang.server.pages.documents.telling import different
from taizhang.server.review.correcting import correctable
from taizhang.server.review.judging import judge
from taizhang.server.review.models import Verdict
from taizhang.server.review.queries import verdicts_on

Kind = Verdict.Kind
FIRST = Words(
    "这是第一次判定，没有更早的结论可以恢复；如需改变，请直接改判",
    "this is the first verdict; there is none before it to go back to: give another one",
)
BACK = Words("恢复上一次判定", "back to the verdict before")


@act
def judge_fact(request: HttpRequest, actor: Actor, document: int, key: int) -> Words | HttpResponse:
    """Judge a number."""
    row = document_for(actor, document)
    return _judged(request, actor, row, fact_for(actor, row, key))


@act
def judge_statement(request: HttpRequest, actor: Actor, document: int, key: int) -> Words | HttpResponse:
    """Judge a statement."""
    row = document_for(actor, document)
    return _judged(request, actor, row, statement_for(actor, row, key))


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form of the panel sends: the verdict, the one that the person saw, what was typed."""

    kind: str
    seen: int | None
    typed: Mapping[str, str]
    note: str


def _sent(request: HttpRequest, thing: Fact | Statement) -> Sent:
    note = request.POST.get("note", "")
    names = {f"value.{key}": key for key in correctable(thing)}
    return Sent(
        kind=request.POST.get("kind", ""),
        seen=whole(request.POST.get("seen", "")),
        typed={key: request.POST[name] for name, key in names.items() if name in request.POST},
        note=note.replace("\x00", "").strip()[:2000],
    )


def _judged(request: HttpRequest, actor: Actor, document: Document, thing: Fact | Statement) -> Words | HttpResponse:
    sent = _sent(request, thing)
    part = request.headers.get("HX-Request")
    try:
        verdict = _save(actor, thing, sent)
    except TaizhangError as error:
        status = error.status if isinstance(error, Refused) else 422
        panel = panel_of(actor, document, _again(actor, document, thing), _refusal(sent, error))
        if part:
            return render(request, "documents/panel.html", {"panel": panel}, status=status)
        opened = replace(opened_room(actor, document), thing=thing, panel=panel)
        return render(request, "documents/room.html", shown(request, opened), status=status)
    if not part:
        return VERDICTS[verdict.kind][0]
    return render(request, "documents/panel.html", {"panel": panel_of(actor, document, _again(actor, document, thing))})


def _refusal(sent: Sent, error: TaizhangError) -> Refusal:
    """Why it was not saved, with all that was typed."""
    wrong = error.errors if isinstance(error, Invalid) else {}
    return Refusal(told(error), sent.kind, sent.typed if sent.kind == Kind.CORRECT else {}, wrong, sent.note)


def _save(actor: Actor, thing: Fact | Statement, sent: Sent) -> Verdict:
    if sent.kind == "back":
        return go_back(actor, thing, seen=sent.seen)
    if sent.kind not in Kind.values:
        raise Invalid({"kind": Words("请选择认可、更正或否定", "accept, correct or reject")})
    if sent.kind == Kind.REJECT and not sent.note:
        raise Invalid({"note": Words("请写明否定的理由", "say why it is rejected")})
    values = different(thing, sent.typed) if sent.kind == Kind.CORRECT else None
    return judge(actor, thing, kind=sent.kind, seen=sent.seen, values=values, note=sent.note)


def go_back(actor: Actor, thing: Fact | Statement, *, seen: int | None) -> Verdict:
    """Give the verdict before the one that holds once more."""
    before = verdicts_on(thing).filter(current=False).last()
    if before is None:
        raise Invalid({"kind": FIRST})
    values = None
    if before.kind == Kind.CORRECT and before.reviewed:
        new = before.reviewed
        values = {key: new.get(key) for key in correctable(thing) if new.get(key) != thing.row.get(key)}
    return judge(actor, thing, kind=before.kind, seen=seen, values=values, note=before.note or BACK.zh)


def _again(actor: Actor, document: Document, thing: Fact | Statement) -> Fact | Statement:
    """The thing with the verdict that holds now."""
    if isinstance(thing, Fact):
        return fact_for(actor, document, thing.pk)
    return statement_for(actor, document, thing.pk)
