"""`taizhang summary`: the headline figures of many documents side by side, and what a person should look at."""

from taizhang.cli.batch import Batch
from taizhang.cli.output import opened
from taizhang.extracting import extract
from taizhang.writing.summary import write_summary
from taizhang.writing.words import Lang


def write_sum(files: tuple[str, ...], output: str | None, lang: Lang) -> int:
    """Write the summary and return the exit code. A file that cannot be read is told and passed over."""
    batch = Batch(files, output, lang)
    with opened(output) as stream:
        write_summary((reading for _, reading in batch.results(extract)), stream, lang)
    return batch.failures.worst
