"""One command in the language chosen."""

from collections.abc import Callable

import click

from taizhang.cli.language import say
from taizhang.cli.options import language_option
from taizhang.cli.speech import Command
from taizhang.writing.words import Lang


def command(
    name: str, lang: Lang, callback: Callable[..., int], *params: click.Parameter, bare: bool = False
) -> Command:
    """One command: its help is the message help_NAME; every command takes `--lang`.

    A command that does its work without any argument is `bare`; any other shows its help then.
    """
    return Command(
        name.rpartition(" ")[2],
        lang=lang,
        help=say(f"help_{name.replace(' ', '_')}", lang),
        params=[*params, language_option(lang)],
        callback=callback,
        no_args_is_help=not bare,
    )
