"""Which parts of which documents can answer each other: each kind of link as pairs of lists of quantities."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from taizhang.catalogue.headlines import by_word
from taizhang.grammar.intervals import interval_of
from taizhang.linking.matching import SURE, Pair, paired, same_kind
from taizhang.linking.quantities import Quantity, quantities_of
from taizhang.linking.shelf import Entry, Shelf
from taizhang.model import Link, LinkKind

WHOLE_YEAR = re.compile(r"\d{4}")


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
        return [one for one in self.by_doc[entry.doc] if one.fact.status == "target" and one.fact.period == str(year)]

    def results(self, entry: Entry, year: int) -> list[Quantity]:
        """What the document says was reached in a year."""
        return [one for one in self.by_doc[entry.doc] if one.fact.status != "target" and one.fact.period == str(year)]

    def within(self, entry: Entry, year: int) -> list[Quantity]:
        """What the document says was reached in a part of a year."""
        return [
            one
            for one in self.by_doc[entry.doc]
            if one.fact.status != "target" and one.fact.period != str(year) and _starts_in(one.fact.period, year)
        ]


def _starts_in(period: str | None, year: int) -> bool:
    return bool(period and period.startswith(str(year)) and not re.match(r"\d{4}-\d{4}", period))


def links_of(shelf: Shelf) -> Iterator[Link]:
    """Every link between facts, by kind."""
    stock = Stock(shelf)
    for entries in shelf.places.values():
        yield from _next_targets(entries, stock)
        yield from _answers(entries, stock)
        yield from _series(entries, stock)
        yield from _restated(entries, stock)
    yield from _cascades(shelf, stock)


def _next_targets(entries: Sequence[Entry], stock: Stock) -> Iterator[Link]:
    """Results of a year and the targets of the next: in one document where it has both."""
    for entry in entries:
        year = entry.year
        if year and entry.planned:
            yield from _both_media("next_target", stock.results(entry, year - 1), stock.targets(entry, year))


def _answers(entries: Sequence[Entry], stock: Stock) -> Iterator[Link]:
    """Targets of a year, and what later documents say was reached in it or in a part of it."""
    for plan in entries:
        targets = stock.targets(plan, plan.year) if plan.year and plan.planned else []
        if not targets or plan.year is None:
            continue
        for later in _like(plan, [entry for entry in entries if entry.year == plan.year + 1 and entry is not plan]):
            yield from _both_media("outcome", targets, stock.results(later, plan.year))
        for later in [entry for entry in entries if entry.year == plan.year and entry is not plan]:
            yield from _both_media("progress", targets, stock.within(later, plan.year))


def _like(entry: Entry, others: list[Entry]) -> list[Entry]:
    """Those of the same kind, or all where none is."""
    return [other for other in others if other.kind == entry.kind] or others


def _series(entries: Sequence[Entry], stock: Stock) -> Iterator[Link]:
    """Results of one year and of the next, in the reports of these years."""
    for entry in entries:
        year = entry.year
        if year is None or not WHOLE_YEAR.fullmatch(entry.reviewed or ""):
            continue
        following = [other for other in entries if other.year == year + 1 and other.reviewed == str(year)]
        for later in _like(entry, following):
            yield from _both_media("same_series", stock.results(entry, year - 1), stock.results(later, year))


def _restated(entries: Sequence[Entry], stock: Stock) -> Iterator[Link]:
    """What is said of one period twice: in text and table of a document, and in one document after another."""
    said: dict[tuple[str, bool], list[tuple[Entry, list[Quantity]]]] = defaultdict(list)
    for entry in entries:
        for key, found in _by_period(stock.by_doc[entry.doc]).items():
            yield from _text_and_table(found)
            said[key].append((entry, found))
    for documents in said.values():
        for (_, earlier), (_, later) in pairwise(documents):
            yield from _linked("restates", paired(_strict(earlier), _strict(later)))


def _by_period(quantities: Iterable[Quantity]) -> dict[tuple[str, bool], list[Quantity]]:
    found: dict[tuple[str, bool], list[Quantity]] = defaultdict(list)
    for one in quantities:
        found[one.fact.period or "", one.fact.status == "target"].append(one)
    return found


def _text_and_table(found: Sequence[Quantity]) -> Iterator[Link]:
    text, table = [one for one in found if not one.in_table], [one for one in found if one.in_table]
    yield from _linked("restates", paired(text, table))


def _strict(found: Sequence[Quantity]) -> list[Quantity]:
    return [one for one in found if one.fact.certainty == "sure"]


def _cascades(shelf: Shelf, stock: Stock) -> Iterator[Link]:
    """What a region says of itself beside what the region above says of itself, for the same period."""
    for low, above in shelf.above.items():
        for high in above:
            for lower in shelf.places[low]:
                for upper in [entry for entry in shelf.places[high] if entry.year == lower.year]:
                    yield from _cascade(stock.by_doc[upper.doc], stock.by_doc[lower.doc], high, low)


def _cascade(upper: Sequence[Quantity], lower: Sequence[Quantity], high: str, low: str) -> Iterator[Link]:
    mine = _by_period(one for one in upper if one.place == high)
    for key, found in _by_period(one for one in lower if one.place == low).items():
        moved = [_at(one, high) for one in found]
        for in_table in (False, True):
            theirs = [one for one in mine.get(key, ()) if one.in_table == in_table]
            yield from _linked("cascade", paired(theirs, [one for one in moved if one.in_table == in_table], of_both))


def of_both(a: Quantity, b: Quantity) -> bool:
    """Whether a region and its part mean the same by two names: a headline, or the same name to the letter."""
    if not same_kind(a, b):
        return False
    if a.fact.indicator and a.fact.indicator == b.fact.indicator and a.fact.indicator in by_word():
        return True
    same = a.name.core == b.name.core and a.name.scale == b.name.scale
    counted = a.name.actions == b.name.actions or (a.kind == b.kind == "added")
    return same and counted and a.kind == b.kind and {a.fact.certainty, b.fact.certainty} == {"sure"}


def _at(quantity: Quantity, place: str) -> Quantity:
    """The quantity as if it were of another place, so that the two can be compared."""
    one = quantity
    return Quantity(one.entry, one.fact, one.name, place, one.aspect, one.measure)


def _both_media(kind: LinkKind, left: Sequence[Quantity], right: Sequence[Quantity]) -> Iterator[Link]:
    """Text with text and table with table; then across for what has found nothing; then level with growth."""
    used: set[int] = set()
    rounds = (
        (lambda a, b: same_kind(a, b) and a.in_table == b.in_table, ()),
        (same_kind, ("text_and_table",)),
        (level_and_rate, ("converted",)),
        (level_and_growth, ("level_to_growth",)),
    )
    for fits, reasons in rounds:
        open_left = [one for one in left if id(one) not in used]
        open_right = [one for one in right if id(one) not in used]
        for pair in paired(open_left, open_right, fits):
            used |= {id(pair.a), id(pair.b)}
            yield linked(kind, pair, reasons)


def level_and_growth(a: Quantity, b: Quantity) -> bool:
    """A level and a growth of one flow: by its indicator, or by the same name to the letter."""
    same = a.name.core == b.name.core or (a.fact.indicator and a.fact.indicator == b.fact.indicator)
    return bool(same) and {a.aspect, b.aspect} == {"level", "growth"} and a.name.actions == b.name.actions


def level_and_rate(a: Quantity, b: Quantity) -> bool:
    """A number of days and a share of days."""
    return {a.measure, b.measure} == {"time", "ratio"} and a.aspect == b.aspect == "level"


def _linked(kind: LinkKind, pairs: Iterable[Pair]) -> Iterator[Link]:
    return (linked(kind, pair) for pair in pairs)


def linked(kind: LinkKind, pair: Pair, reasons: tuple[str, ...] = ()) -> Link:
    """The link that a pair makes."""
    a, b = pair.a.fact, pair.b.fact
    why = [*pair.reasons, *reasons]
    if a.basis != b.basis:
        why.append("basis_differs")
    if kind == "restates" and a.comparator != b.comparator:
        why.append("comparator_differs")
    certain = pair.score >= SURE and not reasons[1:] and {a.certainty, b.certainty} == {"sure"}
    agrees = interval_of(a).meets(interval_of(b)) if kind == "restates" else None
    return Link(kind, pair.a.said, pair.b.said, agrees, ";".join(dict.fromkeys(why)), "sure" if certain else "review")
