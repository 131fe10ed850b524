"""Documents with the links between what they say, and the ways to ask for them."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar, cast

from taizhang.linking.shelf import Entry, Shelf
from taizhang.model import Link, LinkKind, Record, Said

Made = TypeVar("Made")


@dataclass(frozen=True, repr=False)
class Linked:
    """The documents of a run and every link between what they say, in the order of the documents."""

    shelf: Shelf
    links: tuple[Link, ...]

    def __repr__(self) -> str:
        """In short: how many documents, how many links."""
        return f"<Linked {len(self.shelf.entries)} documents, {len(self.links)} links>"

    def of(self, *kinds: LinkKind) -> Iterator[Link]:
        """The links of some kinds."""
        return (link for link in self.links if link.kind in kinds)

    def after(self, said: Said, *kinds: LinkKind) -> tuple[Link, ...]:
        """The links that start at `said`, of some kinds or of any."""
        return _of(self._by_a.get(said.key), kinds)

    def before(self, said: Said, *kinds: LinkKind) -> tuple[Link, ...]:
        """The links that end at `said`, of some kinds or of any."""
        return _of(self._by_b.get(said.key), kinds)

    def entry(self, said: Said) -> Entry:
        """The document of a mention, with its place and year."""
        return self.shelf.by_doc[said.doc]

    def keep(self, name: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` makes of the links: once for all that ask under this name, and kept as long as the links are."""
        if name not in self._kept:
            self._kept[name] = make()
        return cast(Made, self._kept[name])

    @cached_property
    def _kept(self) -> dict[Hashable, object]:
        return {}

    @cached_property
    def _by_a(self) -> dict[tuple[str, int, int, str], list[Link]]:
        found: dict[tuple[str, int, int, str], list[Link]] = {}
        for link in self.links:
            found.setdefault(link.a.key, []).append(link)
        return found

    @cached_property
    def _by_b(self) -> dict[tuple[str, int, int, str], list[Link]]:
        found: dict[tuple[str, int, int, str], list[Link]] = {}
        for link in self.links:
            found.setdefault(link.b.key, []).append(link)
        return found


def _of(links: Sequence[Link] | None, kinds: tuple[LinkKind, ...]) -> tuple[Link, ...]:
    if not links:
        return ()
    return tuple([link for link in links if link.kind in kinds]) if kinds else tuple(links)


def mentions(entry: Entry, records: Iterable[Record]) -> Iterator[Said]:
    """The records with the document they stand in."""
    return (Said(entry.reading.document, record) for record in records)
