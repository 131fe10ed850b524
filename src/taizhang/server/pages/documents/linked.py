"""Which documents are linked with one, and by how many links."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from taizhang.server.accounts.acting import Actor
from taizhang.server.documents.models import Document
from taizhang.server.documents.queries import links_of


@dataclass(frozen=True, slots=True)
class LinkedWith:
    """A document that speaks of the same things as another, in so many places."""

    document: Document
    count: int


def linked_documents(actor: Actor, document: Document) -> list[LinkedWith]:
    """The documents that are linked with one, those with the most links first."""
    pairs = links_of(actor, document).select_related(None).defer(None).order_by()
    counts: Counter[int] = Counter()
    for a, b, count in pairs.values_list("a__document", "b__document").annotate(Count("pk")):
        counts[b if a == document.pk else a] += count
    counts.pop(document.pk, None)
    others = Document.objects.in_bulk(counts)
    return [LinkedWith(others[key], count) for key, count in counts.most_common()]
