"""A file becomes a Document. The first reader that handles the content wins; a new one is one module and one line."""

from pathlib import Path

from taizhang.model import Document
from taizhang.reading import text
from taizhang.reading.text import document_of

READERS = (text,)

__all__ = ["READERS", "document_of", "open_document"]


def open_document(path: str | Path) -> Document:
    """Read the file at `path`. Raises `ReadingError` naming file, place and remedy."""
    data = Path(path).read_bytes()
    reader = next(reader for reader in READERS if reader.handles(data))
    return reader.convert(data, str(path))
