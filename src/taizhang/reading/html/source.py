"""The bytes of a page become its text: the encoding that it names is believed only where the bytes bear it out."""

import codecs
import re
from collections.abc import Iterator

from taizhang.errors import EncodingUnknown, FileEmpty, Words
from taizhang.reading.decode import GUESSED, MARKS, TRIED
from taizhang.reading.limits import MOST_CHARACTERS, within

HEAD = 4_096  # bytes within which a page names its encoding
NAMED = re.compile(rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
INLINE = re.compile(rb"data:[\w/+.;=,-]{0,100};base64,[A-Za-z0-9+/=%\s]*+")
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "gb2312-80": "gb18030"}
SURE = 50  # bytes beyond ASCII that are UTF-8 by no accident
# Encodings in which plain letters mean others: named to get words past whoever checks them, and never believed.
DISGUISES = frozenset(("utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape"))
FEW = 1_000  # of so many characters one may be unreadable, as in a page that was put together from two


def decoded(data: bytes, path: str, charset: str | None = None) -> tuple[str, list[Words]]:
    r"""The text of a page, newlines as \n, pictures that stand in it dropped, and cautions.

    `charset` is what a letter or a server says of it. Raises `EncodingUnknown`, `FileEmpty`, `FileHostile`.

    >>> decoded("<meta charset=gb2312>全年\r\n".encode("gb18030"), "页.html")[0]
    '<meta charset=gb2312>全年\n'
    """
    if b";base64," in data:
        data = INLINE.sub(lambda match: b"data:," + b"\n" * match[0].count(b"\n"), data)
    text, cautions = _text(data, path, charset)
    cautions = [*cautions, *_disguised(data, charset)]
    if not text or text.isspace():
        raise FileEmpty(path=path)
    within(path, len(text), MOST_CHARACTERS, "字符", "characters")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, cautions


def _text(data: bytes, path: str, charset: str | None) -> tuple[str, list[Words]]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _mended(data[len(mark) :], encoding, path)
    for encoding in _encodings(data, charset):
        try:
            return data.decode(encoding), []
        except (UnicodeDecodeError, ValueError):
            continue
    return _mended(data, _likeliest(data, charset), path)


def _encodings(data: bytes, charset: str | None) -> Iterator[str]:
    """What the page may be encoded in, likeliest first."""
    if data[:2] == b"<\0":
        yield "utf-16-le"
    elif data[:2] == b"\0<":
        yield "utf-16-be"
    named = _named(data, charset)
    # a browser that saves a page as UTF-8 often leaves the old name in it; many bytes are UTF-8 by no accident
    if named is None or len(data.translate(None, bytes(range(128)))) >= SURE:
        yield "utf-8"
    yield from (encoding for encoding in (named, "utf-8", "gb18030") if encoding)
    if _guessed(data):
        yield "big5hkscs"


def _named(data: bytes, charset: str | None) -> str | None:
    """The encoding that the page or its envelope names, if it is one that Python reads as text."""
    for info in _known(data, charset):
        # a page whose bytes name UTF-16 in ASCII is not in UTF-16
        if info.name in DISGUISES or info.name in ("utf-16", "utf-16-le", "utf-16-be", "utf-32"):
            continue
        with_text = getattr(info, "_is_text_encoding", True)
        if with_text and info.name not in ("undefined", "mbcs", "oem"):
            return info.name
    return None


def _known(data: bytes, charset: str | None) -> Iterator[codecs.CodecInfo]:
    """The encodings that the envelope and the page name, those that Python knows."""
    match = NAMED.search(data[:HEAD]) or DECLARED.search(data[:HEAD])
    for name in (charset, match[1].decode("ascii") if match else None):
        encoding = WIDER.get((name or "").lower(), name or "")
        try:
            if encoding.isascii():
                yield codecs.lookup(encoding)
        except (LookupError, ValueError):
            continue


def _disguised(data: bytes, charset: str | None) -> list[Words]:
    """What to say of a page that names an encoding in which its plain letters would mean others."""
    name = next((info.name.upper() for info in _known(data, charset) if info.name in DISGUISES), None)
    if name is None:
        return []
    zh = f"网页自称编码是 {name}，没有按它解码，有的字可能读成了符号"
    return [Words(zh, f"the page names {name} as its encoding, which is not followed: some words may read as signs")]


def _guessed(data: bytes) -> bool:
    """Whether the bytes look like the encoding of traditional Chinese; any other guess would be one of noise."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - costs more to import than most pages to read

    best = from_bytes(data[:GUESSED], cp_isolation=["big5", "big5hkscs", "gb18030", "utf_8"]).best()
    return best is not None and best.encoding.startswith("big5")


def _likeliest(data: bytes, charset: str | None) -> str:
    """The encoding in which fewest bytes are wrong."""
    sample = data[: GUESSED * 4]
    named = _named(data, charset)
    tried = dict.fromkeys(["utf-8", *([named] if named else []), "gb18030"])
    return min(tried, key=lambda encoding: sample.decode(encoding, "replace").count("\ufffd"))


def _mended(data: bytes, encoding: str, path: str) -> tuple[str, list[Words]]:
    """The text with a sign for each place that cannot be read, if they are few."""
    text = data.decode(encoding, "replace")
    wrong = text.count("\ufffd")
    if wrong * FEW > len(text) + FEW:
        try:
            data.decode(encoding)
        except UnicodeDecodeError as error:
            raise EncodingUnknown(path=path, offset=error.start, tried=TRIED) from None
    if not wrong:
        return text, []
    zh = f"网页有 {wrong} 处字节无法解码，以 � 代替"
    return text, [Words(zh, f"{wrong} places of the page cannot be decoded; they read �")]
