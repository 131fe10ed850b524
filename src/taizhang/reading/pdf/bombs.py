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

STREAM = re.compile(rb"(?<!end)stream[^\r\n]{0,80}(?:\r\n?|\n)")
FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
OTHER = re.compile(rb"/(?:ASCIIHexDecode|AHx|ASCII85Decode|A85|LZWDecode|LZW|RunLengthDecode|RL|Crypt)\b")
HIDDEN = re.compile(rb"/(?:Filter|Subtype|Type)\s+\d|#[0-9A-Fa-f]{2}")  # told elsewhere, or spelt in numbers
NUMBER = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+obj\b")
REFERENCE = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+R\b")
ELSEWHERE = re.compile(rb"/(?:Resources|XObject)\s*\d")
IMAGE = re.compile(rb"/Subtype\s*/Image\b")
NO_CONTENTS = re.compile(rb"/(?:Type|Subtype|Length[123]|N|FunctionType|ShadingType|PatternType)\b")
SHOWING = re.compile(rb"\b(?:T[jJ]|Do|re|l)\b")
LONGEST_HEAD = 4_096  # bytes before a stream in which its dictionary stands
OVERLAP = 100_000_000  # bytes of such heads that may be looked at twice; then a head ends at the stream before it
MOST_LAYERS = 3  # times a stream is packed
MOST = 60_000_000  # bytes: the drawing of a page of a map has some 10 million
MOST_IMAGE = 400_000_000  # bytes: of a picture in grey, A0 at 300 dpi has 140 million
MOST_ALL = 600_000_000  # of all streams together, and of all as often as they are named
PIECE = 1 << 20


class Unpacked(NamedTuple):
    """How many bytes a stream unpacks to, how many it is packed into, and how often it draws a form or picture.

    `broken` where what it is packed into is no such thing, or is damaged.
    """

    size: int
    packed: int
    draws: int = 0
    broken: bool = False


class _Stream(NamedTuple):
    """A stream of a file: its dictionary, where it begins, and where the next end of any stream is marked."""

    head: bytes
    start: int
    end: int

    @property
    def layers(self) -> int:
        """How many times it is packed."""
        return len(FLATE.findall(self.head))

    @property
    def image(self) -> bool:
        """Whether it is a picture and nothing else."""
        return IMAGE.search(self.head) is not None and not self.form

    @property
    def form(self) -> bool:
        """Whether it may be drawn like a page."""
        return b"/Form" in self.head


def must_be_tried(data: bytes, path: str) -> bool:
    """Whether opening the pages may take far too long or far too much memory, which cannot be told without trying.

    Raises `FileHostile` where a stream unpacks to more than any page needs.
    """
    total, doubtful, end = 0, b"/Encrypt" in data, -1
    forms: dict[int, set[int]] = {}
    sizes: dict[int, int] = {}
    lists: list[_Stream] = []
    for stream in _streams(data):
        head, image = stream.head, stream.image
        doubtful = doubtful or _is_odd(stream) or (not stream.layers and stream.end == end)
        if not stream.layers and (image or stream.end == end):
            continue
        end = stream.end
        found = unpacked(data, stream, MOST_IMAGE if image else MOST)
        if stream.layers and _is_bomb(found, total, image=image):
            beyond(path, "里面的数据流解开后过大，像是压缩炸弹", "a stream in it unpacks to far too much: a bomb")
        if image:
            continue
        total += found.size
        number = NUMBER.search(head)
        key = int(number[1]) if number else -1
        sizes[key] = max(found.size, sizes.get(key, 0))
        if b"/ObjStm" in head:
            lists.append(stream)
        if found.draws > 1:
            doubtful = doubtful or ELSEWHERE.search(head) is not None
            forms[key] = set(_references(head))
    doubtful = doubtful or any(refers & forms.keys() for refers in forms.values())
    return doubtful or _named(data, sizes, lists) > MOST_ALL


def _is_odd(stream: _Stream) -> bool:
    """Whether what a stream is cannot be told by its dictionary."""
    head = stream.head
    if NUMBER.search(head) is None or HIDDEN.search(head) or stream.layers > MOST_LAYERS:
        return True
    return OTHER.search(head) is not None and not stream.image


