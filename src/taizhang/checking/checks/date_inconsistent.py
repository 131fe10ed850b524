"""Dates that cannot be, and years of one document that contradict each other."""

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator
from datetime import date

from taizhang.checking.case import Case
from taizhang.checking.dividing import year_of
from taizhang.checking.statements import Statement, statements_of
from taizhang.checking.years import LATE, Named, date_facts, years_named
from taizhang.errors import Words
from taizhang.linking import Entry
from taizhang.model import Fact, Finding, Said, Severity

DAY = re.compile(
    r"(?<![0-9.])(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日(?:[（(]?(?:星期|周)(?P<weekday>[一二三四五六日天]))?"
)
OF_YEAR = re.compile(r"(?<![0-9])[12][0-9]{3}年$")
WEEKDAYS = "一二三四五六日"
FIVE_YEARS = re.compile(
    r"(?<![0-9])(?P<year>[12][0-9]{3})年[^，。；\n0-9]{0,12}?[“\"]?十(?P<plan>[一二三四五]?)五[”\"]?(?:规划|计划)?(?:的)?"
    r"[^，。；\n]{0,4}?(?P<which>开局|起步|首|第一|收官|最后|末)(?:之|一)?年"
)
SPANNED = re.compile(
    r"[“\"]十(?P<plan>[一二三四五]?)五[”\"](?:规划|时期|期间)?[（(]?(?P<year>20[0-9]{2})[-—－~～至年]+(?P<end>20[0-9]{2})年"
)
FROM_TO = re.compile(r"(?P<year>(?:19|20)[0-9]{2})年(?:末|底|的)?[^，。；]{0,4}$")
LATEST, EARLIEST = 40, 1840  # years ahead of the document that plans look; the first year that any of them tells of
FROM = re.compile(
    "年(?:末|底)?的?$"
)  # 由2022年的25亿元增加到: with no year named behind it, the level is of the year told
NOTED = re.compile(
    r"(?:本|此)(?:公报|报告|资料)(?:中|所列|所用|涉及)?的?(?P<year>(?:19|20)[0-9]{2})年(?:度)?(?:的)?(?:部分|主要|各项|有关)*"
    r"(?:数据|数字|指标|统计数)(?:均|都)?(?P<first>(?:为|是|系)初步)?"
)
NUMBER_YEAR = re.compile(r"[〔\[（(]\s*(?P<year>[12][0-9]{3})\s*[〕\]）)]")


def find(case: Case) -> Iterator[Finding]:
    """What the dates of each document do not bear."""
    for entry in case.linked.shelf:
        yield from _impossible(case, entry)
        yield from _five_years(case, entry)
        yield from _contradicting(case, entry)
        yield from _backwards(case, entry)
        yield from _misnumbered(case, entry)
        yield from _misdated(case, entry)
        yield from _misnoted(case, entry)
        yield from _out_of_time(case, entry)


def _raise(case: Case, said: list[Said], zh: str, en: str, severity: Severity | None = None) -> Finding:
    return case.finding(said, severity=severity, what=Words(zh, en))


def _at(entry: Entry, offset: int) -> list[Said]:
    """The date that stands at an offset of the view, as a mention."""
    fact = date_facts(entry).get(entry.reading.document.view.origin(offset))
    return [Said(entry.reading.document, fact)] if fact else []


def _impossible(case: Case, entry: Entry) -> Iterator[Finding]:
    """2月30日, 13月5日, and a weekday that the day was not."""
    text = entry.reading.document.view.text
    for found in DAY.finditer(text):
        start, month, day = found.start(), int(found["month"]), int(found["day"])
        year = OF_YEAR.search(text, max(start - 6, 0), start)
        first = year.start() if year else start
        named, told = text[first : found.end("day") + 1], (found["weekday"] or "").replace("天", "日")
        known, said = int(year[0][:4]) if year else LEAP, _at(entry, first)
        if not said:
            continue
        if not (1 <= month <= DECEMBER and 1 <= day <= monthrange(known, month)[1]):
            yield _raise(case, said, f"{named}不存在", f"there is no {named}", "high")
        elif told and year and (was := WEEKDAYS[date(known, month, day).weekday()]) != told:
            zh, en = f"{named}是星期{was}，不是星期{told}", f"{named} was 星期{was}, not 星期{told}"
            yield _raise(case, said, zh, en)


LEAP, DECEMBER = 2000, 12


def first_year(plan: str) -> int:
    """The first year of a five-year plan, 十五 being the tenth, of 2001.

    >>> first_year(""), first_year("四"), first_year("五")
    (2001, 2021, 2026)
    """
    return 2001 + 5 * (" 一二三四五".index(plan) if plan else 0)


