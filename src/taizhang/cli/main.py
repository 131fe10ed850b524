"""The way in: language, errors and exit codes, so that no traceback ever reaches a person."""

import os
import sys
from collections.abc import Sequence

import click

from taizhang.cli.commands import commands
from taizhang.cli.exits import Exit
from taizhang.cli.failures import defect
from taizhang.cli.language import language_of, say
from taizhang.cli.output import use_utf8
from taizhang.cli.speech import complaint
from taizhang.errors import OutputRefused, TaizhangError, refusal


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    use_utf8()
    words = sys.argv[1:] if arguments is None else list(arguments)
    lang = language_of(words, os.environ)
    try:
        return int(commands(lang).main(words, "taizhang", standalone_mode=False) or Exit.DONE)
    except click.exceptions.NoArgsIsHelpError as error:
        return told(error.format_message(), Exit.USAGE)
    except click.UsageError as error:
        return told(complaint(error, lang), Exit.USAGE)
    except (click.Abort, KeyboardInterrupt):
        return told(say("interrupted", lang), Exit.INTERRUPTED)
    except OutputRefused as error:
        return told(error.message(lang), Exit.NOT_WRITTEN)
    except TaizhangError as error:
        return told(error.message(lang), Exit.USAGE)
    except OSError as error:
        return told(OutputRefused(path=error.filename or "-", why=refusal(error)).message(lang), Exit.NOT_WRITTEN)
    except Exception as error:  # noqa: BLE001 - the last guard: a person gets a sentence, and the traceback on demand
        return told(defect(error, lang), Exit.DEFECT)


def told(words: str, code: Exit) -> int:
    """Say `words` on standard error and return `code`."""
    sys.stderr.write(words + "\n")
    return code
