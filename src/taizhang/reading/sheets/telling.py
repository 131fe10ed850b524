"""Which kind of workbook a ZIP package holds, told by its directory."""

import zlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import BadZipFile, ZipFile

OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
MAIN_PARTS = (
    b"spreadsheetml.sheet.main+xml",
    b"spreadsheetml.template.main+xml",
    b"ms-excel.sheet.macroEnabled.main+xml",
)
CONTENTS = "[content_types].xml"
MOST_CONTENTS = 1 << 20  # bytes of the list of parts that are looked at
NAMING = ("mimetype", "meta-inf/manifest.xml")  # the members of an OpenDocument that name its type
HEAD = 200


def packed(data: bytes) -> str | None:
    """xlsx, xlsb or ods; None where the package holds something else.

    A package that is cut off has no directory: then the names before its members tell.
    """
    try:
        with ZipFile(BytesIO(data)) as package:
            names = {name.replace("\\", "/").lstrip("/").lower(): name for name in package.namelist()}
            if "xl/workbook.bin" in names:
                return "xlsb"
            if "xl/workbook.xml" in names or _lists_workbook(package, names.get(CONTENTS)):
                return "xlsx"
            if "content.xml" in names and (OPEN_DOCUMENT in data[:HEAD] or _is_open_document(package, names)):
                return "ods"
    except (BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, RuntimeError, EOFError, IndexError):
        return "xlsx" if b"xl/w" in data and b"word/" not in data and b"ppt/" not in data else None
    return None


def _is_open_document(package: ZipFile, names: Mapping[str, str]) -> bool:
    """Whether a package that was packed anew, its type no longer in plain sight, says that it is a spreadsheet."""
    for name in filter(None, map(names.get, NAMING)):
        with package.open(name) as stream:
            if OPEN_DOCUMENT in stream.read(MOST_CONTENTS):
                return True
    return False


def _lists_workbook(package: ZipFile, name: str | None) -> bool:
    """Whether the list of parts names a workbook, wherever it stands."""
    if name is None:
        return False
    with package.open(name) as stream:
        contents = stream.read(MOST_CONTENTS)
    return any(part in contents for part in MAIN_PARTS)
