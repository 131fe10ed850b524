"""The pieces of a text that one section speaks for, headings left out."""

from collections.abc import Iterator
from typing import NamedTuple

from taizhang.model import Document, Section, SectionStatus

AFTER_TITLE = " 　*#：:。\n"


class Stretch(NamedTuple):
    """A piece of the view, and what the innermost section that holds it says: its status, and the marks down to it.

    An aside (level 0) has a status but no mark of its own: its path is that of the section around it.
    """

    start: int
    end: int
    status: SectionStatus
    path: str | None


def stretches(document: Document, *statuses: SectionStatus) -> Iterator[Stretch]:
    """The pieces of the text whose section has one of the statuses, in order. What no section holds is left out."""
    return (
        Stretch(start, end, section.status, section.path)
        for start, end, section in _pieces(document)
        if start < end and section.status in statuses
    )


def _pieces(document: Document) -> Iterator[tuple[int, int, Stretch]]:
    """The sections in pieces, each with the section that it belongs to: what no later one inside it holds."""
    index, size = document.view.index, len(document.view.text)
    around: list[Stretch] = []
    at = 0
    for section in sorted(document.outline, key=lambda section: (section.span[0], -section.span[1])):
        start = index(section.span.start)
        while around and around[-1].end <= start:
            closed = around.pop()
            yield at, closed.end, closed
            at = max(at, closed.end)
        if around:
            yield at, start, around[-1]
        end = _end(document, section, size)
        at = _body(document.view.text, section, start, end)
        path = section.path or (around[-1].path if around else None)
        around.append(Stretch(at, end, section.status, path))
    while around:
        closed = around.pop()
        yield at, closed.end, closed
        at = max(at, closed.end)


def _end(document: Document, section: Section, size: int) -> int:
    end = section.span.end
    return size if end >= len(document.text) else document.view.index(end)


def _body(text: str, section: Section, start: int, end: int) -> int:
    """Where the words begin that a section holds: after its heading, unless the heading is all there is."""
    if not section.level:
        return start
    title = text.find(section.title, start, start + len(section.mark) + len(section.title) + 20)
    if title < 0 or not section.title:
        return start
    after = title + len(section.title)
    begins = after
    while begins < end and text[begins] in AFTER_TITLE:
        begins += 1
    return begins if after < begins < end else title
