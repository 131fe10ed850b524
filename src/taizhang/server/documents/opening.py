"""Open a document with the reader of the library, and make the rows that are stored of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from taizhang.errors import SeveralDocuments, Words
from taizhang.extracting import Reading as Extracted
from taizhang.extracting import extract
from taizhang.linking import sentence_of
from taizhang.model import Claim, Commitment, Said, Span
from taizhang.model import Document as Opened
from taizhang.model import Fact as ReadFact
from taizhang.model.rows import claim_row, commitment_row, fact_row, metadata_row, section_rows, table_rows
from taizhang.reading import document_of_content
from taizhang.reading.archive import contents
from taizhang.server.documents.files import path_of
from taizhang.server.documents.models import Document, Fact, Layout, Reading, Statement
from taizhang.server.documents.setting import blocks_of
from taizhang.server.lib import clock

UNSTORABLE = {0: "\ufffd", **dict.fromkeys(range(0xD800, 0xE000), "\ufffd")}
Cell = tuple[int, int]


@cache
def reader() -> str:
    """Which reader this is: the version of the library, and a mark of the catalogue that it reads with."""
    digest = sha256()
    folder = files("taizhang.catalogue") / "data"
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        if file.is_file():
            digest.update(file.read_bytes())
    return f"taizhang {version('taizhang')} · {digest.hexdigest()[:8]}"


def opened(document: Document, called: str = "") -> Extracted:
    """The document as the library reads it, by its name or as it is `called`; ReadingError, FileNotFoundError."""
    name = called or document.name
    held = list(contents(path_of(document.sha256).read_bytes(), name))
    if len(held) > 1:
        raise SeveralDocuments(path=name, count=len(held))
    return extract(document_of_content(*held[0]))


@dataclass(frozen=True)
class Found:
    """What is stored of a document: a row for its reading, its layout, every number, every statement."""

    reading: Reading
    layout: Layout
    facts: tuple[Fact, ...]
    statements: tuple[Statement, ...]


def found_in(document: Document, read: Extracted) -> Found:
    """The rows of a document; they belong to `document` but are not saved."""
    reading = reading_row(document, read.document)
    facts = tuple(fact_rows(reading, read))
    layout = Layout(reading=reading, blocks=list(blocks_of(read.document)))
    return Found(reading, layout, facts, tuple(statement_rows(reading, read)))


def reading_row(document: Document, read: Opened) -> Reading:
    """The row of the reading itself."""
    return Reading(
        document=document,
        reader=reader(),
        read_at=clock.now(),
        format=read.format,
        text=storable(read.text),
        metadata=storable(metadata_row(read)),
        outline=storable(list(section_rows(read))),
        tables=storable(list(table_rows(read))),
        cautions=[{"zh": words.zh, "en": words.en} for words in (*read.cautions, *_strange(document, read))],
    )


def _strange(document: Document, read: Opened) -> Iterator[Words]:
    """A caution where the document speaks for another region than the unit that uploaded it, or names none."""
    said, own = read.metadata.region, document.unit.region
    if said and said != own.name and read.metadata.region_code != own.code:
        yield Words(
            f"文档属于{said}，上传单位属于{own.name}；请核对是否传错",
            f"the document is of {said}, its unit of {own.name}; make sure that it is the right file",
        )


def fact_rows(reading: Reading, read: Extracted) -> Iterator[Fact]:
    """One row for every number."""
    lines = _lines(read.document)
    for fact in read.facts:
        row = storable(fact_row(fact, read.document.path))
        around = _sentence(read.document, fact, lines)
        clause = fact.clause or around
        yield Fact(
            reading=reading,
            start=fact.span.start,
            end=fact.span.end,
            label=fact.label,
            indicator=row["indicator"] or "",
            subject=(row["subject"] or "")[:200],
            period=fact.period or "",
            status=fact.status or "",
            certainty=fact.certainty,
            sentence_start=around.start,
            sentence_end=around.end,
            clause_start=clause.start,
            clause_end=clause.end,
            doubts=list(fact.doubts),
            row=row,
        )


def statement_rows(reading: Reading, read: Extracted) -> Iterator[Statement]:
    """One row for every promise, and for every statement of what was done."""
    records: tuple[Commitment | Claim, ...] = (*read.commitments, *read.claims)
    for record in records:
        kind, row = _stated(record, read.document.path)
        around = sentence_of(Said(read.document, record))
        yield Statement(
            reading=reading,
            kind=kind,
            start=record.span.start,
            end=record.span.end,
            sentence_start=around.start,
            sentence_end=around.end,
            text=storable(record.text),
            row=storable(row),
        )


def _stated(record: Commitment | Claim, doc: str) -> tuple[str, dict[str, Any]]:
    """What is stated, and its row."""
    if isinstance(record, Commitment):
        return record.kind, commitment_row(record, doc)
    return Statement.Kind.CLAIM, claim_row(record, doc)


def _lines(read: Opened) -> dict[Cell, Span]:
    """Where each row of each table stands, found once: a workbook holds thousands."""
    found: dict[Cell, Span] = {}
    for table in read.tables:
        for cell in table.cells:
            at = (table.number, cell.row)
            known = found.get(at, cell.span)
            found[at] = Span(min(known.start, cell.span.start), max(known.end, cell.span.end))
    return found


def _sentence(read: Opened, fact: ReadFact, lines: dict[Cell, Span]) -> Span:
    """The row of a number in a table, else the sentence around it."""
    line = lines.get((fact.place.table, fact.place.row)) if fact.place else None
    if line is not None and line.start <= fact.span.start and fact.span.end <= line.end:
        return line
    return sentence_of(Said(read, replace(fact, place=None)))


def storable(value: Any) -> Any:
    r"""What databases refuse to hold (NUL, halves of a surrogate pair) as �, one sign for one, so that offsets hold.

    >>> storable({"text": "a\x00b", "starts": [1, None]})
    {'text': 'a\ufffdb', 'starts': [1, None]}
    """
    if isinstance(value, str):
        return value.translate(UNSTORABLE) if _spoilt(value) else value
    if isinstance(value, dict):
        return {key: storable(each) for key, each in value.items()}
    if isinstance(value, Iterable):
        return [storable(each) for each in value]
    return value


def _spoilt(text: str) -> bool:
    if "\x00" in text:
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False
