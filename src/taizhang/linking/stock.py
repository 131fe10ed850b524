"""The quantities of all documents of a run, by document, status and period."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

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

    def targets(self, entry: Entry, year: int) -> list[Quantity]:
        """What the document sets for a year."""
        return [one for one in self._said(entry) if one.is_target and one.fact.period == str(year)]

    def results(self, entry: Entry, year: int) -> list[Quantity]:
        """What the document says was reached in a year."""
        return [one for one in self._said(entry) if not one.is_target and one.fact.period == str(year)]

    def within(self, entry: Entry, year: int) -> list[Quantity]:
        """What the document says was reached in a part of a year."""
        parts = [one for one in self._said(entry) if not one.is_target and one.fact.period != str(year)]
        return [one for one in parts if _starts_in(one.fact.period, year)]

    def _said(self, entry: Entry) -> list[Quantity]:
        """Without the values that others start from: they belong to an earlier report."""
        return [one for one in self.by_doc[entry.doc] if one.fact.role != "base"]


def _starts_in(period: str | None, year: int) -> bool:
    return bool(period and period.startswith(str(year)) and not re.match(r"\d{4}-\d{4}", period))


def by_period(quantities: Iterable[Quantity]) -> dict[tuple[str, bool], list[Quantity]]:
    """Quantities by their period, and whether they are targets."""
    found: dict[tuple[str, bool], list[Quantity]] = defaultdict(list)
    for one in quantities:
        found[one.fact.period or "", one.is_target].append(one)
    return found
