"""`read --format html`: one highlight page for each document."""

from collections import Counter
from pathlib import Path

from taizhang.cli.batch import Batch
from taizhang.cli.output import opened
from taizhang.cli.sources import STANDARD_INPUT
from taizhang.errors import FolderWanted
from taizhang.extracting import extract
from taizhang.writing import highlight
from taizhang.writing.words import Lang

LONGEST_STEM = 200  # bytes


def write_pages(files: tuple[str, ...], output: str | None, lang: Lang) -> int:
    """Write the page of one document to `output`, or those of many into the folder `output`; return the exit code."""
    batch = Batch(files, output, lang)
    if len(batch.paths) > 1 and (output is None or Path(output).is_file()):
        raise FolderWanted(count=len(batch.paths))
    targets = Targets(output, alone=len(batch.paths) == 1)
    for name, page in batch.results(lambda document: highlight.page(extract(document), lang)):
        write_page(page, targets.of(name))
    return batch.failures.worst


def write_page(page: str, target: str | None) -> None:
    """Write one page."""
    with opened(target) as stream:
        stream.write(page)


def shortened(stem: str) -> str:
    """A name that a file may bear: systems take 255 bytes, and a number and an ending come to it.

    >>> shortened("计划"), len(shortened("计" * 5000).encode())
    ('计划', 198)
    """
    return stem.encode()[:LONGEST_STEM].decode(errors="ignore")


class Targets:
    """Where the page of each document goes: one page where it was asked for, many into a folder by their names.

    >>> Targets("plan.html", alone=True).of("a/plan.txt")
    'plan.html'
    >>> targets = Targets("pages", alone=False)
    >>> [targets.of(name) for name in ("a/plan.txt", "b/plan.docx", "-")]
    ['pages/plan.html', 'pages/plan-2.html', 'pages/stdin.html']
    """

    def __init__(self, output: str | None, *, alone: bool) -> None:
        self._output = output
        self._one = output is None or (alone and not Path(output).is_dir())
        self._stems: Counter[str] = Counter()

    def of(self, name: str) -> str | None:
        """Where the page of the document called `name` goes; None is standard output."""
        if self._output is None or self._one:
            return self._output
        stem = "stdin" if name == STANDARD_INPUT else shortened(Path(name).stem)
        self._stems[stem] += 1
        count = self._stems[stem]
        return str(Path(self._output) / f"{stem}{f'-{count}' if count > 1 else ''}.html")
