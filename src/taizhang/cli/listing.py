"""Read the documents one after the other and write their rows in the form asked for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TextIO

from taizhang.cli.failures import Failures
from taizhang.cli.output import opened, tracked
from taizhang.cli.sources import document_at, paths_in
from taizhang.model.rows import Row
from taizhang.writing import csv, jsonl, table
from taizhang.writing.listings import Listing
from taizhang.writing.words import Lang


@dataclass(frozen=True)
class Request:
    """What one run of a command was asked for."""

    listing: Listing
    files: tuple[str, ...]
    form: str
    output: str | None
    lang: Lang


def write_listing(request: Request) -> int:
    """Write the rows of every document and return the exit code. A file that cannot be read is told and passed over."""
    failures = Failures(request.lang)
    paths = paths_in(request.files, failures)
    with opened(request.output) as stream:
        write_rows(request, batches(request, paths, failures), stream)
    return failures.worst


def batches(request: Request, paths: list[str], failures: Failures) -> Iterator[list[Row]]:
    """The rows of each document in turn."""
    for path in tracked(paths, request.output, request.lang):
        rows: list[Row] = []
        with failures.noted(path):
            rows = list(request.listing.rows(document_at(path)))
        yield rows


def write_rows(request: Request, rows: Iterable[Iterable[Row]], stream: TextIO) -> None:
    """Write the rows in the form asked for."""
    listing = request.listing
    match request.form:
        case "jsonl":
            jsonl.write(rows, listing.keys, stream)
        case "csv":
            csv.write(rows, listing.keys, stream)
        case _ if listing.shown:
            table.write(rows, listing.shown, stream, request.lang)
        case _:
            table.write_upright(rows, listing.keys, stream, request.lang)
