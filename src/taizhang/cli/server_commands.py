"""The commands of the server: serve, and admin with its own. The server is imported only when one of them is run."""

import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path

import click

from taizhang.cli.command import command
from taizhang.cli.exits import Exit
from taizhang.cli.failures import harmless
from taizhang.cli.language import say
from taizhang.cli.options import language_option
from taizhang.cli.speech import Command, Count, Group
from taizhang.errors import ExtraMissing, TaizhangError, Words, in_language
from taizhang.writing.words import Lang

ENTRANCE = "taizhang.server.operations.entrance"


def server_commands(lang: Lang) -> Iterator[Command]:
    """The commands, in the order in which they are wanted."""
    yield command("serve", lang, partial(run_serve, lang), *serve_options(lang), bare=True)
    yield admin_commands(lang)


def serve_options(lang: Lang) -> Iterator[click.Option]:
    """What may be said to `serve` besides the settings."""
    yield click.Option(["--host"], metavar="HOST", help=say("option_host", lang))
    yield click.Option(["--port"], metavar="PORT", help=say("option_port", lang))
    yield click.Option(["--workers"], metavar="N", help=say("option_workers", lang))
    yield click.Option(["--no-jobs"], is_flag=True, help=say("option_no_jobs", lang))


def run_serve(lang: Lang, *, host: str | None, port: str | None, workers: str | None, no_jobs: bool) -> int:
    """Serve; what was said on the command line stands above the settings."""
    for name, value in (("HOST", host), ("PORT", port), ("WORKERS", workers)):
        if value is not None:
            os.environ[f"TAIZHANG_{name}"] = value
    return run("serve", lang, jobs=not no_jobs)


def admin_commands(lang: Lang) -> Group:
    """`taizhang admin` and its commands."""
    group = Group(
        "admin",
        lang=lang,
        help=say("help_admin", lang),
        params=[language_option(lang)],
        subcommand_metavar=say("some_command", lang),
    )
    backup_to = click.Option(["-o", "--output"], metavar="PATH", help=say("option_backup_output", lang))
    keep = click.Option(["--keep"], type=Count(lang), metavar="N", help=say("option_keep", lang))
    dump_to = click.Option(["-o", "--output"], metavar="PATH", required=True, help=say("option_dump_output", lang))
    for each in (
        command("admin create", lang, partial(run_create, lang), *create_options(lang)),
        command("admin migrate", lang, partial(run, "migrate", lang), bare=True),
        command("admin backup", lang, partial(run, "backup", lang), backup_to, keep, bare=True),
        command("admin restore", lang, partial(run, "restore", lang), click.Argument(["file"], metavar="FILE")),
        command("admin verify", lang, partial(run, "verify", lang), bare=True),
        command("admin dump", lang, partial(run, "dump", lang), dump_to),
        command("admin load", lang, partial(run_load, lang), *load_options(lang)),
        command("admin publish", lang, partial(run, "publish", lang), click.Argument(["folder"], metavar="FOLDER")),
        command("admin settings", lang, partial(run, "settings", lang), bare=True),
    ):
        group.add_command(each)
    return group


def create_options(lang: Lang) -> Iterator[click.Option]:
    """What is said of the first unit and its administrator."""
    yield click.Option(["--region"], metavar="CODE", required=True, help=say("option_region", lang))
    yield click.Option(["--unit", "unit_name"], metavar="NAME", help=say("option_unit", lang))
    yield click.Option(["--user", "username"], metavar="NAME", default="admin", help=say("option_user", lang))
    yield click.Option(["--password-file"], metavar="PATH", help=say("option_password_file", lang))


def run_create(lang: Lang, *, region: str, unit_name: str | None, username: str, password_file: str | None) -> int:
    """Make the first unit and its administrator; the password is asked for unless a file holds it."""
    password = partial(asked_for, lang) if password_file is None else partial(read_from, password_file)
    return run("create", lang, region=region, unit_name=unit_name, username=username, password=password)


def asked_for(lang: Lang) -> str:
    """A password typed twice, unseen."""
    typed: str = click.prompt(
        say("prompt_password", lang),
        hide_input=True,
        confirmation_prompt=say("prompt_again", lang),
        err=True,
    )
    return typed


def read_from(path: str) -> str:
    """A password as the first line of a file, or of standard input (-)."""
    text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
    return text.partition("\n")[0].rstrip("\r")


def load_options(lang: Lang) -> Iterator[click.Parameter]:
    """A dump, or the example city."""
    yield click.Argument(["file"], required=False, metavar="[FILE]")
    yield click.Option(["--demo"], is_flag=True, help=say("option_demo", lang))
    yield click.Option(["--from", "folder"], metavar="FOLDER", help=say("option_demo_from", lang))
    yield click.Option(["--documents-only"], is_flag=True, help=say("option_documents_only", lang))


def run_load(lang: Lang, *, file: str | None, demo: bool, folder: str | None, documents_only: bool) -> int:
    """Load a dump, or the example city from the documents of a folder."""
    if demo == (file is not None):
        raise click.UsageError(say("dump_or_demo", lang))
    if demo:
        return run("load_demonstration", lang, folder=folder, documents_only=documents_only)
    return run("load", lang, file=file)


def run(name: str, lang: Lang, **options: object) -> int:
    """Run an operation of the server; what it cannot do is told, and then nothing was changed."""

    def tell(words: Words) -> None:
        click.echo(harmless(str(in_language(words, lang))))

    work = operation(name)
    try:
        return work(tell, **options)
    except TaizhangError as error:
        click.echo(harmless(error.message(lang)), err=True)
        return Exit.SOME_FAILED


def operation(name: str) -> Callable[..., int]:
    """The operation of the server that is called so; ExtraMissing where a package that it wants is not installed."""
    try:
        found: Callable[..., int] = import_module(ENTRANCE).operation(name)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] == "taizhang":
            raise
        raise ExtraMissing(package=error.name, extra="server") from error
    return found
