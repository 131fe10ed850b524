"""The pieces of a text that one section speaks for, headings left out."""

from collections.abc import Iterator
from dataclasses import dataclass

from taizhang.model import Document, Section, SectionStatus

AFTER_TITLE = " 　*#：:。\n"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the view, from `start` to `end`, and the innermost section that holds it (None ahead of the first)."""

    start: int
    end: int
    section: Section | None

    @property
    def path(self) -> str | None:
        """The marks of its section from the top; None where it has none."""
        return self.section.path or None if self.section else None


def stretches(document: Document, *statuses: SectionStatus) -> Iterator[Stretch]:
    """The pieces of the text whose section has one of the statuses, in order."""
    for stretch in _pieces(document):
        if stretch.section and stretch.section.status in statuses and stretch.start < stretch.end:
            yield stretch


def _pieces(document: Document) -> Iterator[Stretch]:
    """The whole view in pieces: a section holds what no later one inside it holds."""
    index, size = document.view.index, len(document.view.text)
    open_sections: list[tuple[int, Section]] = []
    at = 0
    for section in sorted(document.outline, key=lambda s: (s.span.start, -s.span.end)):
        start = index(section.span.start)
        while open_sections and open_sections[-1][0] <= start:
            end, closed = open_sections.pop()
            yield Stretch(at, end, closed)
            at = max(at, end)
        yield Stretch(at, start, open_sections[-1][1] if open_sections else None)
        at = _body(document.view.text, section, start, end := _end(document, section, size))
        open_sections.append((end, section))
    while open_sections:
        end, closed = open_sections.pop()
        yield Stretch(at, end, closed)
        at = max(at, end)


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
