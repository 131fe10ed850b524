"""`taizhang admin dump` and `load`: everything as one file, which loads into an empty server of either database."""

from pathlib import Path

from taizhang.errors import FileMissing
from taizhang.server.dumping import load_dump, write_dump
from taizhang.server.operations.telling import Tell, Words, not_done


def dump(tell: Tell, *, output: str) -> int:
    """Write everything, whole or not at all."""
    target = Path(output)
    if target.exists():
        raise not_done(f"{target} 已存在，没有覆盖", f"{target} is there already; nothing was overwritten")
    target.parent.mkdir(parents=True, exist_ok=True)
    write_dump(target)
    size = target.stat().st_size / 1024**2
    tell(
        Words(
            f"已导出到 {target}（{size:.1f} MB）。里面有全部数据和口令摘要，请妥善保管。",
            f"dumped to {target} ({size:.1f} MB). It holds all data and the hashes of passwords.",
        )
    )
    return 0


def load(tell: Tell, *, file: str) -> int:
    """Load a dump into an empty server, all of it or nothing."""
    path = Path(file)
    if not path.is_file():
        raise FileMissing(path=file)
    manifest = load_dump(path)
    rows = sum(manifest.rows.values())
    tell(
        Words(
            f"已导入 {rows} 行、{len(manifest.files)} 个文件。",
            f"loaded {rows} rows and {len(manifest.files)} files.",
        )
    )
    return 0
