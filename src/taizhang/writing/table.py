"""Tables for the screen: one a document, with the words a person reads instead of keys."""

from collections.abc import Iterable, Sequence
from typing import TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from taizhang.model.rows import Row
from taizhang.writing.csv import plain
from taizhang.writing.figures import SIGNS, UNITLESS
from taizhang.writing.words import Lang, called, value_called

# Wide enough for every column where the output is no screen but a file or a pipe.
WIDTH_WITHOUT_SCREEN = 160
NUMERIC = frozenset({"start", "end", "value", "level", "row", "column", "table"})
# What goes without saying is left out where a person reads.
PLAIN = (("unit", UNITLESS),)
TIGHT = (0, 1, 0, 0)
STYLES = {"review": "bold yellow", "target": "cyan", "estimate": "magenta"}
# These come from a closed list of values and are shown by what they are called.
CODED = frozenset(
    {"label", "reason", "role", "status", "firmness", "nature", "certainty", "kind", "rule", "level", "price", "better"}
)


def write(batches: Iterable[Iterable[Row]], keys: Sequence[str], stream: TextIO, lang: Lang) -> None:
    """Write one table a document. A column that is empty throughout is left out."""
    console = screen(stream)
    for rows in batches:
        listed = list(rows)
        if listed:
            _print_title(listed[0], console)
            console.print(level_table(listed, keys, lang))


def write_upright(batches: Iterable[Iterable[Row]], keys: Sequence[str], stream: TextIO, lang: Lang) -> None:
    """Write one table a row, one line a key that is filled."""
    console = screen(stream)
    for rows in batches:
        for row in rows:
            _print_title(row, console)
            console.print(upright_table(row, keys, lang))


class Screen(Console):
    """A console that lets its caller decide what to do when the reader of its output has gone."""

    def on_broken_pipe(self) -> None:
        """Raise instead of ending the program."""
        raise BrokenPipeError


def screen(stream: TextIO) -> Screen:
    """A console on `stream`: as wide as the screen, or wide enough where there is none."""
    return Screen(file=stream, width=None if stream.isatty() else WIDTH_WITHOUT_SCREEN, highlight=False)


def level_table(rows: list[Row], keys: Sequence[str], lang: Lang) -> Table:
    """One line a row."""
    used = filled(rows, keys)
    table = Table(box=SIMPLE_HEAD, padding=TIGHT)
    for key in used:
        table.add_column(called(key, lang), justify="right" if key in NUMERIC else "left", overflow="fold")
    for row in rows:
        table.add_row(*(cell(key, row, lang) for key in used))
    return table


def filled(rows: Sequence[Row], keys: Sequence[str]) -> list[str]:
    """The keys that some row fills."""
    return [key for key in keys if any(row.get(key) not in (None, "", []) for row in rows)]


def upright_table(row: Row, keys: Sequence[str], lang: Lang) -> Table:
    """One line a key that is filled."""
    table = Table(box=None, show_header=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for key in keys:
        if key != "doc" and row.get(key) not in (None, []):
            table.add_row(called(key, lang), shown(key, row[key], lang))
    return table


def _print_title(row: Row, console: Console) -> None:
    """The document of a row over its table, on one line however narrow that is; entries of a catalogue have none."""
    if words := printable(row.get("doc")):
        console.print(Text(words, style="bold"), soft_wrap=True)


def printable(value: object) -> str:
    r"""The words of a value on one line, without anything that steers a terminal.

    >>> printable("规上\n工业 \x1b[31m"), printable(None)
    ('规上 工业 [31m', '')
    """
    return "".join(sign for sign in " ".join(plain(value).split()) if sign.isprintable())


def cell(key: str, row: Row, lang: Lang) -> Text:
    """One cell; a value has its comparator before it, and quantities are shown, not told by where they stand."""
    if key == "quantities":
        return shown(key, row.get("figures", row.get(key)), lang)
    words = shown(key, row.get(key), lang)
    return Text(SIGNS.get(row.get("comparator") or "", "")) + words if key == "value" and words else words


def shown(key: str, value: object, lang: Lang) -> Text:
    """One value as a person reads it."""
    words = "" if (key, value) in PLAIN else printable(value)
    return Text(value_called(key, words, lang) if key in CODED else words, style=STYLES.get(words, ""))