def _is_bomb(found: Unpacked, total: int, *, image: bool) -> bool:
    if image:
        return found.size > MOST_IMAGE
    far = found.size > MOST // 4 and found.size > MOST_RATIO * 5 * found.packed
    return far or found.size > MOST or total + found.size > MOST_ALL


def _named(data: bytes, sizes: dict[int, int], lists: list[_Stream]) -> int:
    """How large all streams are together, each as often as it is named: a page may name one over and over."""
    size = sum(sizes.get(number, 0) for number in _references(data))
    for stream in lists:  # of objects, which name others
        for out in _pieces(data, stream, MOST):
            size += sum(sizes.get(number, 0) for number in _references(out))
    return size


def _references(words: bytes) -> Iterator[int]:
    return (int(match[1]) for match in REFERENCE.finditer(words))


def holds_what_is_not_seen(data: bytes, *, broken: bool = False) -> bool:
    """Whether a stream that may be what a page shows cannot be unpacked, or, unless `broken`, writes and draws.

    To be asked where pages came out without a mark: then their contents were not understood.
    """
    if b"/Encrypt" in data:
        return False
    for stream in _streams(data):
        if NO_CONTENTS.search(stream.head):
            continue
        if stream.layers and unpacked(data, stream).broken:
            return True
        if not broken and any(SHOWING.search(out) for out in _pieces(data, stream, MOST)):
            return True
    return False


def _streams(data: bytes) -> Iterator[_Stream]:
    """The streams of a file, one after the other."""
    before, overlap, end = 0, 0, -1
    for match in STREAM.finditer(data):
        since = max(match.start() - LONGEST_HEAD, 0)
        if since < before:
            overlap += before - since
            since = since if overlap < OVERLAP else before
        before = match.end()
        since = max(since, *(data.rfind(word, since, match.start()) for word in (b"endobj", b"endstream")))
        if end < before:
            end = data.find(b"endstream", before)
            end = end if end >= 0 else len(data)
        yield _Stream(data[since : match.start()], before, end)


def unpacked(data: bytes, stream: _Stream, most: int = MOST) -> Unpacked:
    """What a stream unpacks to; little more than `most` is looked at.

    What it draws is counted only where it is a form: most of a file are fonts and pictures.
    """
    if not stream.layers:
        size = stream.end - stream.start
        drawn = data[stream.start : min(stream.end, stream.start + PIECE)] if stream.form else b""
        return Unpacked(size, size, _draws(drawn, size) if stream.form else 0)
    size = draws = 0
    flow = _Flow(data, stream)
    for out in flow:
        size += len(out)
        draws += _draws(out, size) if stream.form else 0
        if size > most:
            break
    return Unpacked(size, flow.packed, draws, flow.broken)


def _pieces(data: bytes, stream: _Stream, most: int) -> Iterator[bytes]:
    """What a stream holds, in pieces; little more than `most` bytes."""
    if not stream.layers:
        yield data[stream.start : min(stream.end, stream.start + most)]
        return
    size = 0
    for out in _Flow(data, stream):
        yield out
        size += len(out)
        if size > most:
            return


def _draws(words: bytes, size: int) -> int:
    """How often something is drawn; of what is long it is taken for granted, for names may be cut between pieces."""
    return words.count(b"Do") + (2 if size > PIECE else 0)


class _Flow:
    """What a packed stream gives, in pieces of bounded size; `packed` bytes of it were taken in."""

    def __init__(self, data: bytes, stream: _Stream) -> None:
        self._data, self._start = data, stream.start
        self._unpackers = [zlib.decompressobj() for _ in range(min(stream.layers, MOST_LAYERS))]
        self._at, self.broken = stream.start, False

    @property
    def packed(self) -> int:
        """At least 1."""
        return max(self._at - self._start - len(self._unpackers[0].unused_data), 1)

    def __iter__(self) -> Iterator[bytes]:
        step = 1 << 12  # most streams are short
        try:
            while self._at < len(self._data) and not self._unpackers[0].eof:
                piece = self._data[self._at : self._at + step]
                self._at += len(piece)
                step = min(2 * step, PIECE // 16)
                yield from _through(self._unpackers, piece)
        except zlib.error:
            self.broken = True


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
