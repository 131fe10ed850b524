"""Quotations that lead to their sentence, and the texts of the documents with these sentences findable in them.

Every sentence cited has a name (`d0s3`: document 0, sentence 3), and so has every number (`d0n7`). In the text each
stretch says which sentences and numbers cover it, for a table cuts a sentence into cells and two may overlap.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import pairwise
from typing import NamedTuple

from taizhang.errors import Words
from taizhang.model import Document, Fact, Said, Span
from taizhang.writing.across.naming import Names
from taizhang.writing.across.quoting import answer, cited, named, quote
from taizhang.writing.highlight.markup import Marker, pieces
from taizhang.writing.onepage import both, word
from taizhang.writing.words import Lang

# Characters of all documents together up to which a page holds them whole; a page of more is slow to mail and to open.
MOST_TEXT = 600_000


class Stretch(NamedTuple):
    """A stretch of a text that lies in the sentences and numbers of these names."""

    start: int
    end: int
    sentences: tuple[str, ...]
    numbers: tuple[str, ...]


class Citations:
    """The mentions that a page quotes."""

    def __init__(self, mentions: Iterable[Said], names: Names, lang: Lang) -> None:
        self.names, self.lang = names, lang
        self.documents: list[Document] = []
        self._places: dict[str, int] = {}
        self._sentences: list[dict[Span, str]] = []
        self._numbers: list[dict[Span, str]] = []
        for said in mentions:
            self._enter(said)

    def _enter(self, said: Said) -> None:
        place = self._places.setdefault(said.doc, len(self.documents))
        if place == len(self.documents):
            self.documents.append(said.document)
            self._sentences.append({})
            self._numbers.append({})
        sentences, numbers = self._sentences[place], self._numbers[place]
        sentences.setdefault(cited(said), f"d{place}s{len(sentences)}")
        numbers.setdefault(said.span, f"d{place}n{len(numbers)}")

    def anchor(self, said: Said) -> tuple[str, str]:
        """The names of the sentence and of the number of a mention that was entered."""
        place = self._places[said.doc]
        return self._sentences[place][cited(said)], self._numbers[place][said.span]

    def link(self, said: Said, inner: str, kind: str = "cite") -> str:
        """Some html that leads to a mention."""
        sentence, number = self.anchor(said)
        return f'<a class="{kind}" href="#{sentence}" data-n="{number}">{inner}</a>'

    def quotation(self, said: Said, around: int = 48) -> str:
        """The sentence of a mention with its document and place, leading there."""
        before, words, after = map(escape, quote(said, around))
        return self.link(said, f"{self.source(said)}<q>{before}<b>{words}</b>{after}</q>")

    def short(self, said: Said, around: int) -> str:
        """The sentence of a mention in a line of its own text, its place behind it."""
        before, words, after = map(escape, quote(said, around))
        return self.link(said, f"<q>{before}<b>{words}</b>{after}</q> {self.source(said)}", "short")

    def figure(self, said: Said) -> str:
        """What a mention says, in short, leading to its sentence."""
        kind = "figure" if isinstance(said.record, Fact) else "figure words"
        return self.link(said, escape(answer(said)), kind)

    def name(self, said: Said) -> str:
        """What a mention speaks of."""
        return escape(named(said) or answer(said))

    def source(self, said: Said) -> str:
        """Document and place of a mention."""
        name = both(self.names.document(said.doc), self.lang)
        return f'<span class="source">{name} · {both(self.names.place(said), self.lang)}</span>'

    def texts(self) -> str:
        """The documents, one article each; of many only what is cited with the paragraphs beside it."""
        return "\n".join(self._article(place, document) for place, document in enumerate(self.documents))

    @property
    def whole(self) -> bool:
        """Whether the documents stand whole in the page."""
        return sum(len(document.text) for document in self.documents) <= MOST_TEXT

    def options(self) -> str:
        """The documents as the choices of a list."""
        names = (self.names.document(document.path) for document in self.documents)
        return "".join(option(f"d{place}", name, self.lang) for place, name in enumerate(names))

    def _article(self, place: int, document: Document) -> str:
        stretches = covered(self._sentences[place], self._numbers[place])
        found = list(pieces(document, Passages(document, stretches, f"d{place}")))
        body = "\n".join(piece for _, piece in found) if self.whole else excerpt(found, stretches, self.lang)
        title = escape(self.names.title(document.path))
        return f'<article id="d{place}"><h2>{title}</h2><p class="path">{escape(document.path)}</p>\n{body}</article>'


def option(value: str, name: Words, lang: Lang) -> str:
    """One choice of a list."""
    said = escape(name.zh if lang == "zh" else name.en)
    return f'<option value="{value}" data-zh="{escape(name.zh)}" data-en="{escape(name.en)}">{said}</option>'


def covered(sentences: dict[Span, str], numbers: dict[Span, str]) -> list[Stretch]:
    """The text cut where a sentence or a number begins or ends: the stretches that some of them cover, ascending.

    >>> covered({Span(0, 9): "s"}, {Span(4, 6): "n"})[1]
    Stretch(start=4, end=6, sentences=('s',), numbers=('n',))
    """
    named = [(span, name, 0) for span, name in sentences.items()] + [(span, name, 1) for span, name in numbers.items()]
    opening = sorted(named, key=lambda item: item[0])
    points = sorted({end for span, _, _ in named for end in span})
    active: list[tuple[Span, str, int]] = []
    stretches, coming = [], 0
    for start, end in pairwise(points):
        active = [item for item in active if item[0].end > start]
        while coming < len(opening) and opening[coming][0].start <= start:
            active.append(opening[coming])
            coming += 1
        over = [tuple(name for span, name, kind in active if kind == wanted and span.end > start) for wanted in (0, 1)]
        if over[0] or over[1]:
            stretches.append(Stretch(start, end, over[0], over[1]))
    return stretches


class Passages(Marker):
    """Sets the sentences and numbers cited in a stretch of text."""

    def __init__(self, document: Document, stretches: Sequence[Stretch], prefix: str) -> None:
        super().__init__(document, ())
        self.heads = [(at, end, f"{prefix}h{name}") for at, end, name in self.heads]
        self.stretches = stretches
        self.starts = [stretch.start for stretch in stretches]
        self.named: set[str] = set()

    def html(self, start: int, end: int) -> str:
        """The text from `start` to `end` with what is cited of it marked."""
        out: list[str] = []
        at = start
        for stretch in self.stretches[max(bisect_left(self.starts, start) - 1, 0) : bisect_left(self.starts, end)]:
            low, high = max(stretch.start, at), min(stretch.end, end)
            if low < high:
                out += self.plain(at, low), self.passage(stretch, low, high)
                at = high
        return "".join([*out, self.plain(at, end)])

    def passage(self, stretch: Stretch, start: int, end: int) -> str:
        """One stretch, with the anchors of the sentences that begin in it."""
        fresh = [name for name in stretch.sentences if name not in self.named]
        self.named.update(fresh)
        anchors = "".join(f'<a id="{name}"></a>' for name in fresh)
        numbers = f' data-n="{" ".join(stretch.numbers)}"' if stretch.numbers else ""
        name = "mark" if stretch.numbers else "span"
        sentences = " ".join(stretch.sentences)
        return f'{anchors}<{name} data-s="{sentences}"{numbers}>{self.plain(start, end)}</{name}>'


def excerpt(found: Sequence[tuple[Span, str]], stretches: Sequence[Stretch], lang: Lang) -> str:
    """The paragraphs in which something is cited, one more on either side, and a sign where some are left out."""
    starts = [stretch.start for stretch in stretches]
    kept: set[int] = set()
    for place, (span, _) in enumerate(found):
        near = bisect_left(starts, span.end) - 1
        if near >= 0 and stretches[near].end > span.start:
            kept |= {place - 1, place, place + 1}
    return "\n".join(_with_gaps(found, kept, lang))


def _with_gaps(found: Sequence[tuple[Span, str]], kept: set[int], lang: Lang) -> Iterator[str]:
    gap = f'<p class="gap">⋯ {word("page.left_out", lang)} ⋯</p>'
    was_kept = True
    for place, (_, piece) in enumerate(found):
        if place in kept:
            yield piece
        elif was_kept:
            yield gap
        was_kept = place in kept
