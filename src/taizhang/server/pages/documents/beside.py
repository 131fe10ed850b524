"""Two documents side by side, with what speaks of the same thing in both drawn from one to the other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from taizhang.server.accounts.acting import Actor
from taizhang.server.documents.models import Document, Link, Reading
from taizhang.server.documents.queries import current_reading, links_of
from taizhang.server.documents.setting import Block, blocks_in
from taizhang.server.lib.refusals import NotThere
from taizhang.server.pages.answers import page
from taizhang.server.pages.asked import one_of
from taizhang.server.pages.documents.asked import document_for, words_in
from taizhang.server.pages.documents.ends import Ends
from taizhang.server.pages.documents.linked import linked_documents
from taizhang.server.pages.documents.panel import ties
from taizhang.server.pages.documents.room import READING, TABLE
from taizhang.server.pages.documents.text import Setting, text_of
from taizhang.server.pages.documents.words import Choice
from taizhang.server.pages.language import language, said
from taizhang.writing.words import called, value_called

VIEWS = ("near", "whole")


@dataclass(frozen=True, slots=True)
class Tie:
    """A link between the two, as it is drawn and listed; `left` and `right` are its ends by their marks."""

    number: int
    kind: str
    reason: str
    certainty: str
    doubtful: bool
    agrees: bool | None
    left: str
    right: str
    left_words: str
    right_words: str
    left_at: int
    right_at: int


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its text, and where in it the ends of links stand."""

    document: Document
    text: SafeString
    called: str


@page
def beside(request: HttpRequest, actor: Actor, document: int, other: int) -> HttpResponse:
    """Both texts, the paragraphs with links alone or whole, and the links as lines and as a table."""
    one, two = document_for(actor, document), document_for(actor, other)
    readings = [_reading(each) for each in (one, two)]
    links = list(_links(actor, one, two))
    kind = words_in(request, "kind")
    view = one_of(request.GET, "view", VIEWS) or "near"
    chosen = [link for link in links if not kind or kind == link.kind]
    ends = _ends(chosen, one)
    rows = _ties(chosen, readings, ends)
    kinds = {link.kind: value_called("kind", link.kind, language()) for link in links}
    told = {
        "one": one,
        "two": two,
        "sides": [
            _side(reading, side, whole=view == "whole", name=name)
            for reading, side, name in zip(readings, ends, "lr", strict=True)
        ],
        "ties": rows,
        "drawn": [[each.number, each.left, each.right, each.doubtful, each.agrees is False] for each in rows],
        "view": view,
        "kind": kind,
        "kinds": [Choice(key, words, key == kind) for key, words in sorted(kinds.items())],
        "total": len(links),
        "linked": linked_documents(actor, one),
    }
    return render(request, "documents/beside.html", told)


def _reading(document: Document) -> Reading:
    reading = current_reading(document)
    if reading is None:
        raise NotThere(thing=READING)
    return reading


def _links(actor: Actor, one: Document, two: Document) -> Iterable[Link]:
    """The links between the two, in the order of the first's text."""
    pair = Q(a__document=one, b__document=two) | Q(a__document=two, b__document=one)
    rows = links_of(actor, one).filter(pair)
    return sorted(rows, key=lambda link: (_start(link, one), _start(link, two), link.pk))


def _start(link: Link, document: Document) -> int:
    return _span(link, document)[0]


def _span(link: Link, document: Document) -> tuple[int, int]:
    """Where a link ends in a document; within one document both are that document's, the first for the first."""
    if link.a.document_id == document.pk:
        return link.a_start, link.a_end
    return link.b_start, link.b_end


def _both(link: Link, one: Document) -> tuple[tuple[int, int], tuple[int, int]]:
    a, b = (link.a_start, link.a_end), (link.b_start, link.b_end)
    return (a, b) if link.a.document_id == one.pk else (b, a)


def _ends(links: Sequence[Link], one: Document) -> tuple[Ends, Ends]:
    """The ends of the links on either side."""
    both = [_both(link, one) for link in links]
    return Ends([left for left, _ in both], "l"), Ends([right for _, right in both], "r")


def _ties(links: Sequence[Link], readings: Sequence[Reading], ends: tuple[Ends, Ends]) -> list[Tie]:
    one, two = readings
    return [_tie(number, link, (one, two), ends) for number, link in enumerate(links, 1)]


def _tie(number: int, link: Link, readings: tuple[Reading, Reading], ends: tuple[Ends, Ends]) -> Tie:
    one, two = readings
    (start, end), (other_start, other_end) = _both(link, one.document)
    return Tie(
        number=number,
        kind=value_called("kind", link.kind, language()),
        reason=ties(link.reason),
        certainty=called(link.certainty, language()),
        doubtful=link.certainty == "review",
        agrees=link.agrees,
        left=ends[0].name(start),
        right=ends[1].name(other_start),
        left_words=one.text[start:end][:80],
        right_words=two.text[other_start:other_end][:80],
        left_at=start,
        right_at=other_start,
    )


def _side(reading: Reading, ends: Ends, *, whole: bool, name: str) -> Side:
    blocks = blocks_in(reading)
    shown = blocks if whole else [block for block in blocks if _holds(block, ends.starts)]
    setting = Setting(reading.text, ends.numbers, around=ends.around)
    return Side(reading.document, text_of(shown, setting, said(TABLE)), name)


def _holds(block: Block, starts: Iterable[int]) -> bool:
    """Whether the end of a link stands in a block."""
    return any(block[1] <= start < block[2] for start in starts)
