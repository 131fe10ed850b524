"""Folders of documents: which files in them are to be read."""

import os
from collections.abc import Callable
from pathlib import Path
from stat import S_ISREG

from taizhang.errors import FileForbidden, FolderEmpty, ReadingError, refusal

Refused = Callable[[ReadingError], None]


def files_in(folder: Path, refused: Refused) -> list[str]:
    """The files in a folder and below it in the order of their names, without hidden ones and links to nowhere.

    A folder that may not be looked into is given to `refused`. Raises `FolderEmpty` where there is no file.
    """
    errors: list[OSError] = []
    walked = os.walk(folder, onerror=errors.append)
    paths = (Path(within) / name for within, _, names in walked for name in names)
    found = sorted(str(path) for path in paths if not hidden(path, folder) and regular(path))
    closed = [error for error in errors if not hidden(Path(error.filename), folder)]
    for error in closed:
        refused(closed_folder(error))
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
    """Whether a name on the way from `folder` to `path` begins with a dot, or the file is one that is open in Word.

    >>> hidden(Path("a/.git/config"), Path("a")), hidden(Path(".a/plan.txt"), Path(".a"))
    (True, False)
    >>> hidden(Path("a/~$计划.docx"), Path("a"))
    True
    """
    return any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
