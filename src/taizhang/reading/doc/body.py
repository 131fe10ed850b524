"""The body of a Word file in reading order: passages and grids, with boxes, notes, headers and footers around them."""

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from taizhang.errors import Words as Said
from taizhang.reading.doc.boxes import boxes_of
from taizhang.reading.doc.fib import COMMENTS, HEADERS, Fib, plc
from taizhang.reading.doc.forms import Forms
from taizhang.reading.doc.gridding import grid_of
from taizhang.reading.doc.lists import Lists
from taizhang.reading.doc.notes import NoteText, notes_of
from taizhang.reading.doc.paragraphs import CELL, Left, Paragraph, Words
from taizhang.reading.doc.pieces import pieces_of
from taizhang.reading.doc.rows import Content, Row, rows_of
from taizhang.reading.doc.sprms import PLAIN_LEVEL
from taizhang.reading.doc.styles import fonts_of, styles_of
from taizhang.reading.docx.grids import joined
from taizhang.reading.html.breaks import glue, wraps
from taizhang.reading.layout import Layout, Part, Passage, Run
from taizhang.reading.limits import MOST_CELLS, Deadline, within

BODY, HEADER_STORY, HEADER_BOXES = 0, 2, 6
SEPARATORS = 6  # stories before those of headers: the lines above notes
_DIGITS = re.compile(r"\d+")  # of page numbers
FOOTERS = (2, 3, 5)  # of the six stories of a section: headers of even, odd pages, footers, and both of the first page
LONGEST_HEADING = 80  # characters: a whole paragraph that bears the style of a heading is body text all the same

LEFT_OUT = (
    Said("修订中已删除的文字没有读入（{} 处）", "words deleted in tracked changes are left out ({})"),
    Said("隐藏的文字没有读入（{} 处）", "hidden words are left out ({})"),
    Said("批注没有读入（{} 条）", "comments are left out ({})"),
    Said("图片里的文字没有读（{} 张）", "words in pictures are not read ({})"),
)


def layout_of(fib: Fib, path: str) -> Layout:
    """The layout of a file whose head was read. Raises `FileDamaged` or `FileHostile`."""
    pieces = pieces_of(fib, path)
    fonts = fonts_of(fib)
    forms = Forms(fib, pieces, styles_of(fib), path)
    within(path, pieces.text.count(CELL), MOST_CELLS, "单元格", "cells")
    texts, marks = notes_of(fib)
    words = Words(fib, pieces, forms, Lists(fib, fonts), fonts, Deadline(path), marks, marks=sorted(marks))
    parts: list[Part] = [*_body(words), *_notes(words, texts), *_furniture(words)]
    return Layout("doc", parts, wrapped=False, cautions=_cautions(words.left, fib))


def _body(words: Words) -> Iterator[Part]:
    """The body, each box behind the paragraph or table on which it hangs, boxes that hang on nothing at the end."""
    held, loose = boxes_of(words.fib)
    for inside, group in groupby(words.paragraphs(0, words.fib.body, body=True), lambda one: one.form.depth > 0):
        if not inside:
            for paragraph in group:
                yield from _passages(words, paragraph)
                yield from _boxes(words, held, [paragraph])
            continue
        table = list(group)
        yield from _table(words, rows_of(table))
        yield from _boxes(words, held, table)
    for places in held.values():
        loose += places
    for start, end in loose:
        yield from _story(words, start, end)


def _boxes(words: Words, held: dict[int, list[tuple[int, int]]], paragraphs: list[Paragraph]) -> Iterator[Part]:
    for shape in (shape for paragraph in paragraphs for shape in paragraph.shapes):
        for start, end in held.pop(shape, ()):
            yield from _story(words, start, end)


def _story(words: Words, start: int, end: int) -> Iterator[Part]:
    """What stands in a box: passages and grids."""
    for inside, group in groupby(words.paragraphs(start, end), lambda one: one.form.depth > 0):
        if inside:
            yield from _table(words, rows_of(group))
        else:
            for paragraph in group:
                yield from _passages(words, paragraph)


