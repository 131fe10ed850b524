"""The folder into which workbooks are dropped by any channel: taken in, put in, and answered in the folder beside it.

What is in `inbox` goes in as the server itself: who may write to the folder is for the machine to say. For each file
`outbox` gets a note of what happened and the workbook with its marks; one that was refused lies beside its note. A file
that was taken in before a crash but not yet removed comes again, and then changes nothing.
"""

import logging
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from taizhang.errors import TaizhangError
from taizhang.server.accounts.acting import Actor
from taizhang.server.documents.files import too_large
from taizhang.server.lib import clock
from taizhang.server.returns.models import Import, ImportPart
from taizhang.server.returns.workbooks.batch import How, Taken, files_in, take_many
from taizhang.server.returns.workbooks.marking import counted, marked_workbook, row_words
from taizhang.server.returns.workbooks.names import NOT_IN_FILES
from taizhang.server.returns.workbooks.opening import MEGABYTE
from taizhang.server.returns.workbooks.said import words_of_error

log = logging.getLogger(__name__)
FOLDER = Actor(None, "folder")
DEFECT = "程序出错，没有导入；请把文件交给管理员（运行日志里有详情）。"
SECONDS_STILL = 5  # a file that changed since is still being written
UNFINISHED = ("~$", ".", "._")
ENDINGS = {".xlsx", ".xlsm", ".xls", ".zip", ".et", ".csv"}


def inbox() -> Path:
    """Where workbooks are dropped."""
    return Path(settings.HOME_FOLDER) / "inbox"


def outbox() -> Path:
    """Where the answers are laid."""
    return Path(settings.HOME_FOLDER) / "outbox"


def take_inbox() -> int:
    """Take in what lies in the folder; how many files."""
    waiting = list(_waiting(time.time()))
    for path in waiting:
        _answer(path)
    return len(waiting)


def _waiting(now: float) -> Iterator[Path]:
    """The files that have been written to their end, the oldest first."""
    if not inbox().is_dir():
        return
    files = [path for path in inbox().iterdir() if path.is_file() and not path.is_symlink()]
    for path in sorted(files, key=lambda path: path.stat().st_mtime):
        whole = not path.name.startswith(UNFINISHED) and path.suffix.lower() in ENDINGS
        if whole and now - path.stat().st_mtime >= SECONDS_STILL:
            yield path


def _answer(path: Path) -> None:
    """Take a file in and answer; a defect of ours sends it back, so that it does not hold up those behind it."""
    outbox().mkdir(parents=True, exist_ok=True)
    stamp = f"{timezone.localtime(clock.now()):%Y%m%d-%H%M%S}-{NOT_IN_FILES.sub('', path.stem)[:60]}"
    try:
        _take(path, stamp)
    except Exception:
        log.exception("a workbook in the folder could not be taken in: %s", path.name)
        _write(outbox() / f"{stamp}-说明.txt", f"{path.name}\n{DEFECT}".encode("utf-8-sig"))
        path.replace(outbox() / f"{stamp}-退回{path.suffix}")


def _take(path: Path, stamp: str) -> None:
    taken = _taken(path)
    note = "\n\n".join(_note(one) for one in taken)
    _write(outbox() / f"{stamp}-说明.txt", note.encode("utf-8-sig"))
    for one in taken:
        if one.drop is not None:
            _write(outbox() / f"{stamp}-{one.drop.pk}-导入结果.xlsx", marked_workbook(one.drop)[1])
    if any(one.refused for one in taken):
        path.replace(outbox() / f"{stamp}-退回{path.suffix}")
    else:
        path.unlink()


def _taken(path: Path) -> list[Taken]:
    if path.stat().st_size > settings.CONFIG.number("UPLOAD_MB") * MEGABYTE:
        return [Taken(path.name, refused=words_of_error(too_large()))]
    try:
        return take_many(FOLDER, files_in([(path.name, path.read_bytes())]), How(put_in=True, at_once=True))
    except TaizhangError as error:
        return [Taken(path.name, refused=words_of_error(error))]


def _note(taken: Taken) -> str:
    """What happened to a file, in words."""
    if taken.drop is None:
        return f"{taken.name}\n没有导入：{taken.refused.zh if taken.refused else ''}"
    drop = taken.drop
    lines = [f"{taken.name}\n导入 {drop.pk}：{drop.get_state_display()}"]
    if drop.state == "previewed":
        lines.append("按名称对应的表没有直接写入；请有权限的人在“导入工作簿”页面核对后确认。")
    return "\n".join([*lines, *(_part_note(drop, part) for part in drop.parts.all())])


def _part_note(drop: Import, part: ImportPart) -> str:
    """What happened to a sheet, and to those of its rows that were refused."""
    said = [f"工作表“{part.sheet}”：{part.get_state_display()}；{counted(part.counts)}"]
    said += [words["zh"] for words in ([part.trouble] if part.trouble else part.cautions)]
    refused = (row for row in part.rows if row["what"] == "refused")
    said += [f"第 {row['row']} 行 {row['name']}：{row_words(drop, part, row)}" for row in refused]
    return "\n".join(said)


def _write(path: Path, content: bytes) -> None:
    """Write a file under another name first, so that whoever watches the folder sees it whole."""
    hidden = path.with_name(f".{path.name}")
    hidden.write_bytes(content)
    hidden.replace(path)
