"""What stood in each cell of a row when its template was made: kept beside the row, so that only what a person changed
in the file is put in, and what somebody else changed meanwhile is seen.
"""

import json
import re
from dataclasses import dataclass
from hashlib import sha256

from taizhang.server.lib.rows import canonical, digits
from taizhang.server.returns.columns import Column
from taizhang.server.returns.models import Cell

MARK_LENGTH = 12
NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # no XML holds them, so no workbook


@dataclass(frozen=True, slots=True)
class Base:
    """One cell as it was: its revision (0: nothing), its number, and marks of its words; "" where there were none."""

    revision: int = 0
    value: str = ""
    comment: str = ""
    reason: str = ""


def base_of(cell: Cell | None, column: Column) -> Base:
    """What is kept of a cell."""
    if cell is None:
        return Base()
    number = "" if cell.value is None else digits(cell.value)
    value = marked(cell.text) if column.kind == "text" else number
    return Base(cell.revision, value, marked(cell.comment), marked(cell.reason))


def marked(words: str) -> str:
    """A mark by which some words are known again, as they come back from a workbook."""
    kept = plain(words)
    return sha256(kept.encode()).hexdigest()[:MARK_LENGTH] if kept else ""


def plain(words: str) -> str:
    r"""Words as a workbook holds them: without signs that it cannot, with one kind of line end.

    >>> plain(" a\x01\r\nb_x000D_\uffff ")
    'a\nb'
    """
    one = words.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    return NO_TEXT.sub("", one).strip()


def written(row: int, bases: dict[str, Base]) -> str:
    """The words of the hidden cell of a row."""
    kept = {key: [base.revision, base.value, base.comment, base.reason] for key, base in bases.items()}
    return canonical({"row": row, "cells": kept})


def read(words: str) -> tuple[int, dict[str, Base]] | None:
    """The row of which a hidden cell tells, and what stood there; None where it tells nothing that can be used."""
    try:
        said = json.loads(words)
        cells = {str(key): Base(int(kept[0]), *map(str, kept[1:4])) for key, kept in said["cells"].items()}
        return int(said["row"]), cells
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        return None
