"""The quantities of all documents of a run, by document, status and period."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from taizhang.linking.quantities import Quantity, quantities_of
from taizhang.linking.shelf import Entry, Shelf


@dataclass(frozen=True)
class Stock:
    """The quantities of all documents, by document, status and period."""

    shelf: Shelf

    @cached_property
    def by_doc(self) -> dict[str, list[Quantity]]:
        """Every quantity under the path of its document."""
        return {entry.doc: list(quantities_of(entry, self.shelf)) for entry in self.shelf}

    @cached_property
    def _said(self) -> dict[str, dict[tuple[str, bool], list[Quantity]]]:
        """By document, period and whether they are targets; without the values that others start from."""
        return {
            doc: by_period(one for one in quantities if one.fact.role != "base")
            for doc, quantities in self.by_doc.items()
        }

    def targets(self, entry: Entry, year: int) -> list[Quantity]:
        """What the document sets for a year."""
        return self._said[entry.doc].get((str(year), True), [])

    def results(self, entry: Entry, year: int) -> list[Quantity]:
        """What the document says was reached in a year."""
        return self._said[entry.doc].get((str(year), False), [])

    def within(self, entry: Entry, year: int) -> list[Quantity]:
        """What the document says was reached in a part of a year."""
        said = self._said[entry.doc].items()
        parts = [found for (period, target), found in said if not target and _is_part(period, year)]
        return sorted(chain.from_iterable(parts), key=lambda one: one.fact.span.start)


def _is_part(period: str, year: int) -> bool:
    return period.startswith(str(year)) and period != str(year) and not re.match(r"\d{4}-\d{4}", period)


def by_period(quantities: Iterable[Quantity]) -> dict[tuple[str, bool], list[Quantity]]:
    """Quantities by their period, and whether they are targets."""
    found: dict[tuple[str, bool], list[Quantity]] = defaultdict(list)
    for one in quantities:
        found[one.fact.period or "", one.is_target].append(one)
    return found
