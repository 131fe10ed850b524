"""Files attached to a value: kept by their hash like documents, small ones only."""

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.documents.files import MEGABYTE, keep, path_of, received
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import NotThere, TooLarge
from taizhang.server.returns.ageing import fresh
from taizhang.server.returns.models import Cell, Return
from taizhang.server.returns.standing import must_be_open

MOST_MB = 10
LONGEST_NAME = 120
ATTACHMENT = Words("附件", "attachment")


@action("return.fill")
def attach(
    act: Act,
    filed: Return,
    *,
    cell: Cell,
    expected: int,
    name: str,
    chunks: Iterable[bytes],
    why: str = "",
) -> Cell:
    """Attach a file to a cell, in place of the one before, which the log still names."""
    must_be_open(fresh(act, filed), clock.today())
    with received(_small(chunks)) as file:
        keep(file)
        return act.update(cell, expected=expected, attachment=f"{file.sha256}/{plain_name(name)}")


@action("return.fill")
def detach(act: Act, filed: Return, *, cell: Cell, expected: int, why: str = "") -> Cell:
    """Take the attachment off a cell."""
    must_be_open(fresh(act, filed), clock.today())
    return act.update(cell, expected=expected, attachment="")


def attached(cell: Cell) -> tuple[Path, str]:
    """Where the file attached to a cell stands, and what it is called."""
    hashed, _, name = cell.attachment.partition("/")
    if not hashed or not path_of(hashed).exists():
        raise NotThere(thing=ATTACHMENT)
    return path_of(hashed), name


def plain_name(name: str) -> str:
    r"""The last part of a file's name, of bounded length, with its ending.

    >>> plain_name("C:\\报表\\说明.pdf"), plain_name("/")
    ('说明.pdf', 'file')
    """
    last = PurePosixPath(name.replace("\\", "/")).name or "file"
    stem, dot, ending = last.rpartition(".")
    return last if len(last) <= LONGEST_NAME else f"{stem[: LONGEST_NAME - 12]}{dot}{ending[:10]}"


def _small(chunks: Iterable[bytes]) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > MOST_MB * MEGABYTE:
            raise TooLarge(thing=ATTACHMENT, limit=f"{MOST_MB} MB")
        yield chunk
