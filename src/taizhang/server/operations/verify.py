"""`taizhang admin verify`: whether the log is whole, rows are what it says, files and database are sound."""

from collections.abc import Iterator
from hashlib import file_digest
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import connection

from taizhang.server.documents.files import INCOMING, path_of
from taizhang.server.documents.models import Document
from taizhang.server.log import verifying
from taizhang.server.operations.telling import Tell, Words
from taizhang.server.returns.attaching import place_of
from taizhang.server.returns.models import Cell, Import

MOST_TOLD = 20


def verify(tell: Tell) -> int:
    """Look at everything, and return 1 where something is not as it should be."""
    wrong = 0
    for title, found in (
        (Words("数据库", "database"), list(database_faults())),
        (Words("文件", "files"), list(file_faults())),
        (Words("日志与数据", "log and rows"), list(ledger_faults(tell))),
    ):
        for words in islice(found, MOST_TOLD):
            tell(Words(f"✗ {title.zh}：{words.zh}", f"✗ {title.en}: {words.en}"))
        if len(found) > MOST_TOLD:
            rest = len(found) - MOST_TOLD
            tell(Words(f"✗ {title.zh}：另有 {rest} 处", f"✗ {title.en}: {rest} more"))
        if not found:
            tell(Words(f"✓ {title.zh}：正常", f"✓ {title.en}: sound"))
        wrong += len(found)
    return 1 if wrong else 0


def database_faults() -> Iterator[Words]:
    """What the database says of itself: broken pages, rows that point nowhere, indexes that do not hold."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA integrity_check")
            yield from (Words(said, said) for (said,) in cursor.fetchall() if said != "ok")
            cursor.execute("PRAGMA foreign_key_check")
            yield from (pointing_nowhere(*row[:3]) for row in cursor.fetchall())
        else:
            cursor.execute("SELECT indexrelid::regclass::text FROM pg_index WHERE NOT (indisvalid AND indisready)")
            yield from (Words(f"索引 {name} 无效", f"index {name} is not valid") for (name,) in cursor.fetchall())
            cursor.execute("SELECT conname FROM pg_constraint WHERE NOT convalidated")
            yield from (Words(f"约束 {name} 未查", f"constraint {name} unchecked") for (name,) in cursor.fetchall())


def pointing_nowhere(table: str, row: int, to: str) -> Words:
    """A row that points to one that is not there."""
    return Words(f"{table} 第 {row} 行指向不存在的 {to}", f"row {row} of {table} points to no row of {to}")


def file_faults() -> Iterator[Words]:
    """Files that are not what their names, their hashes, say; and rows whose file is missing."""
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and name.partition("/")[0] != INCOMING and hash_of(path) != path.parent.name + path.name:
            yield Words(f"{name} 与其指纹不符", f"{name} is not what its hash says")
    for called, hashed, path in kept_files():
        if not path.is_file():
            yield Words(f"{called} 的文件 {hashed[:12]}… 不在", f"the file {hashed[:12]}… of {called} is missing")


def kept_files() -> Iterator[tuple[str, str, Path]]:
    """The rows that keep a file: what each is called, the hash, where the file stands. Of what was refused none is."""
    for model in (Document.objects.exclude(state=Document.State.REFUSED), Import.objects.all()):
        for key, hashed in model.values_list("pk", "sha256").iterator():
            yield f"{model.model._meta.label} {key}", hashed, path_of(hashed)
    for key, attachment in Cell.objects.exclude(attachment="").values_list("pk", "attachment").iterator():
        hashed = attachment.partition("/")[0]
        yield f"{Cell._meta.label} {key}", hashed, place_of(hashed)


def hash_of(path: Path) -> str:
    """The hash of a file."""
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def ledger_faults(tell: Tell) -> Iterator[Words]:
    """What the log says of itself and of the rows."""
    found = verifying.verify()
    tell(
        Words(
            f"日志 {found.entries} 条、变更 {found.changes} 处、数据 {found.rows} 行；末条指纹 {found.head}",
            f"{found.entries} entries, {found.changes} changes, {found.rows} rows; last hash {found.head}",
        )
    )
    if found.broken is not None:
        at, what = found.broken.entry, found.broken.what
        yield Words(f"第 {at} 条起不成链：{what.zh}", f"the chain breaks at entry {at}: {what.en}")
    for odd in found.odd:
        words = verifying.VERDICTS[odd.verdict]
        row = f"{odd.model} {odd.object_id} {' '.join(odd.fields)}".rstrip()
        yield Words(f"{row}：{words.zh}", f"{row}: {words.en}")
