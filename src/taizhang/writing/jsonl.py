"""One JSON object a line, in UTF-8, the keys in their order: the form that other programs read."""

import json
from collections.abc import Iterable, Sequence
from typing import TextIO

from taizhang.model.rows import Row


def write(batches: Iterable[Iterable[Row]], keys: Sequence[str], stream: TextIO) -> None:
    """Write the rows of every document as they come. Keys that a row lacks are left out."""
    for rows in batches:
        stream.writelines(line({key: row[key] for key in keys if key in row}) for row in rows)


def line(row: Row) -> str:
    r"""One row as a line.

    >>> line({"text": "5.5", "value": None})
    '{"text": "5.5", "value": null}\n'
    """
    return json.dumps(row, ensure_ascii=False) + "\n"
