"""The years that a document names where they say of which year it is: title, headings, tables, openings, dates."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from taizhang.checking.sentences import once
from taizhang.linking import Entry
from taizhang.model import Document, Fact, Said, Section

YEAR = r"(?<![0-9])(?P<year>[12][0-9]{3})年"
REVIEWED = re.compile(YEAR + r"(?!远景|上半年)[^，。；0-9“”\n]{0,24}?(?:回顾|执行情况|完成情况|工作总结)")
PLANNED = re.compile(
    YEAR + r"(?!远景|上半年|以来)[^，。；0-9“”\n]{0,16}?"
    r"(?:安排|目标|主要任务|重点任务|思路|总体要求|草案|计划|重点工作|主要工作)"
)
HALF = re.compile(YEAR + r"(?:上半年|1[-—－~至]6月)")
OPENING = re.compile(
    r"(?m)^[ \u3000\t*#]*" + YEAR + r"(?P<half>上半年)?(?=，|,|是|全[市县区省州旗盟]|我[市县区省州旗盟])"
)
YEARS_ON_END = re.compile(r"五年|[“”]|十[一二三四]?五")
HEAD = 1500  # characters from the top in which a document says what it is
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
    if entry.kind not in ("budget_report", "final_account"):
        yield from _in_openings(entry)
    for table in document.tables:
        if table.title and table.targets and (found := PLANNED.search(table.title)):
            start = document.text.find(f"{found['year']}年", max(table.span.start - len(table.title) - 20, 0))
            yield from _named(entry, start, "table", int(found["year"]))


def _in_heading(entry: Entry, section: Section) -> Iterator[Named]:
    text = entry.reading.document.text
    end = min(section.span.start + len(section.title) + 40, section.span.end)
    if found := HALF.search(text, section.span.start, end):
        yield from _named(entry, found.start("year"), "heading", int(found["year"]))
    elif found := REVIEWED.search(text, section.span.start, end):
        yield from _named(entry, found.start("year"), "heading", int(found["year"]) + 1)
    elif section.status == "target" and (found := PLANNED.search(text, section.span.start, end)):
        yield from _named(entry, found.start("year"), "heading", int(found["year"]))


def _in_head(entry: Entry) -> Iterator[Named]:
    """The title and the notice of a plan or of a report on one."""
    if entry.kind not in PLANS:
        return
    text = entry.reading.document.text
    first = min((s.span.start for s in entry.reading.document.outline if s.level == 1), default=HEAD)
    end = min(first, HEAD)
    for pattern, more in ((REVIEWED, 1), (PLANNED, 0), (HALF, 0)):
        for found in pattern.finditer(text, 0, end):
            if pattern is PLANNED and REVIEWED.match(text, found.start()):
                continue
            yield from _named(entry, found.start("year"), "title", int(found["year"]) + more)


def _in_openings(entry: Entry) -> Iterator[Named]:
    """Paragraphs that begin with a year: one of the review or of the plan, told by its section."""
    document = entry.reading.document
    sections = sorted(document.outline, key=lambda section: section.span.start)
    for found in OPENING.finditer(document.view.text):
        at = document.view.origin(found.start("year"))
        inside = [section for section in sections if section.span.start <= at < section.span.end]
        status = "half" if found["half"] else inside[-1].status if inside else "other"
        yield from _named(entry, at, f"opening.{status}", int(found["year"]) + (status == "actual"))


def _named(entry: Entry, at: int, where: str, planned: int) -> Iterator[Named]:
    fact = date_facts(entry).get(at)
    if fact is not None:
        yield Named(Said(entry.reading.document, fact), where, planned)


def written_in(document: Document) -> int | None:
    """The year planned that the date of a plan or report means: its own, the next where it was written in winter."""
    date = document.metadata.date_written or document.metadata.date_issued
    return int(date[:4]) + (date[5:7] in ("11", "12")) if date else None
