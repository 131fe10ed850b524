"""What is asked of documents, readings and findings."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from taizhang.server.accounts.acting import Actor
from taizhang.server.documents.models import Document, Finding, FindingAnswer, Link, Publication, Reading
from taizhang.server.documents.sight import seen_by


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which documents are wanted; None or nothing: whichever."""

    unit: int | None = None
    region: int | None = None
    kind: str | None = None
    year: int | None = None
    state: str | None = None
    words: str = ""

    def condition(self) -> Q:
        """The condition in the database; every word has to stand in title or name."""
        columns = {"unit": self.unit, "region": self.region, "kind": self.kind, "year": self.year, "state": self.state}
        found = Q(**{name: value for name, value in columns.items() if value is not None})
        for word in self.words.split():
            found &= Q(title__icontains=word) | Q(name__icontains=word)
        return found


def documents_for(actor: Actor, wanted: Wanted | None = None) -> "QuerySet[Document]":
    """The documents that the actor may see, each with what is known of its reading."""
    found = described(Document.objects.all())
    found = found.filter(actor.within("document.read"))
    return found.filter(wanted.condition()) if wanted else found


def described(documents: "QuerySet[Document]") -> "QuerySet[Document]":
    """Documents with the reader of the current reading, and whether they are public (`reader`, `published`)."""
    current = Reading.objects.filter(document=OuterRef("pk"), current=True)
    public = Publication.objects.filter(document=OuterRef("pk"), published=True, withdrawn_at=None)
    return documents.select_related("unit", "region").annotate(
        reader=Subquery(current.values("reader")[:1]), published=Exists(public)
    )


def public_documents() -> "QuerySet[Document]":
    """The documents that were published, for everybody."""
    public = Publication.objects.filter(published=True, withdrawn_at=None)
    return described(Document.objects.filter(pk__in=public.values("document")))


def current_reading(document: Document) -> Reading | None:
    """The reading that holds, whole."""
    return document.readings.filter(current=True).first()


def readings_of(document: Document) -> "QuerySet[Reading]":
    """All readings of a document, without their texts."""
    return document.readings.defer("text", "outline", "tables", "metadata").order_by("id")


def links_of(actor: Actor, document: Document) -> "QuerySet[Link]":
    """The links from and to the current reading of a document, to others that the actor may see."""
    ends = Q(a__document=document) | Q(b__document=document)
    rows = Link.objects.filter(ends, a__current=True, b__current=True)
    for end in "ab":
        rows = rows.filter(actor.within("document.read", f"{end}__document__unit__path"))
    return rows.select_related("a__document", "b__document").defer(
        *(f"{end}__{column}" for end in "ab" for column in ("text", "outline", "tables", "metadata"))
    )


def findings_for(
    actor: Actor, *, unit: int | None = None, document: int | None = None, **columns: str | None
) -> "QuerySet[Finding]":
    """The findings that the actor may see, without what they quote beyond the actor's sight.

    `columns` are severity, state, check_id where one is wanted.
    """
    found = seen_by(actor).select_related("unit", "document")
    found = found.filter(actor.within("document.read"))
    if unit is not None:
        found = found.filter(unit=unit)
    if document is not None:
        found = found.filter(document=document)
    found = found.filter(**{name: value for name, value in columns.items() if value is not None})
    trail = FindingAnswer.objects.order_by("id")
    return found.prefetch_related(Prefetch("answers", queryset=trail, to_attr="trail"))
