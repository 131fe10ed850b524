"""A .zip that is written without going back: the same content gives the same bytes, whenever and wherever."""

import zipfile
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

LONG_AGO = (1980, 1, 1, 0, 0, 0)
CHUNK = 256 * 1024


class Outlet:
    """A file that can only be written to; what was written is taken out piece by piece."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.size = 0

    def write(self, data: bytes) -> int:
        """Take data in."""
        self.pieces.append(bytes(data))
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        """Nothing is kept back."""

    def taken(self, least: int = 0) -> Iterator[bytes]:
        """What came in since the last time, if it is at least so much."""
        if self.pieces and self.size >= least:
            yield b"".join(self.pieces)
            self.pieces, self.size = [], 0


class Archive:
    """An archive being written into an outlet."""

    def __init__(self) -> None:
        self.outlet = Outlet()
        self.zip = zipfile.ZipFile(self.outlet, "w", zipfile.ZIP_DEFLATED, compresslevel=6)  # type: ignore[call-overload]

    def add(self, name: str, chunks: Iterable[bytes], told: dict[str, Any]) -> Iterator[bytes]:
        """Write one member; yields what can be sent. `told` gets its hash and the number of its chunks."""
        entry = zipfile.ZipInfo(name, LONG_AGO)
        entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
        entry.create_system = 3
        digest, count = sha256(), 0
        with self.zip.open(entry, "w", force_zip64=True) as member:
            for chunk in chunks:
                member.write(chunk)
                digest.update(chunk)
                count += 1
                yield from self.outlet.taken(CHUNK)
        told.update(sha256=digest.hexdigest(), chunks=count)

    def end(self) -> Iterator[bytes]:
        """Write the list of members; yields the rest."""
        self.zip.close()
        yield from self.outlet.taken()
