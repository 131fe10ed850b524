"""What one of the verbs link, check and follow gave, and the forms in which it can be had."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol, TextIO

from rich.console import Console

from taizhang.errors import Words
from taizhang.model.rows import Row
from taizhang.writing import csv, jsonl
from taizhang.writing.figures import Figure
from taizhang.writing.table import screen
from taizhang.writing.words import Lang


class Outcome(Protocol):
    """What was made of several documents at once."""

    @property
    def keys(self) -> Sequence[str]:
        """The keys of its rows, in their order."""

    @property
    def cautions(self) -> Sequence[Words]:
        """What a person should know before believing it."""

    def rows(self, lang: Lang) -> Iterable[Row]:
        """It as data."""

    def show(self, console: Console, lang: Lang) -> None:
        """It for a person at a screen."""

    def page(self, lang: Lang) -> str:
        """It as one page of HTML."""


def write(form: str, outcome: Outcome, stream: TextIO, lang: Lang) -> None:
    """Write it in one form of `taizhang.writing.forms.FORMS`."""
    match form:
        case "jsonl":
            jsonl.write([outcome.rows(lang)], outcome.keys, stream)
        case "csv":
            csv.write([map(flat, outcome.rows(lang))], outcome.keys, stream)
        case "html":
            stream.write(outcome.page(lang))
        case _:
            outcome.show(screen(stream), lang)


def flat(row: Row) -> Row:
    """A row for a table of one line each: the places that a finding rests on in one cell, a mention by its figure.

    >>> flat({"check": "a", "facts": [{"doc": "a.txt", "start": 1, "end": 4}, {"doc": "b.txt", "start": 7, "end": 9}]})
    {'check': 'a', 'facts': 'a.txt:1-4 b.txt:7-9'}
    >>> flat({"target": {"text": "6%", "value": "6", "unit": "%", "comparator": ">="}, "pace": None})
    {'target': '≥ 6%', 'pace': None}
    """
    return {key: flattened(value) for key, value in row.items()}


def flattened(value: Any) -> Any:
    """One value for a cell; what is no mention and no list of places stays as it is."""
    match value:
        case [{"doc": _, "start": _, "end": _}, *_]:
            return " ".join(f"{at['doc']}:{at['start']}-{at['end']}" for at in value)
        case {"text": text, "value": number, "unit": unit, "comparator": comparator}:
            return text if number is None else str(Figure(comparator, number, unit))
        case {"low": low, "high": high, "unit": unit}:
            return str(Figure(None, low if low == high else f"{low}～{high}", unit))
        case _:
            return value
