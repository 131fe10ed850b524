"""Pages saved in one file (.mht): the letter is taken apart, and the pages in it are read as pages.

Only its own parts are looked at; what they name elsewhere is not fetched. Parts are cut here rather than by the
library of letters, which follows letters within letters as deep as they go.
"""

import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesHeaderParser

from taizhang.errors import FileDamaged, FileHostile, NothingReadable, TaizhangError, Words
from taizhang.model import Document
from taizhang.reading.assembling import assembled
from taizhang.reading.decode import MARKUP
from taizhang.reading.html import laid as laid_page
from taizhang.reading.layout import Grid, Layout, Passage
from taizhang.reading.limits import MOST_MEMBERS, MOST_PARTS, MOST_UNPACKED, beyond, within

HEAD = 4_096
MOST_HEADER = 65_536  # bytes of the header of one part
MOST_NESTED = 3  # letters within letters
GAP = re.compile(rb"\r?\n[ \t]*\r?\n")
TOO_DEEP = Words(f"信件套了 {MOST_NESTED} 层以上", f"letters nested over {MOST_NESTED} deep")
TOO_LONG = Words(f"信头超过 {MOST_HEADER:,} 字节", f"a header above {MOST_HEADER:,} bytes")
PAGES = ("text/html", "application/xhtml+xml", "application/xhtml")
FRAMED = re.compile(rb"<frameset\b|<iframe\b", re.IGNORECASE)
ENOUGH = 200  # characters of paragraphs with which a page is not only the frame of others


@dataclass(frozen=True, slots=True)
class Page:
    """A page in the letter: its bytes, the encoding that the letter names, its name, and its id."""

    data: bytes
    charset: str | None
    name: str
    key: str


@dataclass(slots=True)
class Letter:
    """A letter as it is taken apart: the id of the page to begin with, its pages, and what of it was beyond limits."""

    path: str
    start: str = ""
    pages: list[Page] = field(default_factory=list)
    refused: dict[Words, None] = field(default_factory=dict)


def handles(data: bytes) -> bool:
    """Whether the content is a page with its parts in one letter: told by its header."""
    head = data[:HEAD].decode("latin-1").lstrip("\ufeffï»¿")
    return any(kind == "MHT" and pattern.match(head) for pattern, kind in MARKUP)


def convert(data: bytes, path: str) -> Document:
    """The document of the pages in a letter. Raises an error of the tree where they cannot be read."""
    return assembled(laid(data, path), data, path)