def _five_years(case: Case, entry: Entry) -> Iterator[Finding]:
    """2024年是“十四五”收官之年, “十四五”时期（2020—2025年）."""
    text = entry.reading.document.view.text
    for found in FIVE_YEARS.finditer(text):
        begins = found["which"] in ("开局", "起步", "首", "第一")
        right = first_year(found["plan"]) + (0 if begins else 4)
        if int(found["year"]) != right and (said := _at(entry, found.start("year"))):
            yield _raise(case, said, f"{found[0]}：应为{right}年", f"{found[0]}: that is {right}", "medium")
    for found in SPANNED.finditer(text):
        first = first_year(found["plan"])
        if (int(found["year"]), int(found["end"])) != (first, first + 4) and (said := _at(entry, found.start("year"))):
            yield _raise(
                case, said, f"{found[0]}：应为{first}—{first + 4}年", f"{found[0]}: that is {first} to {first + 4}"
            )


def _contradicting(case: Case, entry: Entry) -> Iterator[Finding]:
    """Titles, headings, tables and openings that do not mean one year."""
    named = list(years_named(entry))
    votes = Counter(one.planned for one in named)
    ranked = votes.most_common(2)
    if len(ranked) < MANY or ranked[0][1] == ranked[1][1]:
        return
    year = ranked[0][0]
    other = [one.said for one in named if one.planned == year][:1]
    for one in _odd(named, year):
        yield case.finding([one.said, *other], what=_contradiction(one, year, entry))


def _contradiction(one: Named, year: int, entry: Entry) -> Words:
    where = WHERE[one.where.partition(".")[0]]
    printed = one.said.record.text
    if entry.kind == "progress_report":
        meant = Words(f"{year}年", f"is about {year}")
    else:
        meant = Words(f"{year - 1}年执行情况、{year}年计划", f"reviews {year - 1} and plans {year}")
    return Words(
        f"{where.zh}称{printed}年，而全文其他各处所指为{meant.zh}",
        f"{where.en} names {printed}, but elsewhere the document {meant.en}",
    )


MANY, NEAR = 2, 3  # years named; an opening further off tells of the past or of the time to come
WHERE = {
    "title": Words("标题", "the title"),
    "heading": Words("小标题", "a heading"),
    "table": Words("附表", "the annex"),
    "approval": Words("审议批准日期", "the date of approval"),
    "date": Words("成文日期", "the date of the document"),
    "opening": Words("段首", "the opening of a paragraph"),
    "first": Words("段首", "the opening of a section"),
    "sentence": Words("正文", "a sentence"),
}


def _odd(named: list[Named], year: int) -> list[Named]:
    """The places that mean another year; openings only where it is neither of the two that the document is about."""
    odd, told = [], set()
    for one in named:
        if one.where.startswith("opening"):
            printed = one.planned - (one.where == "opening.actual")
            if printed in (year, year - 1) or abs(printed - year) > NEAR:
                continue
            told.add(printed)
            odd.append(one)
        elif one.planned != year:
            odd.append(one)
    return [] if len(told) > 1 else odd  # several years in turn are history


def _backwards(case: Case, entry: Entry) -> Iterator[Finding]:
    """由2024年的31%提高到2023年的35%: the base is of no earlier year than the level."""
    for statement in statements_of(entry):
        years = _years_of(statement)
        if years and years[0] >= years[1] and statement.base and statement.level:
            zh, en = f"基数所属年份{years[0]}年不早于{years[1]}年", f"the base is of {years[0]}, not before {years[1]}"
            start = entry.reading.document.text.rfind(str(years[0]), 0, statement.base.fact.span.start)
            named = [Said(entry.reading.document, fact) for fact in (date_facts(entry).get(start),) if fact]
            yield _raise(case, [*named, statement.base.said, statement.level.said], zh, en)


def _years_of(statement: Statement) -> tuple[int, int] | None:
    """The year named for a base, and that of its level: named too, or that of the section whose results are told."""
    if statement.base is None or statement.level is None:
        return None
    of_base, of_level = FROM_TO.search(statement.base.before), FROM_TO.search(statement.level.before)
    if not of_base:
        return None
    if of_level:
        return int(of_base["year"]), int(of_level["year"])
    level = statement.level.fact
    told = (
        year_of(level) if level.status == "actual" and level.certainty == "sure" and FROM.search(of_base[0]) else None
    )
    return (int(of_base["year"]), told) if told else None


