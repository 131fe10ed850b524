"""The forms in which rows can be had, by the name that the command line gives them."""

from collections.abc import Iterable, Sequence
from typing import TextIO

from taizhang.model.rows import Row
from taizhang.writing import csv, html, jsonl, table
from taizhang.writing.words import Lang

FORMS = ("table", "jsonl", "csv", "html")


def write(
    form: str,
    batches: Iterable[Iterable[Row]],
    keys: Sequence[str],
    stream: TextIO,
    *,
    lang: Lang,
    shown: Sequence[str] = (),
) -> None:
    """Write the rows of every document in one form, as they come.

    `keys` are those of the data; a table on the screen has those of `shown`, or stands upright where there are none.
    """
    match form:
        case "jsonl":
            jsonl.write(batches, keys, stream)
        case "csv":
            csv.write(batches, keys, stream)
        case "html":
            html.write(batches, [key for key in keys if key != "doc"], stream, lang)
        case _ if shown:
            table.write(batches, shown, stream, lang)
        case _:
            table.write_upright(batches, keys, stream, lang)
