"""Streams of a PDF that unpack to far more than a document holds, and forms that draw each other over and over.

pdfium unpacks a stream whole before it reads it, and draws forms within forms at once. What a page draws may therefore
fill the memory though it is packed into a few thousand bytes. Pictures are left out of account here: their size is told
and looked at elsewhere.
"""

import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from taizhang.reading.limits import MOST_RATIO, beyond

STREAM = re.compile(rb"stream\r?\n")
FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
OTHER = re.compile(rb"/Filter\s*\d|/(?:ASCIIHexDecode|AHx|ASCII85Decode|A85|LZWDecode|LZW|RunLengthDecode|RL|Crypt)\b")
NUMBER = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+obj\b")
REFERENCE = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+R\b")
ELSEWHERE = re.compile(rb"/(?:Resources|XObject)\s*\d")
IMAGE = re.compile(rb"/Subtype\s*/Image\b")
DRAWS = re.compile(rb"/[^\s/<>()\[\]{}%]{1,127}\s+Do\b")
LONGEST_HEAD = 4_096  # bytes before a stream in which its dictionary stands
MOST = 60_000_000  # bytes: the drawing of a page of a map has some 10 million
MOST_IMAGE = 400_000_000  # bytes: of a picture in grey, A0 at 300 dpi has 140 million
MOST_ALL = 600_000_000  # of all streams together
PIECE = 1 << 20


class Unpacked(NamedTuple):
    """How many bytes a stream unpacks to, how many it is packed into, and how often it draws a form or picture."""

    size: int
    packed: int
    draws: int


def must_be_tried(data: bytes, path: str) -> bool:
    """Whether opening the pages may take far too long, which cannot be told without trying.

    Raises `FileHostile` where a stream unpacks to more than any page needs.
    """
    total, doubtful = 0, b"/Encrypt" in data
    forms: dict[bytes, set[bytes]] = {}
    for head, start in _streams(data):
        number = NUMBER.search(head)
        doubtful = doubtful or number is None or (OTHER.search(head) is not None and not IMAGE.search(head))
        layers = len(FLATE.findall(head))
        image = IMAGE.search(head) is not None and b"/Form" not in head
        if image and not layers:
            continue
        most = MOST_IMAGE if image else MOST
        found = unpacked(data, start, min(layers, 3), most)
        total += 0 if image else found.size
        far = not image and found.size > MOST // 4 and found.size > MOST_RATIO * 5 * found.packed
        if layers and (found.size > most or total > MOST_ALL or far):
            beyond(path, "里面的数据流解开后过大，像是压缩炸弹", "a stream in it unpacks to far too much: a bomb")
        if b"/Form" in head and found.draws > 1:
            doubtful = doubtful or ELSEWHERE.search(head) is not None
            forms[number[1] if number else b""] = set(REFERENCE.findall(head))
    return doubtful or any(refers & forms.keys() for refers in forms.values())


def _streams(data: bytes) -> Iterator[tuple[bytes, int]]:
    """The dictionary and the start of each stream."""
    for match in STREAM.finditer(data):
        head = data[max(match.start() - LONGEST_HEAD, 0) : match.start()]
        if head.endswith(b"end"):
            continue
        yield head[max(head.rfind(b"endobj"), head.rfind(b"endstream"), 0) :], match.end()


def unpacked(data: bytes, start: int, layers: int, most: int = MOST) -> Unpacked:
    r"""What a stream unpacks to, packed `layers` times; little more than `most` is looked at.

    >>> unpacked(b"/Fm0 Do /Fm1 Do\nendstream", 0, 0)
    Unpacked(size=16, packed=16, draws=2)
    """
    if not layers:
        end = data.find(b"endstream", start)
        size = (end if end >= 0 else len(data)) - start
        return Unpacked(size, size, _draws(data[start : start + MOST]) if size < PIECE else 2)
    unpackers = [zlib.decompressobj() for _ in range(layers)]
    at, size, draws = start, 0, 0
    while at < len(data) and size <= most and not unpackers[0].eof:
        piece = data[at : at + PIECE // 16]
        at += len(piece)
        try:
            for out in _through(unpackers, piece):
                size += len(out)
                draws += _draws(out)
                if size > most:
                    break
        except zlib.error:
            break
    return Unpacked(size, max(at - start - len(unpackers[0].unused_data), 1), draws)


def _draws(words: bytes) -> int:
    return len(DRAWS.findall(words)) if b"Do" in words else 0


def _through(unpackers: "list[zlib._Decompress]", piece: bytes) -> Iterator[bytes]:
    """What a piece gives behind the last of the unpackers, in pieces of bounded size."""
    first, *others = unpackers
    while piece:
        out = first.decompress(piece, PIECE)
        if others and out:
            yield from _through(others, out)
        else:
            yield out
        piece = first.unconsumed_tail
        if first.eof:
            return