def laid(data: bytes, path: str) -> Layout:
    """The layout of the pages: the first one, and those that it frames.

    Raises `FileDamaged` where no page is in it, `FileHostile` beyond the limits, and what pages raise.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    letter = _opened(data, path)
    start, pages = letter.start, letter.pages
    if not pages and letter.refused:
        raise FileHostile(path=path, detail=next(iter(letter.refused)))
    if not pages:
        raise FileDamaged(path=path, detail=Words("里面没有网页", "no page in it"))
    first = next((page for page in pages if start and page.key == start), pages[0])
    layout = _together(first, [page for page in pages if page is not first], path)
    layout.format = "mht"
    layout.cautions += [Words(f"{zh}，这一部分没有读", f"{en}: that part is left out") for zh, en in letter.refused]
    if not _is_whole(data):
        layout.cautions.append(Words("文件没有结尾标记，可能没有保存完整", "it has no end: it may have been cut off"))
    return layout


def _together(first: Page, others: list[Page], path: str) -> Layout:
    """The first page; the others as well where it only frames them."""
    layouts: list[Layout] = []
    missing: TaizhangError | None = None
    for page in [first, *others]:
        try:
            layouts.append(laid_page(page.data, path, page.charset))
        except NothingReadable as error:
            missing = missing or error
        if page is first and layouts and not (FRAMED.search(first.data) and _said(layouts[0]) < ENOUGH):
            break
    if not layouts:
        raise missing or NothingReadable(path=path, detail=Words("网页里没有字", "an empty page"))
    whole = Layout("mht", wrapped=any(layout.wrapped for layout in layouts))
    count = 0
    for layout in layouts:
        count += sum(len(part.cells) if isinstance(part, Grid) else 1 for part in layout.parts)
        within(path, count, MOST_PARTS, "段落和单元格", "paragraphs and cells")
        whole.parts += layout.parts
        whole.cautions += [each for each in layout.cautions if len(layouts) == 1]
    return whole


def _said(layout: Layout) -> int:
    """How many characters the document in a page has."""
    return sum(len(part.text) if isinstance(part, Passage) else ENOUGH for part in layout.parts if not _is_aside(part))


def _is_aside(part: object) -> bool:
    return isinstance(part, Passage) and part.kind != "paragraph"


def _opened(data: bytes, path: str) -> Letter:
    """The letter taken apart."""
    letter = Letter(path)
    parted = _parted(data)
    if parted is None:
        letter.refused[TOO_LONG] = None
        return letter
    letter.start = str(parted[0].get_param("start") or "").strip("<> ")
    unpacked = 0
    for head, content in _leaves(*parted, letter, 0):
        if head.get_content_type() not in PAGES:
            continue
        page = _decoded(content, str(head.get("Content-Transfer-Encoding") or "").strip().lower())
        unpacked += len(page)
        if unpacked > MOST_UNPACKED:
            beyond(path, "里面的网页过大", "its pages are far too large")
        name, key = str(head.get("Content-Location") or ""), str(head.get("Content-ID") or "").strip("<> ")
        letter.pages.append(Page(page, head.get_content_charset(), name, key))
    return letter


def _leaves(header: Message, body: bytes, letter: Letter, depth: int) -> Iterator[tuple[Message, bytes]]:
    """The parts that hold no other parts, in order."""
    boundary = header.get_boundary()
    if header.get_content_maintype() != "multipart" or not boundary:
        yield header, body
        return
    if depth > MOST_NESTED:
        letter.refused[TOO_DEEP] = None
        return
    # every boundary stands at the begin of a line
    pieces = (b"\n" + body).split(b"\n--" + boundary.encode("latin-1", "replace"))
    within(letter.path, len(pieces), MOST_MEMBERS, "部分", "parts")
    for piece in pieces[1:]:
        if piece.startswith(b"--"):
            return
        parted = _parted(piece.lstrip(b" \t").lstrip(b"\r\n"))
        if parted is None:
            letter.refused[TOO_LONG] = None
        else:
            yield from _leaves(*parted, letter, depth + 1)


def _parted(data: bytes) -> tuple[Message, bytes] | None:
    """The header and the body of a letter or a part; None where the header is too long."""
    gap = GAP.search(data, 0, MOST_HEADER)
    if gap is None and len(data) > MOST_HEADER:
        return None
    head, body = (data[: gap.start()], data[gap.end() :]) if gap else (data[:MOST_HEADER], b"")
    return BytesHeaderParser().parsebytes(head + b"\n\n"), body


def _decoded(content: bytes, encoding: str) -> bytes:
    """A page as it was before it was written into the letter, without the line ends that belong to the letter."""
    content = content.strip(b"\r\n")
    if encoding == "quoted-printable":
        return quopri.decodestring(content)
    if encoding == "base64":
        clean = re.sub(rb"[^A-Za-z0-9+/]", b"", content)
        return binascii.a2b_base64(clean[: len(clean) // 4 * 4] + _rest(clean))
    return content


def _rest(clean: bytes) -> bytes:
    """The last signs of a stretch of base64, filled up to four; one sign alone says nothing."""
    rest = clean[len(clean) // 4 * 4 :]
    return rest + b"=" * (4 - len(rest)) if len(rest) > 1 else b""


def _is_whole(data: bytes) -> bool:
    return data.rstrip().endswith(b"--")
