"""A page laid out: passages and grids in reading order, what is furniture marked as such."""

import re
from collections.abc import Iterator

from taizhang.errors import NothingReadable, Words
from taizhang.reading.decode import MARKS, MARKUP
from taizhang.reading.html.article import Article, bare_words
from taizhang.reading.html.flow import leads_to_file, pieces_of
from taizhang.reading.html.heads import compared, joined_properties, shown_title, titles_of
from taizhang.reading.html.paragraphs import Piece
from taizhang.reading.html.source import decoded
from taizhang.reading.html.tree import Element, grown, walked
from taizhang.reading.layout import Grid, Layout, Part, Passage, Run

HEAD = 4_096  # bytes within which a page says that it is one
FRAGMENT = re.compile(
    r"\s*+(?:<!--(?:[^-]|-(?!->))*+-->\s*+)*+<(?:table|div|style|center|article|section|title|link|p|h[1-6]|span|font)\b[^<>]*+>",
    re.IGNORECASE,
)
ENDS = re.compile(r"</(?:p|div|td|th|tr|h[1-6]|span|font|table|li|style|title)\s*>", re.IGNORECASE)
MARKDOWN = re.compile(r"^(?:#{1,6} |\|.*\|$|```|[-*] )", re.MULTILINE)
LEAST_ENDS = 5  # a text with a stray tag is a text
SMALL = 60  # pixels
LEAST_WORDS = 80  # characters of sentences and data below which a page holds no document
CLOSED = re.compile("[。！？；：:;!?…”’）)】》、，,%％]$")
FULL, MANY = 20, 6  # characters of a line that may have been broken, and how many such lines tell something
SCRIPTED = re.compile(
    r"<script\b[^>]*+>(?:[^<]|<(?!/script))*+(?:[\u4e00-\u9fff]|\\u[4-9][0-9a-f]{3}){40}", re.IGNORECASE
)
EMPTY = Words("网页里没有字，正文可能由脚本另行载入", "a page without a word: a script may load them")
EMBEDDING = frozenset(("iframe", "frame", "embed", "object"))


def handles(data: bytes) -> bool:
    """Whether the content is a web page: told by how it begins, never by its name."""
    head = _head(data)
    if any(kind == "HTML" and pattern.match(head) for pattern, kind in MARKUP):
        return True
    return FRAGMENT.match(head) is not None and len(ENDS.findall(head)) >= LEAST_ENDS and not MARKDOWN.search(head)


def _head(data: bytes) -> str:
    """The first signs of the content, as far as they tell a page: other ones may be wrong."""
    head = data[:HEAD]
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "ignore")
    if head[:2] in (b"<\0", b"\0<"):
        return head.decode("utf-16-le" if head[:1] == b"<" else "utf-16-be", "ignore")
    return head.decode("latin-1")


def laid(data: bytes, path: str, charset: str | None = None) -> Layout:
    """The layout of a page; `charset` is what its envelope names.

    Raises `FileEmpty`, `EncodingUnknown`, `FileHostile`, and `NothingReadable` where the page holds no words.
    """
    text, cautions = decoded(data, path, charset)
    layout = laid_text(text, path)
    layout.cautions = [*cautions, *layout.cautions]
    return layout


def laid_text(text: str, path: str) -> Layout:
    """The layout of a page that is decoded already."""
    root = grown(text, path)
    pieces = joined_properties(pieces_of(root, path))
    told = titles_of(root)
    pieces, cautions = _with_hidden(pieces)
    if not any(not piece.hidden for piece in pieces):
        raise NothingReadable(path=path, detail=_what_lacks(root, text) or EMPTY)
    article = Article(pieces, compared(told))
    layout = Layout("html", cautions=cautions)
    layout.parts = list(_parts(pieces, article))
    title = _missing_title(layout.parts, article, told)
    layout.parts[:0] = [title] if title else []
    lacking = _what_lacks(root, text) if article.total < LEAST_WORDS else None
    layout.cautions += [told for told in (lacking, _pictures(article.main)) if told]
    layout.wrapped = _is_wrapped(layout.parts)
    return layout


