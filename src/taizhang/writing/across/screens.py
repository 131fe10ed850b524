"""What the outcomes share on a screen: cautions, quotations, words with their colours."""

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from taizhang.errors import Words, in_language
from taizhang.model import Said
from taizhang.writing.across.naming import Names
from taizhang.writing.across.quoting import quote
from taizhang.writing.table import TIGHT, printable
from taizhang.writing.words import Lang, called

COLOURS = {
    "bold red": ("high", "red", "missed"),
    "yellow": ("medium", "amber", "not_reported"),
    "green": ("green", "met", "about"),
    "cyan": ("blue",),
    "magenta": ("redefined",),
    "dim": ("low", "grey", "unclear"),
}
STYLES = {value: colour for colour, values in COLOURS.items() for value in values}
# Lights differ in shape too, for those who see no colours and printers that have none.
LIGHT_SIGNS = {"green": "●", "amber": "◆", "red": "▲", "grey": "○", "blue": "◇"}
NARROW = 100  # columns; below this, quotations are cut shorter
AROUND, AROUND_NARROW = 30, 16


def print_head(console: Console, title: str, cautions: Sequence[Words], lang: Lang) -> None:
    """What is shown, and what a person should know before believing it."""
    console.print(Text(title, style="bold"))
    for caution in cautions:
        console.print(Text(f"! {printable(in_language(caution, lang))}", style="yellow"))


def empty(console: Console, kind: str, lang: Lang) -> None:
    """Say that there is nothing, and what that means."""
    console.print(Text(called(f"none.{kind}", lang)))


def coloured(key: str, value: str, lang: Lang, sign: str = "") -> Text:
    """A coded value in words, with its colour."""
    return Text(sign + called(f"{key}.{value}", lang), style=STYLES.get(value, ""))


def quotation(said: Said, console: Console) -> Text:
    """The sentence of a mention with the mention in bold, cut to what a screen takes."""
    before, words, after = map(unsteering, quote(said, around_on(console)))
    return Text.assemble(before, (words, "bold"), after)


def around_on(console: Console) -> int:
    """How many characters of a quotation on either side a screen takes."""
    return AROUND_NARROW if console.width < NARROW else AROUND


def unsteering(words: str) -> str:
    r"""Words of one line as they are, but for what steers a terminal.

    >>> unsteering(" 增长\x1b[31m ")
    ' 增长�[31m '
    """
    return "".join(sign if sign.isprintable() else "�" for sign in words)


def source(said: Said, names: Names, lang: Lang) -> Text:
    """Document and place of a mention."""
    name, place = names.document(said.doc), names.place(said)
    return Text(printable(f"{in_language(name, lang)} {in_language(place, lang)}"), style="dim")


def listing(*heads: str, lang: Lang) -> Table:
    """An empty table under words of the vocabulary."""
    table = Table(box=SIMPLE_HEAD, padding=TIGHT)
    for head in heads:
        table.add_column(called(head, lang), overflow="fold")
    return table
