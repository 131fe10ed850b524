"""The words that a finding quotes: the sentence of a mention, or the row of the table it stands in."""

import re

from taizhang.model import Document, Fact, Said, Span

ENDS = "。；！？!?\n"
LONGEST = 120  # characters; a longer sentence is cut to the clauses around the mention


def sentence_of(said: Said) -> Span:
    """Where the sentence of a mention stands in `document.text`; of a number in a table the row."""
    record = said.record
    if isinstance(record, Fact) and record.place is not None:
        return _row(said.document, record)
    return _sentence(said.document.text, said.span)


def quotation(said: Said, longest: int = LONGEST) -> str:
    """The sentence on one line, cut to `longest` characters around the mention where it is longer."""
    text, span = said.document.text, sentence_of(said)
    start, end = span
    if end - start > longest:
        room = max(longest - (said.span.end - said.span.start), 0) // 2
        start, end = max(start, said.span.start - room), min(end, said.span.end + room)
    words = re.sub(r"\s+", " ", text[start:end]).strip(" *#>-")
    return ("…" if start > span.start else "") + words + ("…" if end < span.end else "")


def _sentence(text: str, span: Span) -> Span:
    start = max((text.rfind(sign, 0, span.start) for sign in ENDS), default=-1) + 1
    ends = [at for sign in ENDS if (at := text.find(sign, span.end)) >= 0]
    while start < span.start and text[start] in " \t　":
        start += 1
    return Span(start, min(ends, default=len(text)))


def _row(document: Document, fact: Fact) -> Span:
    tables = [table for table in document.tables if fact.place and table.number == fact.place.table]
    cells = [cell.span for table in tables for cell in table.cells if fact.place and cell.row == fact.place.row]
    row = Span(min((cell.start for cell in cells), default=0), max((cell.end for cell in cells), default=0))
    holds = row.start <= fact.span.start and fact.span.end <= row.end
    return row if holds else _sentence(document.text, fact.span)
