"""Where recognised pages are kept, so that a second run starts where the first ended.

One file a page, `ocr/<digest>-<engine>/<page>.json`, in the user's cache folder; TAIZHANG_CACHE names another. Every
file is written whole or not at all. What cannot be read or is not what was written counts as not there; where nothing
can be written, all goes on in memory.
"""

import json
import math
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from taizhang.reading.ocr.engine import version
from taizhang.reading.ocr.page import Recognised
from taizhang.reading.pages.page import Box, Glyph, Page, Rule

FORM = 3  # of what is kept; raised when recognition or its record changes
MOST_BYTES = 30_000_000


def cache_folder() -> Path:
    """The folder of the user for what can be worked out again: that of TAIZHANG_CACHE, else the system's own."""
    if named := os.environ.get("TAIZHANG_CACHE"):
        return Path(named).expanduser()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "taizhang"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "taizhang"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "taizhang"


class Store:
    """The pages of one file that are already recognised. `digest` is the SHA-256 of the file."""

    def __init__(self, digest: str, folder: Path | None = None) -> None:
        name = "".join(sign for sign in digest if sign.isalnum())[:64]
        self.folder = folder or _cache() / "ocr" / f"{name}-{version()}-{FORM}"

    def page(self, number: int) -> Recognised | None:
        """The page as it was kept; None where it was not, or cannot be read."""
        try:
            place = self._place(number)
            if place.stat().st_size > MOST_BYTES:
                return None
            return from_record(json.loads(place.read_bytes()), number)
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return None

    def keep(self, recognised: Recognised) -> bool:
        """Keep a page; False where it cannot be written."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(".part", dir=self.folder)
        except OSError:
            return False
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                json.dump(to_record(recognised), stream, ensure_ascii=False)
            Path(name).replace(self._place(recognised.page.number))
        except OSError:
            Path(name).unlink(missing_ok=True)
            return False
        return True

    def _place(self, number: int) -> Path:
        return self.folder / f"{number}.json"


def _cache() -> Path:
    """The cache folder; one that cannot be written where there is no home."""
    try:
        return cache_folder()
    except RuntimeError:
        return Path(os.devnull)


def to_record(recognised: Recognised) -> dict[str, Any]:
    """A page as JSON writes it; places to a hundredth of a point."""
    page = recognised.page
    return {
        "number": page.number,
        "size": [page.width, page.height],
        "sure": recognised.sure,
        "seconds": round(recognised.seconds, 2),
        "glyphs": [[glyph.text, *(round(side, 2) for side in glyph[1:6])] for glyph in page.glyphs],
        "rules": [[round(side, 2) for side in rule] for rule in page.rules],
        "pictures": [[round(side, 2) for side in box] for box in page.pictures],
    }


def from_record(record: Any, number: int) -> Recognised:
    """The page of a record. Raises `ValueError`, `TypeError` or `KeyError` where it is none of page `number`."""
    if record["number"] != number:
        raise ValueError(record["number"])
    width, height = _numbers(record["size"], 2)
    page = Page(number, width, height, recognised=True)
    for text, *places in record["glyphs"]:
        if not isinstance(text, str):
            raise TypeError(text)
        left, top, right, bottom, size = _numbers(places, 5)
        page.glyphs.append(Glyph(text, left, top, right, bottom, size))
    page.rules = [Rule(*_numbers(places, 4)) for places in record["rules"]]
    page.pictures = [Box(*_numbers(places, 4)) for places in record["pictures"]]
    sure, seconds = _numbers([record["sure"], record["seconds"]], 2)
    return Recognised(page, sure, seconds)


def _numbers(values: Any, count: int) -> list[float]:
    numbers = [float(value) for value in values]
    if len(numbers) != count or not all(map(math.isfinite, numbers)):
        raise ValueError(values)
    return numbers
