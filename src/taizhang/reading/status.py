"""Whether a section speaks of results or of what is to come."""

import re
from dataclasses import dataclass

from taizhang.catalogue.headings import heading_pattern
from taizhang.model import SectionStatus

YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年?")
REPORTING = re.compile("公报|决算")
RESULT_TAIL = re.compile("(?:情况|回顾|总结|成效|成绩|成就)$")


@dataclass(frozen=True, slots=True)
class Years:
    """The year a document reviews and the year it plans, as far as told."""

    reviewed: int | None = None
    planned: int | None = None


def title_status(title: str, inherited: SectionStatus | None, years: Years) -> SectionStatus:
    """What the numbers under a top heading speak of.

    A heading that ends in 情况 or 回顾 reports, whatever it names before (目标任务完成情况); else cue words decide,
    else the year, else what the section before it said.

    >>> title_status("2023年主要目标任务完成情况", None, Years())
    'actual'
    >>> title_status("2024年经济社会发展重点任务和主要措施", "actual", Years())
    'target'
    """
    if RESULT_TAIL.search(title):
        return "actual"
    actual, target = heading_pattern("actual").search(title), heading_pattern("target").search(title)
    if actual and target:
        return "actual" if _last_year(title) in (None, years.reviewed) and not inherited == "target" else "target"
    if actual:
        return "actual"
    if target:
        return "target"
    return _by_year(title, years) or inherited or "actual"


def _last_year(title: str) -> int | None:
    years = YEAR.findall(title)
    return int(years[-1]) if years else None


def _by_year(title: str, years: Years) -> SectionStatus | None:
    year = _last_year(title)
    if year is None:
        return None
    if years.planned and year >= years.planned:
        return "target"
    if years.reviewed and year <= years.reviewed:
        return "actual"
    return None
