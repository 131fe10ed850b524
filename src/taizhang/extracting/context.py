"""What surrounds a number in its document: section, status, period; and what its own sentence says of them."""

import re
from bisect import bisect_right
from typing import NamedTuple

from taizhang.grammar.periods import NUMERAL, Period, periods
from taizhang.model import Document, Metadata, Section, SectionStatus

YEARS = re.compile(
    r"(?:过去|近|这|今后|未来|五年来|下一个?|任期)?的?(?P<n>[三四五])年(?!级|制|第|规划)"
    r"|[“\"](?P<plan>十[一二三四]?五)[”\"](?:时期|期间|以来|的?(?:回顾|发展|主要|目标|规划|奋斗|工作|经济|总体|成就))"
)
NAMED = re.compile("((?:19|20)[0-9]{2})年")
PLAN = re.compile("十[一二三四五]?五")
COMPARING = re.compile("(?:比|较|较之|与|和|同|跟|是|为|相当于|自|由|从|超过?|高于|低于)$")
COMPARED_AFTER = re.compile("[末底度]*(?:的[0-9.]+倍|以来|[来起]|的?(?:水平)?基础上)")
MID_YEAR = ("05", "10")  # months in which reports on the year before are given only where the congress is new
HEAD = 2000  # characters of a text without title in which its year is looked for
WHOLE_YEARS = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<last>[0-9]{4})$|(?P<part>.+))?")


class Around(NamedTuple):
    """The section path and the default status and period of numbers from an offset on.

    `mixed` where the heading names one year and a span of years (2020年工作和“十三五”成就), or the report is given in
    the middle of a year and tells the years before and the months since: what it speaks of turns.
    """

    path: str | None
    status: SectionStatus
    period: str | None
    mixed: bool = False


class Contexts:
    """The outline as a list of stretches of the view, looked up by offset."""

    def __init__(self, document: Document) -> None:
        meta = document.metadata
        self.reviewed, self.planned = meta.reviewed_period, meta.planned_period or _next(meta.reviewed_period)
        self.undated = _only_compared(document)
        if self.undated:
            self.reviewed = self.planned = None
        self.so_far = _so_far(meta)
        self.budget = meta.kind in ("budget_report", "final_account")
        self.plain = not any(section.status != "other" for section in document.outline)
        self.plans = self.planned is not None or self.reviewed is None
        self.dated = bool(self.planned or self.reviewed)
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
        span = self._years_of(years, section.status) if years else None
        named = NAMED.search(years) if span else None
        if span and not (named and named[1] == period and named.start() < years.index(_span_in(years))):
            period = span
        turns = named is not None or (self.so_far is not None and section.status == "actual")
        return Around(section.path or None, section.status, period, turns)

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

    def open(self, around: Around) -> bool:
        """Whether no section there tells results from plans, in a document that may hold both."""
        return self.plans and (self.plain or around.status == "other")

    def now(self, around: Around) -> int:
        """The year that 今年 means there."""
        if self.so_far:
            return int(self.so_far[:4])
        return int((around.period or str(self.year))[:4])

    def periods_in(self, text: str, around: Around) -> list[Period]:
        """The periods that a stretch of text names."""
        reviewed = self.reviewed
        reported = int(reviewed[-4:] if reviewed[-4:].isdigit() else reviewed[:4]) if reviewed else None
        now = self.now(around)
        looks_back = around.status != "target" and not self.so_far
        found = periods(text, now, reported, now if looks_back else None)
        return found if self.dated else [period for period in found if _names_its_year(period, text)]


def _names_its_year(period: Period, text: str) -> bool:
    """Whether the words of a period say its year (2024年, “十四五”时期); 1—7月 and 近五年 alone do not."""
    words = text[period.start : period.end]
    return period.value[:4] in words or bool(PLAN.search(words))


def _so_far(meta: Metadata) -> str | None:
    """The months that are gone in a report on whole years that is given in the middle of one, to a new congress."""
    day, planned = meta.date_written or "", meta.planned_period
    if meta.kind != "work_report" or not planned or not day.startswith(f"{planned}-"):
        return None
    return f"{planned}-01/{day[:7]}" if MID_YEAR[0] <= day[5:7] <= MID_YEAR[1] else None


def _span_in(title: str) -> str:
    """The words of a heading that name a span of years."""
    match = YEARS.search(title)
    return match[0] if match else ""


def _only_compared(document: Document) -> bool:
    """Whether a text without title or headings speaks of the year it is said to review only to compare with it."""
    meta = document.metadata
    if document.outline or not meta.reviewed_period or NAMED.search(meta.title or ""):
        return False
    text = document.view.text[:HEAD]
    named = [m for m in NAMED.finditer(text) if m[1] == meta.reviewed_period]
    return bool(named) and all(
        COMPARING.search(text[max(0, m.start() - 6) : m.start()]) or COMPARED_AFTER.match(text, m.end()) for m in named
    )


def _next(period: str | None) -> str | None:
    """The year that is planned when `period` is reviewed: the same year while it runs, else the one after the last.

    >>> _next("2024H1"), _next("2024-01/2024-05"), _next("2023"), _next("2017-2021")
    ('2024', '2024', '2024', '2022')
    """
    match = WHOLE_YEARS.match(period or "")
    if not match:
        return None
    return match["year"] if match["part"] else str(int(match["last"] or match["year"]) + 1)
