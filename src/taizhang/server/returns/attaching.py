"""Files attached to a value: kept by their hash like documents, small ones only."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.documents.files import MEGABYTE, Received, received
from taizhang.server.documents.grades import grade_of_file, refuse_graded
from taizhang.server.documents.uploading import cleaned
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import NotThere, TooLarge
from taizhang.server.returns.ageing import fresh
from taizhang.server.returns.models import Cell, Return
from taizhang.server.returns.standing import must_be_open

MOST_MB = 10
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
    name = cleaned(name)
    with received(_small(chunks)) as file:
        refuse_graded(name, grade_of_file(file.path, name))
        changed = act.update(cell, expected=expected, attachment=f"{file.sha256}/{name}")
        _keep(file)
        return changed


@action("return.fill")
def detach(act: Act, filed: Return, *, cell: Cell, expected: int, why: str = "") -> Cell:
    """Take the attachment off a cell."""
    must_be_open(fresh(act, filed), clock.today())
    return act.update(cell, expected=expected, attachment="")


def attached(cell: Cell) -> tuple[Path, str]:
    """Where the file attached to a cell stands, and what it is called."""
    hashed, _, name = cell.attachment.partition("/")
    if not hashed or not place_of(hashed).exists():
        raise NotThere(thing=ATTACHMENT)
    return place_of(hashed), name


def place_of(hashed: str) -> Path:
    """Where the bytes of an attachment stand: apart from documents, whose files go with them."""
    return Path(settings.MEDIA_ROOT) / "attachments" / hashed[:2] / hashed[2:]


def _keep(file: Received) -> None:
    place = place_of(file.sha256)
    place.parent.mkdir(parents=True, exist_ok=True)
    file.path.replace(place)
    place.chmod(0o640)


def _small(chunks: Iterable[bytes]) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > MOST_MB * MEGABYTE:
            raise TooLarge(thing=ATTACHMENT, limit=f"{MOST_MB} MB")
        yield chunk
