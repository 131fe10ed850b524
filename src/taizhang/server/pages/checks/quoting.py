"""Sentences of documents as a page shows them: each number marked, and leading to where it stands in the text."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from taizhang.server.accounts.acting import Actor
from taizhang.server.documents.queries import documents_for
from taizhang.server.documents.sentences import Place, Sentence, plain, sentences_at
from taizhang.writing.across.quoting import EDGES, cut_after, cut_before

AROUND = 60  # characters on either side of what is marked, on a card
WHOLE = 10_000


class Said(NamedTuple):
    """A stretch of a document that is quoted; `sentence` stands in where the text itself gives none."""

    document: int
    reading: int
    start: int
    text: str
    sentence: str = ""

    @property
    def place(self) -> Place:
        """Where it begins."""
        return Place(self.reading, self.start)


class Piece(NamedTuple):
    """Some words of a sentence, marked or not, and the address that they lead to."""

    words: str
    marked: bool = False
    address: str = ""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence with the document that it stands in; no address where the person may not read that."""

    source: str
    address: str
    pieces: Sequence[Piece]


class Quotes:
    """The sentences of all that a page quotes, fetched at once."""

    def __init__(self, actor: Actor, said: Iterable[Said], around: int = AROUND) -> None:
        every = list(said)
        self._around = around
        self._sentences = sentences_at({one.place for one in every})
        self._titles = _titles(actor, {one.document for one in every})

    def of(self, said: Iterable[Said]) -> list[Quoted]:
        """The sentences of some stretches, each once, with all that is quoted of it marked."""
        grouped: dict[tuple[int, int, str], list[Said]] = {}
        for one in said:
            sentence = self._sentence(one)
            grouped.setdefault((one.document, sentence.start, sentence.text), []).append(one)
        return [self._quoted(Sentence(start, text), some) for (_, start, text), some in grouped.items()]

    def _sentence(self, one: Said) -> Sentence:
        found = self._sentences.get(one.place)
        if found is not None:
            return found
        at = max(one.sentence.find(one.text), 0)
        return Sentence(one.start - at, one.sentence or one.text)

    def _quoted(self, sentence: Sentence, some: Sequence[Said]) -> Quoted:
        document = some[0].document
        title = self._titles.get(document)
        first = min(some, key=lambda one: one.start)
        leads = title is not None
        address = reading_room(document, first.start) if leads else ""
        return Quoted(title or "", address, pieces_of(sentence, some, self._around, leads=leads))


def said_in(row: Mapping[str, Any]) -> list[Said]:
    """What a finding rests on."""
    return [
        Said(fact["document"], fact["reading"], fact["start"], fact["text"], fact.get("sentence", ""))
        for fact in row.get("facts", ())
        if "document" in fact
    ]


def pieces_of(sentence: Sentence, some: Iterable[Said], around: int, *, leads: bool) -> list[Piece]:
    """A sentence in pieces, on one line, cut to `around` characters before the first mark and behind the last.

    >>> said = Said(1, 1, 104, "7.4%")
    >>> [piece.words for piece in pieces_of(Sentence(100, "同比增长7.4%。"), [said], 9, leads=True)]
    ['同比增长', '7.4%', '。']
    """
    pieces, at = [], 0
    marks = sorted({(one.start - sentence.start, one.text, one.document) for one in some})
    for start, text, document in marks:
        if start < at or sentence.text[start : start + len(text)] != text:
            continue
        pieces.append(Piece(plain(sentence.text[at:start])))
        address = reading_room(document, sentence.start + start) if leads else ""
        pieces.append(Piece(plain(text), marked=True, address=address))
        at = start + len(text)
    pieces.append(Piece(plain(sentence.text[at:]).rstrip(EDGES)))
    pieces[0] = pieces[0]._replace(words=pieces[0].words.lstrip(EDGES))
    if len(pieces) > 1:
        pieces[0] = pieces[0]._replace(words=cut_before(pieces[0].words, around))
        pieces[-1] = pieces[-1]._replace(words=cut_after(pieces[-1].words, around))
    return [piece for piece in pieces if piece.words]


def reading_room(document: int, at: int) -> str:
    """The address at which the text of a document is read, from one character on."""
    return f"/documents/{document}?at={at}"


def _titles(actor: Actor, documents: Collection[int]) -> dict[int, str]:
    rows = documents_for(actor).filter(pk__in=documents).values_list("pk", "title", "name")
    return {key: title or name for key, title, name in rows}
