"""Where the ledger is kept: SQLite in the folder, or the PostgreSQL that TAIZHANG_DATABASE_URL names."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from taizhang.server.config import Config

POOL = {"min_size": 1, "max_size": 16, "timeout": 5}  # seconds; a dead server is told soon
KEPT = 600  # seconds for which a thread keeps its SQLite open: to open it anew costs more than most answers


def database_of(config: Config) -> dict[str, Any]:
    """Django's description of the database. SQLite runs in WAL, writers one after the other."""
    url = config.text("DATABASE_URL")
    return postgresql(url) if url else sqlite(config)


def sqlite(config: Config) -> dict[str, Any]:
    """SQLite in the folder of the ledger: IMMEDIATE transactions wait for each other instead of failing."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": config.home / "ledger.sqlite3",
        "CONN_MAX_AGE": KEPT,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }


def postgresql(url: str) -> dict[str, Any]:
    """PostgreSQL by its address, with a pool that gives up on a dead server after five seconds."""
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": {"pool": POOL, **dict(parse_qsl(parts.query))},
    }
