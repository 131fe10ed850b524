"""The documents that a command is to read: files, folders and standard input."""

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from stat import S_ISREG

from taizhang.cli.exits import Exit
from taizhang.cli.failures import Failures
from taizhang.errors import FileForbidden, FileTooLarge, FolderEmpty, ReadingError, refusal
from taizhang.reading import LIMIT, contents_of
from taizhang.reading.archive import Content as Named
from taizhang.reading.archive import contents

STANDARD_INPUT = "-"


def paths_in(arguments: Iterable[str], failures: Failures) -> list[str]:
    """The files named; of a folder those in it and below, in the order of their names, hidden ones left alone."""
    paths: list[str] = []
    for argument in arguments:
        with failures.noted(argument):
            # unlike Path.is_dir, this does not raise where the way there is closed
            folder = os.path.isdir(argument)  # noqa: PTH112
            paths += files_in(Path(argument), failures) if folder else [argument]
    return paths


def files_in(folder: Path, failures: Failures) -> list[str]:
    """The files in a folder and below it; a folder that may not be looked into is told.

    Raises `FolderEmpty` where there are none.
    """
    refused: list[OSError] = []
    walked = os.walk(folder, onerror=refused.append)
    paths = (Path(within) / name for within, _, names in walked for name in names)
    found = sorted(str(path) for path in paths if not hidden(path, folder) and regular(path))
    closed = [error for error in refused if not hidden(Path(error.filename), folder)]
    for error in closed:
        failures.tell(closed_folder(error).message(failures.lang), Exit.SOME_FAILED)
    if not found and not closed:
        raise FolderEmpty(path=folder)
    return found


def closed_folder(error: OSError) -> ReadingError:
    """What to say of a folder that cannot be looked into."""
    if isinstance(error, PermissionError):
        return FileForbidden(path=error.filename)
    return ReadingError(path=error.filename, detail=refusal(error))


def regular(path: Path) -> bool:
    """Whether there may be a document: no pipe, no link to nowhere; what may not be looked at is told when read."""
    try:
        return S_ISREG(path.stat().st_mode)
    except PermissionError:
        return True
    except OSError:
        return False


def hidden(path: Path, folder: Path) -> bool:
    """Whether a name on the way from `folder` to `path` begins with a dot.

    >>> hidden(Path("a/.git/config"), Path("a")), hidden(Path(".a/plan.txt"), Path(".a"))
    (True, False)
    """
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def contents_at(path: str) -> Iterator[Named]:
    """What is to be read at `path`, or from standard input where `path` is a hyphen; an archive holds several."""
    return contents(piped(path), path) if path == STANDARD_INPUT else contents_of(path)


def piped(path: str) -> bytes:
    """What comes by standard input, within the limit for files."""
    limit = LIMIT * 1_000_000
    data = sys.stdin.buffer.read(limit + 1)
    if len(data) > limit:
        raise FileTooLarge(path=path, limit=LIMIT)
    return data
