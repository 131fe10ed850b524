"""Bytes become text by their content, or are refused with the place named."""

import pytest

from taizhang.errors import EncodingUnknown, FileDamaged, FileEmpty, FormatUnknown
from taizhang.reading.decode import decoded

PAGES = [
    ("HTML", "<!DOCTYPE html>\n<html><body><p>增长5.5%。</p></body></html>"),
    ("HTML", "\n  <html lang='zh'>\n<p>增长5.5%。"),
    ("HTML", "<!-- 保存自 - 2024 -->\n<!--[if IE]><![endif]-->\n<HTML><p>增长5.5%。"),
    ("HTML", "<?xml version='1.0'?>\n<!doctype html PUBLIC '-//W3C//DTD XHTML 1.0//EN'>\n<html>"),
    ("HTML", "<!DOCTYPE>\n<html lang='zh-CN'>\n<p>增长5.5%。"),
    ("HTML", "<head><meta charset='utf-8'></head><p>增长5.5%。"),
    ("XML", "<?xml version='1.0' encoding='utf-8'?>\n<计划><增长>5.5</增长></计划>"),
    ("MHT", "From: <Saved by Blink>\nSubject: 计划\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype=x\n"),
]
PROSE = [
    "增长5.5%。&nbsp;<b>投资</b>增长6%，<br>收入增长7%。",
    "<p>增长5.5%。</p>",
    "<!-- 草稿 -->\n# 计划\n增长5.5%。",
    "<云川市2024年计划>\n增长5.5%。",
    "网页以<!doctype html>开头，以</html>结尾；全年新建网页12个。",
    "<headline>增长5.5%",
    "Content-Type: text/plain\n增长5.5%。",
]
TEXT = (
    "云川市2024年国民经济和社会发展计划\n\n"
    "一、主要目标。地区生产总值增长5.5%左右，一般公共预算收入增长6%，城镇新增就业2.3万人。\n"
)
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk", "gb2312"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("times", [1, 200])
def test_an_encoding_is_told_by_the_content(encoding: str, times: int) -> None:
    assert decoded((TEXT * times).encode(encoding), "计划.txt") == TEXT * times


def test_traditional_characters_in_big5_are_read() -> None:
    text = "本縣全年完成投資五百二十四億元，比上年增長百分之五，各項事業的發展是好的，人民的生活有了新的提高。\n" * 20
    assert decoded(text.encode("big5"), "計畫.txt") == text


@pytest.mark.parametrize("text", ["增长5%", "524", "GDP", "云川"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_few_words_are_enough(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding), "短.txt") == text


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
def test_newlines_become_one_kind_and_nothing_else_changes(newline: str) -> None:
    text = "甲\u2028乙\x0b丙\f丁\x85戊"
    assert decoded(f"{text}{newline}{text}".encode(), "行.txt") == f"{text}\n{text}"


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t", "\u3000\n".encode(), b"\xef\xbb\xbf", b"\xff\xfe", b"\xef\xbb\xbf\n"]
)
def test_nothing_but_blanks_is_empty(data: bytes) -> None:
    with pytest.raises(FileEmpty, match=r"空\.txt"):
        decoded(data, "空.txt")


def test_two_encodings_in_one_file_are_refused_at_the_seam() -> None:
    head = (TEXT * 30).encode()
    with pytest.raises(EncodingUnknown) as caught:
        decoded(head + (TEXT * 30).encode("gb18030"), "混.txt")
    assert caught.value.fields["offset"] == len(head)
    assert "另存为 UTF-8" in caught.value.message("zh")


def test_utf8_behind_gb18030_is_refused_too() -> None:
    with pytest.raises(EncodingUnknown):
        decoded((TEXT * 30).encode("gb18030") + (TEXT * 30).encode(), "混.txt")


def test_a_broken_character_is_named_by_its_byte() -> None:
    data = TEXT.encode()
    at = data.index("增长".encode())
    with pytest.raises(EncodingUnknown) as caught:
        decoded(data[: at + 1] + data[at + 3 :], "断.txt")
    assert caught.value.fields["offset"] == at


def test_a_mark_that_lies_is_refused() -> None:
    with pytest.raises(EncodingUnknown):
        decoded(b"\xff\xfe" + b"\x00\xd8" * 9, "标.txt")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04" + bytes(60) + b"PK\x05\x06" + bytes(18), "DOCX"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "EPS"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60), "DOC"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (bytes(range(256)) * 40, "binary"),
        (bytes(5000), "binary"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, kind: str) -> None:
    with pytest.raises(FormatUnknown, match=kind):
        decoded(data, "图.txt")


@pytest.mark.parametrize(("kind", "text"), PAGES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_a_page_is_no_plain_text(kind: str, text: str, encoding: str) -> None:
    with pytest.raises(FormatUnknown, match=kind):
        decoded((text + TEXT).encode(encoding), "网页.txt")


@pytest.mark.parametrize("text", PROSE)
def test_tags_in_a_text_do_not_make_it_a_page(text: str) -> None:
    assert decoded(text.encode(), "网页.txt") == text


def test_a_package_without_its_directory_is_damaged() -> None:
    with pytest.raises(FileDamaged, match="cut off"):
        decoded(b"PK\x03\x04" + bytes(60), "计划.docx")
