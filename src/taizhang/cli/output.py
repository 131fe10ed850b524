"""Where the output goes: standard output or a file, always in UTF-8."""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from taizhang.errors import OutputRefused, refusal


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
