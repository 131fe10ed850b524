"""How much of a file is opened before it counts as made to harm: far above any document, below what a machine bears."""

import time

from taizhang.errors import FileHostile, Words

MOST_UNPACKED = 400_000_000  # bytes that the members of a package may unpack to, all together
MOST_MEMBER = 200_000_000  # bytes that one member may unpack to
MOST_RATIO = 200  # how often larger than packed a member above MOST_RATIO_FREE may become
RATIO_FREE = 20_000_000  # bytes up to which the ratio does not count: a sheet of zeros packs well and is sound
MOST_MEMBERS = 10_000
MOST_DEPTH = 2  # archives within archives
MOST_PAGES = 3_000
MOST_CELLS = 2_000_000
MOST_PARTS = 500_000  # passages and cells of one file, all together
MOST_COLUMNS = 20_000  # of one table; sheets have 16,384, rows of CSV as many as one likes
MOST_CHARACTERS = 20_000_000
MOST_SECONDS = 600.0


class Deadline:
    """The time that one file may take; asked at every page, sheet or row."""

    def __init__(self, path: str, seconds: float = MOST_SECONDS) -> None:
        self.path, self.seconds = path, seconds
        self.until = time.monotonic() + seconds

    def check(self) -> None:
        """Raises `FileHostile` once the time is over."""
        if time.monotonic() > self.until:
            beyond(self.path, f"读了 {self.seconds:.0f} 秒还没有读完", f"not done after {self.seconds:.0f} seconds")


def within(path: str, count: int, most: int, zh: str, en: str) -> None:
    """Raises `FileHostile` where `count` passes `most`; `zh` and `en` name what is counted.

    >>> within("计划.xlsx", 3, 10, "单元格", "cells")
    """
    if count > most:
        beyond(path, f"{zh}多于 {most:,} 个", f"more than {most:,} {en}")


def beyond(path: str, zh: str, en: str) -> None:
    """Raises `FileHostile` with these words."""
    raise FileHostile(path=path, detail=Words(zh, en))
