"""A PDF opened by pdfium, and its pages one by one as marks on paper.

pdfium runs no script, opens no attachment and fetches nothing; it is not made for several threads, so one file is read
at a time.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from taizhang.errors import FileDamaged, FileLocked, ReaderMissing, Words
from taizhang.reading.limits import MOST_PAGES, beyond, within
from taizhang.reading.pages.page import Page
from taizhang.reading.pdf.drawn import drawn_on
from taizhang.reading.pdf.frame import Frame
from taizhang.reading.pdf.picture import drawn_page
from taizhang.reading.pdf.signs import Fonts, Signs, signs_of

if TYPE_CHECKING:
    from taizhang.reading.ocr import PageImage

ONE_AT_A_TIME = threading.RLock()
WIDEST = 20_000.0  # points: 7 m of paper
FORMAT, PASSWORD, SECURITY = 3, 4, 5


class Layer(NamedTuple):
    """A page as the file itself tells it.

    `unmapped` signs have no character, `slanted` words are set aslant, `shapes` are drawn that are no rules. `turned`
    is by how many quarters the page was turned clockwise to be read, beyond how it is shown: tables are set sideways.
    """

    page: Page
    unmapped: int
    slanted: str
    shapes: int
    turned: int


class Opened:
    """An open PDF. Pages are counted from 1."""

    def __init__(self, document: Any, path: str) -> None:
        import pypdfium2.raw as pdfium  # noqa: PLC0415 - an extra

        self._pdfium, self._document, self.path = pdfium, document, path
        self._fonts = Fonts()
        self.count: int = max(pdfium.FPDF_GetPageCount(document), 0)

    @contextmanager
    def _page(self, number: int) -> Iterator[Any]:
        page = self._pdfium.FPDF_LoadPage(self._document, number - 1)
        if not page:
            detail = Words(f"第 {number} 页打不开，内容缺失", f"page {number} cannot be opened: it is not there")
            raise FileDamaged(path=self.path, detail=detail)
        try:
            yield page
        finally:
            self._pdfium.FPDF_ClosePage(page)

    def layer(self, number: int) -> Layer:
        """What stands on a page. Raises `FileDamaged` where it cannot be opened, `FileHostile` beyond the limits."""
        with self._page(number) as page:
            frame = self._frame(page)
            signs, turned = self._signs(page, frame), 0
            if max(signs.up, signs.down) > len(signs.glyphs) / 2:
                turned = 1 if signs.up > signs.down else 3
                frame = frame._replace(quarters=(frame.quarters + turned) % 4)
                signs = self._signs(page, frame)
            drawn = drawn_on(page, frame, self.path)
        shown = Page(number, frame.width, frame.height, signs.glyphs, drawn.rules, drawn.pictures)
        return Layer(shown, signs.unmapped, signs.slanted, drawn.shapes, turned)

    def _signs(self, page: Any, frame: Frame) -> Signs:
        words = self._pdfium.FPDFText_LoadPage(page)
        if not words:
            return Signs()
        try:
            return signs_of(words, frame, self._fonts, self.path)
        finally:
            self._pdfium.FPDFText_ClosePage(words)

    def picture(self, number: int, dpi: float) -> "PageImage":
        """The page drawn as it is shown, without notes stuck on it. Wants the extra `ocr`."""
        with self._page(number) as page:
            return drawn_page(page, dpi)

    def _frame(self, page: Any) -> Frame:
        box = self._pdfium.FS_RECTF()
        quarters = max(self._pdfium.FPDFPage_GetRotation(page), 0)
        if not self._pdfium.FPDF_GetPageBoundingBox(page, box):
            return Frame(0, 0, 595, 842, quarters)
        if not (box.right - box.left <= WIDEST and box.top - box.bottom <= WIDEST):
            beyond(
                self.path, f"一页宽或高超过 {WIDEST:,.0f} 点", f"a page is wider or higher than {WIDEST:,.0f} points"
            )
        return Frame(box.left, box.bottom, box.right, box.top, quarters)


@contextmanager
def opened(data: bytes, path: str) -> Iterator[Opened]:
    """The PDF of these bytes, open. Raises `FileLocked`, `FileDamaged`, `FileHostile` or `ReaderMissing`."""
    try:
        import pypdfium2.raw as pdfium  # noqa: PLC0415 - an extra
    except ImportError:
        raise ReaderMissing(path=path, kind="PDF", package="pypdfium2", extra="pdf") from None
    with ONE_AT_A_TIME:
        document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
        if not document:
            _refuse(pdfium.FPDF_GetLastError(), data, path)
        try:
            book = Opened(document, path)
            within(path, book.count, MOST_PAGES, "页", "pages")
            yield book
        finally:
            pdfium.FPDF_CloseDocument(document)


def _refuse(error: int, data: bytes, path: str) -> None:
    """Raise what pdfium's number for an error means."""
    if error in {PASSWORD, SECURITY}:
        raise FileLocked(path=path)
    from taizhang.reading.pdf.cut import cut_off  # noqa: PLC0415

    raise FileDamaged(path=path, detail=cut_off(data) or Words("PDF 的结构读不出", "its structure cannot be read"))
