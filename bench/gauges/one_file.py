#!/usr/bin/env python3
"""Reads one file in a process of its own, so that a hang or a crash is a figure and not the end of the run.

    python one_file.py JOB PATH [--ocr]

Prints one line of JSON. Jobs: summary (what it opens as, pages, seconds, memory), measures (what twins are compared
by), cells (the numbers in tables, with what heads them and where they stand), words (the text and its tables).
Pages that want recognition are left empty and counted, unless --ocr; the time it takes is counted apart. Seconds are
those of the process, so that other work on the machine does not count.
"""

import json
import re
import sys
import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from taizhang.errors import ReadingError
from taizhang.extracting import Reading, extract, read_text
from taizhang.model import Cell, Document, Fact, Table
from taizhang.reading import open_document

COMPARED = ("label", "value", "unit", "role", "comparator", "subject", "period", "status")
NUMBER = re.compile(r"[-－–—+＋(（]?[\d０-９][\d０-９,，.．\s]*[%％‰]?[)）]?")

WARM = "一、主要目标\n全年地区生产总值增长5.5%以上。\n"  # loads the catalogues, which are no part of reading a file


class Recognition:
    """Stands before the recognition of pages: how many were asked for, and how long they took."""

    def __init__(self, wanted: bool) -> None:
        from taizhang.reading import ocr

        self.wanted, self.pages, self.seconds = wanted, 0, 0.0
        self._real = ocr.recognised
        for module in list(sys.modules.values()):  # whoever took it by name before
            if getattr(module, "recognised", None) is self._real:
                module.recognised = self.recognised

    def recognised(self, pictures: Any, numbers: Any, *more: Any, **named: Any) -> Iterator[Any]:
        """The pages recognised, or empty ones."""
        from taizhang.reading.pages.page import Page

        pages = self._real(pictures, numbers, *more, **named) if self.wanted else (Page(n, 595, 842) for n in numbers)
        while True:
            begun = time.process_time()
            page = next(pages, None)
            self.seconds += time.process_time() - begun
            if page is None:
                return
            self.pages += 1
            yield page


def peak() -> int:
    """The most memory that this process has held, in bytes. Wants Linux."""
    lines = Path("/proc/self/status").read_text("ascii", "replace").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


def pages_of(path: Path) -> int:
    """How many pages a PDF has; 0 for what is none or does not open."""
    if not path.read_bytes()[:1024].count(b"%PDF-"):
        return 0
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path) as book:
            return len(book)
    except pypdfium2.PdfiumError:
        return 0


def summary(path: Path, recognition: Recognition) -> dict[str, Any]:
    """What the file opens as, how long that takes, and how long its facts take."""
    pages, held = pages_of(path), peak()
    begun = time.process_time()
    document = open_document(path)
    opened = time.process_time() - begun
    facts = extract(document).facts
    prose = sorted({b.page for b in document.blocks if b.page} - {b.page for b in document.blocks if b.kind == "cell"})
    return {
        "format": document.format,
        "pages": pages,
        "prose": prose,
        "characters": len(document.text),
        "bytes": len(document.text.encode()),
        "tables": len(document.tables),
        "cells": sum(len(table.cells) for table in document.tables),
        "facts": len(facts),
        "opening": opened,
        "seconds": time.process_time() - begun - recognition.seconds,
        "recognised": recognition.pages,
        "held": held,
        "peak": peak(),
        "cautions": [caution.en for caution in document.cautions],
    }


def measures(path: Path, _: Recognition) -> dict[str, Any]:
    """The measures that stand in no furniture: what is compared of each, whether in a table, and the words about."""
    reading = extract(open_document(path))
    document = reading.document
    away = [block.span for block in document.blocks if block.kind == "furniture"]
    starts = [span.start for span in away]

    def kept(fact: Fact) -> bool:
        at = bisect_right(starts, fact.span.start) - 1
        return fact.label == "measure" and fact.value is not None and (at < 0 or away[at].end <= fact.span.start)

    rows = [
        {name: _plain(getattr(fact, name)) for name in COMPARED}
        | {"about": document.text[max(0, fact.span.start - 12) : fact.span.end + 8], "tabled": _tabled(document, fact)}
        for fact in reading.facts
        if kept(fact)
    ]
    return {"measures": rows}


