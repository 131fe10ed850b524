"""The documents that a command is to read: files, folders and standard input."""

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from taizhang.cli.exits import Exit
from taizhang.cli.failures import Failures
from taizhang.errors import FileTooLarge, ReadingError
from taizhang.reading import LIMIT, contents_of
from taizhang.reading.archive import Content, contents
from taizhang.reading.folders import files_in

STANDARD_INPUT = "-"


def paths_in(arguments: Iterable[str], failures: Failures) -> list[str]:
    """The files named; of a folder those in it and below, in the order of their names, hidden ones left alone."""

    def refused(error: ReadingError) -> None:
        failures.tell(error.message(failures.lang), Exit.SOME_FAILED)

    paths: list[str] = []
    for argument in arguments:
        with failures.noted(argument):
            # unlike Path.is_dir, this does not raise where the way there is closed
            folder = os.path.isdir(argument)  # noqa: PTH112
            paths += files_in(Path(argument), refused) if folder else [argument]
    return paths


def contents_at(path: str) -> Iterator[Content]:
    """What is to be read at `path`, or from standard input where `path` is a hyphen; an archive holds several."""
    return contents(piped(path), path) if path == STANDARD_INPUT else contents_of(path)


def piped(path: str) -> bytes:
    """What comes by standard input, within the limit for files."""
    limit = LIMIT * 1_000_000
    data = sys.stdin.buffer.read(limit + 1)
    if len(data) > limit:
        raise FileTooLarge(path=path, limit=LIMIT)
    return data
