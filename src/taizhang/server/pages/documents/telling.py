"""What the row of a number or a statement says, line by line, in words that an office uses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from taizhang.catalogue.indicators import indicators_by_id
from taizhang.errors import Words
from taizhang.model import Comparator, Firmness, Label, Nature, Role, Status
from taizhang.server.documents.models import Fact, Statement
from taizhang.server.pages.language import language, said
from taizhang.server.review.correcting import correctable
from taizhang.writing.words import called, value_called

Row = Mapping[str, Any]
CHOICES: Mapping[str, tuple[str, ...]] = {
    "label": get_args(Label),
    "role": get_args(Role),
    "comparator": get_args(Comparator),
    "status": get_args(Status),
    "firmness": get_args(Firmness),
    "nature": get_args(Nature),
}
COMPARATORS = {
    "=": Words("等于", "equal to"),
    ">=": Words("不低于", "at least"),
    "<=": Words("不超过", "at most"),
    "~": Words("左右", "about"),
}
AT_THE_HEAD = ("value", "unit", "subject", "indicator")
SHOWN_OF_FACT = (
    *("label", "reason", "period", "status", "role", "comparator", "firmness", "basis", "nature", "region", "section"),
    *("place", "rule"),
)
SHOWN_OF_STATEMENT = ("verb", "object", "state", "firmness", "unit_responsible", "deadline", "programme", "section")
STEPS = {
    "page": Words("第 {} 页", "page {}"),
    "table": Words("第 {} 表", "table {}"),
    "row": Words("第 {} 行", "row {}"),
    "column": Words("第 {} 列", "column {}"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a row says; `read` is what was read where a reviewer put something else."""

    words: str
    value: str
    read: str = ""
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a list to choose from."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form of correction."""

    name: str
    words: str
    value: str
    options: Sequence[Option] = ()
    listed: str = ""
    wrong: str = ""


def told(key: str, value: object) -> str:
    """A value of a row in words."""
    if value in {None, ""} if not isinstance(value, dict) else False:
        return ""
    if key == "place" and isinstance(value, dict):
        return " ".join(said(STEPS[name]).format(number) for name, number in _steps(value))
    words = str(value)
    if key == "comparator":
        return said(COMPARATORS[words]) if words in COMPARATORS else words
    if key == "indicator":
        named = indicators_by_id().get(words)
        return (named.en if language() == "en" else named.zh) if named else words
    if key in {"rule", "reason"}:
        return called(f"{key}.{words}", language())
    return value_called(key, words, language()) if key in CHOICES else words


def _steps(place: Mapping[str, Any]) -> list[tuple[str, int]]:
    """Where in a table something stands, counted from 1 as people do; pages are counted so already."""
    found = [(name, place.get(name)) for name in STEPS]
    return [(name, number if name == "page" else number + 1) for name, number in found if number is not None]


def lines(thing: Fact | Statement, holds: Row) -> list[Line]:
    """What a row says, without what is absent in it and was absent as read.

    What stands at the head of the panel is a line of its own only where a reviewer put something else.
    """
    found = [line for key in AT_THE_HEAD if (line := line_of(key, thing.row, holds)) is not None and line.corrected]
    keys = SHOWN_OF_FACT if isinstance(thing, Fact) else SHOWN_OF_STATEMENT
    return [*found, *(line for key in keys if (line := line_of(key, thing.row, holds)) is not None)]


def line_of(key: str, read: Row, holds: Row) -> Line | None:
    """One line of it."""
    now, before = told(key, holds.get(key)), told(key, read.get(key))
    if not now and not before:
        return None
    return Line(called(key, language()), now or "—", before or "—", corrected=now != before)


def fields(thing: Fact | Statement, holds: Row, typed: Mapping[str, str], wrong: Mapping[str, Words]) -> list[Field]:
    """The form of correction: what was typed where it could not be saved, else what holds."""
    return [
        Field(
            name=key,
            words=called(key, language()),
            value=typed[key] if key in typed else str(holds.get(key) or ""),
            options=[Option(value, told(key, value)) for value in CHOICES.get(key, ())],
            listed="indicators" if key == "indicator" else "",
            wrong=said(wrong[key]) if key in wrong else "",
        )
        for key in correctable(thing)
    ]


def different(thing: Fact | Statement, typed: Mapping[str, str]) -> dict[str, str | None]:
    """What a reviewer's form says otherwise than was read."""
    values = {key: words.strip() or None for key, words in typed.items()}
    return {key: value for key, value in values.items() if value != (thing.row.get(key) or None)}


def whole_value(row: Row) -> tuple[str, str]:
    """The number with its unit, as it is shown large."""
    value = row.get("value")
    unit = str(row.get("unit") or "")
    return (str(value) if value is not None else "", "" if unit == "1" else unit)
