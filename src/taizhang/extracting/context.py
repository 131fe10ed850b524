"""What surrounds a number in its document: section, status, period; and what its own sentence says of them."""

import re
from bisect import bisect_right
from typing import NamedTuple

from taizhang.grammar.periods import NUMERAL, Period, periods
from taizhang.model import Document, Section, SectionStatus

YEARS = re.compile(
    r"(?:过去|近|这|今后|未来|五年来|下一个?|任期)?的?(?P<n>[三四五])年(?!级|制|第|规划)"
    r"|[“\"](?P<plan>十[一二三四]?五)[”\"](?:时期|期间|以来|的?(?:回顾|发展|主要|目标|规划|奋斗|工作|经济|总体|成就))"
)
WHOLE_YEARS = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<last>[0-9]{4})$|(?P<part>.+))?")


class Around(NamedTuple):
    """The section path and the default status and period of numbers from an offset on."""

    path: str | None
    status: SectionStatus
    period: str | None


class Contexts:
    """The outline as a list of stretches of the view, looked up by offset."""

    def __init__(self, document: Document) -> None:
        meta = document.metadata
        self.reviewed, self.planned = meta.reviewed_period, meta.planned_period or _next(meta.reviewed_period)
        self.region = meta.region
        self.year = int((self.planned or self.reviewed or "2000")[:4])
        starts, arounds = [0], [self._around(None, "")]
        numbered: Section | None = None
        years = ""
        for section in document.outline:
            numbered = section if section.level else numbered
            if section.level == 1:
                years = section.title if YEARS.search(section.title) else ""
            starts.append(document.view.index(section.span.start))
            arounds.append(self._around(section if section.status != "other" else numbered, years))
        self.starts, self.arounds = starts, arounds

    def _around(self, section: Section | None, years: str) -> Around:
        if section is None:
            return Around(None, "actual", self.reviewed)
        period = self.planned if section.status == "target" else self.reviewed
        if years:
            period = self._years_of(years, section.status) or period
        return Around(section.path or None, section.status, period)

    def _years_of(self, title: str, status: SectionStatus) -> str | None:
        """The span of years that a heading such as 过去五年工作回顾 or 今后五年奋斗目标 sets for its section."""
        match = YEARS.search(title)
        if not match or not self.reviewed or not self.reviewed[-4:].isdigit():
            return None
        if match["plan"]:
            named = periods(f"“{match['plan']}”时期", self.year)
            return named[0].value if named and self._fits(named[0].value, status) else None
        last, count = int(self.reviewed[-4:]), NUMERAL[match["n"]]
        return f"{last + 1}-{last + count}" if status == "target" else f"{last - count + 1}-{last}"

    def _fits(self, span: str, status: SectionStatus) -> bool:
        """Results lie in years that have passed, plans in years that have not."""
        reviewed = int((self.reviewed or "0")[-4:])
        first, last = int(span[:4]), int(span[5:])
        return last > reviewed if status == "target" else first <= reviewed and last <= reviewed + 1

    def at(self, offset: int) -> Around:
        """What surrounds the view's `offset`."""
        return self.arounds[bisect_right(self.starts, offset) - 1]

    def now(self, around: Around) -> int:
        """The year that 今年 means there."""
        return int((around.period or str(self.year))[:4])

    def periods_in(self, text: str, around: Around) -> list[Period]:
        """The periods that a stretch of text names."""
        reported = int(self.reviewed[-4:]) if self.reviewed and self.reviewed[-4:].isdigit() else None
        now = self.now(around)
        return periods(text, now, reported, now if around.status != "target" else None)


def _next(period: str | None) -> str | None:
    """The year that is planned when `period` is reviewed: the same year while it runs, else the one after the last.

    >>> _next("2024H1"), _next("2024-01/2024-05"), _next("2023"), _next("2017-2021")
    ('2024', '2024', '2024', '2022')
    """
    match = WHOLE_YEARS.match(period or "")
    if not match:
        return None
    return match["year"] if match["part"] else str(int(match["last"] or match["year"]) + 1)
