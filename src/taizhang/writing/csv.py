"""Comma-separated values as spreadsheets open them by a double click: with a byte order mark, and no live formula."""

import csv
import json
import re
from collections.abc import Iterable, Sequence
from typing import TextIO, TypeVar

from taizhang.model.rows import Row

V = TypeVar("V")
BYTE_ORDER_MARK = "\ufeff"
# A spreadsheet takes a cell that begins so for a formula. Numbers with a sign and bare comparators are harmless.
FORMULA = re.compile(r"=(?!$)|[+\-@\t\r](?![\d.]*%?$)")


def write(batches: Iterable[Iterable[Row]], keys: Sequence[str], stream: TextIO) -> None:
    """Write a heading row and the rows of every document as they come. What is absent is an empty cell."""
    stream.write(BYTE_ORDER_MARK)
    table = csv.writer(stream, lineterminator="\r\n")
    table.writerow(keys)
    for rows in batches:
        table.writerows([cell(row.get(key)) for key in keys] for row in rows)


def cell(value: object) -> str:
    """The text of one cell, kept from being taken for a formula by an apostrophe before it.

    >>> cell("-6.5"), cell(">="), cell("=1+1")
    ('-6.5', '>=', "'=1+1")
    """
    return inert(plain(value))


def inert(value: V) -> V | str:
    """A value that no spreadsheet takes for a formula: with an apostrophe before words that begin as one does.

    >>> inert("=1"), inert("-5.00"), inert("+86%"), inert("- 降低"), inert(None)
    ("'=1", '-5.00', '+86%', "'- 降低", None)
    """
    return f"'{value}" if isinstance(value, str) and FORMULA.match(value) else value


def plain(value: object) -> str:
    """The text of one value: what is absent is empty, lists of words are joined, records stand as JSON.

    >>> plain(None), plain(["一", "二"]), plain({"row": 1})
    ('', '一；二', '{"row": 1}')
    """
    match value:
        case None:
            return ""
        case dict():
            return json.dumps(value, ensure_ascii=False)
        case list():
            return "；".join(map(str, value))
        case _:
            return str(value)
