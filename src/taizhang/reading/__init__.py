"""A file becomes a Document. The first reader that handles the content wins; a new one is one module and one line."""

from pathlib import Path
from typing import Protocol

from taizhang.errors import FileForbidden, FileMissing, FileTooLarge
from taizhang.model import Document
from taizhang.reading import text
from taizhang.reading.text import document_of


class Reader(Protocol):
    """What every reader module offers."""

    def handles(self, data: bytes) -> bool:
        """Whether the content is of its format."""

    def convert(self, data: bytes, path: str) -> Document:
        """The document of the content."""


READERS: tuple[Reader, ...] = (text,)
LIMIT = 50  # MB; the largest plan with all its annexes has two, and memory is a multiple of the text

__all__ = ["LIMIT", "READERS", "document_from", "document_of", "open_document"]


def open_document(path: str | Path) -> Document:
    """Read the file at `path`. Raises `ReadingError` naming file, place and remedy."""
    return document_from(_content(Path(path)), str(path))


def document_from(data: bytes, path: str) -> Document:
    """Read content that is already in memory; `path` is what to call it."""
    reader = next(reader for reader in READERS if reader.handles(data))
    return reader.convert(data, path)


def _content(path: Path) -> bytes:
    """The bytes of a file; one above the limit is refused before a byte of it is read."""
    try:
        if not path.is_file():
            raise FileMissing(path=path)
        if path.stat().st_size > LIMIT * 1_000_000:
            raise FileTooLarge(path=path, limit=LIMIT)
        return path.read_bytes()
    except PermissionError as error:
        raise FileForbidden(path=path) from error
    except (ValueError, OSError) as error:  # a NUL in the path, a name too long, a disk that fails
        raise FileMissing(path=path) from error
