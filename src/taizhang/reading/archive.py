"""Archives of documents: each member is read as a file of its own, called by the archive's path and its own name."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from taizhang.errors import FileHostile, NothingReadable, ReadingError, Words
from taizhang.reading.limits import MOST_DEPTH
from taizhang.reading.packages import SIGNATURE, Budget, Package

Content = tuple[str, bytes | ReadingError]
_EMPTY = b"PK\x05\x06"
_OFFICE = ("[Content_Types].xml", "mimetype")
# What programs leave in archives beside the documents.
_LEFTOVERS = frozenset({"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"})


def is_archive(data: bytes) -> bool:
    """Whether the content is a ZIP of files, rather than a document kept as a ZIP (Word, Excel, OpenDocument)."""
    if data.startswith(_EMPTY):
        return True
    if not data.startswith(SIGNATURE):
        return False
    try:
        package = Package(data, "")
    except ReadingError:
        return not any(name.encode() in data[:4096] for name in _OFFICE)
    return not any(name in package for name in _OFFICE)


def contents(data: bytes, path: str, depth: int = 0, budget: Budget | None = None) -> Iterator[Content]:
    """The files that an archive holds, archives within it opened too: what each is called, and its bytes.

    Where one cannot be taken out its error is given in place of bytes, and the others follow. A file that is no
    archive is itself all that it holds. All that is unpacked counts against one `budget`.
    """
    budget = budget or Budget()
    if not is_archive(data):
        yield path, data
        return
    if depth >= MOST_DEPTH:
        detail = Words(f"压缩包套了 {MOST_DEPTH} 层以上", f"archives more than {MOST_DEPTH} deep")
        yield path, FileHostile(path=path, detail=detail)
        return
    try:
        package = Package(data, path, budget)
    except ReadingError as error:
        yield path, error
        return
    names = [name for name in package.names if not _is_leftover(name)]
    if not names:
        yield path, NothingReadable(path=path, detail=Words("压缩包是空的", "the archive is empty"))
    for name in names:
        if budget.bytes < 0:
            return
        yield from _member(package, name, f"{path}/{_told(package.shown(name))}", depth, budget)


def _member(package: Package, name: str, path: str, depth: int, budget: Budget) -> Iterator[Content]:
    try:
        data = package.read(name)
    except ReadingError as error:
        yield path, type(error)(**{**error.fields, "path": path})
        return
    yield from contents(data, path, depth + 1, budget)


def _is_leftover(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(part in _LEFTOVERS or part.startswith(("._", "~$")) for part in parts)


def _told(name: str) -> str:
    r"""A member's name to be shown: it is never a path to anything.

    >>> _told("../../etc/plan.txt"), _told("C:\\年报\\计划.docx")
    ('etc/plan.txt', '年报/计划.docx')
    """
    parts = PurePosixPath(name.replace("\\", "/")).parts
    kept = [part for part in parts if part not in ("/", "..", ".") and not part.endswith(":")]
    return "/".join("".join(c if c.isprintable() else "�" for c in part) for part in kept) or "?"
