"""How a person is told where something stands: which document, which page or section."""

import re
from bisect import bisect_right
from collections import Counter
from functools import cached_property
from pathlib import Path

from taizhang.errors import Words
from taizhang.linking import Linked
from taizhang.linking.shelf import Entry
from taizhang.model import Document, DocumentKind, Fact, Record, Said
from taizhang.writing.words import LANGUAGES, called

# What a document of each kind is called after its region and period, and which period that is.
REVIEWING: frozenset[DocumentKind] = frozenset({"progress_report", "communique", "final_account"})
TOP = re.compile("([一二三四五六七八九十]+)、")
PERIOD = re.compile(r"(\d{4})(H1|H2|Q[1-4])?$")


class Names:
    """The names of the documents of a run, each its own, and the places in them."""

    def __init__(self, linked: Linked) -> None:
        self._entries = linked.shelf.by_doc
        self._paragraphs: dict[str, list[int]] = {}

    def __len__(self) -> int:
        """How many documents there are."""
        return len(self._entries)

    def document(self, doc: str) -> Words:
        """What to call a document: 云澜市2024年计划; with its file where two would be called the same."""
        return self._names[doc]

    def title(self, doc: str) -> str:
        """Its own title in full, else its path."""
        return self._entries[doc].reading.document.metadata.title or doc

    def place(self, said: Said) -> Words:
        """Where in its document a mention stands: page, section or row of a table; else the paragraph."""
        source = said.document.sources.at(said.span.start)
        if source and source.sheet is not None:
            cell = f"{source.sheet} {source.cell or ''}".strip()
            return Words(cell, cell)
        zh, en = part_called(said.record)
        if source and source.page is not None:
            return Words(f"第{source.page}页 {zh}".strip(), f"p. {source.page} {en}".strip())
        if zh:
            return Words(zh, en)
        number = self._paragraph(said)
        return Words(f"第{number}段", f"para. {number}")

    def _paragraph(self, said: Said) -> int:
        """The paragraph of a mention, counted from 1."""
        if said.doc not in self._paragraphs:
            self._paragraphs[said.doc] = paragraph_starts(said.document)
        return max(bisect_right(self._paragraphs[said.doc], said.span.start), 1)

    @cached_property
    def _names(self) -> dict[str, Words]:
        names = {doc: name_of(entry) for doc, entry in self._entries.items()}
        count = Counter(names.values())
        files = Counter(Path(doc).name for doc in names)
        return {doc: apart(name, doc, files) if count[name] > 1 else name for doc, name in names.items()}


def apart(name: Words, doc: str, files: Counter[str]) -> Words:
    """A name with the file behind it, and with its folders where that too is said twice."""
    file = Path(doc).name if files[Path(doc).name] == 1 else doc
    return Words(f"{name.zh}（{file}）", f"{name.en} ({file})")


def name_of(entry: Entry) -> Words:
    """What to call a document, in short: whose it is, of which period, of which kind; else its title, else its file."""
    period = entry.reviewed if entry.kind in REVIEWING else entry.planned or entry.reviewed
    if entry.kind == "other" or entry.place == entry.doc or not period:
        title = entry.reading.document.metadata.title or Path(entry.doc).name
        return Words(title, title)
    zh, en = (called(f"short.{entry.kind}", lang) for lang in LANGUAGES)
    return Words(f"{entry.place}{period_called(period, 'zh')}{zh}", f"{entry.place} {period_called(period, 'en')} {en}")


def period_called(period: str, lang: str) -> str:
    """A period as a person says it.

    >>> period_called("2024H1", "zh"), period_called("2024", "zh"), period_called("2024H1", "en")
    ('2024年上半年', '2024年', '2024 H1')
    """
    match = PERIOD.fullmatch(period)
    if not match:
        return period
    year, part = match.groups()
    if lang != "zh":
        return f"{year} {part}" if part else year
    return f"{year}年{called(f'period.{part}', 'zh') if part else ''}"


def part_called(record: Record) -> Words:
    """The row of its table for a number in one, else the section."""
    if isinstance(record, Fact) and record.place is not None:
        table, row = record.place.table, record.place.row + 1
        return Words(f"表{table}第{row}行", f"table {table} row {row}")
    return section_called(record.section or "")


def section_called(path: str) -> Words:
    """A section by its marks; one of the top level by its number.

    >>> section_called("二、"), section_called("三、（二）四是")
    (Words(zh='第二部分', en='part 二'), Words(zh='三、（二）四是', en='三、（二）四是'))
    """
    top = TOP.fullmatch(path)
    return Words(f"第{top[1]}部分", f"part {top[1]}") if top else Words(path, path)


def paragraph_starts(document: Document) -> list[int]:
    """Where the paragraphs of the text begin."""
    starts, at = [], 0
    for line in document.view.text.split("\n"):
        if line.strip():
            starts.append(document.view.origin(at + len(line) - len(line.lstrip())))
        at += len(line) + 1
    return starts
