"""A printed growth against the level that another statement, or another document, gives for its base."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from taizhang.checking.arithmetic import allowance, counter_or_base, figure, growth_between, moved, said, within
from taizhang.checking.case import Case
from taizhang.checking.dividing import RATES, divides, year_of
from taizhang.checking.statements import YEAR, statements_of
from taizhang.checking.sums import middle
from taizhang.errors import Words
from taizhang.grammar.intervals import HUNDRED, Interval, exactly, scale_of
from taizhang.linking import Entry
from taizhang.model import Fact, Finding, Link, Said


def find(case: Case) -> Iterator[Finding]:
    """Growths of targets and of later years that the linked level of the year before does not bear out."""
    for entry in case.linked.shelf:
        slips_only = entry.kind in case.setting("slips_only")
        for level, growth in _grown(entry):
            for link in case.linked.before(level, "next_target", "same_series"):
                if (base := _base(link, level, growth, case)) is not None:
                    if not slips_only or _slipped(base, level, growth):
                        yield from _checked(case, link, base, level, growth)
                    break


def _grown(entry: Entry) -> Iterator[tuple[Said, Fact]]:
    """The levels of a document that are printed with one growth on the year before."""
    for statement in statements_of(entry):
        level, grown = statement.level, [one for one in statement.growths if one.against in ("", YEAR)]
        if level is not None and len(grown) == len(statement.growths) == 1 and level.fact.unit not in RATES:
            yield level.said, grown[0].fact


def _base(link: Link, level: Said, growth: Fact, case: Case) -> Fact | None:
    """The linked level, if the growth should be on it: one series, one basis, the year before, and nominal."""
    base, now = link.a.record, level.record
    if not (isinstance(base, Fact) and isinstance(now, Fact)) or base.role != "level" or "differs" in link.reason:
        return None
    years = (year_of(base), year_of(now))
    if years[0] is None or years[1] is None or years[1] - years[0] != 1 or base.value is None:
        return None
    if counter_or_base(base) != counter_or_base(now) or base.comparator != "=" or base.region != now.region:
        return None
    narrower = re.compile("|".join(case.setting("narrower")))
    if bool(narrower.search(base.subject or "")) != bool(narrower.search(now.subject or "")):
        return None
    return base if divides((now, base, growth), case, years_apart=True) else None


POWERS = tuple(Fraction(10) ** power for power in (-8, -4, -1, 1, 4, 8))


def _slipped(base: Fact, level: Said, growth: Fact) -> bool:
    """Whether the growth would be borne out, had it the other sign, or the level its point elsewhere or 万 for 亿."""
    now = level.record
    if not isinstance(now, Fact) or (found := growth_between(figure(now), figure(base))) is None:
        return False
    told = within(growth)
    times = (told.plus(HUNDRED).times(exactly(power)) for power in POWERS)
    return told.times(exactly(-1)).meets(found) or any(each.meets(found.plus(HUNDRED)) for each in times)


def _checked(case: Case, link: Link, base: Fact, level: Said, growth: Fact) -> Iterator[Finding]:
    now = level.record
    if not isinstance(now, Fact):
        return
    computed, stands = growth_between(figure(now), figure(base)), within(growth)
    if computed is None or stands.wider(case.setting("slack")).meets(computed):
        return
    across, apart = link.a.doc != level.doc, abs(Decimal(middle(computed)) - (growth.value or 0))
    if across and not case.setting("least") <= apart <= case.setting("most"):
        return
    fits = figure(now).times(HUNDRED).over(exactly(growth.value or 0).plus(HUNDRED))
    yield case.finding(
        [link.a, level, Said(level.document, growth)],
        severity="low" if across or "like_words" in link.reason else None,
        formula=f"{said(now)} ÷ {said(base)} − 1 = {middle(computed)}%",
        tolerance=allowance(computed, "%"),
        weight=float(apart),
        subject=now.subject or "",
        level=said(now),
        growth=moved(growth),
        base=said(base),
        implied=f"{middle(computed)}%",
        fits=_fitting(fits, now),
        why=REVISED if across else PLANNED,
    )


REVISED = Words("基数或经修订、口径或有调整", "the base may have been revised, or the scope changed")
PLANNED = Words("可能是与上年年初计划数相比", "perhaps last year's plan was taken for its result")


def _fitting(base: Interval | None, now: Fact) -> Words:
    """The base that would bear the growth out."""
    if base is None:
        return Words("", "")
    told = f"{middle(base.over(exactly(scale_of(now.unit))) or base, 1)}{now.unit or ''}"
    return Words(f"按所列增速倒算，基数约为{told}", f"the growth printed is on a base of about {told}")
