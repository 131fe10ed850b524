"""The documents of a run, each in its place: whose, of which year, of which kind, and who stands above whom."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from taizhang.catalogue.regions import Region, ancestors, region_named, region_of
from taizhang.errors import Words
from taizhang.extracting import Reading
from taizhang.model import Document, DocumentKind

TITLED = re.compile(
    r"^(?:关于)?(?:印发|下达)?([一-龥]{1,12}?(?:自治[区州县旗]|[省市州盟县旗区]))(?=[12１２][0-9０-９]{3}|国民|人民政府|政府)"
)
RANKS = (("省", "自治区", "中国"), ("市", "州", "盟", "地区"), ("区", "县", "旗"))


@dataclass(frozen=True, eq=False)
class Entry:
    """One document on the shelf.

    place     the region it speaks for, by the name it bears today; the path where the document names none
    region    that region in GB/T 2260, None where it is not there
    reviewed  the period it reports on, as in Fact.period
    planned   the period it plans
    order     its place among the documents given
    """

    reading: Reading
    place: str
    region: Region | None
    reviewed: str | None
    planned: str | None
    order: int

    @property
    def doc(self) -> str:
        """The path of the document."""
        return self.reading.document.path

    @cached_property
    def annexes(self) -> frozenset[int]:
        """The numbers of its tables of results and targets."""
        return frozenset(table.number for table in self.reading.document.tables if table.targets)

    @property
    def kind(self) -> DocumentKind:
        """What kind of document it is."""
        return self.reading.document.metadata.kind

    @property
    def year(self) -> int | None:
        """The year in which it speaks: that of its plan, of the part of a year that it reviews, else the year after."""
        if self.planned:
            return int(self.planned[:4])
        if not self.reviewed:
            return None
        return int(self.reviewed[-4:]) + 1 if re.fullmatch(r"(\d{4}-)?\d{4}", self.reviewed) else int(self.reviewed[:4])


def entry_of(reading: Reading, order: int) -> Entry:
    """The document in its place. A region that was renamed or raised to another rank goes by its name of today."""
    said = reading.document.metadata
    place = place_of(reading.document)
    region = region_of(said.region_code) if said.region_code else region_named(place)
    region = current(region) if region else None
    name = region.name if region else place
    return Entry(reading, name, region, said.reviewed_period, said.planned_period, order)


def place_of(document: Document) -> str:
    """The region a document speaks for; one that no list of regions holds is named by its title.

    The last resort is the file's path, so that documents of unknown regions are never thrown together.
    """
    region, title = document.metadata.region, document.metadata.title or ""
    titled = TITLED.search(title)
    if region and (region in title or not titled):
        return region
    return titled[1] if titled else document.path


def current(region: Region) -> Region:
    """The region that holds the area of `region` today, where it is one."""
    for _ in range(8):  # a chain of changes; no region has changed more often since 1981
        heirs = [region_of(code) for code in region.successors]
        if region.until is None or len(heirs) != 1 or heirs[0] is None:
            break
        region = heirs[0]
    return region


def rank_of(place: str) -> int:
    """How far down a region stands, by the last word of its name.

    >>> sorted(["青汀区", "云澜市", "某某自治区", "某某县"], key=rank_of)
    ['某某自治区', '云澜市', '青汀区', '某某县']
    """
    return next((rank for rank, ending in enumerate(RANKS) if place.endswith(ending)), len(RANKS))


@dataclass(frozen=True)
class Shelf:
    """All documents of a run, and what a person should know before believing what is made of them."""

    entries: tuple[Entry, ...]
    cautions: tuple[Words, ...] = ()

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    @cached_property
    def by_doc(self) -> dict[str, Entry]:
        """Every entry under the path of its document."""
        return {entry.doc: entry for entry in self.entries}

    @cached_property
    def places(self) -> dict[str, tuple[Entry, ...]]:
        """The documents of each region, in the order in which they speak: a plan before the progress of its year."""
        places: dict[str, list[Entry]] = {}
        for entry in self.entries:
            places.setdefault(entry.place, []).append(entry)
        return {place: tuple(sorted(found, key=spoken)) for place, found in places.items()}

    @cached_property
    def above(self) -> dict[str, frozenset[str]]:
        """For each place those above it that have a document here.

        GB/T 2260 tells it; of regions that are not in it, the rank of the names, where one document names the other.
        """
        return {
            low: frozenset(high for high in self.places if high != low and self._is_above(high, low))
            for low in self.places
        }

    def _is_above(self, high: str, low: str) -> bool:
        upper, lower = self.places[high][0], self.places[low][0]
        if upper.region and lower.region:
            return upper.region.code in {region.code for region in ancestors(lower.region)}
        if upper.region or lower.region or rank_of(high) >= rank_of(low) or rank_of(low) == len(RANKS):
            return False
        named = (low in entry.reading.document.text for entry in self.places[high])
        return any(named) or any(high in entry.reading.document.text for entry in self.places[low])


def spoken(entry: Entry) -> tuple[int, str, int]:
    """Sorts documents by when they speak."""
    return entry.year or 0, entry.reviewed or "", entry.order
