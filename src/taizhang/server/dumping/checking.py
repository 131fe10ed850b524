"""Look whether a dump is whole and of this version, before anything of it is loaded."""

import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from taizhang.errors import Words
from taizhang.server.dumping.parts import Model, columns_of, file_of, parts
from taizhang.server.dumping.writing import FILE, FOLDERS, FORMAT, MANIFEST
from taizhang.server.lib.refusals import Refused

LARGEST_MANIFEST = 1024 * 1024
PIECE = 256 * 1024
ENCRYPTED = 0x1  # of the flags of a member
MOST_TIMES, SMALL = 500, 64 * 1024  # lines of JSON that are much alike pack to a fiftieth


class DumpBroken(Refused):
    """A file that is no dump, or not the one that was written."""

    zh = "全量文件不能导入：{why}；请重新导出，或核对文件是否完整"
    en = "the dump cannot be loaded: {why}; export it anew, or look whether the file is whole"
    status = 422
    code = "dump_broken"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a dump says of itself: who wrote it, how many rows of each kind and which files it holds."""

    taizhang: str
    rows: dict[str, int]
    hashes: dict[str, str]
    files: list[str]


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive; DumpBroken where it is none, or cut off, also while it is read."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise broken(f"压缩包损坏（{error}）", f"the archive is damaged ({error})") from error


def _must_open(archive: zipfile.ZipFile) -> None:
    """Raise DumpBroken where members want a password or unpack to far too much: none that a dump holds does."""
    members = archive.infolist()
    if any(member.flag_bits & ENCRYPTED for member in members):
        raise broken("压缩包加了密码，请用原来导出的文件", "the archive wants a password: take it as it was written")
    if any(member.file_size > MOST_TIMES * max(member.compress_size, SMALL) for member in members):
        raise broken(f"解开后是原来的 {MOST_TIMES} 倍以上，像是压缩炸弹", f"it unpacks to {MOST_TIMES} times its size")


def check_dump(path: Path) -> Manifest:
    """Read the whole dump and compare it with its manifest; DumpBroken names the first thing that is wrong."""
    with opened(path) as archive:
        manifest = manifest_of(archive)
        for name, hashed in manifest.hashes.items():
            _compare(archive, name, hashed)
        for name in manifest.files:
            _compare(archive, name, name.partition("/")[2])
    return manifest


def manifest_of(archive: zipfile.ZipFile) -> Manifest:
    """The manifest, where it is one of this format, with the parts and columns of this version."""
    _must_open(archive)
    names = archive.namelist()
    if MANIFEST not in names:
        raise broken("没有 manifest.json", "there is no manifest.json")
    try:
        with archive.open(MANIFEST) as member:
            said = json.loads(member.read(LARGEST_MANIFEST))
        if said["format"] != FORMAT:
            raise broken(f"格式 {said['format']} 不是 {FORMAT}", f"format {said['format']} is not {FORMAT}")
        told = {str(part["file"]): part for part in said["parts"]}
        files = [name for name in names if name.partition("/")[0] in FOLDERS]
        _same(told, names, files, int(said["files"]))
        rows = {name: int(part["rows"]) for name, part in told.items()}
        return Manifest(str(said["taizhang"]), rows, {name: str(part["sha256"]) for name, part in told.items()}, files)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise broken(f"manifest.json 有误（{error}）", f"manifest.json is not as it should be ({error})") from error


def _same(told: dict[str, Any], names: list[str], files: list[str], count: int) -> None:
    wanted: dict[str, Model] = {file_of(model): model for model in parts()}
    whole = {*wanted, *files, MANIFEST}
    odd = sorted((set(names) ^ whole) | (told.keys() ^ wanted.keys()) | {n for n in files if not FILE.fullmatch(n)})
    if odd or len(names) != len(set(names)) or len(files) != count:
        listed = "、".join(odd[:5]) or "files"
        raise broken(f"内容与清单不符：{listed}", f"what it holds is not what it lists: {listed}")
    for name, model in wanted.items():
        other = sorted(set(told[name]["columns"]) ^ set(columns_of(model)))
        if other:
            listed = "、".join(other[:5])
            raise broken(
                f"由其他版本的台账导出（{name} 的列 {listed} 不同）",
                f"another version of Taizhang wrote it (columns {listed} of {name} differ)",
            )


def _compare(archive: zipfile.ZipFile, name: str, hashed: str) -> None:
    digest = sha256()
    with archive.open(name) as member:
        while piece := member.read(PIECE):
            digest.update(piece)
    if digest.hexdigest() != hashed:
        raise broken(f"{name} 与校验值不符", f"{name} does not match its hash")


def broken(zh: str, en: str) -> DumpBroken:
    """A dump is broken: why."""
    return DumpBroken(why=Words(zh, en))
