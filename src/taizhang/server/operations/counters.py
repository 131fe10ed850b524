"""Counts of requests that all processes of a server share without another service.

Each process adds to a small file of its own in the folder of the ledger (HOME/run), mapped into memory; whoever is
asked for the metrics adds the files up. Files of processes that ended stay, so that the counts never fall.
"""

import mmap
import os
import threading
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "other")
STATUSES = range(100, 600)
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)  # seconds; above the last stands +Inf
SECONDS = len(METHODS) * len(STATUSES)  # where the histogram begins: a count a bound, one above, then the sum
CELLS = SECONDS + len(BOUNDS) + 2
BYTES = CELLS * 8


@dataclass(frozen=True)
class Counts:
    """What was counted: requests by method and status, requests by the bound of their seconds, seconds in all."""

    requests: dict[tuple[str, int], int]
    below: list[int]
    seconds: float


class Counters:
    """The counts of this process."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+b") as stream:
            stream.truncate(BYTES)
            self._cells = memoryview(mmap.mmap(stream.fileno(), BYTES)).cast("d")
        self._lock = threading.Lock()

    def count(self, method: str, status: int, seconds: float) -> None:
        """Count one request."""
        row = METHODS.index(method) if method in METHODS else len(METHODS) - 1
        place = row * len(STATUSES) + min(max(status, STATUSES[0]), STATUSES[-1]) - STATUSES[0]
        with self._lock:
            self._cells[place] += 1
            self._cells[SECONDS + bisect_left(BOUNDS, seconds)] += 1
            self._cells[CELLS - 1] += seconds


def folder() -> Path:
    """Where the files stand."""
    return Path(settings.HOME_FOLDER) / "run"


@cache
def own() -> Counters:
    """The counters of this process; made with its first request, after it was forked or spawned."""
    return Counters(folder() / f"requests-{os.getpid()}.counts")


def forget() -> None:
    """Begin at nought: done once when a server starts."""
    for path in folder().glob("requests-*.counts"):
        path.unlink(missing_ok=True)


def counted() -> Counts:
    """The counts of all processes, added up."""
    cells = [sum(column) for column in zip(*_files(), strict=True)] or [0.0] * CELLS
    requests = {
        (method, status): int(cells[row * len(STATUSES) + place])
        for row, method in enumerate(METHODS)
        for place, status in enumerate(STATUSES)
        if cells[row * len(STATUSES) + place]
    }
    return Counts(requests, [int(cell) for cell in cells[SECONDS : CELLS - 1]], cells[CELLS - 1])


def _files() -> Iterator[list[float]]:
    for path in sorted(folder().glob("requests-*.counts")):
        data = path.read_bytes()
        if len(data) == BYTES:
            yield array("d", data).tolist()
