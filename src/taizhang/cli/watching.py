"""How far the work has come, shown on standard error where a person watches and nothing else is printed there."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from taizhang.cli.language import say
from taizhang.reading.progress import watched
from taizhang.writing.words import Lang

LONG = 300_000  # bytes that take about a second to read


class Watch:
    """What a person sees of one run: a bar over the files, or a sign of life for a long one, and pages as they come."""

    def __init__(self, paths: Sequence[str], output: str | None, lang: Lang) -> None:
        self.paths, self.lang = paths, lang
        self._seen = sys.stderr.isatty()
        self._barred = self._seen and (output is not None or not sys.stdout.isatty()) and len(paths) > 1

    def files(self) -> Iterator[str]:
        """The paths one by one, with a bar over them."""
        if not self._barred:
            yield from self.paths
            return
        columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task(say("reading", self.lang), total=len(self.paths))

            def told(path: str, done: int, total: int) -> None:
                progress.update(task, description=self._page(path, done, total))

            for path in self.paths:
                progress.update(task, description=f"{say('reading', self.lang)} {escape(Path(path).name)}")
                with watched(told):
                    yield path
                progress.advance(task)

    @contextmanager
    def busy(self, path: str) -> Iterator[None]:
        """A sign of life while a long file is read, unless a bar stands there already, with the pages that are done."""
        if self._barred or not self._seen:
            yield
            return
        columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
        progress = Progress(*columns, console=Console(stderr=True), transient=True)
        size = f"{size_of(path) / 1_000_000:.1f}"
        words = say("reading_long", self.lang, path=escape(Path(path).name), size=size)
        task = progress.add_task(words, total=None)

        def told(path: str, done: int, total: int) -> None:
            progress.start()
            progress.update(task, description=self._page(path, done, total))

        try:
            if size_of(path) >= LONG:
                progress.start()
            with watched(told):
                yield
        finally:
            progress.stop()

    def _page(self, path: str, done: int, total: int) -> str:
        return say("reading_page", self.lang, path=escape(Path(path).name), done=done, total=total)


def size_of(path: str) -> int:
    """The bytes of a file; none where they cannot be told, as of standard input."""
    try:
        return Path(path).stat().st_size
    except (OSError, ValueError):
        return 0
