"""Names of sheets and files, which may hold less than the names of units and forms do."""

import re
from collections.abc import Collection

from taizhang.server.returns.models import Return

NOT_IN_SHEETS = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
NOT_IN_FILES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
MOST_SHEET, MOST_FILE = 31, 80


def sheet_name(wanted: str, taken: Collection[str] = ()) -> str:
    """A name for a sheet that no other has.

    >>> sheet_name("云澜市/青汀区", {"云澜市青汀区"})
    '云澜市青汀区 2'
    """
    name = NOT_IN_SHEETS.sub("", wanted)[:MOST_SHEET].strip() or "Sheet"
    there, number, found = {each.lower() for each in taken}, 1, name
    while found.lower() in there:
        number += 1
        found = f"{name[: MOST_SHEET - 5]} {number}"
    return found


def file_name(*parts: str, ending: str = "xlsx") -> str:
    """A name for a file that every system takes.

    >>> file_name("青汀区", "工业/月报", "2025年1月")
    '青汀区-工业月报-2025年1月.xlsx'
    """
    return "-".join(NOT_IN_FILES.sub("", part).strip(" .")[:MOST_FILE] for part in parts) + f".{ending}"


def file_of(filed: Return) -> str:
    """What the workbook of a return is called."""
    return file_name(filed.unit.name, filed.form.name, filed.period_words.zh)
