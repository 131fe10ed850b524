"""Rows as a table: CSV that a spreadsheet opens, lines of JSON, a workbook; decimals exact, text never a formula."""

import csv
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import IO, Any

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.dumping.kinds import Kind
from taizhang.server.lib.refusals import TooLarge
from taizhang.server.lib.rows import canonical, digits, plain
from taizhang.server.log.exporting import Echo, as_workbook
from taizhang.writing.csv import inert

ROWS_OF_A_SHEET = 1_048_575


def csv_of(kind: Kind, actor: Actor) -> Iterator[str]:
    """The rows as CSV in UTF-8, its mark (BOM) first."""
    writer = csv.writer(Echo())
    yield "\ufeff"
    yield writer.writerow(kind.columns)
    for row in _rows(kind, actor):
        yield writer.writerow([shown(value) for value in row])


def jsonl_of(kind: Kind, actor: Actor) -> Iterator[str]:
    """The rows as lines of JSON."""
    for row in _rows(kind, actor):
        yield canonical(dict(zip(kind.columns, map(plain, row), strict=True))) + "\n"


def workbook_of(kind: Kind, actor: Actor) -> IO[bytes]:
    """The rows as a workbook; TooLarge where a sheet cannot hold them."""
    if kind.rows(actor).count() > ROWS_OF_A_SHEET:
        words = Words(f"工作表最多 {ROWS_OF_A_SHEET} 行，请导出 CSV", f"{ROWS_OF_A_SHEET} rows of a sheet; take CSV")
        raise TooLarge(thing=kind.name, limit=words)
    table = ([held(value) for value in row] for row in _rows(kind, actor))
    return as_workbook(_headed(list(kind.columns), table))


def _headed(headings: list[str], table: Iterator[list[Any]]) -> Iterator[list[Any]]:
    yield headings
    yield from table


def _rows(kind: Kind, actor: Actor) -> Iterator[tuple[Any, ...]]:
    rows: Iterator[tuple[Any, ...]] = kind.rows(actor).values_list(*kind.columns.values()).iterator(chunk_size=2000)
    if kind.told is None:
        return rows
    tell = kind.told(actor)
    return (tuple(tell(dict(zip(kind.columns, row, strict=True))).values()) for row in rows)


def shown(value: object) -> str:
    """A value as a cell of CSV holds it.

    >>> shown(Decimal("-5.50000000")), shown("-a"), shown("=1+1"), shown(None), shown([1]), shown(True)
    ('-5.5', "'-a", "'=1+1", '', '[1]', 'true')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return inert(value)
    if isinstance(value, Decimal):
        return digits(value)
    said = plain(value)
    return said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)


def held(value: object) -> Any:
    """A value as a cell of a workbook holds it: numbers as numbers, all else as text.

    >>> held(Decimal("5.5")), held(7), held([1]), held(None)
    (Decimal('5.5'), 7, '[1]', None)
    """
    if value is None or isinstance(value, Decimal) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    return value if isinstance(value, str) else shown(value)
