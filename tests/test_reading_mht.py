"""Pages saved in one file: letters built here, as browsers, Word and Excel write them."""

import base64
import contextlib
import quopri

import pytest

from taizhang.errors import FileDamaged, FileHostile, NothingReadable, TaizhangError
from taizhang.reading.layout import words_of
from taizhang.reading.mht import convert, handles, laid

FIRST = "2030年，全市地区生产总值完成1524亿元，增长5.5%，固定资产投资增长8.1%，社会消费品零售总额增长6.2%。"
SECOND = "2031年主要预期目标是：地区生产总值增长6%左右，一般公共预算收入增长4%，城镇新增就业3.2万人以上。"
HEAD = (
    "From: <Saved by Blink>\r\nSubject: =?utf-8?B?5oql5ZGK?=\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----=_B"'
)


def part(
    page: str, *, kind: str = "text/html", coding: str = "quoted-printable", charset: str = "utf-8", more: str = ""
) -> bytes:
    data = page.encode(charset)
    body = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring, "8bit": bytes}[coding](data)
    head = f'Content-Type: {kind}; charset="{charset}"\r\nContent-Transfer-Encoding: {coding}\r\n{more}'
    return head.encode() + b"\r\n\r\n" + body


def letter(*parts: bytes, head: str = HEAD, end: bytes = b"\r\n------=_B--\r\n") -> bytes:
    return head.encode() + b"\r\n\r\n" + b"".join(b"\r\n------=_B\r\n" + each for each in parts) + end


def page_of(*paragraphs: str) -> str:
    return "<html><body>" + "".join(f"<p>{each}</p>" for each in paragraphs) + "</body></html>"


def test_a_letter_is_known_by_its_header() -> None:
    assert handles(letter(part(page_of(FIRST))))
    assert not handles(page_of(FIRST).encode())
    assert not handles("关于计划的报告\n\n全市增长5.5%。".encode())
    assert not handles(b"")


WRITTEN = [(coding, charset) for coding in ("quoted-printable", "base64") for charset in ("utf-8", "gb2312", "utf-16")]


@pytest.mark.parametrize(("coding", "charset"), [*WRITTEN, ("8bit", "utf-8"), ("8bit", "gb2312")])
def test_a_page_is_read_however_it_is_written(coding: str, charset: str) -> None:
    layout = laid(letter(part(page_of(FIRST, SECOND), coding=coding, charset=charset)), "页.mht")
    assert words_of(layout.parts) == f"{FIRST}\n{SECOND}"
    assert (layout.format, layout.cautions) == ("mht", [])


def test_other_parts_are_passed_over() -> None:
    data = letter(part(page_of(FIRST)), part("密", kind="text/css"), part("密", kind="image/png", coding="base64"))
    assert words_of(laid(data, "页.mht").parts) == FIRST


def test_the_page_that_the_letter_names_comes_first() -> None:
    head = HEAD.replace('type="text/html"', 'start="<b@x>"')
    data = letter(part(page_of(SECOND)), part(page_of(FIRST), more="Content-ID: <b@x>\r\n"), head=head)
    assert words_of(laid(data, "页.mht").parts) == FIRST


def test_the_sheets_that_a_page_frames_are_read() -> None:
    book = "<html><frameset rows=39><frame src=sheet001.htm></frameset></html>"
    sheet = "<html><table><tr><td>税收收入</td><td>524</td></tr><tr><td>非税收入</td><td>12</td></tr></table></html>"
    assert words_of(laid(letter(part(book), part(sheet)), "表.mht").parts) == "税收收入\t524\n非税收入\t12"


def test_a_letter_in_a_letter_is_opened() -> None:
    inner = (
        b'Content-Type: multipart/alternative; boundary="in"\r\n\r\n--in\r\n' + part(page_of(FIRST)) + b"\r\n--in--\r\n"
    )
    assert words_of(laid(letter(inner), "页.mht").parts) == FIRST


def test_a_letter_that_was_cut_off_is_read_with_a_caution() -> None:
    layout = laid(letter(part(page_of(FIRST)), end=b""), "页.mht")
    assert words_of(layout.parts) == FIRST
    assert "没有结尾标记" in layout.cautions[0].zh


def test_a_letter_without_a_page_is_damaged() -> None:
    with pytest.raises(FileDamaged):
        laid(letter(part("密", kind="image/png", coding="base64")), "页.mht")


def test_a_page_without_words_is_told() -> None:
    with pytest.raises(NothingReadable):
        laid(letter(part("<html><img src=1.png></html>")), "页.mht")


def test_letters_within_letters_end_somewhere() -> None:
    inner = part(page_of(FIRST))
    for depth in range(2_000):
        inner = b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (depth, depth) + inner
    with pytest.raises(FileHostile, match="nested over 3 deep"):
        laid(letter(inner), "页.mht")
    layout = laid(letter(part(page_of(FIRST)), inner), "页.mht")
    assert words_of(layout.parts) == FIRST
    assert "没有读" in layout.cautions[0].zh


@pytest.mark.parametrize("line", ["; charset*1=u", ";\r\n a=b"])
def test_a_header_beyond_measure_is_refused_as_such(line: str) -> None:
    with pytest.raises(FileHostile, match="header above"):
        laid(letter(part(page_of(FIRST)), head=HEAD + line * 10_000), "页.mht")
    with pytest.raises(FileHostile, match="header above"):
        laid(letter(b"Content-Type: text/html" + line.encode() * 10_000 + part(page_of(FIRST))), "页.mht")


def test_too_many_parts_are_refused() -> None:
    with pytest.raises(FileHostile):
        laid(letter(*[part("密", kind="image/png")] * 11_000), "页.mht")


@pytest.mark.parametrize("cut", range(0, 900, 37))
def test_no_letter_cut_anywhere_raises_anything_else(cut: int) -> None:
    data = letter(part(page_of(FIRST), coding="base64"), part(page_of(SECOND)))
    with contextlib.suppress(TaizhangError):
        assert convert(data[: len(data) - cut], "页.mht").format == "mht"
