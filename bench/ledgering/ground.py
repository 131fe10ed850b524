"""Where the measured ledger stands: a folder of its own with SQLite in it, or a PostgreSQL that is named."""

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def folder(kept: Path | None) -> Iterator[Path]:
    """The folder of the ledger: one that is kept, or one that is gone afterwards."""
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    with TemporaryDirectory(prefix="taizhang-bench-") as name:
        yield Path(name)


def stand_in(home: Path, database: str | None) -> None:
    """Let Django know the folder and the database. Nothing of the server may be imported before."""
    os.environ.update(
        TAIZHANG_HOME=str(home), TAIZHANG_LOG_LEVEL="error", DJANGO_SETTINGS_MODULE="taizhang.server.settings"
    )
    os.environ.pop("TAIZHANG_TRIAL", None)
    if database is not None:
        os.environ["TAIZHANG_DATABASE_URL"] = database
    import django

    django.setup()


def make_tables() -> None:
    """The tables as the models have them today, migrations or not."""
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command

    usual = settings.MIGRATION_MODULES
    settings.MIGRATION_MODULES = {config.label: None for config in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)
    settings.MIGRATION_MODULES = usual
    call_command("migrate", fake=True, verbosity=0)  # so that `taizhang serve` finds nothing pending


def is_empty() -> bool:
    """Whether the database has no tables yet."""
    from django.db import connection

    return not connection.introspection.table_names()


def settle() -> None:
    """What the database does by itself in time: PostgreSQL counts its rows, SQLite empties its log of writes."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "PRAGMA wal_checkpoint(TRUNCATE)")


def database_bytes() -> int:
    """The size of the database with its indexes."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        return int(cursor.fetchone()[0])


def table_bytes(*tables: str) -> int | None:
    """The size of some tables with their indexes; None where the database does not tell."""
    from django.db import DatabaseError, connection

    names = ", ".join(f"'{table}'" for table in tables)
    asked = {
        "postgresql": f"SELECT sum(pg_total_relation_size(name::regclass)) FROM unnest(ARRAY[{names}]) AS name",
        "sqlite": f"SELECT sum(pgsize) FROM dbstat WHERE name IN (SELECT name FROM sqlite_master"
        f" WHERE tbl_name IN ({names}))",
    }
    with connection.cursor() as cursor:
        try:
            cursor.execute(asked[connection.vendor])
            return int(cursor.fetchone()[0])
        except DatabaseError:
            return None


def peak_megabytes() -> float:
    """The most memory that this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
