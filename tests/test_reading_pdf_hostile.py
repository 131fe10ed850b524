"""PDFs that take far more time or memory than they seem to, and what is said of pages without a word."""

import random
import time
import zlib
from collections.abc import Iterator

import pytest

from pdf_files import FIRST, FORM, GROWTH, Sheet, bodies, page_text, pdf, picture_page, refused, written
from taizhang.errors import FileHostile, NothingReadable, ReaderMissing
from taizhang.reading.limits import Deadline
from taizhang.reading.pages.page import Page
from taizhang.reading.pdf import laid, reading
from taizhang.reading.pdf.bombs import must_be_tried

pytest.importorskip("pypdfium2")


def test_forms_that_are_named_in_numbers_are_tried_like_others() -> None:
    sheet = Sheet(named=b"/X %d 0 R" % FIRST).words(78, 100, "计划").draw("/X Do")
    forms = [(FORM % (FIRST + place)).replace(b"/Form", b"/F#6frm") for place in range(1, 25)]
    last = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 13 >>\nstream\n0 0 m 9 0 l S\nendstream"
    assert "安全限度" in refused(pdf([sheet], objects=[*forms, last]), FileHostile)


def named_often(times: int, size: int) -> bytes:
    """A page that names one stream over and over."""
    packed = zlib.compress(b" " * size)
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents [%s] >>" % (b"004 0 R " * times)
    tree = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return written({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: tree, 3: page, 4: stream})


def test_a_page_that_names_one_stream_over_and_over_is_refused() -> None:
    assert "安全限度" in refused(named_often(240, 14_000_000), FileHostile)
    assert not must_be_tried(named_often(20, 14_000), "计划.pdf")


def test_objects_within_streams_that_name_one_stream_over_and_over_are_tried() -> None:
    packed = zlib.compress(b"9 0 [ " + b"4 0 R " * 600 + b"]")
    head = b"<< /Type /ObjStm /N 1 /First 4 /Length %d /Filter /FlateDecode >>" % len(packed)
    objects = b"\n8 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (head, packed)
    assert must_be_tried(named_often(1, 14_000_000) + objects, "计划.pdf")


def test_looking_into_the_streams_takes_time_in_proportion_to_the_size() -> None:
    def took(count: int) -> float:
        chance = random.Random(7)
        fonts = [chance.randbytes(40_000) for _ in range(count)]
        objects = [b"<< /Length %d /Length1 40000 >>\nstream\n%s\nendstream" % (len(font), font) for font in fonts]
        data = pdf([Sheet()], objects=objects)
        began = time.process_time()
        assert not must_be_tried(data, "计划.pdf")
        return time.process_time() - began

    took(10)
    assert took(400) < 8 * took(100) + 0.1


@pytest.mark.parametrize(
    "piece", [b"stream\n", b"1 0 obj <</Subtype/Form>>stream\n", b"9 0 obj <</Filter/Fl>>stream\r"]
)
def test_streams_without_an_end_take_no_time(piece: bytes) -> None:
    began = time.process_time()
    must_be_tried(b"%PDF-1.4\n" + piece * 200_000, "计划.pdf")
    assert time.process_time() - began < 20


def undecoded(data: bytes, head: bytes = b"") -> bytes:
    """A page whose contents are these bytes, said to be packed."""
    contents = b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(data), head, data)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    tree = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return written({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: tree, 3: page, 4: contents})


def test_contents_that_cannot_be_decoded_are_no_empty_pages() -> None:
    assert "解不开" in refused(undecoded(b"\x00\x01\x02 no such thing"), NothingReadable)
    parms = b"/DecodeParms << /Predictor 15 /Columns 2000000000 /Colors 32 /BitsPerComponent 16 >>"
    assert "解不开" in refused(undecoded(zlib.compress(b"BT /F1 9 Tf (5.5%) Tj ET"), parms), NothingReadable)


def test_an_empty_page_beside_contents_that_cannot_be_decoded_is_named() -> None:
    whole = pdf([page_text([GROWTH]), Sheet().words(78, 100, "计划")])
    start = whole.rindex(b"stream\n", 0, whole.rindex(b"endstream")) + len(b"stream\n")
    layout = laid(whole[:start] + b"\xff" * 8 + whole[start + 8 :], "计划.pdf")
    assert bodies(layout) == [GROWTH]
    assert ["第 2 页" in caution.zh and "解不开" in caution.zh for caution in layout.cautions] == [True]


def test_pictures_without_a_word_are_no_empty_pages() -> None:
    pytest.importorskip("rapidocr")
    sheet, image = picture_page()
    assert "没有认出文字" in refused(pdf([sheet], objects=[image]), NothingReadable)


@pytest.mark.usefixtures("without_ocr")
def test_a_scan_beside_an_empty_page_wants_the_extra_too() -> None:
    sheet, image = picture_page()
    assert "taizhang[ocr]" in refused(pdf([sheet, Sheet()], objects=[image]), ReaderMissing)


def test_the_time_for_recognising_is_not_that_of_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet, image = picture_page()
    data = pdf([sheet, page_text([GROWTH])], objects=[image])

    def slow(_: object, numbers: list[int], *_more: object) -> Iterator[Page]:
        for number in numbers:
            time.sleep(1.2)
            yield Page(number, 595, 842, recognised=True)

    monkeypatch.setattr("taizhang.reading.ocr.recognised", slow)
    monkeypatch.setattr("taizhang.reading.ocr.wanted", lambda _: None)
    monkeypatch.setattr(reading, "Deadline", lambda path: Deadline(path, 1.0))
    assert bodies(laid(data, "计划.pdf")) == [GROWTH]
