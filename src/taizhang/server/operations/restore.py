"""`taizhang admin restore`: a backup into an empty place, each member checked before any is put where it belongs."""

import json
import shutil
import sqlite3
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import file_digest
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from taizhang.errors import FileMissing
from taizhang.server.operations.backup import DATABASES, FILES, FORMAT, KEY, MANIFEST
from taizhang.server.operations.snapshots import embedded_database, run_postgresql
from taizhang.server.operations.telling import NotDone, Tell, Words, not_done

Manifest = dict[str, Any]


def restore(tell: Tell, *, file: str) -> int:
    """Unpack beside the place, check, and only then put everything there."""
    wants_empty_place()
    with unpacked(Path(file)) as folder:
        manifest = checked(folder, file)
        put_in_place(folder, manifest)
    count, made, by = len(manifest["members"]), manifest["made_at"], manifest["taizhang"]
    tell(
        Words(
            f"已恢复 {made} 的备份（{count} 个文件，台账 {by}）。请运行 taizhang admin verify，再启动服务。",
            f"restored the backup of {made} ({count} files, taizhang {by}). Now run taizhang admin verify, then serve.",
        )
    )
    return 0


def wants_empty_place() -> None:
    """Raise NotDone where something of a ledger stands already."""
    root = Path(settings.MEDIA_ROOT)
    full = next((str(path) for path in root.rglob("*") if path.is_file()), None) or database_in_use()
    if full is not None:
        raise not_done(
            f"这里已有数据（{full}），没有恢复；请用 TAIZHANG_HOME（或 TAIZHANG_DATABASE_URL）指定空的位置",
            f"there are data here already ({full}); name an empty place by TAIZHANG_HOME (or TAIZHANG_DATABASE_URL)",
        )


def database_in_use() -> str | None:
    """The database, where it holds any table; None where it is empty or is not there yet."""
    if connection.vendor != "sqlite":
        return str(connection.settings_dict["NAME"]) if connection.introspection.table_names() else None
    path = embedded_database()
    if not path.exists():
        return None
    with closing(sqlite3.connect(path)) as database:
        tables = database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    return str(path) if tables else None


@contextmanager
def unpacked(backup: Path) -> Iterator[Path]:
    """The members of a backup in a folder beside the place for which they are meant."""
    if not backup.is_file():
        raise FileMissing(path=str(backup))
    settings.HOME_FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.HOME_FOLDER, prefix=".restoring-") as folder:
        try:
            with tarfile.open(backup) as tar:
                tar.extractall(folder, filter="data")
        except (tarfile.TarError, EOFError, zlib.error) as error:
            raise damaged(str(backup), str(error)) from error
        yield Path(folder)


def damaged(name: str, detail: str) -> NotDone:
    """The refusal of a backup that is not what it was when it was made."""
    return not_done(
        f"{name}：备份不完整或已损坏（{detail}），没有恢复任何内容；请换一份备份",
        f"{name}: the backup is incomplete or damaged ({detail}); nothing was restored: take another",
    )


def checked(folder: Path, name: str) -> Manifest:
    """The manifest of a backup, each of its members compared with it."""
    try:
        manifest: Manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        members = {member["name"]: (member["size"], member["sha256"]) for member in manifest["members"]}
        made_for, written_as = manifest["database"], manifest["format"]
    except (FileNotFoundError, KeyError, TypeError, ValueError) as error:
        raise damaged(name, MANIFEST) from error
    if written_as != FORMAT:
        raise not_done(f"{name}：这份备份是更新的版本做的，请升级程序", f"{name}: a newer version made this backup")
    if made_for != connection.vendor:
        raise not_done(
            f"{name}：备份自 {made_for}，这里是 {connection.vendor}；要换数据库请用 taizhang admin dump 和 load",
            f"{name}: made from {made_for}, here is {connection.vendor}; to change use taizhang admin dump and load",
        )
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    there.pop(MANIFEST)
    for member in members.keys() | there.keys():
        if member not in there or member not in members or described(there[member]) != members[member]:
            raise damaged(name, member)
    return manifest


def described(path: Path) -> tuple[int, str]:
    """The size and the hash of a file."""
    with path.open("rb") as stream:
        return path.stat().st_size, file_digest(stream, "sha256").hexdigest()


def put_in_place(folder: Path, manifest: Manifest) -> None:
    """Move everything to its place; what was moved goes back where a later step fails."""
    database = folder / DATABASES[manifest["database"]]
    if connection.vendor == "sqlite":
        wants_sound(database)
    else:
        wants_one_step = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
        run_postgresql("pg_restore", [*wants_one_step, f"--dbname={connection.settings_dict['NAME']}", str(database)])
    if (folder / FILES).exists():
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
        (folder / FILES).rename(settings.MEDIA_ROOT)
    if (folder / KEY).exists():
        (folder / KEY).replace(settings.HOME_FOLDER / KEY)
    if connection.vendor == "sqlite":
        connection.close()
        place = embedded_database()
        for rest in ("-wal", "-shm"):
            place.with_name(place.name + rest).unlink(missing_ok=True)
        database.replace(place)


def wants_sound(database: Path) -> None:
    """Raise NotDone where a SQLite database is broken."""
    with closing(sqlite3.connect(database)) as copy:
        said = copy.execute("PRAGMA integrity_check").fetchone()[0]
    if said != "ok":
        raise damaged(database.name, said)
