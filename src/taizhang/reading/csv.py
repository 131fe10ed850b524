"""The reader of .csv and of its kin with semicolons, tabs or bars between the fields.

Nothing in such a file says what it is, so it is told by how regular it is: nearly all rows have as many fields, and
these are short and no sentences. What is less than clear stays with the reader of text, which finds tables in words.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from taizhang.errors import FileDamaged, ReadingError, Words
from taizhang.model import Document, Source
from taizhang.reading.assembling import assembled
from taizhang.reading.decode import decoded
from taizhang.reading.layout import Layout
from taizhang.reading.limits import MOST_COLUMNS, Deadline, within
from taizhang.reading.sheets.parting import parted
from taizhang.reading.sheets.sheet import Book, Sheet

DELIMITERS = (",", "\t", ";", "|")
SAMPLE = 65_536  # bytes that a file is told by
LOOKED = 400  # rows of them
REGULAR = 0.8  # of the rows have the same number of fields
MOST_AROUND = 5  # rows of fewer fields above the headings, and as many below the last: title, unit, notes
LONGEST = 30  # signs that a field has on average at most
SENTENCES = 0.2  # of the rows may end like a sentence
VALUE = re.compile(r"[-−－+]?[0-9][0-9,]*(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,3})?[%％‰]?|[-—–/…]{1,4}")
KEPT = re.compile(r'=?"([^"]*)"')
TOLD = re.compile(r"sep=([,;\t|])\s*")  # the first line, by which Excel is told of the delimiter
SENTENCE = re.compile(r"[。！？；!?;]$")
THOUSANDS = re.compile(r"[0-9],[0-9]{3}(?![0-9])")
OTHERS = re.compile(r"\s*+(?:[{\[<]|\|.*\|\s*$|#{1,6} )")  # data, markup and Markdown: none of ours


class Record(NamedTuple):
    """The fields of one row and the line, from 1, that it begins on."""

    fields: list[str]
    line: int


def handles(data: bytes) -> bool:
    """Whether the content is regular enough to be a table as a whole."""
    return _delimiter(data) is not None


def convert(data: bytes, path: str) -> Document:
    """The document of a CSV file: a table or more."""
    return assembled(laid(data, path), data, path)


def laid(data: bytes, path: str) -> Layout:
    """The layout of a CSV file. Raises `EncodingUnknown`, `FileEmpty`, `FileDamaged` or `FileHostile`."""
    text = decoded(data, path)
    book = Book(path, "csv")
    sheet = Sheet("", None)
    places: list[Source] = []
    deadline = Deadline(path)
    try:
        for row, record in enumerate(_records(text, _delimiter(data) or ",")):
            within(path, len(record.fields), MOST_COLUMNS, "一张表的列", "columns in one table")
            places.append(Source(line=record.line))
            for column, field in enumerate(record.fields):
                book.put(sheet, row, column, _bare(field))
            if row % 1_000 == 0:
                deadline.check()
    except csv.Error as error:
        line = (places[-1].line or 0) + 1 if places else 1
        detail = Words(
            f"第 {line} 行起有一格过长，引号可能没有合上", f"from line {line} on a field is too long: {error}"
        )
        raise FileDamaged(path=path, detail=detail) from None
    _, parts = parted(sheet, path, lambda row, _: places[row])
    unpaired = Words("引号不成对，各格按分隔符断开", "quotes are not paired: fields were parted at every delimiter")
    return Layout("csv", parts, wrapped=False, cautions=[unpaired] if _unpaired(text) else [])


def _bare(field: str) -> str:
    """A field without what keeps Excel from taking it for a number, and without quotes that parted nothing.

    >>> _bare('="0371"'), _bare('"其中"'), _bare("52.4")
    ('0371', '其中', '52.4')
    """
    match = KEPT.fullmatch(field)
    return match[1] if match else field


def _unpaired(text: str) -> bool:
    return text.count('"') % 2 == 1


def _records(text: str, delimiter: str) -> Iterator[Record]:
    """The rows of the text; one whose fields hold line breaks begins on the first of its lines."""
    source = io.StringIO(text, newline="")
    if _unpaired(text):
        rows = csv.reader(source, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    else:
        rows = csv.reader(source, delimiter=delimiter)
    line = 1
    for fields in rows:
        if line > 1 or not TOLD.fullmatch(delimiter.join(fields)):
            yield Record(fields, line)
        line = rows.line_num + 1


def _delimiter(data: bytes) -> str | None:
    """What stands between the fields; None where the content is no such table."""
    head = _head(data)
    if not head:
        return _of_wide_row(data)
    try:
        text = decoded(head, "")
    except ReadingError:
        return None
    told = TOLD.match(text)
    for delimiter in told[1] if told else DELIMITERS:
        if delimiter in text:
            try:
                rows = [record.fields for record in islice(_records(text, delimiter), LOOKED)]
            except csv.Error:
                continue
            if is_table([row for row in rows if any(field.strip() for field in row)], delimiter):
                return delimiter
    return None


def _of_wide_row(data: bytes) -> str | None:
    """What stands between the fields of a first row far wider than any table, which is to be refused as one."""
    end = data.find(b"\n")
    row = data if end < 0 else data[:end]
    short = [each for each in DELIMITERS if MOST_COLUMNS < row.count(each.encode()) >= len(row) / LONGEST]
    if not short or OTHERS.match(row[:SAMPLE].decode("latin-1")):
        return None
    try:
        decoded(row, "")
    except ReadingError:
        return None
    said = sum(row.count(each.encode()) for each in ("。", "，", ". "))
    return short[0] if said * 100 < row.count(short[0].encode()) else None


def _head(data: bytes) -> bytes:
    """The first lines of the content, whole; nothing where the first one is longer than any row."""
    if len(data) <= SAMPLE:
        return data
    head = data[:SAMPLE]
    wide = {b"\xff\xfe": b"\n\0", b"\xfe\xff": b"\0\n"}.get(data[:2])
    end = head.rfind(wide or b"\n") + len(wide or b"\n")
    return head[: end - end % 2] if wide else head[:end]


def is_table(rows: list[list[str]], delimiter: str) -> bool:
    """Whether rows of fields are those of a table; blank ones are left out before.

    >>> is_table([["指标", "单位", "2025年"], ["工业投资", "亿元", "52.4"], ["项目", "个", "12"]], ",")
    True
    >>> is_table([["今年完成投资52.4亿元", "增长5.5%。"], ["其中工业投资12亿元", "增长6%。"]], ",")
    False
    """
    if any(OTHERS.match(delimiter.join(row)) for row in rows[:LOOKED]):
        return False
    width, count = Counter(map(len, rows)).most_common(1)[0] if rows else (0, 0)
    if width < 2 or count < 2:
        return False
    body = _body(rows, width)
    regular = [row for row in body if len(row) == width]
    if len(regular) < 2 or len(regular) < REGULAR * len(body):
        return False
    fields = [field.strip() for row in regular for field in row]
    written = [field for field in fields if field]
    if not written or sum(map(len, written)) > LONGEST * len(written):
        return False
    if sum(bool(SENTENCE.search(row[-1].strip())) for row in regular) > SENTENCES * len(regular):
        return False
    return _evident(regular, width, delimiter)


def _body(rows: list[list[str]], width: int) -> list[list[str]]:
    """The rows without those of fewer fields above and below: title, unit, notes."""
    first = next((i for i, row in enumerate(rows[:MOST_AROUND]) if len(row) >= width), 0)
    last = next((i for i, row in enumerate(rows[: -MOST_AROUND - 1 : -1]) if len(row) >= width), 0)
    return rows[first : len(rows) - last]


def _evident(rows: list[list[str]], width: int, delimiter: str) -> bool:
    """Whether two or three fields a row are such by more than chance: values in a column, no commas inside numbers."""
    if width > 3:
        return True
    if delimiter == "," and sum(bool(THOUSANDS.search(",".join(row))) for row in rows) * 2 > len(rows) and width == 2:
        return False
    columns = zip(*rows, strict=True)
    next(columns)
    valued = any(sum(bool(VALUE.fullmatch(field.strip())) for field in column) * 2 >= len(rows) for column in columns)
    return valued or (width == 3 and len(rows) >= 3 and all(len(field) <= LONGEST for row in rows for field in row))
