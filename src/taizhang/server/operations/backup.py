"""`taizhang admin backup`: the database, the files and the key in one file, made while the server goes on.

The database is copied first, the files after it: a file once kept never changes, so each that the copy speaks of is
there. The file is a gzipped tar; manifest.json stands last in it, with the size and hash of every member, so that one
that was cut off holds none.
"""

import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import connection

from taizhang.server.documents.files import INCOMING
from taizhang.server.operations.snapshots import backups_folder, copy_sqlite, run_postgresql
from taizhang.server.operations.telling import Tell, Words, not_done

FORMAT = 1
MANIFEST = "manifest.json"
KEY = "secret.key"
FILES = "files"
DATABASES = {"sqlite": "ledger.sqlite3", "postgresql": "ledger.pgdump"}
Member = dict[str, Any]


class Hashed(io.RawIOBase):
    """A stream that is hashed while it is read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.digest = sha256()

    def readable(self) -> bool:
        """It can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Read on."""
        data = self.stream.read(size)
        self.digest.update(data)
        return data


def backup(tell: Tell, *, output: str | None = None, keep: int | None = None) -> int:
    """Write a backup, whole or not at all; of those in the folder of backups keep the latest few, where asked to."""
    name = f"taizhang-{datetime.now().astimezone():%Y%m%d-%H%M%S}.tar.gz"
    target = Path(output) if output else backups_folder() / name
    if target.exists():
        raise not_done(f"{target} 已存在，没有覆盖", f"{target} is there already; nothing was overwritten")
    with draft_of(target) as draft:
        members = list(written(draft))
    size = target.stat().st_size / 1024**2
    tell(
        Words(
            f"已备份到 {target}（{size:.1f} MB，{len(members)} 个文件）。里面有密钥和全部数据，请妥善保管。",
            f"backed up to {target} ({size:.1f} MB, {len(members)} files). It holds the key and all data.",
        )
    )
    for old in sorted(backups_folder().glob("taizhang-*.tar.gz"))[:-keep] if keep else []:
        old.unlink()
        tell(Words(f"已删去旧备份 {old.name}", f"removed {old.name}"))
    return 0


@contextmanager
def draft_of(target: Path) -> Iterator[IO[bytes]]:
    """A file that only its owner reads and that appears at `target` once it is complete."""
    target.parent.mkdir(parents=True, exist_ok=True)
    path = target.with_name(f".{target.name}.part")
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as draft:
            yield draft
            draft.flush()
            os.fsync(draft.fileno())
        path.replace(target)
    finally:
        path.unlink(missing_ok=True)


def written(draft: IO[bytes]) -> Iterator[Member]:
    """Write the members, then the manifest."""
    with tarfile.open(fileobj=draft, mode="w:gz", compresslevel=6) as tar:
        members = []
        for name, path in sources():
            try:
                member = added(tar, name, path)
            except FileNotFoundError:  # a file that nobody keeps any more went away meanwhile
                continue
            members.append(member)
            yield member
        manifest = {
            "format": FORMAT,
            "taizhang": version("taizhang"),
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "database": connection.vendor,
            "members": members,
        }
        data = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
        info = tarfile.TarInfo(MANIFEST)
        info.size, info.mode = len(data), 0o600
        tar.addfile(info, io.BytesIO(data))


def sources() -> Iterator[tuple[str, Path]]:
    """What goes into a backup: the copy of the database, the key where the folder has it, each file that is kept."""
    with tempfile.TemporaryDirectory(dir=backups_folder(), prefix=".copy-") as folder:
        name = DATABASES[connection.vendor]
        copy_database(Path(folder) / name)
        yield name, Path(folder) / name
    key = settings.HOME_FOLDER / KEY
    if key.exists():
        yield KEY, key
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and name.partition("/")[0] != INCOMING:
            yield f"{FILES}/{name}", path


def copy_database(target: Path) -> None:
    """A copy of the database as it is at one moment."""
    if connection.vendor == "sqlite":
        copy_sqlite(target)
    else:
        run_postgresql("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", f"--file={target}"])


def added(tar: tarfile.TarFile, name: str, path: Path) -> Member:
    """Add one file, and tell its size and hash."""
    with path.open("rb") as stream:
        info = tar.gettarinfo(arcname=name, fileobj=stream)
        info.uid = info.gid = 0
        info.uname = info.gname = ""
        info.mode = 0o600
        hashed = Hashed(stream)
        tar.addfile(info, hashed)
    return {"name": name, "size": info.size, "sha256": hashed.digest.hexdigest()}
