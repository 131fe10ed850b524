"""One figure said twice: in the text and a table of a document, twice in a text, in one document after another."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from taizhang.catalogue.naming import naming
from taizhang.catalogue.regions import find_regions
from taizhang.linking.headlines import headline_of
from taizhang.linking.making import linked
from taizhang.linking.matching import Pair, paired
from taizhang.linking.quantities import Quantity
from taizhang.linking.quoting import quotation, sentence_of
from taizhang.linking.shelf import Shelf, rank_of, spoken
from taizhang.linking.slips import agree, figures, is_slip, is_slip_of_the_pen
from taizhang.linking.stock import Stock, by_period
from taizhang.model import DocumentKind, Link

# Accounts give the same names for every level of government, communiqués for every part of the region.
ACCOUNTS: frozenset[DocumentKind] = frozenset({"budget_report", "final_account"})
ZONES = re.compile("高新区|经开区|开发区|保税区|自贸(?:试验)?区|新区")
TELLING = 4  # digits: so many are not alike by chance
LISTS: frozenset[DocumentKind] = frozenset({"communique", "table"})


def restated(stock: Stock) -> Iterator[Link]:
    """What is said of one period of one place twice: in text and table, in one text, in one document after another."""
    said: dict[tuple[object, ...], list[list[Quantity]]] = defaultdict(list)
    for entry in sorted(stock.shelf, key=spoken):
        for period, found in by_period(stock.by_doc[entry.doc]).items():
            yield from _text_and_table(found)
            yield from _text_and_text(found, stock.shelf)
            for place in dict.fromkeys(one.place for one in found):
                said[period, place].append([one for one in found if one.place == place])
    for documents in said.values():
        for earlier, later in pairwise(documents):
            pairs = [pair for _, pair in paired(earlier, later) if _is_sure(pair.a, pair.b)]
            yield from (linked("restates", pair) for pair in pairs if _is_said_in_both(pair, stock.shelf))


def _is_said_in_both(pair: Pair, shelf: Shelf) -> bool:
    """Whether a figure of one document is that of a later one: they agree, or both are the region's own headline."""
    if agree(pair.a.fact, pair.b.fact):
        return True
    if "strive" in (pair.a.fact.firmness, pair.b.fact.firmness):
        return False
    if any(_speaks_of_a_part(one, shelf) for one in (pair.a, pair.b) if not one.in_table):
        return False
    main = headline_of(pair.a.fact) is not None and "same_indicator" in pair.reasons and not pair.a.in_table
    return main or is_slip(pair.a.fact, pair.b.fact)


def _text_and_table(found: Sequence[Quantity]) -> Iterator[Link]:
    text, table = [one for one in found if not one.in_table], [one for one in found if one.in_table]
    for _, pair in paired(text, table):
        if pair.b.in_annex or (_same_name(pair.a, pair.b) and _is_one(pair)):
            yield linked("restates", pair)


def _is_one(pair: Pair) -> bool:
    """Whether a figure of the text and one of a table of any kind are one figure; in accounts only where they agree."""
    if pair.a.entry.kind in ACCOUNTS:
        return agree(pair.a.fact, pair.b.fact)
    return _same_figure(pair.a, pair.b)


def _same_name(a: Quantity, b: Quantity) -> bool:
    return a.name.core == b.name.core and a.name.scale == b.name.scale and a.name.actions == b.name.actions


def _same_figure(a: Quantity, b: Quantity) -> bool:
    """Whether the figures agree, or differ as one figure written wrong does."""
    return agree(a.fact, b.fact) or is_slip(a.fact, b.fact)


def _text_and_text(found: Sequence[Quantity], shelf: Shelf) -> Iterator[Link]:
    """What the text says again further on, in the same words to the letter and of the same series."""
    first: dict[tuple[object, ...], Quantity] = {}
    for one in [quantity for quantity in found if not quantity.in_table]:
        fact, name = one.fact, one.name
        if one.aspect == "change" or one.summed or name.core in naming("bare"):
            continue
        what = (name.core, name.actions, name.scale, name.whole, one.indicator, one.kind, fact.basis)
        key = (*what, one.place, one.aspect, one.measure, name.planned)
        earlier = first.setdefault(key, one)
        if earlier is not one and _is_said_again(earlier, one, shelf):
            yield linked("restates", Pair(1.0, earlier, one, ("same_words",)))


def _is_said_again(a: Quantity, b: Quantity, shelf: Shelf) -> bool:
    """Whether two figures in the same words are one figure said again in another sentence.

    Words say little by themselves: 新增债券 of the whole city and of its own level are two things. So the figures
    must agree, or differ as a slip of the pen differs; of a headline of the region there is one figure only.
    """
    if sentence_of(a.said) == sentence_of(b.said) or "strive" in (a.fact.firmness, b.fact.firmness):
        return False
    if not _is_sure(a, b):
        return False
    if agree(a.fact, b.fact):
        return True
    if a.entry.kind in ACCOUNTS or _speaks_of_a_part(a, shelf) or _speaks_of_a_part(b, shelf):
        return False
    if headline_of(a.fact) is not None and a.place == a.entry.place:
        return is_slip(a.fact, b.fact)
    return a.entry.kind not in LISTS and a.aspect == "level" and is_slip_of_the_pen(a.fact, b.fact)


def _speaks_of_a_part(quantity: Quantity, shelf: Shelf) -> bool:
    """Whether the paragraph names a part of the region ahead of the figure, which may then be the part's own."""
    if quantity.place != quantity.entry.place:
        return False
    entry, text = quantity.entry, quantity.entry.reading.document.text
    ahead = text[text.rfind("\n", 0, quantity.fact.span.start) + 1 : quantity.fact.span.start]
    if ZONES.search(quotation(quantity.said)):
        return True
    if any(place in ahead for place in shelf.places if rank_of(place) > rank_of(entry.place)):
        return True
    code = entry.region.code if entry.region else None
    return any(one.parent == code for match in find_regions(ahead) for one in match.candidates)


def _is_sure(a: Quantity, b: Quantity) -> bool:
    """Whether both were read for sure, or figures of so many digits are so alike that a doubt hardly matters."""
    if {a.fact.certainty, b.fact.certainty} == {"sure"}:
        return True
    return min(len(figures(one.fact.value)) for one in (a, b) if one.fact.value is not None) >= TELLING and (
        is_slip_of_the_pen(a.fact, b.fact) or a.fact.value == b.fact.value
    )
