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
        """Say it on standard error, without anything that steers a terminal, and remember the worst code."""
        words = harmless(words)
        sys.stderr.write(words + "\n")
        self.count, self.last = self.count + 1, words
        self.worst = max(self.worst, code)


def harmless(words: str) -> str:
    r"""Words as they may be shown on a screen: names of files can hold what moves the cursor or turns the line around.

    >>> harmless("计划\x1b[31m\u202e.pdf：没有这个文件")
    '计划�[31m�.pdf：没有这个文件'
    """
    return "".join(sign if sign.isprintable() or sign in "\n\t" else "�" for sign in words)


def defect(error: Exception, lang: Lang) -> str:
    """What to say of an error that nobody foresaw: in short, or in full where TAIZHANG_DEBUG is set."""
    if os.environ.get(DEBUG):
        return "".join(traceback.format_exception(error))
    return say("defect", lang, error=f"{type(error).__name__}: {error}", variable=DEBUG)
