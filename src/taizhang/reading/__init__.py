"""A file becomes a Document. The first reader that handles the content wins; a new one is one module and one line."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from taizhang.errors import (
    FileForbidden,
    FileIrregular,
    FileMissing,
    FileTooLarge,
    ReadingError,
    SeveralDocuments,
)
from taizhang.model import Document
from taizhang.reading import csv, doc, docx, html, image, mht, pdf, sheets, text
from taizhang.reading.archive import Content, contents
from taizhang.reading.text import document_of


class Reader(Protocol):
    """What every reader module offers."""

    def handles(self, data: bytes) -> bool:
        """Whether the content is of its format: told by the content, never by the name."""

    def convert(self, data: bytes, path: str) -> Document:
        """The document of the content."""


# The most telling first: what has a signature of its own, then what is told by its words; text takes what is left.
READERS: tuple[Reader, ...] = (pdf, docx, sheets, doc, image, mht, html, csv, text)
LIMIT = 200  # MB; a scan of a thick book has a hundred, and a PDF is read page by page

__all__ = [
    "LIMIT",
    "READERS",
    "contents_of",
    "document_from",
    "document_of",
    "document_of_content",
    "open_document",
]


def open_document(path: str | Path) -> Document:
    """Read the file at `path`; an archive with one document in it is that document.

    Raises `ReadingError` naming file, place and remedy; `SeveralDocuments` where an archive holds more than one.
    """
    found = list(contents_of(path))
    if len(found) > 1:
        raise SeveralDocuments(path=path, count=len(found))
    return document_of_content(*found[0])


def contents_of(path: str | Path) -> Iterator[Content]:
    """What the file at `path` holds: itself, or the members of an archive, each with the name it is called by."""
    return contents(_content(Path(path)), str(path))


def document_of_content(name: str, content: bytes | ReadingError) -> Document:
    """The document of what `contents_of` gave. Raises its error where it gave one."""
    if isinstance(content, ReadingError):
        raise content
    return document_from(content, name)


def document_from(data: bytes, path: str) -> Document:
    """Read content that is already in memory; `path` is what to call it. Raises `ReadingError`."""
    reader = next(reader for reader in READERS if reader.handles(data))
    return reader.convert(data, path)


def _content(path: Path) -> bytes:
    """The bytes of a file; one above the limit is refused before a byte of it is read."""
    try:
        if not path.is_file():
            raise FileIrregular(path=path) if path.exists() and not path.is_dir() else FileMissing(path=path)
        return _bounded(path, LIMIT * 1_000_000)
    except PermissionError as error:
        raise FileForbidden(path=path) from error
    except (ValueError, OSError) as error:  # a NUL in the path, a name too long, a disk that fails
        raise FileMissing(path=path) from error


def _bounded(path: Path, most: int) -> bytes:
    """The bytes of a file of at most so many; the system has files that tell no size and do not end."""
    if path.stat().st_size <= most:
        with path.open("rb") as file:
            data = file.read(most + 1)
        if len(data) <= most:
            return data
    raise FileTooLarge(path=path, limit=LIMIT)
