"""A PDF laid out page by page; pages without a text that can be read are recognised."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NoReturn

from taizhang.errors import FileDamaged, NothingReadable, ReaderMissing, Words
from taizhang.model import Source
from taizhang.reading.layout import Layout, Passage, Run
from taizhang.reading.limits import Deadline
from taizhang.reading.pages.laying import lay_out
from taizhang.reading.pages.page import Page
from taizhang.reading.pdf.bombs import holds_what_is_not_seen, must_be_tried
from taizhang.reading.pdf.cut import cut_off
from taizhang.reading.pdf.layer import Layer, Opened, opened
from taizhang.reading.pdf.rubbish import Verdict, verdict
from taizhang.reading.pdf.trying import tried_out
from taizhang.reading.pdf.turning import turned_back
from taizhang.reading.progress import tell

SIGNATURE, HEAD = b"%PDF-", 1_024
PICTURED = 0.03  # of a page that a picture covers which may hold words: a chart, no emblem and no square code
SHOWN = 20  # numbers of pages that a caution names


def handles(data: bytes) -> bool:
    """Whether the content is a PDF; some programs write a few bytes before its mark.

    >>> handles(b"%PDF-1.7 ..."), handles("全年完成524亿元。".encode())
    (True, False)
    """
    return SIGNATURE in data[:HEAD]


def laid(data: bytes, path: str) -> Layout:
    """The layout of a PDF.

    Raises `FileLocked`, `FileDamaged`, `FileHostile`, `NothingReadable`, or `ReaderMissing` where all that is there
    has to be recognised and the extra `ocr` is not installed.
    """
    doubtful = must_be_tried(data, path)
    cut = cut_off(data)
    with opened(data, path) as book:
        if not book.count:
            raise FileDamaged(path=path, detail=cut or Words("一页也没有", "it has no pages"))
        if doubtful:
            tried_out(data, path)
        reading = _Reading(book, data, cut)
        layout = lay_out(reading.pages(), "pdf")
    turned_back(layout, reading.turned)
    layout.parts += reading.slanted
    if not layout.parts:
        reading.refuse()
    layout.cautions += reading.told()
    return layout


@dataclass(slots=True)
class _Reading:
    """The pages of an open PDF as they come, and what there is to say of them."""

    book: Opened
    data: bytes
    cut: Words | None
    turned: dict[int, tuple[int, float, float]] = field(default_factory=dict)
    slanted: list[Passage] = field(default_factory=list)
    _pictured: list[int] = field(default_factory=list)
    _unread: list[int] = field(default_factory=list)
    _recognised: list[int] = field(default_factory=list)
    _cautions: list[Words] = field(default_factory=list)
    _missing: ReaderMissing | None = None
    _bare: list[int] = field(default_factory=list)
    _read: int = 0

    def pages(self) -> Iterator[Page]:
        """Each page, by its text or recognised."""
        path, count = self.book.path, self.book.count
        deadline = Deadline(path)
        recognised: Iterator[Page] | None = None
        for number in range(1, count + 1):
            layer = self.book.layer(number)
            kind = self._kind(layer)
            if kind in {"picture", "rubbish"}:
                began = time.monotonic()
                if recognised is None:
                    recognised = self._recognising(number)
                page = next(recognised, None)
                deadline.until += time.monotonic() - began  # recognising has limits of its own
                yield page or Page(number, layer.page.width, layer.page.height)
                continue
            deadline.check()
            self._note(layer, kind)
            tell(path, number, count)
            yield layer.page

    def _kind(self, layer: Layer) -> Verdict:
        kind = verdict(layer.page, layer.unmapped, layer.shapes)
        if kind == "empty" and self.cut:
            number, zh, en = layer.page.number, *self.cut
            raise FileDamaged(
                path=self.book.path, detail=Words(f"第 {number} 页缺失；{zh}", f"page {number} is gone; {en}")
            )
        return kind

    def _note(self, layer: Layer, kind: Verdict) -> None:
        """What is to be said of a page that is read by its text."""
        page = layer.page
        self._read += kind == "text"
        if kind == "empty" and not (page.pictures or page.rules or layer.shapes or layer.slanted):
            self._bare.append(page.number)
        if layer.turned:
            self.turned[page.number] = layer.turned, page.width, page.height
        if layer.slanted:
            self.slanted.append(Passage([Run(layer.slanted, Source(page=page.number))], "furniture"))
        area = page.width * page.height
        if any((box.right - box.left) * (box.bottom - box.top) > PICTURED * area for box in page.pictures):
            self._pictured.append(page.number)

    def _recognising(self, first: int) -> Iterator[Page]:
        """The pages from the first on that have to be recognised, one after the other."""
        numbers = [first]
        deadline = Deadline(self.book.path)
        for number in range(first + 1, self.book.count + 1):
            deadline.check()
            if self._kind(self.book.layer(number)) in {"picture", "rubbish"}:
                numbers.append(number)
        from taizhang.reading.ocr import DPI, recognised, wanted  # noqa: PLC0415 - an extra

        try:
            wanted(self.book.path)
        except ReaderMissing as error:
            self._missing = error
            if not self._read and len(numbers) == self.book.count - first + 1:
                raise
            self._unread = numbers
            return iter(())
        self._recognised = numbers
        digest = sha256(self.data).hexdigest()
        return recognised(
            lambda number: self.book.picture(number, DPI), numbers, digest, self.book.path, self._cautions
        )

    def refuse(self) -> NoReturn:
        """Raise what is to be said of a file of whose pages nothing could be read."""
        if self._missing:
            raise self._missing
        if self._cautions:  # pages that failed, or were left for the next run
            detail = self._cautions[0]
        elif self._recognised:
            detail = Words("图片里没有认出文字", "no words were recognised in its pictures")
        elif self._pictured:
            detail = Words("只有图片，图里的文字没有读", "nothing but pictures, whose words were not read")
        elif self.cut:
            detail = self.cut
        elif self._bare and holds_what_is_not_seen(self.data):
            detail = Words("页面内容解不开", "the contents of its pages cannot be decoded")
        else:
            detail = Words("全是空白页", "nothing but empty pages")
        raise NothingReadable(path=self.book.path, detail=detail)

    def told(self) -> Iterator[Words]:
        """What whoever reads the document must know."""
        if self.cut:
            yield Words(f"文件可能不完整：{self.cut.zh}", f"the file may be incomplete: {self.cut.en}")
        if numbers := self._unread:
            yield Words(
                f"{_pages_zh(numbers)}是图片或文字层不可用，没有读；请运行 pip install 'taizhang[ocr]' 后再读",
                f"{_pages_en(numbers)} are pictures or have a text that is rubbish, and were not read;"
                " run pip install 'taizhang[ocr]' and read it again",
            )
        if numbers := self._recognised:
            yield Words(
                f"{_pages_zh(numbers)}是图片或文字层不可用，文字由识别得来，请核对数字",
                f"{_pages_en(numbers)} are pictures or have a text that is rubbish: recognised; check the figures",
            )
        if numbers := self._pictured:
            yield Words(
                f"{_pages_zh(numbers)}有图表或照片，图里的文字没有读",
                f"{_pages_en(numbers)} hold charts or photographs, whose words were not read",
            )
        if self._bare and holds_what_is_not_seen(self.data, broken=True):
            yield Words(
                f"{_pages_zh(self._bare)}是空白，而文件里有解不开的内容，可能有缺失",
                f"{_pages_en(self._bare)} are empty, and the file holds contents that cannot be decoded",
            )
        yield from self._cautions


def _pages_zh(numbers: list[int]) -> str:
    """The pages in Chinese.

    >>> _pages_zh([2, 5]), _pages_zh(list(range(1, 31)))[-7:]
    ('第 2、5 页', ' 等 30 页')
    """
    return f"第 {'、'.join(map(str, numbers[:SHOWN]))} {f'等 {len(numbers)} 页' if len(numbers) > SHOWN else '页'}"


def _pages_en(numbers: list[int]) -> str:
    more = f" and {len(numbers) - SHOWN} more" if len(numbers) > SHOWN else ""
    return f"pages {', '.join(map(str, numbers[:SHOWN]))}{more}"
