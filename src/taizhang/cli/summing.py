"""`taizhang summary`: the headline figures of many documents side by side, and what a person should look at."""

from collections.abc import Iterator

from taizhang.cli.failures import Failures
from taizhang.cli.output import barred, busy, opened, tracked
from taizhang.cli.sources import document_at, paths_in
from taizhang.extracting import Reading, extract
from taizhang.writing.summary import write_summary
from taizhang.writing.words import Lang


def write_sum(files: tuple[str, ...], output: str | None, lang: Lang) -> int:
    """Write the summary and return the exit code. A file that cannot be read is told and passed over."""
    failures = Failures(lang)
    paths = paths_in(files, failures)
    with opened(output) as stream:
        write_summary(readings(paths, output, failures), stream, lang)
    return failures.worst


def readings(paths: list[str], output: str | None, failures: Failures) -> Iterator[Reading]:
    """The documents read, those that can be."""
    bar = barred(paths, output)
    for path in tracked(paths, output, failures.lang):
        reading: Reading | None = None
        with failures.noted(path), busy(path, barred=bar, lang=failures.lang):
            reading = extract(document_at(path))
        if reading is not None:
            yield reading
