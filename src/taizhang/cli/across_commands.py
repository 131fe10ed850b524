"""The commands that look across documents: link, check, follow, timeline, brief."""

from collections.abc import Iterator
from functools import partial

import click

from taizhang.checking import check
from taizhang.checking.presets import shown
from taizhang.cli.across import Request, write_outcome
from taizhang.cli.command import command
from taizhang.cli.exits import Exit
from taizhang.cli.options import files_argument, format_option, output_option
from taizhang.cli.output import opened
from taizhang.cli.ruling import Choice, choice_options, explain_option
from taizhang.cli.speech import Command
from taizhang.linking import Linked
from taizhang.writing.across.explaining import explained
from taizhang.writing.across.findings import Findings
from taizhang.writing.across.links import Links
from taizhang.writing.forms import FORMS
from taizhang.writing.words import Lang


def across_commands(lang: Lang) -> Iterator[Command]:
    """The commands, in the order of the work."""
    yield command("link", lang, partial(run_link, lang), files_argument(), *form_options(lang))
    yield check_command(lang)


def form_options(lang: Lang) -> tuple[click.Option, click.Option]:
    """In which form, and where to."""
    return format_option(FORMS, lang), output_option(lang)


def run_link(lang: Lang, files: tuple[str, ...], form: str, output: str | None) -> int:
    """Link what `files` say."""
    return write_outcome(Request(files, form, output, lang), Links)


def check_command(lang: Lang) -> Command:
    """The command that checks documents, each by itself and against each other."""
    files = click.Argument(["files"], nargs=-1, metavar="FILE...")
    params = files, explain_option(lang), *choice_options(lang), *form_options(lang)
    return command("check", lang, partial(run_check, lang), *params)


def run_check(
    lang: Lang,
    *,
    files: tuple[str, ...],
    explain: str | None,
    form: str,
    output: str | None,
    only: tuple[str, ...],
    skip: tuple[str, ...],
    preset: str | None,
    rules: str | None,
    limit: int | None,
) -> int:
    """Check `files` by the rules chosen; or say what one check looks for."""
    choice = Choice(only, skip, preset, rules)
    if explain:
        with opened(output) as stream:
            stream.write(explained(choice.read().checks[explain], lang))
        return Exit.DONE
    if not files:
        raise click.MissingParameter(param=files_argument())
    ruled = choice.ruled()

    def work(linked: Linked) -> Findings:
        return Findings(linked, shown(check(linked, ruled), ruled, preset, limit), ruled)

    return write_outcome(Request(files, form, output, lang), work)
