"""The documents that a command is to read: files, folders and standard input."""

import sys
from collections.abc import Iterable
from pathlib import Path

from taizhang.cli.failures import Failures
from taizhang.errors import FileTooLarge, FolderEmpty
from taizhang.model import Document
from taizhang.reading import LIMIT, document_from, open_document

STANDARD_INPUT = "-"


def paths_in(arguments: Iterable[str], failures: Failures) -> list[str]:
    """The files named; of a folder those in it and below, in the order of their names, hidden ones left alone."""
    paths: list[str] = []
    for argument in arguments:
        with failures.noted(argument):
            paths += files_in(Path(argument)) if Path(argument).is_dir() else [argument]
    return paths


def files_in(folder: Path) -> list[str]:
    """The files in a folder and below it. Raises `FolderEmpty` where there are none."""
    found = sorted(str(path) for path in folder.rglob("*") if path.is_file() and not hidden(path, folder))
    if not found:
        raise FolderEmpty(path=folder)
    return found


def hidden(path: Path, folder: Path) -> bool:
    """Whether a name on the way from `folder` to `path` begins with a dot.

    >>> hidden(Path("a/.git/config"), Path("a")), hidden(Path(".a/plan.txt"), Path(".a"))
    (True, False)
    """
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def document_at(path: str) -> Document:
    """The document at `path`, or from standard input where `path` is a hyphen."""
    if path == STANDARD_INPUT:
        return document_from(piped(path), path)
    return open_document(path)


def piped(path: str) -> bytes:
    """What comes by standard input, within the limit for files."""
    limit = LIMIT * 1_000_000
    data = sys.stdin.buffer.read(limit + 1)
    if len(data) > limit:
        raise FileTooLarge(path=path, size=f"> {LIMIT}", limit=LIMIT)
    return data
