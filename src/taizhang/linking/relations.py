"""Which parts of which documents can answer each other: each kind of link as pairs of lists of quantities."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from taizhang.catalogue.headlines import by_word
from taizhang.catalogue.naming import naming
from taizhang.linking.making import linked
from taizhang.linking.matching import ALIKE, Pair, opposed, paired, same_kind
from taizhang.linking.quantities import Quantity
from taizhang.linking.quoting import sentence_of
from taizhang.linking.restating import restated
from taizhang.linking.shelf import Entry, Shelf
from taizhang.linking.stock import Stock, by_period
from taizhang.model import Link, LinkKind

WHOLE_YEAR = re.compile(r"\d{4}")


def links_of(shelf: Shelf) -> Iterator[Link]:
    """Every link between facts, by kind."""
    stock = Stock(shelf)
    for entries in shelf.places.values():
        yield from _next_targets(entries, stock)
        yield from _answers(entries, stock)
        yield from _series(entries, stock)
    yield from restated(stock)
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


def _cascades(shelf: Shelf, stock: Stock) -> Iterator[Link]:
    """What a region says of itself beside what the region above says of itself, for the same period."""
    for low, above in shelf.above.items():
        for high in above:
            for lower in shelf.places[low]:
                for upper in [entry for entry in shelf.places[high] if entry.year == lower.year]:
                    yield from _cascade(stock.by_doc[upper.doc], stock.by_doc[lower.doc], high, low)


def _cascade(upper: Sequence[Quantity], lower: Sequence[Quantity], high: str, low: str) -> Iterator[Link]:
    mine = by_period(one for one in upper if one.place == high)
    for key, found in by_period(one for one in lower if one.place == low).items():
        moved = [_at(one, high) for one in found]
        for in_table in (False, True):
            theirs = [one for one in mine.get(key, ()) if one.in_table == in_table]
            own = [one for one in moved if one.in_table == in_table]
            yield from (linked("cascade", pair) for _, pair in paired(theirs, own, of_both))


def of_both(a: Quantity, b: Quantity) -> int | None:
    """What a region and its part mean alike by two names: a headline, or the same name to the letter."""
    if same_kind(a, b) is None:
        return None
    if a.indicator and a.indicator == b.indicator and a.indicator in by_word():
        return 0
    same = a.name.core == b.name.core and a.name.scale == b.name.scale
    counted = a.name.actions == b.name.actions or (a.kind == b.kind == "added")
    sure = {a.fact.certainty, b.fact.certainty} == {"sure"}
    return 0 if same and counted and a.kind == b.kind and sure else None


def _at(quantity: Quantity, place: str) -> Quantity:
    """The quantity as if it were of another place, so that the two can be compared."""
    one = quantity
    return Quantity(one.entry, one.fact, one.name, place, one.aspect, one.measure, one.indicator)


REASONS = ((), ("text_and_table",), ("converted",), ("level_to_growth",))


def _round(a: Quantity, b: Quantity) -> int | None:
    """Text with text and table with table; then across for what has found nothing; then level with growth."""
    if a.aspect == b.aspect and a.measure == b.measure:
        return 0 if a.in_table == b.in_table else 1
    return 2 if level_and_rate(a, b) else 3 if level_and_growth(a, b) else None


def _both_media(kind: LinkKind, left: Sequence[Quantity], right: Sequence[Quantity]) -> Iterator[Link]:
    """The links of two lists, each figure in one, and the second figures of targets that have two."""
    pairs = paired(left, right, _round)
    yield from (linked(kind, pair, REASONS[number]) for number, pair in pairs)
    made = [pair for _, pair in pairs]
    yield from (linked(kind, pair, _of_second(pair)) for pair in _twins(made, left, right))
    yield from (linked(kind, pair) for pair in _lone(made, left, right))


def _of_second(pair: Pair) -> tuple[str, ...]:
    return ("second_figure",) if pair.a.aspect == pair.b.aspect else ("second_figure", "level_to_growth")


def _lone(made: Sequence[Pair], left: Sequence[Quantity], right: Sequence[Quantity]) -> Iterator[Pair]:
    """Names that many lists go by (建成投产项目) are of one thing where each side has but one of that name."""
    used = {id(one) for pair in made for one in (pair.a, pair.b)}
    theirs = _only(right)
    for key, one in _only(left).items():
        other = theirs.get(key)
        if other is not None and not {id(one), id(other)} & used and not opposed(one, other):
            yield Pair(ALIKE, one, other, ("same_words",))


def _only(quantities: Sequence[Quantity]) -> dict[tuple[object, ...], Quantity]:
    """The quantities that alone go by a name that means nothing by itself, but is an indicator's."""
    found: dict[tuple[object, ...], list[Quantity]] = defaultdict(list)
    for one in quantities:
        if one.indicator and one.name.core in naming("bare"):
            found[one.place, one.name.core, one.name.scale, one.aspect, one.measure].append(one)
    return {key: few[0] for key, few in found.items() if len(few) == 1}


def _twins(made: Sequence[Pair], left: Sequence[Quantity], right: Sequence[Quantity]) -> Iterator[Pair]:
    """A target of two figures (5%—6%, 增长10%、力争11%): the other figure goes where the first has gone."""
    used = {id(one) for pair in made for one in (pair.a, pair.b)}
    partners = {_target(pair.a): pair for pair in made if pair.a.is_target}
    for one in left:
        pair = partners.get(_target(one)) if one.is_target and id(one) not in used else None
        if pair and sentence_of(one.said) == sentence_of(pair.a.said):
            yield Pair(1.0, one, pair.b, ("same_words",))
    partners = {_target(pair.b): pair for pair in made if pair.b.is_target}
    for one in right:
        pair = partners.get(_target(one)) if one.is_target and id(one) not in used else None
        if pair and sentence_of(one.said) == sentence_of(pair.b.said):
            yield Pair(1.0, pair.a, one, ("same_words",))


def _target(quantity: Quantity) -> tuple[object, ...]:
    """What the figures of one target share besides their sentence."""
    one = quantity
    return one.entry.doc, one.name.core, one.name.actions, one.aspect, one.measure, one.place


def level_and_growth(a: Quantity, b: Quantity) -> bool:
    """A level and a growth of one flow: by its indicator, or by the same name to the letter."""
    same = a.name.core == b.name.core or (a.indicator and a.indicator == b.indicator)
    return bool(same) and {a.aspect, b.aspect} == {"level", "growth"} and a.name.actions == b.name.actions


def level_and_rate(a: Quantity, b: Quantity) -> bool:
    """A number of days and a share of days."""
    return {a.measure, b.measure} == {"time", "ratio"} and a.aspect == b.aspect == "level"
