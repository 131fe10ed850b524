"""What went wrong with single files: told at once on standard error, and remembered for the exit code."""

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from taizhang.cli.exits import Exit
from taizhang.cli.language import say
from taizhang.errors import TaizhangError
from taizhang.writing.words import Lang

DEBUG = "TAIZHANG_DEBUG"


class Failures:
    """The failures of one run. A bad file among many does not stop the rest."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self.worst = Exit.DONE
        self.count, self.last = 0, ""

    @contextmanager
    def noted(self, path: str) -> Iterator[None]:
        """Whatever goes wrong with the file at `path` inside this block is told, and the run goes on."""
        try:
            yield
        except TaizhangError as error:
            self.tell(error.message(self.lang), Exit.SOME_FAILED)
        except Exception as error:  # noqa: BLE001 - a defect met in one file must not cost the others
            self.tell(f"{path}：{defect(error, self.lang)}", Exit.DEFECT)

    def tell(self, words: str, code: Exit) -> None:
        """Say it on standard error, and remember the worst code."""
        sys.stderr.write(words + "\n")
        self.count, self.last = self.count + 1, words
        self.worst = max(self.worst, code)


def defect(error: Exception, lang: Lang) -> str:
    """What to say of an error that nobody foresaw: in short, or in full where TAIZHANG_DEBUG is set."""
    if os.environ.get(DEBUG):
        return "".join(traceback.format_exception(error))
    return say("defect", lang, error=f"{type(error).__name__}: {error}", variable=DEBUG)