def _parts(pieces: list[Piece], article: Article) -> Iterator[Part]:
    """The parts of the layout: what is hidden and repeats or says nothing is left out."""
    seen = {piece.text for piece in pieces if not piece.hidden}
    for index, piece in enumerate(pieces):
        if piece.hidden and (piece.text in seen or len(piece.text) < FULL):
            continue
        if not article.furniture(index):
            if isinstance(piece.part, Passage) and piece.part.kind == "heading" and article.heads(index):
                piece.part.level = 1  # sites give the title any rank
            yield piece.part
        elif isinstance(piece.part, Passage):
            piece.part.kind, piece.part.level = "furniture", None
            yield piece.part
        else:
            yield from (Passage(_row(row), "furniture") for row in piece.part.rows())


def _row(cells: list) -> list[Run]:  # type: ignore[type-arg]
    """The runs of a row of a table that is furniture, a blank between its cells."""
    runs: list[Run] = []
    for cell in cells:
        runs += [Run(" ", runs[-1].source), *cell.runs] if runs else cell.runs
    return runs


def _with_hidden(pieces: list[Piece]) -> tuple[list[Piece], list[Words]]:
    """The pieces; where a page hides more than it shows, a script would show it, and it counts as shown."""
    shown = sum(len(piece.text) - piece.linked for piece in pieces if not piece.hidden)
    unseen = sum(len(piece.text) - piece.linked for piece in pieces if piece.hidden)
    if unseen <= max(shown, LEAST_WORDS):
        return pieces, []
    for piece in pieces:
        piece.hidden = False
    zh = "网页的大部分文字平时不显示，由脚本展开；已按显示的读入"
    return pieces, [Words(zh, "most words of the page are hidden until a script shows them; they were read as shown")]


def _missing_title(parts: list[Part], article: Article, told: list[str]) -> Passage | None:
    """The title that the page tells, where the document itself does not begin with one."""
    title = shown_title(told)
    if title is None:
        return None
    for part in parts[: _first_paragraph(parts) + 1]:
        if isinstance(part, Passage) and part.kind != "furniture":
            text = bare_words(part.text)
            if article.is_title(part.text) or any(known in text for known in article.titles):
                return None
            if part.kind == "heading" and part.level == 1:
                return None
    return Passage([Run(title)], "heading", 1)


def _first_paragraph(parts: list[Part]) -> int:
    for index, part in enumerate(parts):
        if isinstance(part, Grid) or (part.kind == "paragraph" and len(part.text) >= 60 and "。" in part.text):
            return index
    return len(parts)


def _is_wrapped(parts: list[Part]) -> bool:
    """Whether many paragraphs break off in the middle of a sentence: the lines of a printed page."""
    long = [part for part in parts if isinstance(part, Passage) and part.kind == "paragraph" and len(part.text) >= FULL]
    broken = sum(CLOSED.search(part.text.rstrip()) is None for part in long)
    return broken >= MANY and broken * 3 > len(long)


def _pictures(main: Element) -> Words | None:
    """What to say of pictures among the words: they may be tables."""
    inside = (node for event, node in walked(main) if event == "open" and isinstance(node, Element))
    count = sum(element.tag == "img" and not _is_small(element) for element in inside)
    if not count:
        return None
    return Words(f"正文里有 {count} 张图片，图片里的字没有读", f"{count} pictures among the words were not read")


def _is_small(element: Element) -> bool:
    """Whether a picture is a sign of the page: its size is given, and no more than a line or two."""
    sizes = (element.attributes.get(side, "").strip().removesuffix("px") for side in ("width", "height"))
    return any(size.isdigit() and int(size) < SMALL for size in sizes)


def _what_lacks(root: Element, text: str) -> Words | None:
    """Where the document may be, if the page itself holds none."""
    elements = [node for event, node in walked(root) if event == "open" and isinstance(node, Element)]
    tags = {element.tag for element in elements}
    if tags & EMBEDDING:
        return Words(
            "正文可能在框架或嵌入的文件里，没有随网页保存", "the document may be in a frame or an embedded file"
        )
    if SCRIPTED.search(text):
        return Words(
            "正文可能在脚本里，不运行脚本读不到；请复制正文另存", "the document may be in a script, which is not run"
        )
    if any(leads_to_file(element) for element in elements if element.tag == "a"):
        return Words("正文可能在附件里", "the document may be in an annex")
    if "img" in tags:
        return Words("正文可能是图片", "the document may be pictures")
    return None
