"""The bytes of a workbook that was dropped, within the limit of workbooks."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from taizhang.errors import Words
from taizhang.server.documents.files import path_of
from taizhang.server.lib.refusals import NotThere, TooLarge
from taizhang.server.returns.models import Import
from taizhang.server.returns.workbooks.opening import MEGABYTE, MOST_MB

WORKBOOK = Words("工作簿", "workbook")


def bounded(chunks: Iterable[bytes], name: str) -> Iterator[bytes]:
    """The pieces of a file; TooLarge as soon as there are too many."""
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > MOST_MB * MEGABYTE:
            raise TooLarge(thing=name, limit=f"{MOST_MB} MB")
        yield chunk


def original(drop: Import) -> Path:
    """Where the file of an import stands, as it came in."""
    path = path_of(drop.sha256)
    if not path.is_file():
        raise NotThere(thing=WORKBOOK)
    return path
