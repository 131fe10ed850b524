"""The outline: headings and numbered items, and what each says of the status of its numbers."""

import re
from dataclasses import dataclass

from taizhang.catalogue.headings import heading_pattern
from taizhang.model import Section, SectionStatus, View
from taizhang.reading.marks import Kind, Mark, numbered
from taizhang.reading.status import Years, title_status

REPORTS_ONLY = re.compile("公报|决算")


@dataclass(slots=True)
class Heading:
    """A heading before its end is known: offsets are the view's."""

    level: int
    mark: str
    title: str
    start: int
    status: SectionStatus
    path: str


LEVELS = {
    Kind.PART: 1,
    Kind.COMMA: 1,
    Kind.BRACKET: 2,
    Kind.ARABIC: 3,
    Kind.ITEM: 3,
    Kind.ARABIC_BRACKET: 4,
    Kind.CIRCLE: 4,
}
TITLE = re.compile(r"(?:“[^”\n]*”|[^。！？；\n“])*")
ITEM_TITLE = re.compile(r"(?:“[^”\n]*”|[^，。！？；：,;:\n“])*")


def outlined(view: View, text: str | None = None) -> tuple[Section, ...]:
    """The sections of the text in order."""
    source = view.text
    headings = sorted(_numbered_headings(source) + _asides(source), key=lambda h: h.start)
    return tuple(_closed(headings, view, text or source))


def _numbered_headings(source: str) -> list[Heading]:
    headings: list[Heading] = []
    only_actual = bool(REPORTS_ONLY.search(source[:400]))
    status: SectionStatus = "actual"
    path: list[tuple[int, str]] = []
    arabic = False
    for mark in numbered(source):
        if mark.kind <= Kind.BRACKET:
            arabic = False
        arabic = arabic or mark.kind is Kind.ARABIC
        level = 4 if mark.kind is Kind.ITEM and arabic else LEVELS[mark.kind]
        title = _title(source, mark)
        if level == 1:
            status = "actual" if only_actual else title_status(title, status if headings else None, Years())
        path = [(depth, text) for depth, text in path if depth < level] + [(level, mark.text)]
        headings.append(Heading(level, mark.text, title, mark.start, status, "".join(text for _, text in path)))
    return headings


def _title(source: str, mark: Mark) -> str:
    pattern = ITEM_TITLE if mark.kind >= Kind.ARABIC else TITLE
    match = pattern.match(source, mark.title, mark.title + 200)
    return match.group().strip(" 　*#：:") if match else ""


PARAGRAPH = re.compile(r"^[ 　]*(?=\S)(?![一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])(.{12,})$", re.M)
YEAR_OPENING = re.compile(r"(?:20\d\d年|今年)是[^。]{0,60}(?:年|周年)[，。、；]")


def _asides(source: str) -> list[Heading]:
    """Paragraphs that are neither result nor task: shortcomings, overall requirement, closing."""
    found = []
    for match in PARAGRAPH.finditer(source):
        head = match[1][:160]
        if (
            heading_pattern("shortcoming").search(head)
            or heading_pattern("guiding").search(head)
            or YEAR_OPENING.match(head)
            or (head.startswith(("各位代表", "同志们")) and heading_pattern("closing").search(match[1]))
        ):
            found.append(Heading(0, "", head[:12], match.start(1), "other", ""))
    return found


def _closed(headings: list[Heading], view: View, text: str) -> list[Section]:
    """Sections with their ends: the next heading of the same level or above; an aside ends with its paragraph."""
    source, sections = view.text, []
    for i, heading in enumerate(headings):
        if heading.level == 0:
            end = source.find("\n", heading.start)
        else:
            end = next((h.start for h in headings[i + 1 :] if 0 < h.level <= heading.level), -1)
        span = view.span(heading.start, len(source) if end < 0 else end)
        sections.append(Section(heading.level, heading.mark, heading.title, span, heading.status, heading.path))
    return sections
