"""Which parts of which documents can answer each other: each kind of link as pairs of lists of quantities."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from taizhang.catalogue.headlines import by_word
from taizhang.catalogue.naming import naming
from taizhang.grammar.intervals import Interval, interval_of
from taizhang.linking.headlines import headline_of
from taizhang.linking.matching import SURE, Pair, paired, same_kind
from taizhang.linking.quantities import Quantity, quantities_of
from taizhang.linking.quoting import sentence_of
from taizhang.linking.shelf import Entry, Shelf
from taizhang.linking.slips import is_slip, is_slip_of_the_pen
from taizhang.model import DocumentKind, Fact, Link, LinkKind

WHOLE_YEAR = re.compile(r"\d{4}")
ABOUT = Fraction(1, 20)  # of a figure with 左右 or 近: so far off it may be
# Accounts give the same names for every level of government, communiqués for every part of the region.
ACCOUNTS: frozenset[DocumentKind] = frozenset({"budget_report", "final_account"})
LISTS: frozenset[DocumentKind] = frozenset({"communique", "table"})


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
            yield from _text_and_text(found)
            said[key].append((entry, found))
    for documents in said.values():
        for (_, earlier), (_, later) in pairwise(documents):
            pairs = paired(_strict(earlier), _strict(later))
            yield from (linked("restates", pair) for pair in pairs if _same_figure(pair.a, pair.b) or _is_main(pair))


def _is_main(pair: Pair) -> bool:
    """Whether both are a headline of the region itself, of which there is one figure only."""
    return headline_of(pair.a.fact) is not None and "same_indicator" in pair.reasons and not pair.a.in_table


def _by_period(quantities: Iterable[Quantity]) -> dict[tuple[str, bool], list[Quantity]]:
    found: dict[tuple[str, bool], list[Quantity]] = defaultdict(list)
    for one in quantities:
        found[one.fact.period or "", one.fact.status == "target"].append(one)
    return found


def _text_and_table(found: Sequence[Quantity]) -> Iterator[Link]:
    text, table = [one for one in found if not one.in_table], [one for one in found if one.in_table]
    for pair in paired(text, table):
        if pair.b.in_annex or (_same_name(pair.a, pair.b) and _is_one(pair)):
            yield linked("restates", pair)


def _is_one(pair: Pair) -> bool:
    """Whether a figure of the text and one of a table of any kind are one figure; in accounts only where they agree."""
    agree = _agree(pair.a.fact, pair.b.fact)
    return agree or (pair.a.entry.kind not in ACCOUNTS and is_slip(pair.a.fact, pair.b.fact))


def _same_name(a: Quantity, b: Quantity) -> bool:
    return a.name.core == b.name.core and a.name.scale == b.name.scale and a.name.actions == b.name.actions


def _same_figure(a: Quantity, b: Quantity) -> bool:
    """Whether the figures agree, or differ as one figure written wrong does."""
    return _agree(a.fact, b.fact) or is_slip(a.fact, b.fact)


def _agree(a: Fact, b: Fact) -> bool:
    """Whether both can be true as printed; 左右 and 近 leave room."""
    return _roomy(a).meets(_roomy(b))


def _roomy(fact: Fact) -> Interval:
    low, high = interval_of(fact)
    room = abs(Fraction(fact.base_value or fact.value or 0)) * ABOUT if fact.comparator == "~" else Fraction(0)
    return Interval(None if low is None else low - room, None if high is None else high + room)


def _text_and_text(found: Sequence[Quantity]) -> Iterator[Link]:
    """What the text says again further on, in the same words to the letter and of the same series."""
    first: dict[tuple[object, ...], Quantity] = {}
    for one in _strict([quantity for quantity in found if not quantity.in_table]):
        fact, name = one.fact, one.name
        if one.aspect == "change" or one.summed or name.core in naming("bare"):
            continue
        what = (name.core, name.actions, name.scale, name.whole, fact.indicator, one.kind, fact.basis)
        key = (*what, one.place, one.aspect, one.measure, name.planned)
        earlier = first.setdefault(key, one)
        if earlier is not one and _is_said_again(earlier, one):
            yield linked("restates", Pair(1.0, earlier, one, ("same_words",)))


def _is_said_again(a: Quantity, b: Quantity) -> bool:
    """Whether two figures in the same words are one figure said again in another sentence.

    Words say little by themselves: 新增债券 of the whole city and of its own level are two things. So the figures
    must agree, or differ as a slip of the pen differs; of a headline of the region there is one figure only.
    """
    if sentence_of(a.said) == sentence_of(b.said) or "strive" in (a.fact.firmness, b.fact.firmness):
        return False
    if _agree(a.fact, b.fact):
        return True
    if a.entry.kind in ACCOUNTS:
        return False
    if headline_of(a.fact) is not None and a.place == a.entry.place:
        return is_slip(a.fact, b.fact)
    return a.entry.kind not in LISTS and a.aspect == "level" and is_slip_of_the_pen(a.fact, b.fact)


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
    agrees = _agree(a, b) if kind == "restates" else None
    return Link(kind, pair.a.said, pair.b.said, agrees, ";".join(dict.fromkeys(why)), "sure" if certain else "review")