def _misnumbered(case: Case, entry: Entry) -> Iterator[Finding]:
    """A document number of another year than its date: of a later one, or of one before it except in January."""
    said = entry.reading.document.metadata
    found, dated = NUMBER_YEAR.search(said.document_number or ""), said.date_issued or said.date_written
    if not found or not dated:
        return
    years = int(dated[:4]) - int(found["year"])
    if years == 0 or (years == 1 and dated[5:7] == "01") or (years > 1 and dated != said.date_written):
        return
    start = entry.reading.document.text.find(found["year"], max(entry.reading.document.text.find("〔"), 0))
    fact = date_facts(entry).get(start)
    if fact is not None:
        zh = f"文号{said.document_number}与成文日期{dated}的年份不一致"
        en = f"the document number {said.document_number} is of another year than its date, {dated}"
        yield _raise(case, [Said(entry.reading.document, fact)], zh, en)


TELLS_A_YEAR = ("communique", "final_account")


def _misdated(case: Case, entry: Entry) -> Iterator[Finding]:
    """A report on a whole year that is dated before that year was over, or years after it.

    When a page was put on line says nothing of the latter. Of plans, title, headings and date are held together.
    """
    document = entry.reading.document
    meta, year = document.metadata, document.metadata.reviewed_period or ""
    if entry.kind not in TELLS_A_YEAR or not re.fullmatch("[0-9]{4}", year):
        return
    dated = meta.date_written or meta.date_issued
    if not dated:
        return
    early = int(dated[:4]) < int(year) or (dated[:4] == year and int(dated[5:7]) < LATE)
    late = dated == meta.date_written and int(dated[:4]) > int(year) + 1
    if early or late:
        day = f"{int(dated[:4])}年{int(dated[5:7])}月{int(dated[8:10])}日"
        zh = f"本文件反映{year}年全年情况，日期却为{day}"
        en = f"the document tells the whole of {year}, but is dated {dated}"
        fact = date_facts(entry).get(document.text.find(day))
        if fact is not None:
            yield _raise(case, [Said(document, fact)], zh, en)


def _misnoted(case: Case, entry: Entry) -> Iterator[Finding]:
    """本公报中2033年数据为初步统计数: what is preliminary is of the year that is told, and nothing of a later."""
    year = entry.reading.document.metadata.reviewed_period or ""
    if not re.fullmatch("[0-9]{4}", year):
        return
    for found in NOTED.finditer(entry.reading.document.view.text):
        wrong = found["year"] != year if found["first"] else found["year"] > year
        if wrong and (said := _at(entry, found.start("year"))):
            told = found["year"]
            zh = f"注释所称{told}年数据，与本文件所反映的{year}年不一致"
            en = f"a note speaks of figures of {told}, in a document on {year}"
            yield _raise(case, said, zh, en)


def _out_of_time(case: Case, entry: Entry) -> Iterator[Finding]:
    """A result of a year to come, a target of a year gone by, and a year beyond any plan."""
    spoken = entry.year
    document = entry.reading.document
    for fact in entry.reading.facts if spoken else ():
        if fact.label == "date" and fact.reason == "year":
            year = int(fact.text) if re.fullmatch("[12][0-9]{3}", fact.text) else spoken or 0
            if not EARLIEST <= year <= (spoken or 0) + LATEST:
                yield _raise(case, [Said(document, fact)], f"年份{year}有误", f"{year} is no year that can be meant")
        elif fact.status in ("actual", "estimate") and fact.place is None and fact.period and fact.period.isdigit():
            yield from _to_come(case, Said(document, fact), fact, spoken or 0)
    if entry.kind in DUE_IN:
        yield from _gone_by(case, entry)


DUE_IN = ("execution_and_draft_plan", "issued_plan", "work_report")


def _to_come(case: Case, said: Said, fact: Fact, spoken: int) -> Iterator[Finding]:
    year = int(fact.period or 0)
    if year > spoken and f"{year}年" in said.document.text[max(fact.span.start - 60, 0) : fact.span.start]:
        zh, en = f"称{year}年已实现，而本文件为{spoken}年", f"a document of {spoken} tells what {year} has brought"
        yield _raise(case, [said], zh, en)


def _gone_by(case: Case, entry: Entry) -> Iterator[Finding]:
    """A task to be done by the end of a year that was over when it was set: 2023年底前完成 in a plan for 2025."""
    for task in entry.reading.commitments:
        year = int(task.deadline[:4]) if task.deadline and task.deadline[:4].isdigit() else None
        if year and entry.year and year < entry.year and re.search(rf"{year}年年?(?:底|末|内)?以?前", task.text):
            if f"{entry.year}年" in task.text:  # what was due in two steps, of which the second is still to come
                continue
            zh = f"任务期限{year}年早于本文件所属的{entry.year}年"
            en = f"a task is due in {year}, before {entry.year}, the year of the document"
            yield _raise(case, [Said(entry.reading.document, task)], zh, en)