def _tabled(document: Document, fact: Fact) -> bool:
    """Whether a fact stands in a table, or on a line of its own where a text has lost its tables."""
    if fact.place is not None:
        return True
    text = document.text
    start, end = text.rfind("\n", 0, fact.span.start) + 1, text.find("\n", fact.span.end)
    return bool(NUMBER.fullmatch(text[start : end if end >= 0 else len(text)].strip()))


def _plain(value: object) -> str | None:
    return None if value is None else str(value)


def cells(path: Path, _: Recognition) -> dict[str, Any]:
    """The cells of tables that hold a number and are no code, ordinal or year."""
    reading = extract(open_document(path))
    return {"cells": list(_number_cells(reading))}


def _number_cells(reading: Reading) -> Iterator[dict[str, Any]]:
    document, facts = reading.document, sorted(reading.facts, key=lambda fact: fact.span)
    starts = [fact.span.start for fact in facts]
    for table in document.tables:
        for cell in table.cells:
            first = bisect_left(starts, cell.span.start)
            fact = facts[first] if first < len(facts) and starts[first] < cell.span.end else None
            if cell.header or not NUMBER.fullmatch(cell.text.strip()) or (fact and fact.label != "measure"):
                continue
            yield _row_of(document, table, cell, fact)


def _row_of(document: Document, table: Table, cell: Cell, fact: Fact | None) -> dict[str, Any]:
    source = document.sources.at(cell.span.start)
    heads = [over for over in table.cells if over.header and over.row < cell.row and _covers(over, cell.column)]
    return {
        "page": source.page if source else None,
        "table": table.number,
        "row": cell.row,
        "column": cell.column,
        "text": cell.text,
        "value": str(fact.value) if fact and fact.value is not None else "",
        "unit": (fact.unit or "") if fact else "",
        "subject": (fact.subject or "") if fact else "",
        "row_headings": cell.row_headings,
        "column_headings": cell.column_headings,
        "title": table.title,
        "table_unit": table.unit,
        "box": source.box if source else None,
        "sheet": source.sheet if source else None,
        "cell": source.cell if source else None,
        "heads": [place for over in heads if (place := _place_of(document, over))],
    }


def _place_of(document: Document, cell: Cell) -> tuple[int, list[float]] | None:
    """Page and box of a cell's words, from its first line to its last."""
    first, last = (document.sources.at(at) for at in (cell.span.start, cell.span.end - 1))
    if first is None or last is None or not (first.page and first.box and last.box):
        return None
    (left, top, right, bottom), other = first.box, last.box
    if last.page != first.page:
        return first.page, [left, top, right, bottom]
    return first.page, [min(left, other[0]), min(top, other[1]), max(right, other[2]), max(bottom, other[3])]


def _covers(over: Cell, column: int) -> bool:
    return over.column <= column < over.column + over.columns


def words(path: Path, _: Recognition) -> dict[str, Any]:
    """The text and the tables as rows of words, as the peers give them."""
    begun = time.process_time()
    document = open_document(path)
    seconds = time.process_time() - begun
    return {"text": document.text, "grids": [_rows(table) for table in document.tables], "seconds": seconds}


def _rows(table: Table) -> list[list[str]]:
    """The table with the words of a merged cell in every place it covers."""
    height = max(cell.row + cell.rows for cell in table.cells)
    width = max(cell.column + cell.columns for cell in table.cells)
    rows = [[""] * width for _ in range(height)]
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.rows):
            rows[row][cell.column : cell.column + cell.columns] = [cell.text] * cell.columns
    return rows


JOBS: dict[str, Callable[[Path, Recognition], dict[str, Any]]] = {
    job.__name__: job for job in (summary, measures, cells, words)
}


def main(job: str, path: str, *options: str) -> None:
    read_text(WARM)
    recognition = Recognition("--ocr" in options)
    try:
        outcome = JOBS[job](Path(path), recognition)
    except ReadingError as error:
        outcome = {"refused": type(error).__name__, "why": error.message("en"), "recognised": recognition.pages}
    print(json.dumps(outcome))


if __name__ == "__main__":
    main(*sys.argv[1:])
