"""Copies of a database that are whole though it is being written: of SQLite by its own interface, else by pg_dump."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from taizhang.server.operations.telling import Tell, Words, not_done

PAGES = 4096  # copied at a time, so that writers get their turn


def copy_sqlite(target: Path) -> None:
    """Copy the embedded database while it may be written."""
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy, pages=PAGES)
        copy.execute("PRAGMA journal_mode=DELETE")  # all in one file


def embedded_database() -> Path:
    """Where the embedded database stands."""
    path: Path = settings.HOME_FOLDER / "ledger.sqlite3"
    return path


def keep_before_upgrade(tell: Tell) -> None:
    """Keep a copy of an embedded database before it is migrated."""
    if not connection.introspection.table_names():
        return
    folder = backups_folder()
    target = folder / f"before-upgrade-{datetime.now().astimezone():%Y%m%d-%H%M%S}.sqlite3"
    copy_sqlite(target)
    target.chmod(0o600)
    tell(Words(f"升级前已备份到 {target}", f"kept a copy in {target} before the upgrade"))


def backups_folder() -> Path:
    """Where backups stand unless another place is named."""
    folder: Path = settings.HOME_FOLDER / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def run_postgresql(program: str, arguments: Sequence[str]) -> None:
    """Run one of PostgreSQL's own programs on the database of the settings; its complaint becomes the refusal."""
    path = shutil.which(program)
    if path is None:
        raise not_done(
            f"没有找到 {program}；请安装 postgresql-client",
            f"{program} is not there; install postgresql-client",
        )
    run = subprocess.run(  # noqa: S603 - a program of PostgreSQL with arguments of ours
        [path, *arguments], env=os.environ | connection_variables(), capture_output=True, text=True, check=False
    )
    if run.returncode:
        raise not_done(f"{program} 没有成功：{run.stderr.strip()}", f"{program} failed: {run.stderr.strip()}")


def connection_variables() -> dict[str, str]:
    """How PostgreSQL's programs reach the database; the password stands in no list of processes."""
    told = connection.settings_dict
    options = {name: str(value) for name, value in told["OPTIONS"].items() if isinstance(value, str)}
    said = {
        "PGDATABASE": told["NAME"],
        "PGUSER": told["USER"],
        "PGPASSWORD": told["PASSWORD"],
        "PGHOST": told["HOST"] or options.get("host", ""),
        "PGPORT": told["PORT"] or options.get("port", ""),
        "PGSSLMODE": options.get("sslmode", ""),
        "PGSSLROOTCERT": options.get("sslrootcert", ""),
    }
    return {name: value for name, value in said.items() if value}
