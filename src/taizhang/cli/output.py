"""Where the output goes: standard output or a file, always in UTF-8; and how far the work has come."""

import io
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, track

from taizhang.cli.language import say
from taizhang.errors import OutputRefused, refusal
from taizhang.writing.words import Lang

LONG = 300_000  # bytes that take about a second to read


def use_utf8() -> None:
    """Speak UTF-8 whatever the locale says, line ends untouched, and names of files that are no UTF-8 as they are."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape", newline="\n")


@contextmanager
def opened(path: str | None) -> Iterator[TextIO]:
    """Standard output, or the file at `path`, which appears only once it is complete."""
    if path is None:
        yield from standard_output()
        return
    target = Path(path)
    draft = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("w", encoding="utf-8", errors="surrogateescape", newline="") as stream:
            yield stream
        draft.replace(target)
    except OSError as error:
        raise OutputRefused(path=path, why=refusal(error)) from error
    finally:
        with suppress(OSError):
            draft.unlink()


def standard_output() -> Iterator[TextIO]:
    """Standard output. Its reader may have seen enough (`| head`): that is no error, and nothing more is written."""
    try:
        yield sys.stdout
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def tracked(paths: Sequence[str], output: str | None, lang: Lang) -> Iterator[str]:
    """The paths one by one, with a bar on standard error where a person watches and nothing else is printed there."""
    if barred(paths, output):
        yield from track(paths, say("reading", lang), console=Console(stderr=True), transient=True)
    else:
        yield from paths


def barred(paths: Sequence[str], output: str | None) -> bool:
    """Whether a bar is shown while the files are read."""
    return sys.stderr.isatty() and (output is not None or not sys.stdout.isatty()) and len(paths) > 1


def busy(path: str, *, barred: bool, lang: Lang) -> AbstractContextManager[object]:
    """A sign of life on standard error while a long file is read, unless a bar stands there already."""
    if barred or not sys.stderr.isatty() or size_of(path) < LONG:
        return nullcontext()
    words = say("reading_long", lang, path=escape(Path(path).name), size=f"{size_of(path) / 1_000_000:.1f}")
    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    progress.add_task(words, total=None)
    return progress


def size_of(path: str) -> int:
    """The bytes of a file; none where they cannot be told, as of standard input."""
    try:
        return Path(path).stat().st_size
    except (OSError, ValueError):
        return 0
