"""Write a dump: in one look at the database, a little at a time, so that it needs no memory to speak of."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from taizhang.server.dumping.archive import Archive
from taizhang.server.dumping.parts import columns_of, file_of, lines_of, parts
from taizhang.server.lib.rows import canonical

FORMAT = 1
MANIFEST = "manifest.json"
FOLDERS = {"files": "", "attachments": "attachments"}  # what stands in a dump, and where that is among the files
FILE = re.compile(rf"({'|'.join(FOLDERS)})/[0-9a-f]{{64}}")
PIECE = 256 * 1024


def dump_chunks() -> Iterator[bytes]:
    """The bytes of a dump, one after the other."""
    archive, told = Archive(), []
    with one_look():
        for model in parts():
            about: dict[str, Any] = {}
            yield from archive.add(file_of(model), (line.encode() for line in lines_of(model)), about)
            told.append(
                {
                    "columns": columns_of(model),
                    "file": file_of(model),
                    "rows": about["chunks"],
                    "sha256": about["sha256"],
                }
            )
    files = 0
    for name, path in kept_files():
        files += 1
        yield from archive.add(name, pieces_of(path), {})
    manifest = {"format": FORMAT, "taizhang": version("taizhang"), "parts": told, "files": files}
    yield from archive.add(MANIFEST, [canonical(manifest).encode()], {})
    yield from archive.end()


def write_dump(path: Path) -> None:
    """Write a dump to a file that only its owner may read: whole, or not at all."""
    unfinished = path.with_name(f".{path.name}.part")
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            for chunk in dump_chunks():
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def one_look() -> Iterator[None]:
    """See the database as it is now, whatever is written meanwhile, and keep nobody from writing."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        connection.ensure_connection()
        mode = connection.transaction_mode  # type: ignore[attr-defined]
        connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
        try:
            with transaction.atomic():
                yield
        finally:
            connection.transaction_mode = mode  # type: ignore[attr-defined]


def kept_files() -> Iterator[tuple[str, Path]]:
    """The files of documents, workbooks and attachments, each by its name in the dump."""
    for kept, folder in FOLDERS.items():
        for path in sorted((Path(settings.MEDIA_ROOT) / folder).glob("[0-9a-f][0-9a-f]/*")):
            name = f"{kept}/{path.parent.name}{path.name}"
            if FILE.fullmatch(name) and path.is_file():
                yield name, path


def place_of(name: str) -> Path:
    """Where the file stands that has this name in the dump."""
    kept, _, hashed = name.partition("/")
    return Path(settings.MEDIA_ROOT) / FOLDERS[kept] / hashed[:2] / hashed[2:]


def pieces_of(path: Path) -> Iterator[bytes]:
    """A file piece by piece."""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
