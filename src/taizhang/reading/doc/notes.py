"""Footnotes and endnotes ([MS-DOC] 2.3.2, 2.3.5): where they are called, what is printed there, and their words."""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from taizhang.reading.doc.fib import (
    ENDNOTE_REFS,
    ENDNOTE_TEXTS,
    FOOTNOTE_REFS,
    FOOTNOTE_TEXTS,
    SECTIONS,
    SETTINGS,
    Fib,
    plc,
)
from taizhang.reading.doc.lists import FORMATS
from taizhang.reading.doc.sprms import prls
from taizhang.reading.office.numerals import printed

ANEW_IN_SECTION = 1
MOST_PROPERTIES = 2_000_000  # bytes of all sections together


class NoteKind(NamedTuple):
    """Where the notes of one kind stand in the file: parts, story, properties, and how they count unless told."""

    name: str
    refs: int
    texts: int
    story: int
    form: int
    anew: int
    setting: int
    usual: int


KINDS = (
    NoteKind("footnote", FOOTNOTE_REFS, FOOTNOTE_TEXTS, 1, 0x5040, 0x303C, 492, 0),
    NoteKind("endnote", ENDNOTE_REFS, ENDNOTE_TEXTS, 4, 0x5042, 0x303E, 494, 2),
)


class NoteText(NamedTuple):
    """A note: its key, where its words stand, and where in the body it is called."""

    key: str
    start: int
    end: int


class Section(NamedTuple):
    """Where a section begins, and its properties as far as notes ask for them."""

    start: int
    properties: dict[int, int]


def notes_of(fib: Fib) -> tuple[list[NoteText], dict[int, tuple[str, str]]]:
    """The notes in order, and what is printed at each of their marks (there and in the note) with the note's key."""
    sections = _sections(fib)
    texts: list[NoteText] = []
    marks: dict[int, tuple[str, str]] = {}
    for kind in KINDS:
        called, records = plc(fib.part(kind.refs), 2)
        borders, _ = plc(fib.part(kind.texts), 0)
        reached, until = fib.stories[kind.story : kind.story + 2]
        base = reached
        numbers = _numbers(kind, called[: len(records)], records, sections, _usual(fib, kind))
        for i, (at, mark) in enumerate(zip(called, numbers, strict=False)):
            if i + 1 >= len(borders):
                break
            start, end = base + borders[i], min(base + borders[i + 1], until)
            if at >= fib.body or not reached <= start < end:
                continue
            reached = end  # each word belongs to one note, whatever the file says
            key = f"{kind.name}-{i + 1}"
            marks[at] = (mark, key)
            marks[start] = (mark, "")
            texts.append(NoteText(key, start, end))
    return texts, marks


def _numbers(
    kind: NoteKind, called: tuple[int, ...], records: list[bytes], sections: list[Section], usual: int
) -> Iterator[str]:
    """The printed marks of notes; those with marks of their own are not counted."""
    starts = [section.start for section in sections]
    count, last = 0, -1
    for at, record in zip(called, records, strict=True):
        here = bisect_right(starts, at) - 1
        properties = sections[here].properties if here >= 0 else {}
        if properties.get(kind.anew) == ANEW_IN_SECTION and here != last:
            count = 0
        last = here
        if record == b"\0\0":
            yield ""
            continue
        count += 1
        yield printed(count, FORMATS.get(properties.get(kind.form, usual), "decimal"))


def _usual(fib: Fib, kind: NoteKind) -> int:
    """The format that notes count in by the settings of the document."""
    settings = fib.part(SETTINGS)
    if kind.setting + 2 > len(settings):
        return kind.usual
    return int.from_bytes(settings[kind.setting : kind.setting + 2], "little")


def _sections(fib: Fib) -> list[Section]:
    starts, records = plc(fib.part(SECTIONS), 12)
    asked = {sprm for kind in KINDS for sprm in (kind.form, kind.anew)}
    found: list[Section] = []
    room = MOST_PROPERTIES
    for start, record in zip(starts, records, strict=False):
        (at,) = struct.unpack_from("<I", record, 2)
        size = int.from_bytes(fib.word[at : at + 2], "little")
        room -= size
        if room < 0:
            break
        own = {sprm: int.from_bytes(operand, "little") for sprm, operand in prls(fib.word[at + 2 : at + 2 + size])}
        found.append(Section(start, {sprm: value for sprm, value in own.items() if sprm in asked}))
    return found
