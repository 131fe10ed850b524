"""Read the documents one after the other and write their rows in the form asked for."""

from collections.abc import Iterator
from dataclasses import dataclass

from taizhang.cli.failures import Failures
from taizhang.cli.output import barred, busy, opened, tracked
from taizhang.cli.sources import document_at, paths_in
from taizhang.model.rows import Row
from taizhang.writing import forms
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
        rows = batches(request, paths, failures)
        forms.write(request.form, rows, request.listing.keys, stream, lang=request.lang, shown=request.listing.shown)
    return failures.worst


def batches(request: Request, paths: list[str], failures: Failures) -> Iterator[list[Row]]:
    """The rows of each document in turn."""
    bar = barred(paths, request.output)
    for path in tracked(paths, request.output, request.lang):
        rows: list[Row] = []
        with failures.noted(path), busy(path, barred=bar, lang=request.lang):
            rows = list(request.listing.rows(document_at(path)))
        yield rows
