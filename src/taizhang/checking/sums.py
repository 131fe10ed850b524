"""A sum that should come out: what is printed, what the figures beside it give, and the finding where they part."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from taizhang.checking.arithmetic import allowance, excess, moved, number, said
from taizhang.checking.case import Case
from taizhang.errors import Words
from taizhang.grammar.intervals import Interval, exactly
from taizhang.model import Document, Fact, FieldValue, Finding, Said, Severity


class Sum(NamedTuple):
    """One printed figure beside what others of its statement or row give for it.

    printed    the figure that is checked
    parts      the figures that it is computed from
    stands     what the printed figure may stand for, in `unit`
    computed   what the others give, in `unit`
    formula    the computation with its numbers, without its result
    name       what the printed figure is called where its subject is that of a figure before it: 合计
    """

    document: Document
    printed: Fact
    parts: tuple[Fact, ...]
    stands: Interval
    computed: Interval
    formula: str
    unit: str
    name: str = ""

    @property
    def facts(self) -> tuple[Said, ...]:
        """All of its figures, as the document has them."""
        return tuple(Said(self.document, fact) for fact in sorted((*self.parts, self.printed), key=lambda f: f.span))


def broken(sums: Iterable[Sum]) -> Iterator[Sum]:
    """The first of a statement's sums that no rounding explains; one finding a statement is enough."""
    for one in sums:
        if not one.stands.meets(one.computed):
            yield one
            return


CUT = Fraction(1, 2)  # of its width: how far the interval of a figure shifts that was cut off instead of rounded


def gravity(one: Sum) -> Severity | None:
    """Low where cutting digits off instead of rounding explains it, high where even the direction is wrong."""
    if one.stands.wider(CUT).meets(one.computed):
        return "low"
    return "high" if one.stands.meets(one.computed.times(exactly(-1))) else None


def told(case: Case, one: Sum, severity: Severity | None = None, **fields: FieldValue) -> Finding:
    """The finding of a broken sum."""
    off = excess(one.stands, one.computed)
    return case.finding(
        one.facts,
        severity=severity or gravity(one),
        formula=f"{one.formula} = {middle(one.computed)}{one.unit}",
        tolerance=allowance(one.computed, one.unit),
        weight=float(min(off or 0, 1000)),
        subject=one.name or (one.printed.subject or "").removeprefix("净增"),
        printed=said(one.printed),
        moved=moved(one.printed),
        implied=_implied(one),
        **fields,
    )


def _implied(one: Sum) -> Words:
    return Words(f"{middle(one.computed)}{one.unit}", f"{middle(one.computed)}{one.unit}")


def middle(interval: Interval, places: int = 2) -> str:
    """The middle of an interval as a number; the end that it has where the other is open."""
    low, high = interval
    if low is None or high is None:
        end = high if low is None else low
        return "" if end is None else number(end, places)
    return number((low + high) / 2, places)
