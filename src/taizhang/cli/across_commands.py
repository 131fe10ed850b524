"""The commands that look across documents: link, check, follow, timeline, brief."""

from collections.abc import Iterator
from functools import partial

import click

from taizhang.catalogue.lights import light_presets
from taizhang.checking import check
from taizhang.checking.presets import shown
from taizhang.cli.across import Request, write_outcome
from taizhang.cli.command import command
from taizhang.cli.exits import Exit
from taizhang.cli.language import say
from taizhang.cli.options import files_argument, format_option, output_option
from taizhang.cli.output import opened
from taizhang.cli.ruling import Choice, choice_options, explain_option, rules_option
from taizhang.cli.speech import Command, OneOf
from taizhang.following import follow, timeline
from taizhang.linking import Linked
from taizhang.writing.across.briefs import Briefing
from taizhang.writing.across.explaining import explained
from taizhang.writing.across.findings import Findings
from taizhang.writing.across.links import Links
from taizhang.writing.across.standings import Standings
from taizhang.writing.across.timelines import Timeline
from taizhang.writing.brief import brief_of
from taizhang.writing.forms import FORMS
from taizhang.writing.words import Lang


def across_commands(lang: Lang) -> Iterator[Command]:
    """The commands, in the order of the work."""
    yield command("link", lang, partial(run_link, lang), files_argument(), *form_options(lang))
    yield check_command(lang)
    yield follow_command(lang)
    yield command("timeline", lang, partial(run_timeline, lang), files_argument("DIR"), *form_options(lang))
    yield brief_command(lang)


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
        found = check(linked, ruled)
        kept = shown(found, ruled, preset, limit)
        return Findings(linked, kept, ruled, left_off=len(found) - len(kept))

    return write_outcome(Request(files, form, output, lang), work)


def follow_command(lang: Lang) -> Command:
    """The command that follows the targets of a plan."""
    lights = click.Option(["--lights"], type=OneOf(list(light_presets()), lang), default="default", metavar="NAME")
    lights.help = say("option_lights", lang, presets=", ".join(light_presets()))
    params = files_argument("PLAN PROGRESS..."), lights, *form_options(lang)
    return command("follow", lang, partial(run_follow, lang), *params)


def run_follow(lang: Lang, files: tuple[str, ...], lights: str, form: str, output: str | None) -> int:
    """Show where the targets of `files` stand, by one set of rules for the lights."""
    rules = light_presets()[lights]
    return write_outcome(Request(files, form, output, lang), lambda linked: Standings(linked, follow(linked, rules)))


def run_timeline(lang: Lang, files: tuple[str, ...], form: str, output: str | None) -> int:
    """Show the targets in `files` with their results, year by year."""
    return write_outcome(Request(files, form, output, lang), lambda linked: Timeline(linked, timeline(linked)))


def brief_command(lang: Lang) -> Command:
    """The command that writes two pages for a deputy."""
    names = (("this", True), ("last", True), ("half", False))
    files = (
        click.Argument([name], required=required, metavar=name.upper() if required else f"[{name.upper()}]")
        for name, required in names
    )
    return command("brief", lang, partial(run_brief, lang), *files, rules_option(lang), *form_options(lang))


def run_brief(
    lang: Lang, *, this: str, last: str, half: str | None, rules: str | None, form: str, output: str | None
) -> int:
    """Brief on the report `this` beside the plan or report of the year before, and the half-year report."""
    ruled = Choice(rules=rules).ruled()

    def work(linked: Linked) -> Briefing:
        return Briefing(linked, brief_of(linked, check(linked, ruled), timeline(linked), ruled), ruled)

    files = tuple(filter(None, (this, last, half)))
    return write_outcome(Request(files, form, output, lang), work)