def _table(words: Words, rows: list[Row]) -> Iterator[Part]:
    """A table as a grid; rows that only frame other tables are opened, and what stands in them is laid out in order."""
    for frame, group in groupby(rows, _is_frame):
        if not frame:
            yield grid_of(list(group), words.left)
            continue
        for piece in (piece for row in group for cell in row.cells for piece in cell):
            if isinstance(piece, Paragraph):
                yield from _passages(words, piece)
            else:
                yield from _table(words, piece)


def _is_frame(row: Row) -> bool:
    """Whether a row has one cell with words, and a table in that."""
    filled = [cell for cell in row.cells if _has_words(cell)]
    return len(filled) == 1 and any(isinstance(piece, list) for piece in filled[0])


def _has_words(content: Content) -> bool:
    return any(isinstance(piece, list) or piece.text.strip() for piece in content)


def _passages(words: Words, paragraph: Paragraph) -> Iterator[Passage]:
    """A paragraph as passages: one, or more where line breaks in it end paragraphs; a heading keeps its lines."""
    level = _heading(words, paragraph)
    if level is not None and 0 < len(paragraph.text.strip()) <= LONGEST_HEADING:
        yield Passage(joined([paragraph.runs]), "heading", level)
        return
    for runs in _lines(paragraph.runs):
        if any(run.text.strip() for run in runs):
            yield Passage(runs)


def _heading(words: Words, paragraph: Paragraph) -> int | None:
    outline = paragraph.form.outline
    if outline is not None:
        return outline + 1 if outline < PLAIN_LEVEL else None
    return words.forms.styles.heading(paragraph.form.style)


def _lines(runs: list[Run]) -> list[list[Run]]:
    """Runs cut at the line breaks that end paragraphs; those that only wrap a line are taken away."""
    texts = "".join(run.text for run in runs).split("\n")
    if len(texts) == 1:
        return [runs]
    lines: list[list[Run]] = [[]]
    at = 0
    for run in runs:
        for i, piece in enumerate(run.text.split("\n")):
            if i:
                joint = wraps(texts[at], texts[at + 1])
                if not joint:
                    lines.append([])
                elif glue(texts[at], texts[at + 1]):
                    lines[-1].append(run._replace(text=" "))
                at += 1
            if piece:
                lines[-1].append(run._replace(text=piece))
    return lines


def _notes(words: Words, texts: list[NoteText]) -> Iterator[Passage]:
    """The notes, each as one passage that begins with its mark."""
    for note in texts:
        runs = joined([paragraph.runs for paragraph in words.paragraphs(note.start, note.end)])
        yield Passage([run._replace(note=None) for run in runs], "note", note=note.key)


def _furniture(words: Words) -> list[Passage]:
    """Headers and footers, each once: sections repeat them, and number their pages."""
    above: list[Passage] = []
    below: list[Passage] = []
    seen: set[str] = set()
    base, until = words.fib.stories[HEADER_STORY], words.fib.stories[HEADER_STORY + 1]
    borders, _ = plc(words.fib.part(HEADERS), 0)
    stories = [(base + start, min(base + end, until)) for start, end in pairwise(borders)]
    placed = [(below if i % 6 in FOOTERS else above, story) for i, story in enumerate(stories[SEPARATORS:])]
    reached = base
    placed.append((above, (words.fib.stories[HEADER_BOXES], words.fib.stories[HEADER_BOXES + 1])))
    for place, (start, end) in placed:
        if not reached <= start < end:
            continue
        reached = end  # each word belongs to one story, whatever the file says
        for paragraph in words.paragraphs(start, end):
            text = paragraph.text.strip()
            like = _DIGITS.sub("0", text)
            if text and like not in seen:
                seen.add(like)
                place.append(Passage(paragraph.runs, "furniture"))
    return [*above, *below]


def _cautions(left: Left, fib: Fib) -> list[Said]:
    """What was left out, for a person to know."""
    counts = (left.deleted, left.hidden, len(plc(fib.part(COMMENTS), 30)[1]) if fib.comments else 0, left.pictures)
    told = zip(LEFT_OUT, counts, strict=True)
    return [Said(said.zh.format(count), said.en.format(count)) for said, count in told if count]
