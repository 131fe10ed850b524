"""Bytes to text: the encoding is told by the content, and what cannot be read is refused with the place named."""

import codecs
import re
from collections.abc import Iterator

from taizhang.errors import EncodingUnknown, FileDamaged, FileEmpty, FormatUnknown, Words

MARKS = (  # longest first: the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SIGNATURES = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP, DOCX, XLSX"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "DOC, XLS"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "GZIP"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7Z"),
    (b"%!PS", "PS, EPS"),
    (b"\xc5\xd0\xd3\xc6", "EPS"),
)
ZIP, ZIP_END = b"PK\x03\x04", b"PK\x05\x06"
MOST_BEHIND = 65_557  # bytes from the end of a ZIP within which its directory ends
# How a page begins: blanks, comments and a declaration aside, with its doctype or with one of the outermost elements.
MARKUP = (
    (
        re.compile(
            r"\ufeff?\s*+(?:<\?[^>]*+>\s*+)?+(?:<!--(?:[^-]|-(?!->))*+-->\s*+)*+<(?:!doctype|html|head|body|meta)\b",
            re.IGNORECASE,
        ),
        "HTML",
    ),
    (re.compile(r"\ufeff?\s*+<\?xml\s", re.IGNORECASE), "XML"),
    (
        re.compile(
            r"\s*+(?:[\w-]+:[^\n]*+\n(?:[ \t][^\n]*+\n)*+)*?content-type:\s*+multipart/related\b", re.IGNORECASE
        ),
        "MHT",
    ),
)
HEAD = 4_000  # characters within which a page says what it is
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
NOISE = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\ud800-\udfff\ufffe\uffff]")
HAN = re.compile("[\u4e00-\u9fff]")
FREQUENT = re.compile(
    "[的一是在不了有和人中大为上国我以要时来用生到作地于出分对成会可主发年动同工也能下过产面方后多定行学民得经十]"
)
FOREIGN = re.compile(r"[^\s!-~\u00a0-\u00ff\u2000-\u27bf\u3000-\u303f\u4e00-\u9fff\ufe30-\ufe6f\uff00-\uffef]")
SAMPLE = 200_000  # bytes that are enough to tell noise by
PART, PARTS = 2_000, 100  # characters that are looked at together, and at how many places of a long text
GUESSED = 65_536  # bytes that charset-normalizer sees; its time grows faster than its certainty
BINARY = Words("二进制数据", "binary")
TRIED = "UTF-8, UTF-16, GB18030"


def decoded(data: bytes, path: str) -> str:
    r"""The text of `data`, newlines as \n, byte order mark dropped.

    >>> decoded("全年完成524亿元。\r\n".encode("gb18030"), "计划.txt")
    '全年完成524亿元。\n'
    """
    text = _text(data, path)
    if not text or text.isspace():
        raise FileEmpty(path=path)
    _refuse_markup(text, path)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _text(data: bytes, path: str) -> str:
    if not data:
        return ""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _marked(data, mark, encoding, path)
    _refuse_binary(data, path)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _unmarked(data, path, error.start)
    return text if "\0" not in text else _unmarked(data, path, data.index(0))


def _marked(data: bytes, mark: bytes, encoding: str, path: str) -> str:
    try:
        return data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise EncodingUnknown(path=path, offset=error.start + len(mark), tried=encoding.upper()) from None


def _refuse_binary(data: bytes, path: str) -> None:
    """Name the kind of file where its first bytes tell it; a package cut off before its directory is damaged."""
    if data.startswith(ZIP) and ZIP_END not in data[-MOST_BEHIND:]:
        detail = Words("压缩包没有目录，可能没有下载完", "a package cut off: its directory is missing")
        raise FileDamaged(path=path, detail=detail)
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            raise FormatUnknown(path=path, offset=0, detail=kind)


def _refuse_markup(text: str, path: str) -> None:
    """Name what is text by its bytes, but a page by its head; a tag further on is a word like others."""
    head = text[:HEAD]
    for pattern, kind in MARKUP:
        if pattern.match(head):
            raise FormatUnknown(path=path, offset=0, detail=kind)


def _unmarked(data: bytes, path: str, offset: int) -> str:
    """The text of `data`, which is not UTF-8 from byte `offset` on, in the first encoding that gives Chinese."""
    for text in _readings(data):
        if _plausible(text):
            return text
    if len(CONTROL.findall(data[:SAMPLE])) * 100 > len(data[:SAMPLE]):
        place = CONTROL.search(data)
        raise FormatUnknown(path=path, offset=place.start() if place else offset, detail=BINARY)
    raise EncodingUnknown(path=path, offset=offset, tried=TRIED)


def _readings(data: bytes) -> Iterator[str]:
    """The readings of `data` that no byte contradicts, likeliest first."""
    wide = ("utf-16-le", "utf-16-be") if len(data) % 2 == 0 else ()
    narrow = () if b"\0" in data else ("gb18030",)
    for encoding in (*narrow, *wide):
        try:
            yield data.decode(encoding)
        except UnicodeDecodeError:
            continue
    if narrow:
        yield from _guessed(data)


def _guessed(data: bytes) -> Iterator[str]:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - costs more to import than most files to read

    best = from_bytes(data[:GUESSED]).best()
    if best is not None:
        try:
            yield data.decode(best.encoding)
        except UnicodeDecodeError:
            return


def _plausible(text: str) -> bool:
    """Whether a reading is text: no control characters, and its Chinese is such as people write.

    >>> _plausible("我市地区生产总值增长5.5%。"), _plausible("鎴戝競鍦板尯鐢熶骇鎬诲€煎闀")
    (True, False)
    """
    # the middle and the end count too: a file of two encodings is good up to the seam only
    stride = max(len(text) // PARTS, PART)
    return all(_reads(text[at : at + PART]) for at in range(0, len(text), stride))


def _reads(text: str) -> bool:
    if NOISE.search(text) or len(FOREIGN.findall(text)) * 20 > len(text):
        return False
    # tables have hardly a particle, 2 in 100; a wrong reading has 1 in 200; of a few words nobody can tell
    han = len(HAN.findall(text))
    return han < 10 or len(FREQUENT.findall(text)) * 80 >= han
