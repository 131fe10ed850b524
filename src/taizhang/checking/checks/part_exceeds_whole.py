"""A part of a region with more than the region itself: a district above its city."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from taizhang.catalogue.indicators import indicators_by_id
from taizhang.checking.case import Case
from taizhang.checking.said import subject
from taizhang.following.wording import dated, stated
from taizhang.grammar.intervals import Interval, interval_of
from taizhang.linking import Entry
from taizhang.linking.quantities import Quantity, quantities_of
from taizhang.model import Fact, Finding, Said

# A place inside another: not the nation or the province that a city names beside itself.
WITHIN = re.compile(r"(?:区|县|旗|街道|新城)$")
ABOVE = re.compile(r"^(?:全[国省区州]|国家|我国|我省)|省$|自治区$")


def find(case: Case) -> Iterator[Finding]:
    """Levels that add up, of one period: the part's smallest reading above the whole's largest."""
    for whole, part, where in chain(_of_two_documents(case), _of_one_document(case)):
        a, b = whole.record, part.record
        if (
            isinstance(a, Fact)
            and isinstance(b, Fact)
            and _adds_up(a)
            and _adds_up(b)
            and _most(a).below(interval_of(b))
        ):
            yield case.finding(
                (part, whole),
                weight=1.0 if {a.certainty, b.certainty} == {"sure"} else 0.0,
                subject=subject(part),
                period=dated(b.period),
                lower=where,
                upper=case.linked.entry(whole).place,
                part=stated(b),
                whole=stated(a),
            )


def _most(whole: Fact) -> Interval:
    """What the whole may be at most; of a target its very number, which its parts are to make up together."""
    return interval_of(replace(whole, comparator="=") if whole.status == "target" else whole)


def _adds_up(fact: Fact) -> bool:
    indicator = indicators_by_id().get(fact.indicator or "")
    rate = fact.unit == "%" or fact.nature == "rate"
    return fact.role == "level" and not rate and (indicator is None or indicator.additive)


def _of_two_documents(case: Case) -> Iterator[tuple[Said, Said, str]]:
    for link in case.linked.of("cascade"):
        yield link.a, link.b, case.linked.entry(link.b).place


def _of_one_document(case: Case) -> Iterator[tuple[Said, Said, str]]:
    """What a document says of a part of its region, beside what it says of the region by the same words."""
    for entry in case.linked.shelf:
        own: dict[tuple[object, ...], Quantity] = {}
        parts: list[tuple[str, Quantity]] = []
        for quantity in quantities_of(entry, case.linked.shelf):
            part = _part_named(quantity, entry)
            if part:
                parts.append((part, quantity))
            elif quantity.place == entry.place:
                own.setdefault(_key(quantity), quantity)
        for part, quantity in parts:
            whole = own.get(_key(quantity))
            if whole and {whole.fact.certainty, quantity.fact.certainty} == {"sure"}:
                yield whole.said, quantity.said, part


def _part_named(quantity: Quantity, entry: Entry) -> str | None:
    """The part of the document's region that a quantity belongs to."""
    region = quantity.fact.region or quantity.place.removeprefix(f"{entry.place}/")
    if not region or region == entry.place or ABOVE.search(region) or not WITHIN.search(region):
        return None
    return region


def _key(quantity: Quantity) -> tuple[object, ...]:
    """What two statements of one thing share: the same words, way of counting, unit, period and status."""
    fact, name = quantity.fact, quantity.name
    what = quantity.indicator or name.core
    return (
        what,
        name.core,
        name.actions,
        name.scale,
        quantity.kind,
        quantity.measure,
        fact.role,
        fact.period,
        fact.status,
    )
