"""The reader of plain text."""

from hashlib import sha256

from taizhang.errors import FileTooLarge
from taizhang.model import Document
from taizhang.reading.blocks import blocked
from taizhang.reading.decode import decoded
from taizhang.reading.front import front_of
from taizhang.reading.limits import MOST_PARTS, within
from taizhang.reading.mend import mended
from taizhang.reading.metadata import described
from taizhang.reading.outline import outlined
from taizhang.reading.tables import tabled

LIMIT = 50  # MB; the largest plan with all its annexes has two, and memory is a multiple of the text


def handles(data: bytes) -> bool:  # noqa: ARG001 - every reader is asked alike
    """Whether the content is text: the last reader asked, so anything that no other takes."""
    return True


def convert(data: bytes, path: str) -> Document:
    """The document of a text file. Raises `FileTooLarge` above `LIMIT`."""
    if len(data) > LIMIT * 1_000_000:
        raise FileTooLarge(path=path, limit=LIMIT)
    text = decoded(data, path)
    within(path, text.count("\n"), MOST_PARTS, "行", "lines")
    return document_of(text, path, sha256(data).hexdigest())


def document_of(text: str, path: str = "", digest: str | None = None) -> Document:
    """The document of a text that is already decoded."""
    blocks = blocked(text)
    tables = tabled(text, blocks)
    view = mended(text, blocks, tuple(table.span for table in tables))
    front = front_of(text)
    outline = outlined(view, text, front, tuple(table.span for table in tables))
    return Document(
        path=path,
        sha256=digest or sha256(text.encode()).hexdigest(),
        format="text",
        text=text,
        view=view,
        blocks=blocks,
        outline=outline,
        tables=tables,
        metadata=described(view, text, front, outline),
    )
