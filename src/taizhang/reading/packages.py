"""ZIP packages (Word files, workbooks, archives) opened without trusting a word of what they say of themselves.

Nothing is unpacked to disk, so that names of members can lead nowhere; a member is read piece by piece, and what it
really unpacks to is counted, whatever its directory promises.
"""

from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from taizhang.errors import FileDamaged, FileLocked, ReadingError, Words
from taizhang.reading.limits import MOST_MEMBER, MOST_MEMBERS, MOST_RATIO, MOST_UNPACKED, RATIO_FREE, beyond, within

SIGNATURE = b"PK\x03\x04"
PIECE = 1 << 20
ENCRYPTED = 1
UTF8_NAME = 1 << 11


@dataclass(slots=True)
class Budget:
    """How many bytes and members all packages of one file may still unpack to, those within packages included."""

    bytes: int = MOST_UNPACKED
    members: int = MOST_MEMBERS


class Package:
    """An open ZIP package. Raises `FileDamaged` where it cannot be opened, `FileHostile` where it holds too much."""

    def __init__(self, data: bytes, path: str, budget: Budget | None = None) -> None:
        self.path = path
        self._budget = budget or Budget()
        try:
            self._zip = ZipFile(BytesIO(data))
        except Exception as error:  # noqa: BLE001 - what zipfile raises at a broken directory is its own affair
            detail = Words("压缩包没有目录，可能没有下载完", f"no directory: {error}")
            raise FileDamaged(path=path, detail=detail) from None
        self._infos: dict[str, ZipInfo] = {}
        for info in self._zip.infolist():
            if info.filename and not info.filename.endswith("/"):
                if earlier := self._infos.pop(info.filename, None):
                    self._infos[self._free(info.filename)] = earlier
                self._infos[info.filename] = info
        within(path, len(self._infos), self._budget.members, "压缩包里的文件", "members in the package")
        self._budget.members -= len(self._infos)

    def _free(self, name: str) -> str:
        """A name made of this one for a member that bears the same as a later one, which is the one that counts."""
        number = 1
        while f"{name} ({number})" in self._infos:
            number += 1
        return f"{name} ({number})"

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its members as the directory gives them, in order."""
        return tuple(self._infos)

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def shown(self, name: str) -> str:
        """A member's name as it was meant: names without the mark of UTF-8 were written in GB18030.

        >>> from taizhang.reading.packages import shown_name
        >>> shown_name("计划.txt".encode("gb18030").decode("cp437"), utf8=False)
        '计划.txt'
        """
        return shown_name(name, utf8=bool(self._infos[name].flag_bits & UTF8_NAME))

    def size(self, name: str) -> int:
        """What the directory says that a member unpacks to; it may lie."""
        return self._infos[name].file_size

    def read(self, name: str) -> bytes:
        """A member's bytes. Raises `FileLocked`, `FileDamaged` or `FileHostile`."""
        info = self._infos[name]
        if info.flag_bits & ENCRYPTED:
            raise FileLocked(path=self.path)
        parts: list[bytes] = []
        size = 0
        try:
            with self._zip.open(info) as stream:
                while piece := stream.read(PIECE):
                    size += len(piece)
                    self._count(info, size, len(piece))
                    parts.append(piece)
        except ReadingError:
            raise
        except Exception as error:  # noqa: BLE001 - each way of packing has errors of its own
            detail = Words(f"压缩包里的 {self.shown(name)} 解不开", f"{self.shown(name)} cannot be unpacked: {error}")
            raise FileDamaged(path=self.path, detail=detail) from None
        return b"".join(parts)

    def _count(self, info: ZipInfo, size: int, more: int) -> None:
        self._budget.bytes -= more
        packed = max(info.compress_size, 1)
        if size > MOST_MEMBER or self._budget.bytes < 0:
            beyond(self.path, "解开后过大，像是压缩炸弹", "it unpacks to far too much: a zip bomb")
        if size > RATIO_FREE and size > MOST_RATIO * packed:
            beyond(
                self.path,
                f"解开后是原来的 {MOST_RATIO} 倍以上，像是压缩炸弹",
                f"over {MOST_RATIO} times as large unpacked",
            )


def shown_name(name: str, *, utf8: bool) -> str:
    """The name of a member; Chinese programs write it in GB18030 without saying so."""
    if utf8 or name.isascii():
        return name
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name
