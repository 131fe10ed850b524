"""The text of a reading as HTML: its blocks, with every number marked and every section findable.

The marks are light, for there may be thousands: an id and a few words of class. What a number says is asked for when
it is looked at.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from taizhang.model import Section, Span
from taizhang.server.documents.setting import Block
from taizhang.writing.highlight.markup import head

SIDEWAYS = '<div class="scroll grid" tabindex="0" role="region" aria-label="{}"><table>{}</table></div>'
HEADING = {1: "h2", 2: "h3"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch that is set off: where it stands, and the attributes of its element."""

    start: int
    end: int
    name: str
    look: str


class Setting:
    """Sets stretches of a text: numbers within, statements around them, anchors where sections begin."""

    def __init__(
        self,
        text: str,
        numbers: Iterable[Mark],
        *,
        around: Iterable[Mark] = (),
        outline: Sequence[dict[str, Any]] = (),
        at: int | None = None,
    ) -> None:
        self.text = text
        self.numbers = list(apart(numbers))
        self.starts = [mark.start for mark in self.numbers]
        self.around = list(apart(around))
        self.ends_around = [mark.end for mark in self.around]
        self.heads = sorted([*_heads(text, outline), *([(at, at, "at")] if at is not None else [])])
        self.head_starts = [at for at, _, _ in self.heads]
        self.named: set[str] = set()

    def html(self, start: int, end: int) -> str:
        """The text from `start` to `end`."""
        out: list[str] = []
        at = start
        for place in range(bisect_left(self.ends_around, start + 1), len(self.around)):
            mark = self.around[place]
            if mark.start >= end:
                break
            inner = max(mark.start, at)
            outer = max(inner, min(self._whole(mark.end), end))
            out += self._numbered(at, inner), self._element("span", mark, self._numbered(inner, outer))
            at = outer
        return "".join([*out, self._numbered(at, end)])

    def _whole(self, end: int) -> int:
        """An end that cuts no number in two."""
        place = bisect_left(self.starts, end) - 1
        return max(end, self.numbers[place].end) if place >= 0 else end

    def _numbered(self, start: int, end: int) -> str:
        at = start
        out: list[str] = []
        for place in range(bisect_left(self.starts, start), bisect_left(self.starts, end)):
            mark = self.numbers[place]
            if mark.end <= end:
                out += self._plain(at, mark.start), self._element("mark", mark, self._plain(mark.start, mark.end))
                at = mark.end
        return "".join([*out, self._plain(at, end)])

    def _element(self, name: str, mark: Mark, inner: str) -> str:
        """A stretch; one that goes on in another block has its id in the first."""
        if not inner:
            return ""
        new = mark.name not in self.named
        self.named.add(mark.name)
        named = f'id="{mark.name}"' if new else f'data-of="{mark.name}"'
        return f'<{name} {named} class="{mark.look}">{inner}</{name}>'

    def _plain(self, start: int, end: int) -> str:
        """Text without numbers, with the sections that start in it and, where they are whole, their titles."""
        out = []
        first = bisect_left(self.head_starts, start)
        if first == len(self.heads) or self.head_starts[first] >= end:
            return self._words(start, end)
        for at, title_end, name in self.heads[first : bisect_left(self.head_starts, end)]:
            out.append(self._words(start, max(start, at)) + f'<a id="{name}"></a>')
            start = max(start, at)
            if at < title_end <= end:
                out.append(f"<b>{self._words(start, title_end)}</b>")
                start = max(start, title_end)
        return "".join([*out, self._words(start, end)])

    def _words(self, start: int, end: int) -> str:
        """Words as they are; a line break inside a paragraph is one of the file, not of the words."""
        words = self.text[start:end]
        if "<" in words or "&" in words or ">" in words:  # seldom, and there are thousands of pieces
            words = escape(words)
        return words.replace("\n", "")


def apart(marks: Iterable[Mark]) -> Iterator[Mark]:
    """The marks in order, without those that overlap one before them."""
    end = 0
    for mark in sorted(marks, key=lambda each: each.start):
        if mark.start >= end:
            yield mark
            end = mark.end


def _heads(text: str, outline: Sequence[dict[str, Any]]) -> Iterator[tuple[int, int, str]]:
    """Where each section starts, where its title ends, and the name of its anchor."""
    for number, row in enumerate(outline):
        span = Span(row["start"], row["end"])
        at, end, _ = head(number, Section(row["level"], row["mark"], row["title"], span, row["status"], ""), text)
        yield at, end, f"section-{number}"


def text_of(blocks: Iterable[Block], setting: Setting, table: str) -> SafeString:
    """The blocks in order; `table` is what a table is called to those who do not see it."""
    return mark_safe("\n".join(_block(block, setting, table) for block in blocks))  # noqa: S308 - each word is escaped


def _block(block: Block, setting: Setting, table: str) -> str:
    mark, start, end, *more = block
    if mark == "t":
        return SIDEWAYS.format(escape(table), _grid(more[0], setting))
    words = setting.html(start, end)
    if mark == "h":
        name = HEADING[more[0]]
        return f"<{name}>{words}</{name}>"
    return f'<p class="furniture">{words}</p>' if mark == "f" else f"<p>{words}</p>"


def _grid(rows: list[Any], setting: Setting) -> str:
    return "".join(f"<tr>{''.join(_cell(*cell, setting=setting) for cell in row)}</tr>" for row in rows)


def _cell(start: int, end: int, rows: int, columns: int, header: int, *, setting: Setting) -> str:
    name = "th" if header else "td"
    spans = "".join(f' {key}="{count}"' for key, count in (("rowspan", rows), ("colspan", columns)) if count > 1)
    return f"<{name}{spans}>{setting.html(start, end)}</{name}>"
