"""The sentences around stretches of documents, many at a time: cut out by the database, which alone holds the texts."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from django.db.models import F, QuerySet
from django.db.models.functions import Substr

from taizhang.server.documents.models import Fact, Statement


class Place(NamedTuple):
    """Where a stretch begins: in which reading, at which character."""

    reading: int
    start: int


class Sentence(NamedTuple):
    """A sentence as it stands in the text, and where it begins there."""

    start: int
    text: str


def sentences_at(places: Collection[Place]) -> Mapping[Place, Sentence]:
    """The sentence around each number or statement that begins at one of the places; in two queries."""
    if not places:
        return {}
    readings, starts = {place.reading for place in places}, {place.start for place in places}
    found: dict[Place, Sentence] = {}
    for rows in (Statement.objects, Fact.objects):
        near = rows.filter(reading_id__in=readings, start__in=starts)
        found |= {Place(reading, start): Sentence(at, text) for reading, start, at, text in _cut(near)}
    return {place: found[place] for place in places if place in found}


def _cut(rows: "QuerySet[Fact] | QuerySet[Statement]") -> "QuerySet[Fact, tuple[int, int, int, str]]":
    long = F("sentence_end") - F("sentence_start")
    cut = Substr("reading__text", F("sentence_start") + 1, long)
    return rows.order_by("pk").values_list("reading_id", "start", "sentence_start", cut)  # type: ignore[return-value]
