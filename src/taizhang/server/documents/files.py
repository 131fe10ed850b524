"""The bytes of documents, in a folder by their hash; written under a temporary name, then renamed: whole or absent."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

from taizhang.errors import Words
from taizhang.server.lib.refusals import Invalid, TooLarge
from taizhang.server.lib.rows import Recorded, recorded_models

INCOMING = "incoming"
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Received:
    """A file that has come in whole and waits, under a temporary name, for the word that it is to be kept."""

    path: Path
    sha256: str
    size: int


@contextmanager
def received(chunks: Iterable[bytes]) -> Iterator[Received]:
    """Take in a file of at most TAIZHANG_UPLOAD_MB. Unless it is kept within the block, nothing of it stays."""
    folder = _root() / INCOMING
    folder.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=folder, delete=False) as file:
        path = Path(file.name)
        try:
            hashed, size = _write(file.fileno(), chunks)
            yield Received(path, hashed, size)
        finally:
            path.unlink(missing_ok=True)


def _write(file: int, chunks: Iterable[bytes]) -> tuple[str, int]:
    limit, digest, size = settings.CONFIG.number("UPLOAD_MB"), sha256(), 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit * MEGABYTE:
            raise too_large()
        digest.update(chunk)
        _write_all(file, chunk)
    if not size:
        raise Invalid({"file": Words("文件是空的", "the file is empty")})
    os.fsync(file)
    return digest.hexdigest(), size


def _write_all(file: int, chunk: bytes) -> None:
    view = memoryview(chunk)
    while view:
        view = view[os.write(file, view) :]


def too_large() -> TooLarge:
    """The refusal of a file above the limit."""
    return TooLarge(thing=Words("文件", "the file"), limit=f"{settings.CONFIG.number('UPLOAD_MB')} MB")


def keep(file: Received) -> Path:
    """Give a file its place for good; where the same bytes stand already they stay."""
    path = path_of(file.sha256)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        file.path.replace(path)
        path.chmod(0o640)
        _sync(path.parent)
    return path


def _sync(folder: Path) -> None:
    """Have the name of a new file on the disk before the database tells of it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def path_of(hashed: str) -> Path:
    """Where the bytes of that hash stand."""
    return _root() / hashed[:2] / hashed[2:]


def drop(hashed: str) -> None:
    """Remove the bytes of a document that is not to be kept, unless a row of another kind keeps the same."""
    keeping = {"sha256": hashed}
    if not any(model._default_manager.filter(**keeping).exists() for model in _keepers()):
        path_of(hashed).unlink(missing_ok=True)


def _keepers() -> Iterator[type[Recorded]]:
    """The kinds of rows besides documents, such as imported workbooks, that keep a file by its hash."""
    for model in recorded_models():
        if model._meta.label != "documents.Document" and any(field.name == "sha256" for field in model._meta.fields):
            yield model


def left_behind(before: float) -> Iterator[Path]:
    """Files that came in before that time (seconds since 1970) and that nobody kept: their process was killed."""
    folder = _root() / INCOMING
    return (path for path in folder.glob("*") if path.stat().st_mtime < before)


def _root() -> Path:
    return Path(settings.MEDIA_ROOT)
