"""Whether a section speaks of results or of what is to come."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from taizhang.catalogue.headings import heading_pattern
from taizhang.model import SectionStatus
from taizhang.reading.periods import five_years_in, years_in

REVIEW_TAIL = re.compile("(?:(?:执行|完成|进展|落实|实施|运行)情况|回顾|总结|成效|成绩|成就)(?:的?报告)?$")
REPORT_TAIL = re.compile("情况(?:的?报告)?$")
NO_PLAN = re.compile("主要|重要|需要|首要|要素|要求|要闻|将军|即将|将近")
REVIEW_THEN = re.compile("(?:回顾|总结|成就|成效|成绩|情况)(?:[和与及暨、]|以及)")
PURPOSE = re.compile("以.{0,30}(?:优异|更大|更好|更加优异)的?(?:成绩|成效|业绩)")
DELIVERED = re.compile("(?:[刚]{0,2}过去|去年|上年|[一五]年来|回顾)")
AWAITED = re.compile("(?:今年(?:是|，?我们要|，?要|政府|全[省市县区州])|新的一年|今后|未来|下一步|下一阶段)")
EXPECTED = re.compile(
    "(?:预期目标|主要目标|奋斗目标)[^。；\n]{0,12}[是为：]|(?:总体要求|总的要求|指导思想|总体思路)[是：]"
)
SALUTATION = re.compile(r"\s*(?:各位代表[！，：])?\s*")
YEAR_AHEAD = re.compile(r"\d{4}(?= ?年)")
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
    title = PURPOSE.sub("", title)
    if reviews_and_plans(title):
        return "target"
    if REVIEW_TAIL.search(title):
        return "actual"
    actual, target = heading_pattern("actual").search(title), heading_pattern("target").search(title)
    by_year = _by_time(title, years)
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
    by_year = _by_time(title, years)
    cue = heading_pattern(by_year).search(title) if by_year in ("actual", "target") else None
    return by_year if cue and by_year else inherited


def reviews_and_plans(title: str) -> bool:
    """Whether a heading names results and, behind them, a time to come: its part does both.

    >>> reviews_and_plans("“十四五”时期发展成就和“十五五”时期主要目标任务")
    True
    >>> reviews_and_plans("2029年工作回顾和“十四五”发展成就")
    False
    """
    match = REVIEW_THEN.search(title)
    if match is None:
        return False
    before, behind = title[: match.end()], title[match.end() :]
    return OUTLOOK.match(behind) is not None or last_year(behind) > last_year(before) > 0


def last_year(text: str) -> int:
    """The last year that the text names, by itself or as the end of five years; 0 where it names none."""
    return max([*years_in(text), *(last for _, last in five_years_in(text))], default=0)


def opening_status(text: str, years: Years) -> SectionStatus | None:
    """What the first words under a heading speak of, None where they do not tell.

    >>> opening_status("2030年是承上启下的一年。", Years(2029, 2030))
    'target'
    """
    start = SALUTATION.match(text)
    rest = text[start.end() if start else 0 :]
    if match := YEAR_AHEAD.match(rest):
        return _by_year(int(match[0]), years)
    return "actual" if DELIVERED.match(rest) else "target" if AWAITED.match(rest) or EXPECTED.search(text) else None


def leaning(text: str) -> SectionStatus:
    """What a stretch of text speaks of, by its verbs: more 要, 加快, 力争 or more 完成, 同比, 获批.

    >>> leaning("要加快建设，力争开工十个项目。")
    'target'
    """
    plans = sum(1 for _ in heading_pattern("planning").finditer(NO_PLAN.sub("", text)))
    results = sum(1 for _ in heading_pattern("resulting").finditer(text))
    return "target" if plans > results else "actual"


def reports(text: str) -> bool:
    """Whether a text that is likely to plan reports after all: more 同比, 获批, 一年来 than 要, 力争, 确保.

    >>> reports("完成投资八亿元，新增企业二十家。"), reports("完成投资八亿元，同比增长两成，获批两个平台。")
    (False, True)
    """
    told = sum(1 for _ in heading_pattern("reporting").finditer(text))
    return told > sum(1 for _ in heading_pattern("planning").finditer(NO_PLAN.sub("", text)))


def _by_time(title: str, years: Years) -> SectionStatus | None:
    """What the years and, where these do not tell, the five-year plans of a title speak of."""
    if "年" not in title and "五" not in title:
        return None
    told = _by_year(max(years_in(title), default=None), years)
    for first, last in five_years_in(title)[-1:] if told is None else []:
        if years.planned is not None and first >= years.planned:
            return "target"
        if years.reviewed is not None and last <= years.reviewed:
            return "actual"
    return told


def _by_year(year: int | None, years: Years) -> SectionStatus | None:
    if year is None:
        return None
    if years.planned is not None and year >= years.planned:
        return "target"
    if years.reviewed is not None and year <= years.reviewed:
        return "actual"
    return None
