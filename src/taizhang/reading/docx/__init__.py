"""Word files (.docx, .docm, .dotx, also of the strict kind): paragraphs, marks, tables and notes out of their XML.

Nothing in the package is run, and nothing that it names outside of itself is fetched.
"""

from collections.abc import Iterator

from taizhang.model import Document
from taizhang.reading.assembling import assembled
from taizhang.reading.docx.book import Book, Called
from taizhang.reading.docx.grids import joined
from taizhang.reading.docx.markup import Node, children, value
from taizhang.reading.docx.numbering import Numbering
from taizhang.reading.docx.parts import Parts, is_word
from taizhang.reading.docx.raised import tie
from taizhang.reading.docx.story import OpenTable, Story
from taizhang.reading.docx.stream import pieces
from taizhang.reading.docx.styles import styles_of
from taizhang.reading.layout import Layout, Part, Passage, Run
from taizhang.reading.limits import Deadline
from taizhang.reading.packages import Package

CHECKED_EVERY = 100  # pieces of the body between two looks at the clock


def handles(data: bytes) -> bool:
    """Whether the content is a ZIP package with a Word document in it."""
    return is_word(data)


def convert(data: bytes, path: str) -> Document:
    """The document of a Word file. Raises `ReadingError`."""
    return assembled(laid(data, path), data, path)


def laid(data: bytes, path: str) -> Layout:
    """A Word file laid out: the body, its notes behind it, then headers and footers. Raises `ReadingError`."""
    parts = Parts(Package(data, path), path)
    styles = styles_of(parts.first("styles"))
    book = Book(path, styles, Numbering(parts.first("numbering"), styles), parts.first("settings"))
    layout = Layout("docx")  # words pasted into Word keep the line ends of the page they come from
    layout.parts += _body(parts, book)
    tie(layout.parts)
    layout.parts += _notes(parts, book)
    layout.parts += _furniture(parts, book)
    layout.cautions += book.cautions()
    return layout


def _body(parts: Parts, book: Book) -> Iterator[Part]:
    numbers: dict[Node, int] = {}
    story = Story(book, numbers)
    table = OpenTable(story)
    deadline = Deadline(book.path)
    for count, piece in enumerate(pieces(parts.read(parts.main), book.path, parts.main)):
        if count % CHECKED_EVERY == 0:
            deadline.check()
        numbers.clear()
        numbers.update(piece.numbers)
        if piece.kind == "begin":
            yield from story.rest()
            table = OpenTable(story)
        elif piece.kind == "row":
            table.add(piece.node)
        elif piece.kind == "end":
            yield from table.close()
        else:
            yield from story.block(piece.node)
    yield from story.rest()


def _notes(parts: Parts, book: Book) -> Iterator[Part]:
    """The notes that are called, in that order, footnotes first: a note with all its paragraphs as one passage."""
    for endnote, kind in ((False, "footnotes"), (True, "endnotes")):
        called = [note for note in book.notes if note.endnote == endnote]
        if not called:
            continue
        held = {value(node, "w:id"): node for node in children(parts.first(kind), f"w:{kind[:-1]}")}
        for note in called:
            if (node := held.get(note.id)) is not None:
                yield from _note(node, note, book)


def _note(node: Node, note: Called, book: Book) -> Iterator[Part]:
    found = list(Story(book, mark=note.mark).parts(node))
    runs = joined([part.runs for part in found if isinstance(part, Passage)])
    if note.mark and not "".join(run.text for run in runs).lstrip().startswith(note.mark):
        runs.insert(0, Run(note.mark + " "))
    yield Passage(runs, "note", note=note.key)
    yield from (part for part in found if not isinstance(part, Passage))


def _furniture(parts: Parts, book: Book) -> Iterator[Part]:
    """What stands above and below the pages, once however many sections repeat it."""
    told: set[str] = set()
    for kind in ("header", "footer"):
        for name in parts.related(kind):
            root = parts.root(name)
            if root is None:
                continue
            for part in Story(book).parts(root):
                for passage in [part] if isinstance(part, Passage) else [Passage(cell.runs) for cell in part.cells]:
                    if (text := passage.text.strip()) and text not in told:
                        told.add(text)
                        yield Passage(passage.runs, "furniture")
