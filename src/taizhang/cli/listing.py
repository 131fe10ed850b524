"""Read the documents one after the other and write their rows in the form asked for."""

from dataclasses import dataclass

from taizhang.cli.batch import Batch
from taizhang.cli.output import opened
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
    batch = Batch(request.files, request.output, request.lang)
    with opened(request.output) as stream:
        rows = (found for _, found in batch.results(lambda document: list(request.listing.rows(document))))
        forms.write(request.form, rows, request.listing.keys, stream, lang=request.lang, shown=request.listing.shown)
    return batch.failures.worst
