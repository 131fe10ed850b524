"""Link and check documents with each other, and store what comes of it: links, and findings that are told once."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import Q, QuerySet

from taizhang.checking import check, message
from taizhang.extracting import Reading as Extracted
from taizhang.linking import Linked, link, quotation
from taizhang.model import Finding as Found
from taizhang.model.rows import finding_row
from taizhang.server.accounts.acting import Act, action
from taizhang.server.accounts.models import Unit
from taizhang.server.documents.models import Document, Finding, Link, Reading
from taizhang.server.documents.opening import found_in, opened, reader, storable
from taizhang.server.documents.reading import JOB, fresh, store
from taizhang.server.jobs.queue import progress
from taizhang.server.lib import clock
from taizhang.server.lib.rows import canonical


@dataclass(frozen=True)
class Compared:
    """Documents with what links and checks made of them; each document's path leads to its current reading."""

    linked: Linked
    findings: Sequence[Found]
    readings: dict[str, Reading]


def compare_documents(at: int, documents: Sequence[int]) -> None:
    """Link and check documents on behalf of the unit `at`; what an older reader read is read again on the way."""
    rows = read_ones(Document.objects.filter(pk__in=documents)).order_by("pk")
    extracted: list[Extracted] = []
    readings: dict[str, Reading] = {}
    for done, (row, name) in enumerate(_named(list(rows))):
        progress(done, len(documents) + 1)
        extracted.append(opened(row, name))
        readings[name] = _current(row, extracted[-1])
    linked = link(extracted)
    compared = Compared(linked, check(linked), readings)
    settle_comparison(JOB, Unit.objects.get(pk=at), compared=compared)


def read_ones(documents: "QuerySet[Document]") -> "QuerySet[Document]":
    """Those of the documents that have been read."""
    return documents.filter(state=Document.State.READ).select_related("unit__region", "region")


def in_scope_of(unit: Unit) -> Q:
    """The condition for what is compared for a unit: the documents of its region, and of those next above and below."""
    region = unit.region
    return Q(region=region) | Q(region__parent=region) | Q(region=region.parent_id)


def _named(rows: Sequence[Document]) -> Iterator[tuple[Document, str]]:
    """Documents under names of which no two are the same, for links are told apart by them."""
    counts = Counter(row.name for row in rows)
    return ((row, row.name if counts[row.name] == 1 else f"{row.name}（{row.pk}）") for row in rows)


def _current(document: Document, read: Extracted) -> Reading:
    """The stored reading by this very reader; made where an older one is stored."""
    there = document.readings.filter(current=True, reader=reader()).defer("text", "tables", "outline").first()
    return there or settle_anew(JOB, document, read=read)


@action("document.reread")
def settle_anew(act: Act, document: Document, *, read: Extracted) -> Reading:
    """Store what a newer reader made of a document."""
    document = fresh(document.pk, locked=True)
    return store(act, document, found_in(document, read))


@action("document.compare")
def settle_comparison(act: Act, unit: Unit, *, compared: Compared) -> None:
    """Store links and findings that are not stored yet. One that is stays as people left it."""
    act.create_many(_new(list(link_rows(compared))))
    known = set(Finding.objects.filter(unit=unit).values_list("key", flat=True))
    act.create_many(row for row in finding_rows(unit, compared) if row.key not in known)


def link_rows(compared: Compared) -> Iterator[Link]:
    """The rows of the links."""
    for each in compared.linked.links:
        yield Link(
            kind=each.kind,
            a=compared.readings[each.a.doc],
            a_start=each.a.span.start,
            a_end=each.a.span.end,
            b=compared.readings[each.b.doc],
            b_start=each.b.span.start,
            b_end=each.b.span.end,
            agrees=each.agrees,
            reason=each.reason,
            certainty=each.certainty,
        )


def _new(links: list[Link]) -> Iterator[Link]:
    """The links that are not stored yet."""
    of = {link.a_id for link in links} | {link.b_id for link in links}
    columns = ("kind", "a_id", "a_start", "a_end", "b_id", "b_start", "b_end")
    known = set(Link.objects.filter(a__in=of, b__in=of).values_list(*columns))
    return (link for link in links if tuple(getattr(link, column) for column in columns) not in known)


def finding_rows(unit: Unit, compared: Compared) -> Iterator[Finding]:
    """The rows of the findings."""
    seen: Counter[str] = Counter()
    for each in compared.findings:
        words = key_of(each, compared)
        key = key_of(each, compared, seen[words])
        seen[words] += 1
        first = compared.readings[each.facts[0].doc].document if each.facts else None
        yield Finding(
            unit=unit,
            document=first,
            check_id=each.check,
            severity=each.severity,
            key=key,
            row=row_of(each, compared),
            found_at=clock.now(),
        )


def key_of(finding: Found, compared: Compared, nth: int = 0) -> str:
    """What tells a finding from every other, whichever reader finds it: the check, the files, the words, which of such.

    Offsets are left out, for a newer reader may lay a page out otherwise.
    """
    said = [(compared.readings[each.doc].document.sha256, each.record.text, quotation(each)) for each in finding.facts]
    return sha256(canonical([finding.check, said, nth]).encode()).hexdigest()


def row_of(finding: Found, compared: Compared) -> dict[str, object]:
    """The row of `taizhang check`, with the keys of documents and readings, and the message in both languages."""
    row = finding_row(finding, message(finding, "zh"), "zh")
    for fact, said in zip(row["facts"], finding.facts, strict=True):
        reading = compared.readings[said.doc]
        fact |= {"document": reading.document_id, "reading": reading.pk, "text": said.record.text}
        fact["sentence"] = quotation(said)
    made: dict[str, object] = storable(row | {"message_en": message(finding, "en")})
    return made
