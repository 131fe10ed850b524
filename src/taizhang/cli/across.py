"""Read all documents of a run, link what they say, and write what was made of it."""

import sys
from collections.abc import Callable
from dataclasses import dataclass

from taizhang.cli.batch import Batch
from taizhang.cli.failures import harmless
from taizhang.cli.output import opened
from taizhang.errors import in_language
from taizhang.extracting import extract
from taizhang.linking import Linked, link
from taizhang.writing.across.outcome import Outcome, write
from taizhang.writing.words import Lang


@dataclass(frozen=True)
class Request:
    """What one run of a command was asked for."""

    files: tuple[str, ...]
    form: str
    output: str | None
    lang: Lang


def write_outcome(request: Request, work: Callable[[Linked], Outcome]) -> int:
    """Write what `work` makes of the linked documents and return the exit code.

    A file that cannot be read is told and passed over; what a person should know before believing the rest is told on
    standard error, for the data hold no word of it and a file is not read at once; a table on the screen opens with it.
    """
    batch = Batch(request.files, request.output, request.lang)
    readings = [reading for _, reading in batch.results(extract)]
    if not readings:  # nothing was read: to say that nothing was found would be taken for an answer
        return batch.failures.worst
    outcome = work(link(readings))
    for caution in outcome.cautions if request.output or request.form != "table" else ():
        sys.stderr.write(harmless(f"{in_language(caution, request.lang)}\n"))
    with opened(request.output) as stream:
        write(request.form, outcome, stream, request.lang)
    return batch.failures.worst
