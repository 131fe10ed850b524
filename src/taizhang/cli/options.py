"""The arguments that commands share, described in the language chosen."""

from collections.abc import Sequence
from importlib.metadata import version

import click

from taizhang.cli.language import VARIABLE, say
from taizhang.cli.speech import Count, OneOf
from taizhang.writing.words import LANGUAGES, Lang


def files_argument(metavar: str = "FILE...") -> click.Argument:
    """FILE…: files, folders, or a hyphen for standard input."""
    return click.Argument(["files"], nargs=-1, required=True, metavar=metavar)


def format_option(forms: Sequence[str], lang: Lang) -> click.Option:
    """`--format`, one of `forms`, the first unless said otherwise."""
    words = say("option_format", lang, default=forms[0])
    return click.Option(["-f", "--format", "form"], type=OneOf(forms, lang), default=forms[0], help=words)


def limit_option(lang: Lang) -> click.Option:
    """`--limit`: how many entries at most."""
    return click.Option(["-n", "--limit"], type=Count(lang), default=20, help=say("option_limit", lang))


def output_option(lang: Lang) -> click.Option:
    """`--output`: a file instead of standard output."""
    return click.Option(["-o", "--output"], type=click.STRING, metavar="PATH", help=say("option_output", lang))


def language_option(lang: Lang) -> click.Option:
    """`--lang`. Its value was taken before anything was parsed; here it is only checked and described."""
    words = say("option_lang", lang, variable=VARIABLE)
    return click.Option(["--lang"], type=OneOf(LANGUAGES, lang), expose_value=False, help=words)


def version_option(lang: Lang) -> click.Option:
    """`--version`."""

    def show(ctx: click.Context, param: click.Parameter, wanted: bool) -> None:
        del param
        if wanted:
            click.echo(f"taizhang {version('taizhang')}")
            ctx.exit()

    words = say("option_version", lang)
    return click.Option(["--version"], is_flag=True, is_eager=True, expose_value=False, callback=show, help=words)
