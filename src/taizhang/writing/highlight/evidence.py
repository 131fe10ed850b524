"""What the page knows of each number, as data that its script reads."""

from typing import Any

from taizhang.catalogue.indicators import indicators_by_id
from taizhang.extracting import Reading
from taizhang.model import Document, Fact, Source
from taizhang.model.rows import fact_row
from taizhang.writing.onepage import on_one_line
from taizhang.writing.words import reasons

# A clause is quoted whole up to this many characters on either side of its number.
QUOTED = 80


def evidence(reading: Reading) -> list[dict[str, Any]]:
    """One record for each fact, without what is absent, with the words around it."""
    return [record(fact, reading.document) for fact in reading.facts]


def record(fact: Fact, document: Document) -> dict[str, Any]:
    """The row of a fact, its indicator by name, its clause in three pieces (before the number, it, after it), and where
    in the file it stands.
    """
    row = {key: value for key, value in fact_row(fact, "").items() if value is not None and key != "doc"}
    if where := source_of(document.sources.at(fact.span.start)):
        row["where"] = where
    named = indicators_by_id().get(fact.indicator or "")
    row |= {"doubts": why} if (why := reasons(fact)) else {}
    return row | {"quote": quotation(fact, document.text)} | ({"named": [named.zh, named.en]} if named else {})


def source_of(source: Source | None) -> dict[str, int | str]:
    """Where in its file something stands, as a person looks for it: paragraphs counted from 1.

    >>> source_of(Source(page=2, sheet="附表", cell="B7")), source_of(Source(paragraph=0, run=3)), source_of(None)
    ({'sheet': '附表', 'cell': 'B7'}, {'paragraph': 1}, {})
    """
    if source is None:
        return {}
    if source.sheet is not None:
        return {"sheet": source.sheet, **({"cell": source.cell} if source.cell else {})}
    paragraph = None if source.paragraph is None else source.paragraph + 1
    told = {"page": source.page, "paragraph": paragraph, "line": source.line}
    return {key: value for key, value in told.items() if value is not None}


def quotation(fact: Fact, text: str) -> list[str]:
    """The words before a number, the number, and the words after it, within its clause."""
    start, end = fact.clause or fact.span
    before = text[max(start, fact.span.start - QUOTED) : fact.span.start]
    after = text[fact.span.end : min(end, fact.span.end + QUOTED)]
    return [on_one_line(before), on_one_line(text[fact.span.start : fact.span.end]), on_one_line(after)]
