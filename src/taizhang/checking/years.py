"""The years that a document names where they say of which year it is: title, headings, tables, openings, dates."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from taizhang.linking import Entry
from taizhang.linking.keeping import once
from taizhang.model import Document, Fact, Said, Section, Table

YEAR = r"(?<![0-9])(?P<year>[12][0-9]{3})年"
REVIEWED = re.compile(YEAR + r"(?!远景|上半年)[^，。；0-9“”\n]{0,24}?(?:回顾|执行情况|完成情况|工作总结)")
PLANNED = re.compile(
    YEAR + r"(?!远景|上半年|以来)[^，。；0-9“”\n]{0,16}?"
    r"(?:安排|目标|主要任务|重点任务|思路|总体要求|草案|计划|重点工作|主要工作)"
)
SURELY_PLANNED = re.compile(
    YEAR + r"(?!远景|上半年|以来)[^，。；0-9“”\n]{0,16}?(?:总体要求|总体思路|预期目标|总体安排|目标任务|工作建议)"
)
# 从2024年计划执行情况看, 做好2025年工作, 2025年主要预期目标是: of which year a report is, said in its sentences.
SAID_OF_REVIEW = re.compile(r"从" + YEAR + r"[^，。；0-9\n]{0,12}执行情况看")
SAID_OF_PLAN = re.compile(
    r"(?:做好|搞好|完成|实现|建议)"
    + YEAR
    + r"(?:的|各项|政府|经济社会发展|全[市县区省州年]|主要|预期|工作){0,4}(?:工作|目标|任务)|"
    + YEAR.replace("year", "told")
    + r"[^，。；0-9“”\n]{0,14}(?:总体要求|总体思路|预期目标|主要目标)(?:建议)?(?:是|为|：|:)"
)
HALF = re.compile(YEAR + r"(?:上半年|1[-—－~至]6月)")
OPENING = re.compile(
    r"(?m)^[ \u3000\t*#]*" + YEAR + r"(?P<half>上半年)?(?=，|,|是|全[市县区省州旗盟]|我[市县区省州旗盟])"
)
YEARS_ON_END = re.compile(r"五年|[“”]|十[一二三四]?五")
COLUMN = re.compile(YEAR + r"[^，。；0-9\n\t]{0,12}?(?:(?P<done>完成|实际|实绩|执行|预计)|计划|目标|预期)")
APPROVED = re.compile(
    YEAR
    + r"(?P<month>1?[0-9])月[0-9]{1,2}日[^。；\n]{0,16}人民代表大会[^。；，\n]{2,10}次会议[^。；，\n]{0,4}(?:批准|通过)"
)
LATE = 11  # the month from which on a meeting, or a date, is of the plan of the next year
TITLE = 60  # characters ahead of a table in which its title stands
HEAD = 1500  # characters from the top in which a document says what it is
BUDGETS = ("budget_report", "final_account")
PLANS = ("issued_plan", "execution_and_draft_plan", "progress_report")


class Named(NamedTuple):
    """A year as named at one place, and the year planned that it means: the next, where it is that of the review."""

    said: Said
    where: str
    planned: int


@once
def date_facts(entry: Entry) -> dict[int, Fact]:
    """The dates of a document by where they stand in its text."""
    return {fact.span.start: fact for fact in entry.reading.facts if fact.label in ("date", "ordinal", "qualifier")}


def years_named(entry: Entry) -> Iterator[Named]:
    """Each place of the document that says of which year it is."""
    document = entry.reading.document
    for section in document.outline:
        if section.level in (1, 2) and not YEARS_ON_END.search(section.title):
            yield from _in_heading(entry, section)
    yield from _in_head(entry)
    if entry.kind not in BUDGETS:
        yield from _in_openings(entry)
        yield from _in_sentences(entry)
    for table in document.tables:
        if table.targets and entry.kind in PLANS:
            yield from _in_table(entry, table)
    yield from _in_dates(entry)


def _in_table(entry: Entry, table: Table) -> Iterator[Named]:
    """The title and the headings of a target annex."""
    text = entry.reading.document.text
    first = table.targets[0].span.start
    start = max(table.span.start - TITLE, 0)
    for found in COLUMN.finditer(text, start, first):
        yield from _named(entry, found.start("year"), "table", int(found["year"]) + bool(found["done"]))


def _in_dates(entry: Entry) -> Iterator[Named]:
    """The date of a plan, and that of the congress that approved it, which are of the year planned."""
    document = entry.reading.document
    if entry.kind in PLANS and entry.kind != "progress_report":
        for found in APPROVED.finditer(document.text, 0, HEAD):
            if int(found["month"]) < LATE:
                yield from _named(entry, found.start("year"), "approval", int(found["year"]))
    written, year = document.metadata.date_written or document.metadata.date_issued, written_in(document)
    if written and year is not None:
        digits = f"{int(written[:4])}年{int(written[5:7])}月"
        yield from _named(entry, document.text.find(digits), "date", year)


def _in_heading(entry: Entry, section: Section) -> Iterator[Named]:
    text = entry.reading.document.text
    end = min(section.span.start + len(section.title) + 40, section.span.end)
    if found := HALF.search(text, section.span.start, end):
        yield from _named(entry, found.start("year"), "heading", int(found["year"]))
    elif found := REVIEWED.search(text, section.span.start, end):
        yield from _named(entry, found.start("year"), "heading", int(found["year"]) + 1)
    elif found := _planned(entry, section).search(text, section.span.start, end):
        yield from _named(entry, found.start("year"), "heading", int(found["year"]))


def _planned(entry: Entry, section: Section) -> re.Pattern[str]:
    """The expression for headings of the plan: in a section that is read as a review only what surely heads one."""
    sure = section.status != "target" or entry.kind in BUDGETS
    return SURELY_PLANNED if sure else PLANNED


def _in_head(entry: Entry) -> Iterator[Named]:
    """The title and the notice of a plan, of a report on one, or of a report on last year's and this year's budget."""
    drafted = entry.kind == "budget_report" and entry.reading.document.metadata.planned_period
    if entry.kind not in PLANS and not drafted:
        return
    text = entry.reading.document.text
    first = min((s.span.start for s in entry.reading.document.outline if s.level == 1), default=HEAD)
    end = min(first, HEAD)
    for pattern, more in ((REVIEWED, 1), (PLANNED, 0), (HALF, 0)):
        for found in pattern.finditer(text, 0, end):
            if pattern is PLANNED and REVIEWED.match(text, found.start()):
                continue
            yield from _named(entry, found.start("year"), "title", int(found["year"]) + more)


def _in_sentences(entry: Entry) -> Iterator[Named]:
    """Sentences that say of which year the review or the plan is."""
    view = entry.reading.document.view
    for found in SAID_OF_REVIEW.finditer(view.text):
        yield from _named(entry, view.origin(found.start("year")), "sentence", int(found["year"]) + 1)
    for found in SAID_OF_PLAN.finditer(view.text):
        name = "year" if found["year"] else "told"
        yield from _named(entry, view.origin(found.start(name)), "sentence", int(found[name]))


def _in_openings(entry: Entry) -> Iterator[Named]:
    """Paragraphs that begin with a year: one of the review or of the plan, told by its section."""
    document = entry.reading.document
    sections = sorted(document.outline, key=lambda section: section.span.start)
    for found in OPENING.finditer(document.view.text):
        at = document.view.origin(found.start("year"))
        inside = [section for section in sections if section.span.start <= at < section.span.end]
        status = "half" if found["half"] else inside[-1].status if inside else "other"
        first = bool(inside) and _is_first(document, inside[-1], at)
        where = "first" if first and status in ("actual", "target") else f"opening.{status}"
        yield from _named(entry, at, where, int(found["year"]) + (status == "actual"))


def _is_first(document: Document, section: Section, at: int) -> bool:
    """Whether a paragraph is the first of a main section, whose heading says of which year it is."""
    between = document.text[section.span.start : at].strip()
    return section.level == 1 and "\n" not in between and bool(re.search(YEAR, between))


def _named(entry: Entry, at: int, where: str, planned: int) -> Iterator[Named]:
    fact = date_facts(entry).get(at)
    if fact is not None:
        yield Named(Said(entry.reading.document, fact), where, planned)


def written_in(document: Document) -> int | None:
    """The year planned that the date of a plan or report means: its own, the next where it was written in winter."""
    date = document.metadata.date_written or document.metadata.date_issued
    return int(date[:4]) + (int(date[5:7]) >= LATE) if date else None
