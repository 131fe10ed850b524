"""Whether a section speaks of results or of what is to come."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from taizhang.catalogue.headings import heading_pattern
from taizhang.model import SectionStatus
from taizhang.reading.periods import years_in

REVIEW_TAIL = re.compile("(?:(?:执行|完成|进展|落实|实施|运行)情况|回顾|总结|成效|成绩|成就)(?:的?报告)?$")
REPORT_TAIL = re.compile("情况(?:的?报告)?$")
NO_PLAN = re.compile("主要|重要|需要|首要|要素|要求|要闻|将军|即将|将近")
OUTLOOK = re.compile(
    "^(?:下一步|下步|下半年|下一阶段|下阶段|今后|明年|未来)|下半年.{0,6}(?:工作|任务|措施|安排|打算)|下一步"
)


@dataclass(frozen=True, slots=True)
class Years:
    """The year a document reviews and the year it plans, as far as told."""

    reviewed: int | None = None
    planned: int | None = None


def years_of(titles: Iterable[str]) -> Years:
    """The years reviewed and planned by the top headings, where they name two years next to each other.

    >>> years_of(["2029年主要工作", "2030年主要工作", "2035年远景"])
    Years(reviewed=2029, planned=2030)
    """
    named = {year for title in titles for year in years_in(title)}
    first = min((year for year in named if year + 1 in named), default=None)
    return Years(first, first + 1) if first else Years()


def title_status(title: str, inherited: SectionStatus | None, years: Years) -> SectionStatus | None:
    """What the numbers under a top heading speak of, None where the heading does not tell.

    A heading that ends in 完成情况 or 回顾 reports, whatever it names before (目标任务完成情况); else a year decides if
    the heading names one of the two; else cue words tell.

    >>> title_status("2023年主要目标任务完成情况", None, Years(2023, 2024))
    'actual'
    >>> title_status("2024年经济社会发展重点任务和主要措施", "actual", Years(2023, 2024))
    'target'
    >>> title_status("2024年预算编制情况", "actual", Years(2023, 2024))
    'target'
    """
    if REVIEW_TAIL.search(title):
        return "actual"
    actual, target = heading_pattern("actual").search(title), heading_pattern("target").search(title)
    by_year = _by_year(max(years_in(title), default=None), years)
    if (by_year == "target" and (target or not actual)) or OUTLOOK.search(title):
        return "target"
    if REPORT_TAIL.search(title) or (actual and by_year) or (by_year == "actual" and inherited != "target"):
        return "actual"
    if actual and target:
        return "target" if inherited == "target" else "actual"
    return "actual" if actual else "target" if target else by_year


def nested_status(title: str, inherited: SectionStatus, years: Years) -> SectionStatus:
    """What the numbers under a heading inside a part speak of: as the part, unless the heading itself says otherwise.

    >>> nested_status("下一步工作打算", "actual", Years())
    'target'
    >>> nested_status("加快完成目标任务", "actual", Years())
    'actual'
    """
    if OUTLOOK.match(title):
        return "target"
    by_year = _by_year(max(years_in(title), default=None), years)
    cue = heading_pattern(by_year).search(title) if by_year in ("actual", "target") else None
    return by_year if cue and by_year else inherited


def leaning(text: str) -> SectionStatus:
    """What a stretch of text speaks of, by its verbs: more 要, 加快, 力争 or more 完成, 同比, 获批.

    >>> leaning("要加快建设，力争开工十个项目。")
    'target'
    """
    plans = sum(1 for _ in heading_pattern("planning").finditer(NO_PLAN.sub("", text)))
    results = sum(1 for _ in heading_pattern("resulting").finditer(text))
    return "target" if plans > results else "actual"


def _by_year(year: int | None, years: Years) -> SectionStatus | None:
    if year is None:
        return None
    if years.planned is not None and year >= years.planned:
        return "target"
    if years.reviewed is not None and year <= years.reviewed:
        return "actual"
    return None
