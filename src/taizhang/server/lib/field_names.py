"""What the fields of a request are called in messages: in Chinese by the names of field_names.tsv."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from taizhang.catalogue.table import parse_table


@cache
def field_names() -> Mapping[str, str]:
    """The Chinese name of each field."""
    text = files("taizhang.server.lib").joinpath("field_names.tsv").read_text(encoding="utf-8")
    return {row["field"]: row["zh"] for row in parse_table("field_names.tsv", text)}


def called(field: str, lang: str) -> str:
    """What a field is called. In Chinese each step of its place has its name; what has none is said as it is.

    Places in lists are counted from 1: `cells.0` is the first, as `items[1]` is, which a person counted.

    >>> called("cells.0.value", "zh"), called("items[1].weight", "zh"), called("cells.0.value", "en")
    ('单元格第 1 项的数值', '考核项第 1 项的权重', 'cells.0.value')
    """
    if lang == "en" or not field.isascii():
        return field
    said = ""
    for step in filter(None, field.replace("[", ".[").split(".")):
        number = _number(step)
        name = field_names().get(step, step) if number is None else f"第 {number} 项"
        said += f"的{name}" if said and number is None else name
    return said or field


def _number(step: str) -> int | None:
    """Which one of a list a step names, counted from 1."""
    if step.isdecimal():
        return int(step) + 1
    counted = step.removeprefix("[").removesuffix("]")
    return int(counted) if counted != step and counted.isdecimal() else None
