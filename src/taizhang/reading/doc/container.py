"""The OLE compound file that an old Word file is: its streams, or what else the file is and why it is not read."""

import struct
from io import BytesIO
from typing import NamedTuple

from taizhang.errors import FileDamaged, FileLocked, FormatUnknown, ReaderMissing, Words

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEAD = 512  # bytes of the header of a compound file
FAULTS = (
    OSError,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
    struct.error,
)
STREAMS = ("WordDocument", "0Table", "1Table", "Data")
LOCKED = ("EncryptedPackage", "EncryptionInfo")
OTHERS = (  # a stream that only this kind of file has, and what it is
    ("PowerPoint Document", Words("PowerPoint 演示文稿", "a PowerPoint presentation")),
    ("PP40", Words("PowerPoint 演示文稿", "a PowerPoint presentation")),
    ("Workbook", Words("Excel 工作簿", "an Excel workbook")),
    ("Book", Words("Excel 工作簿", "an Excel workbook")),
    ("__properties_version1.0", Words("Outlook 邮件", "an Outlook message")),
    ("HwpSummaryInformation", Words("HWP 文档", "an HWP document")),
    ("\x05HwpSummaryInformation", Words("HWP 文档", "an HWP document")),
    ("VisioDocument", Words("Visio 绘图", "a Visio drawing")),
    ("Quill", Words("Publisher 出版物", "a Publisher publication")),
    ("MatOST", Words("Microsoft Works 文档", "a Microsoft Works document")),
    ("CONTENTS", Words("Microsoft Works 文档", "a Microsoft Works document")),
    ("!MSI", Words("安装程序包", "an installer")),
)


class Streams(NamedTuple):
    """What a Word file is made of: its main stream, both tables (one of them counts, as the main stream says), data."""

    word: bytes
    tables: tuple[bytes, bytes]
    data: bytes


def streams_of(data: bytes, path: str) -> Streams:
    """The streams of a Word file.

    Raises `FormatUnknown` where it is another compound file, `FileLocked` where it is a locked package, `FileDamaged`
    where it cannot be opened, `ReaderMissing` without olefile.
    """
    try:
        from olefile import OleFileIO  # noqa: PLC0415 - only who reads .doc needs it
    except ImportError:
        raise ReaderMissing(path=path, kind="DOC", package="olefile", extra="doc") from None
    _sound(data, path)
    try:
        with OleFileIO(BytesIO(data)) as container:
            names = {entry[0] for entry in container.listdir(streams=True, storages=True)}
            if "WordDocument" not in names:
                raise _other(names, path)
            read = {name: container.openstream(name).read() for name in STREAMS if name in names}
            cut = [name for name, content in read.items() if len(content) < container.get_size(name)]
    except FAULTS as error:
        detail = Words("复合文档的目录或扇区链断了", f"broken compound file: {error}")
        raise FileDamaged(path=path, detail=detail) from None
    if cut:
        detail = Words("文件被截断，正文不完整", f"cut off: {cut[0]} is shorter than the directory says")
        raise FileDamaged(path=path, detail=detail)
    word, table, other, data_ = (read.get(name, b"") for name in STREAMS)
    return Streams(word, (table, other), data_)


def _sound(data: bytes, path: str) -> None:
    """Refuse a header whose tables of sectors could not stand in a file of this size: reading them would not end."""
    shift = int.from_bytes(data[30:32], "little")
    if len(data) < HEAD or shift not in (9, 12):
        raise FileDamaged(
            path=path, detail=Words("复合文档的文件头不完整", "the header of the compound file is cut off")
        )
    sectors = (len(data) >> shift) + 1
    needed = 2 * (sectors // (1 << shift - 2) + 1) + 8  # tables that such a file needs, and as many again
    claimed = (int.from_bytes(data[at : at + 4], "little") for at in (44, 64, 72))
    if any(count > needed for count in claimed):
        detail = Words("复合文档的扇区表比文件还大", "its tables of sectors are larger than the file")
        raise FileDamaged(path=path, detail=detail)


def _other(names: set[str], path: str) -> FileLocked | FormatUnknown:
    """Why a compound file without a Word document in it is not read."""
    if any(name in names for name in LOCKED):
        return FileLocked(path=path)
    for name, kind in OTHERS:
        if name in names:
            return FormatUnknown(path=path, offset=0, detail=kind)
    return FormatUnknown(
        path=path, offset=0, detail=Words("OLE 复合文档，里面没有 Word 正文", "an OLE file of another kind")
    )
