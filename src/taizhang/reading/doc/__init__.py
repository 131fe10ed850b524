"""Reads old Word files (.doc of Word 97 to 2003, and .wps of Kingsoft, which are the same) by themselves.

An office PC has no other program that may be counted on, so the file is read from its published format, [MS-DOC]:
characters by the table of pieces, paragraphs and rows by their marks and properties.
"""

from taizhang.errors import FileDamaged, Words
from taizhang.model import Document
from taizhang.reading.assembling import assembled
from taizhang.reading.doc.body import layout_of
from taizhang.reading.doc.container import FAULTS, SIGNATURE, streams_of
from taizhang.reading.doc.fib import fib_of
from taizhang.reading.layout import Layout

__all__ = ["convert", "handles", "laid"]


def handles(data: bytes) -> bool:
    """Whether it is an OLE compound file. Workbooks are such too: their reader is asked before this one."""
    return data.startswith(SIGNATURE)


def convert(data: bytes, path: str) -> Document:
    """The document of an old Word file. Raises `ReadingError`."""
    return assembled(laid(data, path), data, path)


def laid(data: bytes, path: str) -> Layout:
    """The passages and grids of an old Word file in reading order.

    Raises `FormatUnknown` for compound files of other kinds and for Word 6 and 95, `FileLocked`, `FileDamaged`,
    `FileHostile`, and `ReaderMissing` without olefile.
    """
    streams = streams_of(data, path)
    try:
        return layout_of(fib_of(streams, path), path)
    except FAULTS as error:
        detail = Words("Word 正文的结构断了", f"broken structure of the Word text: {error}")
        raise FileDamaged(path=path, detail=detail) from None
