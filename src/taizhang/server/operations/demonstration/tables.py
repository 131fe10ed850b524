"""The tables that tell the story of the example city."""

from functools import cache
from importlib.resources import files

from taizhang.catalogue.table import Row, parse_table


@cache
def table(name: str) -> tuple[Row, ...]:
    """The rows of one of them."""
    text = (files("taizhang.server.operations.demonstration") / f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(parse_table(f"{name}.tsv", text))
