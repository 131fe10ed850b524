"""Load a dump into an empty server: all of it in one transaction, or nothing.

Loading is done by command, since on an empty server there is nobody who could sign in. It writes no entry of its own
to the log, so that what was loaded is what was written.
"""

import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, connection, transaction

from taizhang.server.dumping.checking import PIECE, Manifest, broken, check_dump, opened
from taizhang.server.dumping.parts import Model, file_of, insert, parts, row_of, said_in
from taizhang.server.dumping.sequences import follow_ids
from taizhang.server.dumping.writing import place_of
from taizhang.server.lib.refusals import Refused

AT_ONCE = 500
LONGEST_LINE = 256 * 1024 * 1024


class NotEmpty(Refused):
    """A dump is loaded into an empty server only."""

    zh = "服务器里已有内容（{what}），全量文件只能导入空的服务器；请新建一个数据文件夹或数据库"
    en = "the server holds rows already ({what}); a dump is loaded into an empty one: make a new folder or database"
    status = 409
    code = "not_empty"


def load_dump(path: Path) -> Manifest:
    """Check a dump and load it; DumpBroken or NotEmpty where that cannot be, and then nothing has changed."""
    refuse_unless_empty()
    manifest = check_dump(path)
    placed: list[Path] = []
    try:
        with opened(path) as archive, transaction.atomic():
            refuse_unless_empty()
            for name in manifest.files:
                placed += _place(archive, name)
            for model in parts():
                _load(archive, model)
            connection.check_constraints()
            follow_ids(parts())
    except BaseException as error:
        for file in placed:
            file.unlink(missing_ok=True)
        if isinstance(error, IntegrityError | DataError):
            raise broken(f"数据互相矛盾（{error}）", f"its rows contradict each other ({error})") from error
        raise
    return manifest


def refuse_unless_empty() -> None:
    """Raise NotEmpty where there is a row of any kind."""
    held = [str(model._meta.label) for model in parts() if model._default_manager.exists()]
    if held:
        raise NotEmpty(what=", ".join(held[:3]))


def _load(archive: zipfile.ZipFile, model: Model) -> None:
    size = connection.ops.bulk_batch_size(list(model._meta.concrete_fields), [None] * AT_ONCE)
    numbered = enumerate(_lines(archive, file_of(model)), start=1)
    while batch := list(islice(numbered, min(size, AT_ONCE))):
        rows = []
        for number, line in batch:
            try:
                rows.append(row_of(model, said_in(line)))
            except (ValueError, ValidationError, TypeError, ArithmeticError) as error:
                place = f"{file_of(model)}:{number}"
                raise broken(f"{place} 有误（{error}）", f"{place} is not as it should be ({error})") from error
        insert(model, rows)


def _lines(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with archive.open(name) as member:
        while line := member.readline(LONGEST_LINE):
            yield line


def _place(archive: zipfile.ZipFile, name: str) -> Iterator[Path]:
    """Give a file its place, whole; yields the place where nothing stood there."""
    place = place_of(name)
    if place.exists():
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(name) as member, NamedTemporaryFile(dir=place.parent, delete=False) as file:
        while piece := member.read(PIECE):
            file.write(piece)
    Path(file.name).chmod(0o640)
    Path(file.name).replace(place)
    yield place
