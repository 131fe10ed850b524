"""Findings as one person may see them: what they quote of documents beyond that person's sight is not told."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from taizhang.catalogue.checks import standard_rules
from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.documents.models import Document, Finding

Row = Mapping[str, Any]
BEYOND = Words("（原文在您无权查阅的文档中）", "(the words are in a document beyond your sight)")


class FindingsSeen(QuerySet[Finding]):
    """Findings that are read by one person; however they are fetched as rows, each is told as that person may see it.

    One query more for all that is fetched at once tells which documents these are.
    """

    actor: Actor | None = None

    def _clone(self) -> "FindingsSeen":
        made: FindingsSeen = super()._clone()  # type: ignore[misc]  # the way of Django to the next of a chain
        made.actor = self.actor
        return made

    def _fetch_all(self) -> None:
        fetched = self._result_cache is not None
        super()._fetch_all()
        if self.actor is not None and not fetched:
            rows: list[object] = list(self._result_cache or ())  # of columns too, where these were asked for
            _tell(self.actor, [row for row in rows if isinstance(row, Finding)])


def seen_by(actor: Actor) -> FindingsSeen:
    """All findings, as the actor may see them."""
    rows = FindingsSeen(Finding)
    rows.actor = actor if actor.user is not None else None
    return rows


def told_to(actor: Actor) -> Callable[[Row], Row]:
    """What tells the columns of a finding as the actor may see them, where findings come one by one as columns."""
    readable = _readable(actor, None) if actor.user is not None else None

    def tell(columns: Row) -> Row:
        if readable is None or documents_in(columns["row"]) <= readable:
            return columns
        first = columns["document_id"] if columns["document_id"] in readable else None
        return {**columns, "document_id": first, "row": _without(columns["row"], readable)}

    return tell


def documents_in(row: Row) -> set[int]:
    """The documents that a finding quotes."""
    return {fact["document"] for fact in row.get("facts", ()) if "document" in fact}


def _tell(actor: Actor, findings: Iterable[Finding]) -> None:
    quoted = {finding.pk: documents_in(finding.row) for finding in findings}
    readable = _readable(actor, set().union(*quoted.values())) if any(quoted.values()) else set()
    for finding in findings:
        if not quoted[finding.pk] <= readable:
            finding.row = _without(finding.row, readable)
            if finding.document_id not in readable:
                finding.document = None


def _readable(actor: Actor, documents: set[int] | None) -> set[int]:
    """Those of the documents that the actor may read; None asks for all of them."""
    rows = Document.objects.filter(actor.within("document.read"))
    return set((rows if documents is None else rows.filter(pk__in=documents)).values_list("pk", flat=True))


def _without(row: Row, readable: set[int]) -> dict[str, Any]:
    """The row of a finding without what it says of documents that are not readable.

    Its message and its figures speak of all of them together, so they are left out whole.
    """
    facts = [fact if fact.get("document", 0) in {0, *readable} else hidden(fact) for fact in row["facts"]]
    rule = standard_rules().checks.get(row.get("check", ""))
    title = rule.title if rule else Words(str(row.get("check", "")), str(row.get("check", "")))
    return {
        **row,
        "message": f"{title.zh}{BEYOND.zh}",
        "message_en": f"{title.en} {BEYOND.en}",
        "facts": facts,
        "fields": {},
    }


def hidden(fact: Row) -> dict[str, Any]:
    """A quoted stretch of which only is told that there is one: all that leads to it is empty."""
    words = {"doc", "text", "sentence"}
    return {name: BEYOND.zh if name in words else None for name in fact if name not in LEADING} | {"beyond": True}


LEADING = frozenset({"document", "reading"})
