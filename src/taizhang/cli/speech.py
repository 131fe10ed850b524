"""Click's commands in two languages: headings of the help, and what was wrong with the arguments."""

from collections.abc import Sequence
from typing import Any

import click

from taizhang.cli.language import say
from taizhang.writing.words import Lang


class Command(click.Command):
    """A command whose help is in `lang`."""

    def __init__(self, *args: Any, lang: Lang, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", say("some_options", lang))
        super().__init__(*args, **kwargs)
        self.lang = lang

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, described in the language chosen."""
        option = super().get_help_option(ctx)
        if option:
            option.help = say("option_help", self.lang)
        return option

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help line by line as it was written: Chinese knows no blanks at which to break it anew."""
        del ctx
        formatter.write_paragraph()
        with formatter.indentation():
            for line in (self.help or "").splitlines():
                formatter.write(f"{' ' * formatter.current_indent}{line}".rstrip() + "\n")

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line that shows how the command is written."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=say("usage", self.lang))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, each with what it does."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [option.get_help_record(ctx) for option in options]
        write_section(formatter, say("options", self.lang), [record for record in records if record])


class Group(Command, click.Group):
    """A command of commands whose help is in `lang`."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then the commands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, in the order they were added, each with its first line."""
        del ctx
        rows = [(name, (command.help or "").splitlines()[0]) for name, command in self.commands.items()]
        write_section(formatter, say("commands", self.lang), rows)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order they were added: that of the work, not of the alphabet."""
        del ctx
        return list(self.commands)


def write_section(formatter: click.HelpFormatter, heading: str, rows: Sequence[tuple[str, str]]) -> None:
    """A heading and its list, if there is any."""
    if rows:
        formatter.write_paragraph()
        formatter.write(f"{heading}\n")
        with formatter.indentation():
            formatter.write_dl(list(rows))


class OneOf(click.ParamType[str]):
    """A closed list of values, refused in the language chosen."""

    name = "choice"

    def __init__(self, values: Sequence[str], lang: Lang) -> None:
        self.values = values
        self.lang = lang

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """The values, as the help shows them."""
        del param, ctx
        return f"[{'|'.join(self.values)}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The value, if it is one of the list."""
        if value not in self.values:
            self.fail(say("not_one_of", self.lang, value=value, values="、".join(self.values)), param, ctx)
        return str(value)


class Count(click.ParamType[int]):
    """A whole number from 1 on, refused in the language chosen."""

    name = "number"

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number, if it is one."""
        if not str(value).isdecimal() or not int(value):
            self.fail(say("no_count", self.lang, value=value), param, ctx)
        return int(value)


def complaint(error: click.UsageError, lang: Lang) -> str:
    """What was wrong with the arguments, in one line, and where to look."""
    command = error.ctx.command_path if error.ctx else "taizhang"
    return say("usage_error", lang, wrong=wrong(error, lang), command=command)


def wrong(error: click.UsageError, lang: Lang) -> str:
    """What was wrong with the arguments."""
    match error:
        case click.NoSuchOption():
            return say("no_such_option", lang, name=error.option_name) + alternatives(error.possibilities, lang)
        case click.exceptions.NoSuchCommand():
            return say("no_such_command", lang, name=error.command_name) + alternatives(error.possibilities, lang)
        case click.MissingParameter():
            return say("missing", lang, name=name_of(error.param))
        case click.BadParameter():
            return say("bad_value", lang, name=name_of(error.param), wrong=error.message)
        case click.BadOptionUsage():
            return say("bad_option", lang, name=error.option_name)
        case _:
            return error.format_message()


def alternatives(names: Sequence[str] | None, lang: Lang) -> str:
    """Names near the one that does not exist."""
    return say("did_you_mean", lang, names="、".join(names)) if names else ""


def name_of(param: click.Parameter | None) -> str:
    """A parameter as it is written on the command line."""
    if isinstance(param, click.Option):
        return param.opts[-1]
    return param.make_metavar(click.Context(click.Command(""))) if param else ""
