"""`taizhang admin publish`: what is published, as a folder of files that a plain web server can hold.

The folder keeps a list of what was written. Where it is written again, what is no longer public goes; a folder that
holds anything and no such list is somebody else's, and is left alone.
"""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile

from taizhang.server.lib import clock
from taizhang.server.operations.telling import Tell, Words, not_done
from taizhang.server.pages.published.site import Counts, File, files

LIST = "published-files.json"
READABLE = 0o644  # by the web server, which runs as somebody else


def publish(tell: Tell, *, folder: str) -> int:
    """Write the published pages into a folder: an empty one, one that is not there yet, or one written before."""
    root = Path(folder)
    before = _written_before(root)
    root.mkdir(parents=True, exist_ok=True)
    on, counts = clock.today(), Counts()
    _list(root, before)  # a run that breaks off is known for ours
    written = {_write(root, file) for file in files(on, counts)}
    counts.files = len(written)
    _list(root, written)
    gone = _remove(root, before - written)
    tell(
        Words(
            f"已写入 {root}：计划 {counts.plans} 个，承诺 {counts.promises} 项，文件 {counts.documents} 份，"
            f"页面 {counts.pages} 个（中英文），共 {counts.files} 个文件；删去不再公开的 {gone} 个。",
            f"wrote {root}: {counts.plans} plans, {counts.promises} promises, {counts.documents} documents, "
            f"{counts.pages} pages in both languages, {counts.files} files; removed {gone} that are public no more.",
        )
    )
    return 0


def _written_before(root: Path) -> set[str]:
    """What an earlier run wrote; not done where the folder holds what no run wrote."""
    if not root.exists() or (root.is_dir() and not any(root.iterdir())):
        return set()
    try:
        held = json.loads((root / LIST).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        raise not_done(
            f"{root} 不是空文件夹，也不是以前发布的，没有写入；请另选一个空文件夹",
            f"{root} is not empty and was not written by an earlier run; nothing was written, choose an empty folder",
        ) from None
    return {str(path) for path in held}


def _list(root: Path, paths: Iterable[str]) -> None:
    text = json.dumps({"files": sorted(paths)}, ensure_ascii=False, indent=0)
    _put(root / LIST, text.encode())


def _write(root: Path, file: File) -> str:
    """Write one file, whole or not at all."""
    target = root / file.path
    target.parent.mkdir(parents=True, exist_ok=True)
    _put(target, file.content)
    return file.path


def _put(target: Path, content: bytes | Path) -> None:
    with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}", delete=False) as file:
        path = Path(file.name)
        try:
            if isinstance(content, Path):
                with content.open("rb") as source:
                    shutil.copyfileobj(source, file)
            else:
                file.write(content)
            file.flush()
            path.chmod(READABLE)
            path.replace(target)
        except BaseException:
            path.unlink(missing_ok=True)
            raise


def _remove(root: Path, paths: Iterable[str]) -> int:
    """Remove what an earlier run wrote and this one did not, with the folders that are empty then."""
    count = 0
    for path in paths:
        target = root / path
        if root.resolve() not in target.resolve().parents or not target.is_file():
            continue
        target.unlink()
        count += 1
        for parent in target.parents:
            if parent == root or any(parent.iterdir()):
                break
            parent.rmdir()
    return count
