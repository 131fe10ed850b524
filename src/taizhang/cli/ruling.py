"""Which checks run, by which rules, and how many findings are shown."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import click

from taizhang.catalogue.checks import Rules, rules_with, standard_rules
from taizhang.checking.presets import ruled
from taizhang.cli.language import say
from taizhang.cli.speech import Count
from taizhang.writing.words import Lang


@dataclass(frozen=True)
class Choice:
    """What a person asked of the checks: single ones, with or without, a preset, a file of rules. None named is all."""

    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    preset: str | None = None
    rules: str | None = None

    def ruled(self) -> Rules:
        """The rules that this comes to. Raises `CatalogueError` where the file of rules is malformed."""
        return ruled(self.read(), self.preset, frozenset(self.only), frozenset(self.skip))

    def read(self) -> Rules:
        """The rules that ship, with what the file says otherwise."""
        return rules_with(self.rules) if self.rules else standard_rules()


class NameIn(click.ParamType[str]):
    """A name of a list that is too long for the line of usage, refused in the language chosen."""

    name = "name"

    def __init__(self, names: Callable[[], Iterable[str]], lang: Lang) -> None:
        self.names = names
        self.lang = lang

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name, if it is one of the list."""
        names = list(self.names())
        if value not in names:
            self.fail(say("not_one_of", self.lang, value=value, values="、".join(names)), param, ctx)
        return str(value)


def choice_options(lang: Lang) -> tuple[click.Option, ...]:
    """The options that make a `Choice`."""
    check = NameIn(lambda: standard_rules().checks, lang)
    preset = NameIn(lambda: standard_rules().presets, lang)
    return (
        click.Option(["--only"], type=check, multiple=True, metavar="NAME", help=say("option_only", lang)),
        click.Option(["--skip"], type=check, multiple=True, metavar="NAME", help=say("option_skip", lang)),
        click.Option(["--preset"], type=preset, metavar="NAME", help=say("option_preset", lang)),
        rules_option(lang),
        click.Option(["-n", "--limit"], type=Count(lang), help=say("option_findings", lang)),
    )


def rules_option(lang: Lang) -> click.Option:
    """`--rules`: a file that says single entries of checks.toml otherwise."""
    return click.Option(["--rules"], metavar="PATH", help=say("option_rules", lang))


def explain_option(lang: Lang) -> click.Option:
    """`--explain`: say what one check looks for."""
    check = NameIn(lambda: standard_rules().checks, lang)
    return click.Option(["--explain"], type=check, metavar="NAME", help=say("option_explain", lang))
