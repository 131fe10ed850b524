"""The sentences around stretches of documents, many at a time: cut out by the database, which alone holds the texts."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from django.db.models import F, QuerySet
from django.db.models.functions import Substr

from taizhang.server.documents.models import Fact, Statement
from taizhang.writing.across.quoting import tidy

BOLD = "**"


class Place(NamedTuple):
    """Where a stretch begins: in which reading, at which character."""

    reading: int
    start: int


class Sentence(NamedTuple):
    """A sentence as it stands in the text, and where it begins there."""

    start: int
    text: str


class Parted(NamedTuple):
    """A sentence as a page quotes it: what was read in it, and what stands before and behind."""

    before: str
    read: str
    after: str


def parted(sentence: str, begins: int, ends: int) -> Parted:
    r"""A sentence in which `begins` to `ends` was read, on one line and without the marks of bold print.

    >>> parted("全市**生产总值\n增长5.4%**。", 11, 15)
    Parted(before='全市生产总值增长', read='5.4%', after='。')
    """
    return Parted(plain(sentence[:begins]), plain(sentence[begins:ends]), plain(sentence[ends:]))


def plain(words: str) -> str:
    """Words on one line, without the marks of bold print."""
    return tidy(words).replace(BOLD, "")


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
