"""The running log: one line an event on standard error, as text or JSON, with the request and the person it is of.

It tells what the machine does and never what the ledger holds: no bodies, no query strings, no headers, no passwords.
The history of the ledger is the log in the database.
"""

import json
import logging
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from taizhang.server.config import Config


@dataclass
class Asked:
    """A request under way: its id, and who makes it once that is known."""

    id: str
    user: str = ""


asked: ContextVar[Asked | None] = ContextVar("asked", default=None)
EXTRAS = ("method", "path", "status", "seconds", "address")


class TextLines(logging.Formatter):
    """A line for people: time, level, what happened, [request user]."""

    def format(self, record: logging.LogRecord) -> str:
        """One record as a line; a traceback follows on lines of its own."""
        now = asked.get()
        about = f" [{' '.join(filter(None, (now.id, now.user)))}]" if now else ""
        line = f"{_time(record):%Y-%m-%d %H:%M:%S} {record.levelname} {one_line(record.getMessage())}{about}"
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


class JsonLines(logging.Formatter):
    """A line for programs: an object with time, level, logger, message, request, user, and what the record adds."""

    def format(self, record: logging.LogRecord) -> str:
        """One record as a line of JSON."""
        now = asked.get()
        said: dict[str, Any] = {
            "time": _time(record).astimezone(UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if now is not None:
            said |= {"request": now.id, "user": now.user}
        said |= {name: record.__dict__[name] for name in EXTRAS if name in record.__dict__}
        if record.exc_info:
            said["traceback"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False, default=str)


def _time(record: logging.LogRecord) -> datetime:
    return datetime.fromtimestamp(record.created).astimezone()


def one_line(words: str) -> str:
    r"""Words without anything that could pass for a line of the log or steer a terminal.

    >>> one_line("GET /a\nERROR forged\x1b[31m")
    'GET /a�ERROR forged�[31m'
    """
    return "".join(sign if sign.isprintable() else "�" for sign in words)


def logging_of(config: Config) -> dict[str, Any]:
    """The description that `logging.config` takes."""
    form = {"json": JsonLines, "text": TextLines}[config.text("LOG_FORMAT")]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": form}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": config.text("LOG_LEVEL").upper()},
        "loggers": {
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.request": {"level": "ERROR"},  # what was refused stands in the line of its request
            "django.db.backends": {"level": "INFO"},  # at debug it would tell what rows hold
            "axes": {"level": "WARNING"},
        },
    }
