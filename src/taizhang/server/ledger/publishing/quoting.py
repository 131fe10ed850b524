"""Sentences of published documents, by what was read in them; nothing of a document that is not public."""

from collections.abc import Collection
from dataclasses import dataclass

from taizhang.server.documents.models import Fact, Statement
from taizhang.server.documents.queries import public_documents
from taizhang.server.documents.sentences import Parted, parted
from taizhang.server.review.queries import holding, texts_of


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a published document, at `start` to `end` of its text; what was read is at `begins` to `ends`.

    `shown` tells whether it stands in the text that the document has now: one read anew may have another.
    """

    document: int
    title: str
    sentence: str
    start: int
    end: int
    begins: int
    ends: int
    shown: bool

    @property
    def parted(self) -> Parted:
        """The sentence as a page quotes it."""
        return parted(self.sentence, self.begins, self.ends)


Quotes = dict[tuple[str, int], Quote]


def quotes(facts: Collection[int], statements: Collection[int]) -> Quotes:
    """The sentences of facts and statements by kind and key, where their documents are public; in six queries."""
    public = public_documents().values("pk")
    things: list[Fact | Statement] = [
        *holding(Fact.objects.filter(pk__in=facts, reading__document__in=public)),
        *holding(Statement.objects.filter(pk__in=statements, reading__document__in=public)),
    ]
    texts = texts_of(things)
    return {(_kind(thing), thing.pk): _quote(thing, texts[thing.reading_id]) for thing in things}


def _kind(thing: Fact | Statement) -> str:
    return "fact" if isinstance(thing, Fact) else "statement"


def _quote(thing: Fact | Statement, text: str) -> Quote:
    document, start = thing.reading.document, thing.sentence_start
    return Quote(
        document=document.pk,
        title=str(document),
        sentence=text[start : thing.sentence_end],
        start=start,
        end=thing.sentence_end,
        begins=thing.start - start,
        ends=thing.end - start,
        shown=thing.reading.current,
    )
