"""The reader of workbooks: .xlsx and .xlsm, .xls and Kingsoft's .et, .ods."""

from taizhang.errors import FormatUnknown, Words
from taizhang.model import Document
from taizhang.reading.assembling import assembled
from taizhang.reading.layout import Layout
from taizhang.reading.packages import SIGNATURE as ZIP
from taizhang.reading.sheets import ods, xls, xlsx
from taizhang.reading.sheets.compound import SIGNATURE, top
from taizhang.reading.sheets.parting import laid_out
from taizhang.reading.sheets.telling import packed

__all__ = ["convert", "handles", "laid"]

BARE = (  # how a workbook begins that stands in no container, by age
    b"\x09\x00\x04\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x08\x08\x00",
    b"\x09\x08\x10\x00",
)
STARTS = (b"\x09\x08\x10\x00\x00\x06\x05\x00", b"\x09\x08\x08\x00\x00\x05\x05\x00")  # of a workbook's stream
HEAD = 8_192  # bytes of a container cut off, in which its stream begins
BELONGS_TO_OTHERS = frozenset({"worddocument", "powerpoint document", "encryptedpackage"})


def handles(data: bytes) -> bool:
    """Whether the content is a workbook, by its parts and streams."""
    if data.startswith(ZIP):
        return packed(data) is not None
    if data.startswith(BARE):
        return True
    streams = top(data)
    if not streams and data.startswith(SIGNATURE):  # cut off before its directory
        return any(start in data[:HEAD] for start in STARTS)
    return not streams.isdisjoint(xls.NAMES) and streams.isdisjoint(BELONGS_TO_OTHERS)


def convert(data: bytes, path: str) -> Document:
    """The document of a workbook: a table or more a sheet, each value as it is shown."""
    return assembled(laid(data, path), data, path)


def laid(data: bytes, path: str) -> Layout:
    """The layout of a workbook. Raises `FileDamaged`, `FileLocked`, `FileHostile`, `FormatUnknown`, `ReaderMissing`."""
    kind = packed(data) if data.startswith(ZIP) else "xls"
    if kind == "xlsb":
        detail = Words("二进制工作簿 XLSB，请另存为 XLSX", "a binary workbook, XLSB: save it as XLSX")
        raise FormatUnknown(path=path, offset=0, detail=detail)
    read = {"xls": xls.read, "ods": ods.read}.get(kind or "", xlsx.read)
    return laid_out(read(data, path))
