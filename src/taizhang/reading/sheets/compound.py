"""OLE containers (.xls, .et): which streams stand at the top, and what is in one.

After [MS-CFB]. Only the top is looked at: a Word file too may hold a workbook, somewhere below.
"""

from collections.abc import Iterator
from struct import Struct, error, unpack_from

from taizhang.errors import FileDamaged, Words

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENTRY = 128
END = 0xFFFFFFFA  # numbers from here on are no sectors
STREAM = 2
NUMBER = Struct("<I")


class Compound:
    """An OLE container. Raises `ValueError` where its tables cannot be followed; chains in a ring are cut."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            shift, small_shift = unpack_from("<HH", data, 30)
            self._first_directory, self._least = unpack_from("<I4xI", data, 48)
            self._small_table_at, _, difat, _ = unpack_from("<IIII", data, 60)
        except error:
            raise ValueError("header cut off") from None
        if shift not in {9, 12} or small_shift != 6:
            raise ValueError("sector size")
        self._size = 1 << shift
        self._small = 1 << small_shift
        self._table = self._sector_table(difat)
        self.entries = self._entries()

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._data[start : start + self._size]

    def _sector_table(self, difat: int) -> list[int]:
        """The table that names to each sector the next one."""
        numbers = list(unpack_from("<109I", self._data.ljust(512, b"\xff"), 76))
        for _ in range(len(self._data) // self._size):
            if difat >= END or len(sector := self._sector(difat)) < self._size:
                break
            *more, difat = _numbers(sector)
            numbers += more
        table: list[int] = []
        for number in numbers[: len(self._data) // self._size]:
            if number < END:
                table += _numbers(self._sector(number).ljust(self._size, b"\xff"))
        return table

    def _chain(self, start: int, table: list[int]) -> Iterator[int]:
        for _ in range(len(table)):
            if start >= len(table):
                return
            yield start
            start = table[start]

    def _entries(self) -> dict[str, tuple[int, int]]:
        """Start and size of each stream at the top, by its name in small letters."""
        held = b"".join(map(self._sector, self._chain(self._first_directory, self._table)))
        if len(held) < ENTRY:
            raise ValueError("no directory")
        self._root = unpack_from("<I", held, 116)[0]
        found: dict[str, tuple[int, int]] = {}
        seen: set[int] = set()
        waiting = [unpack_from("<I", held, 76)[0]]
        while waiting:
            number = waiting.pop()
            at = number * ENTRY
            if number in seen or at + ENTRY > len(held):
                continue
            seen.add(number)
            length, kind = unpack_from("<HB", held, at + 64)
            name = held[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace").lower()
            waiting += unpack_from("<II", held, at + 68)
            if kind == STREAM:
                found[name] = unpack_from("<II", held, at + 116)
        return found

    def stream(self, name: str, path: str) -> bytes:
        """The bytes of a stream at the top. Raises `FileDamaged` where the file ends before them."""
        start, size = self.entries[name]
        if size >= self._least:
            found = b"".join(map(self._sector, self._chain(start, self._table)))[:size]
        else:
            found = self._small_stream(start)[:size]
        if len(found) < size:
            zh = f"工作簿应有 {size:,} 字节，只有 {len(found):,} 字节"
            raise FileDamaged(path=path, detail=Words(zh, f"the workbook has {len(found):,} of {size:,} bytes"))
        return found

    def _small_stream(self, start: int) -> bytes:
        table: list[int] = []
        for sector in map(self._sector, self._chain(self._small_table_at, self._table)):
            table += _numbers(sector)
        held = b"".join(map(self._sector, self._chain(self._root, self._table)))
        return b"".join(held[i * self._small : (i + 1) * self._small] for i in self._chain(start, table))


def _numbers(sector: bytes) -> list[int]:
    whole = len(sector) // NUMBER.size * NUMBER.size
    return [number for (number,) in NUMBER.iter_unpack(sector[:whole])]


def top(data: bytes) -> frozenset[str]:
    """The names of the streams at the top of a container, in small letters; none where it is no container."""
    if not data.startswith(SIGNATURE):
        return frozenset()
    try:
        return frozenset(Compound(data).entries)
    except (ValueError, error):
        return frozenset()
