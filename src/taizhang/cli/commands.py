"""The commands, built for one language."""

from functools import partial

import click

from taizhang.catalogue.search import CatalogueKind
from taizhang.cli.across_commands import across_commands
from taizhang.cli.catalogue import KINDS, Query, write_entries
from taizhang.cli.command import command
from taizhang.cli.language import say
from taizhang.cli.listing import Request, write_listing
from taizhang.cli.options import (
    files_argument,
    format_option,
    language_option,
    limit_option,
    output_option,
    version_option,
)
from taizhang.cli.pages import write_pages
from taizhang.cli.server_commands import server_commands
from taizhang.cli.speech import Command, Group, OneOf
from taizhang.cli.summing import write_sum
from taizhang.writing.forms import FORMS
from taizhang.writing.listings import LISTINGS
from taizhang.writing.words import Lang


def commands(lang: Lang) -> Group:
    """`taizhang` and its commands, with help in `lang`."""
    group = Group(
        "taizhang",
        lang=lang,
        help=say("help", lang),
        params=[language_option(lang), version_option(lang)],
        subcommand_metavar=say("some_command", lang),
    )
    for name in LISTINGS:
        group.add_command(listing_command(name, lang))
    for across in across_commands(lang):
        group.add_command(across)
    group.add_command(summary_command(lang))
    group.add_command(catalogue_command(lang))
    for serving in server_commands(lang):
        group.add_command(serving)
    return group


def listing_command(name: str, lang: Lang) -> Command:
    """The command that lists the rows of LISTINGS[name]."""
    params = files_argument(), format_option(FORMS, lang), output_option(lang)
    return command(name, lang, partial(run_listing, name, lang), *params)


def summary_command(lang: Lang) -> Command:
    """The command that sums documents up on one page."""
    return command("summary", lang, partial(run_summary, lang), files_argument(), output_option(lang))


def run_summary(lang: Lang, files: tuple[str, ...], output: str | None) -> int:
    """Sum up `files`; the exit code tells whether all could be read."""
    return write_sum(files, output, lang)


def catalogue_command(lang: Lang) -> Command:
    """The command that searches the catalogue."""
    kind = click.Argument(["kind"], type=OneOf(KINDS, lang))
    words = click.Argument(["words"], nargs=-1, metavar="[WORD]...")
    params = kind, words, limit_option(lang), format_option(FORMS, lang), output_option(lang)
    return command("catalogue", lang, partial(run_catalogue, lang), *params)


def run_catalogue(
    lang: Lang, *, kind: CatalogueKind, words: tuple[str, ...], limit: int, form: str, output: str | None
) -> int:
    """Search one kind of entries for `words`."""
    return write_entries(Query(kind, " ".join(words), limit, form, output, lang))


def run_listing(name: str, lang: Lang, files: tuple[str, ...], form: str, output: str | None) -> int:
    """List the rows of `files`; the exit code tells whether all could be read."""
    if (name, form) == ("read", "html"):
        return write_pages(files, output, lang)
    return write_listing(Request(LISTINGS[name], files, form, output, lang))
