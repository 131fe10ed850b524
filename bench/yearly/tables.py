"""The tables beside the modules: what happens, told as data."""

from csv import DictReader
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one of them."""
    with (HERE / f"{name}.tsv").open(encoding="utf-8") as lines:
        return tuple(DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
