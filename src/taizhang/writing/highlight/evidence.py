"""What the page knows of each number, as data that its script reads."""

import json
import re
from typing import Any

from taizhang.catalogue.indicators import indicators_by_id
from taizhang.extracting import Reading
from taizhang.model import Document, Fact, Source
from taizhang.model.rows import fact_row
from taizhang.writing.words import reasons, vocabulary

# A clause is quoted whole up to this many characters on either side of its number.
QUOTED = 80
WRAPPED = re.compile(r"(?<=[\u3001-\u9fff，；：])[ \t\u3000]*\n\s*(?=[\u3001-\u9fff，；：])")
BETWEEN_LINES = re.compile(r"\s*\n\s*")


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


def on_one_line(words: str) -> str:
    r"""Words without line breaks: none between Chinese characters, a blank elsewhere, such as between two cells.

    >>> on_one_line("地区\n生产总值\n亿元\n1572.4\n5.8")
    '地区生产总值亿元 1572.4 5.8'
    """
    return BETWEEN_LINES.sub(" ", WRAPPED.sub("", words))


def vocabulary_pairs() -> dict[str, list[str]]:
    """The words of the page and of its values in both languages: word → Chinese, English."""
    return {word: [called["zh"], called["en"]] for word, called in vocabulary().items()}


def embedded(data: object) -> str:
    r"""Data as JSON that may stand inside a script element: nothing in it can end the element or open another.

    >>> embedded("</script>")
    '"\\u003c/script\\u003e"'
    """
    words = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        words = words.replace(sign, f"\\u{ord(sign):04x}")
    return words
