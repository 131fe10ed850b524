"""The library: which documents there are, how far each is read and reviewed; where new ones are taken in."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Unit
from taizhang.server.accounts.queries import names_of
from taizhang.server.documents.models import Document
from taizhang.server.documents.queries import Wanted, documents_for, findings_for
from taizhang.server.pages.answers import page
from taizhang.server.pages.asked import key_in, one_of, part_of
from taizhang.server.pages.documents import words
from taizhang.server.pages.documents.asked import words_in
from taizhang.server.pages.documents.coming import Coming, coming_in
from taizhang.server.review.queries import Counted, counted_in

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A document as it stands in the library."""

    document: Document
    kind: str
    state: words.Tag
    grade: words.Tag
    openness: words.Tag
    counted: Counted
    findings: int
    who: str
    issuer: str
    may_reread: bool


@page
def documents(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The documents, the latest first."""
    wanted = _wanted(request)
    rows = documents_for(actor, wanted)
    part = part_of(request, rows, ON_A_PAGE, latest_first=True)
    told = {
        "rows": _rows(actor, part.rows),
        "next": part.next,
        "total": rows.order_by().count(),
        "filtered": wanted != Wanted(),
        "wanted": wanted,
        "coming": coming_in(actor, Coming()),
        **_choices(actor, wanted),
        **_upload(actor),
    }
    return render(request, "documents/library.html", told)


def _wanted(request: HttpRequest) -> Wanted:
    return Wanted(
        region=key_in(request.GET, "region"),
        kind=words_in(request, "kind") or None,
        year=key_in(request.GET, "of"),
        state=one_of(request.GET, "state", Document.State.values) or None,
        words=words_in(request, "words"),
    )


def _rows(actor: Actor, documents: Sequence[Document]) -> list[Row]:
    counted, who = counted_in(documents), names_of(each.uploaded_by for each in documents)
    findings = _findings(actor, documents)
    issuers = dict(_issuers(documents))
    return [
        Row(
            document=each,
            kind=words.kind_of(each),
            state=words.state_of(each),
            grade=words.grade_of(each),
            openness=words.openness_of(each),
            counted=counted.get(each.pk, Counted()),
            findings=findings.get(each.pk, 0),
            who=who.get(each.uploaded_by or 0, ""),
            issuer=issuers.get(each.pk) or "",
            may_reread=each.state == Document.State.FAILED and actor.may("document.reread", each.unit),
        )
        for each in documents
    ]


def _findings(actor: Actor, documents: Sequence[Document]) -> dict[int, int]:
    """How many findings of each document are open."""
    found = findings_for(actor, state="open").filter(document__in=documents).prefetch_related(None)
    return dict(found.select_related(None).order_by().values_list("document").annotate(Count("pk")))


def _issuers(documents: Sequence[Document]) -> "QuerySet[Document, tuple[int, str | None]]":
    rows = Document.objects.filter(pk__in=[each.pk for each in documents], readings__current=True)
    return rows.order_by().values_list("pk", "readings__metadata__issuer")


def _choices(actor: Actor, wanted: Wanted) -> dict[str, object]:
    """What there is to filter by."""
    there = documents_for(actor).order_by()
    regions = there.values_list("region_id", "region__name", "region__code").distinct().order_by("region__code")
    years = there.exclude(year=None).values_list("year", flat=True).distinct().order_by("-year")
    kinds = there.values_list("kind", flat=True).distinct()
    return {
        "regions": [words.Choice(str(key), name, key == wanted.region) for key, name, _ in regions],
        "years": [words.Choice(str(year), str(year), year == wanted.year) for year in years],
        "kinds": words.kinds(kinds, wanted.kind or ""),
        "states": words.choices(words.STATES, wanted.state or ""),
    }


def _upload(actor: Actor) -> dict[str, object]:
    """Where this person may upload, their own unit first, and what is settled of a file at once."""
    units = list(Unit.objects.filter(actor.within("document.upload", "path"), closed_on=None))
    own = actor.user.unit_id if actor.user else None
    return {
        "units": [words.Choice(str(unit.pk), unit.name, unit.pk == own) for unit in units],
        "grades": words.choices(words.GRADES, Document.Secrecy.NONE),
        "openness": words.choices(words.OPENNESS, Document.Openness.UNSET),
    }
