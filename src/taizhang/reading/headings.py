"""Headings before their ends are known, and the paragraphs without one that stand between them."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from taizhang.model import SectionStatus
from taizhang.reading.asides import Aside
from taizhang.reading.periods import years_in
from taizhang.reading.status import last_year, reviews_and_plans

LEAD = 40
FIRST_CLAUSE = re.compile("[^，。；：！？,;:]*")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading before its end is known: offsets are the view's. `end` is set for an aside only."""

    level: int
    mark: str
    title: str
    start: int
    path: str = ""
    status: SectionStatus = "other"
    end: int | None = None


def with_asides(headings: Sequence[Heading], found: Sequence[Aside], source: str) -> list[Heading]:
    """Headings and asides in order.

    What opens the part ahead is an aside only in that part: 2023年是不平凡的一年 in a review goes on to report. Where
    one part reviews a year and plans the next (1999年工作回顾和2000年工作要求), it parts the two.
    """
    headings = _with_plan(headings, found, source)
    merged = list(headings)
    starts = [heading.start for heading in headings]
    parted: set[int] = set()
    for aside in found:
        at = bisect_right(starts, aside.start) - 1
        if headings and not _fits(aside, headings[at].status if at >= 0 else "actual"):
            continue
        top = _top(headings, at) if aside.ahead else None
        if top is not None and top not in parted and _is_mixed(headings[top]):
            if not _opens_plan(source, aside, headings[top]):
                continue
            parted.add(top)
            merged = [_reviewing(each, headings[top].start, aside.start) for each in merged]
            merged.append(_review_of(headings[top], aside.start))
        title = _first_clause(source, aside.start)
        merged.append(Heading(0, "", title, aside.start, status=aside.status, end=aside.end))
    return sorted(merged, key=lambda heading: (heading.start, heading.level))


def _fits(aside: Aside, status: SectionStatus) -> bool:
    """Whether such an aside may stand in a part of that status."""
    if aside.ahead:
        return status != "actual"
    return status != "other" and (aside.sure or status != "target")


def _with_plan(headings: Sequence[Heading], found: Sequence[Aside], source: str) -> list[Heading]:
    """The headings; where none is of the top level, with a heading for the plan from where its opening stands."""
    ahead = next((aside.start for aside in found if aside.ahead), None)
    if ahead is None or any(heading.level == 1 for heading in headings):
        return list(headings)
    plan = Heading(1, "", _first_clause(source, ahead), ahead, status="target")
    after = [replace(each, status="target") if each.start > ahead else each for each in headings]
    return sorted([*after, plan], key=lambda heading: heading.start)


def _first_clause(source: str, start: int) -> str:
    match = FIRST_CLAUSE.match(source, start, start + LEAD)
    return match[0] if match else ""


def _top(headings: Sequence[Heading], at: int) -> int | None:
    return next((i for i in range(at, -1, -1) if headings[i].level == 1), None)


def _is_mixed(heading: Heading) -> bool:
    """Whether a heading names results and plans, or two years next to each other."""
    years = sorted(set(years_in(heading.title)))
    named = len(years) == 2 and years[1] - years[0] == 1
    return heading.status == "target" and (named or reviews_and_plans(heading.title))


def _opens_plan(source: str, aside: Aside, heading: Heading) -> bool:
    """Whether the aside opens the plan of a mixed part: the year it names first is not one that is reviewed."""
    named = last_year(source[aside.start : aside.start + LEAD])
    return not named or named >= last_year(heading.title)


def _reviewing(heading: Heading, start: int, end: int) -> Heading:
    return replace(heading, status="actual") if start < heading.start < end else heading


def _review_of(top: Heading, end: int) -> Heading:
    """The stretch under a mixed heading that reports."""
    start = top.start + len(top.mark) + len(top.title)
    return Heading(0, "", top.title, start, status="actual", end=end)


def closed(headings: Sequence[Heading], length: int) -> Iterator[tuple[Heading, int, int]]:
    """Headings with start and end: the next of the same level or above; an aside ends with its paragraph."""
    ends: dict[int, int] = {}
    spans = []
    for heading in reversed(headings):
        end = min((ends[level] for level in range(1, heading.level + 1) if level in ends), default=length)
        if heading.level:
            ends[heading.level] = heading.start
        spans.append((heading, heading.start, end if heading.end is None else heading.end))
    return reversed(spans)
