"""The language that the command line speaks, and what it says."""

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import get_args

from taizhang.writing.words import Lang

VARIABLE = "TAIZHANG_LANG"


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> Lang:
    """The language asked for by `--lang`, else by TAIZHANG_LANG, else Chinese.

    It must be known before the arguments are parsed, for the help and the errors of parsing are in it too.

    >>> language_of(["read", "--lang", "en"], {}), language_of(["--lang=en"], {}), language_of([], {})
    ('en', 'en', 'zh')
    """
    said = environment.get(VARIABLE, "")
    for argument, following in zip(arguments, [*arguments, ""][1:], strict=True):
        if argument == "--lang":
            said = following
        elif argument.startswith("--lang="):
            said = argument.removeprefix("--lang=")
    return next((lang for lang in get_args(Lang) if said.lower().startswith(lang)), "zh")


@cache
def messages() -> dict[str, dict[str, str]]:
    """Every message of data/messages.tsv: key → template in each language."""
    with (files("taizhang.cli") / "data" / "messages.tsv").open(encoding="utf-8") as lines:
        return {row["key"]: row for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}


def say(key: str, lang: Lang, **fields: object) -> str:
    """The message of `key` in `lang`, its template filled; a bar between blanks breaks the line.

    >>> say("no_such_option", "en", name="--colour")
    'no option --colour'
    """
    return messages()[key][lang].replace(" | ", "\n").format_map(fields)
