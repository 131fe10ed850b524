"""Afterwards: the log is whole and its rows are what it says; the dump loads into an empty server, and is the same."""

from pathlib import Path

from yearly.cast import Year
from yearly.serving import Server


def export(year: Year, to: Path) -> None:
    """Everything by the API, as one file."""
    year["planner"].refused(403, "GET", "/dump")
    to.write_bytes(year["admin"].download("/dump", why="年终存档"))
    checked = year["admin"].upload("/dump/check", to.name, to.read_bytes())
    year.tell(f"dump: {sum(checked['rows'].values())} rows, {checked['files']} files, whole")


def verify(server: Server) -> list[str]:
    """What `taizhang admin verify` says."""
    return server.run("admin", "verify").strip().splitlines()


def load(dump: Path, other: Server) -> bool:
    """Load a dump into an empty server of its own; whether the dump of that one is the same, byte for byte."""
    other.make_tables()
    other.run("admin", "load", str(dump))
    verify(other)
    again = other.home / "again.zip"
    other.run("admin", "dump", "-o", str(again))
    return again.read_bytes() == dump.read_bytes()
