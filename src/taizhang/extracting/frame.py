"""The facts of a document as a data frame, where pandas or polars is installed."""

from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Literal

from taizhang.errors import ExtraMissing
from taizhang.model import Fact
from taizhang.model.rows import FACT_KEYS, fact_row

Library = Literal["pandas", "polars"]
LIBRARIES: tuple[Library, ...] = ("pandas", "polars")


class Facts(tuple[Fact, ...]):
    """The facts of one document, ascending: a tuple that can also be had as a data frame."""

    __slots__ = ()

    def to_frame(self, library: Library | None = None, doc: str | None = None) -> Any:
        """A data frame of pandas or polars, whichever is named or else found first; one row a fact.

        The columns are the keys of `taizhang read --format jsonl`; `value` and `base_value` are numbers (float),
        and `place` is left as a record. `doc` fills the first column. Raises `ExtraMissing` where neither library
        is installed.
        """
        return import_module(chosen(library)).DataFrame(columns_of(self, doc))


def chosen(library: Library | None) -> Library:
    """The library named, or the first that is installed."""
    for name in (library,) if library else LIBRARIES:
        if find_spec(name):
            return name
    raise ExtraMissing(package=library or " / ".join(LIBRARIES), extra="frames")


def columns_of(facts: Iterable[Fact], doc: str | None) -> dict[str, list[Any]]:
    """The facts by column, numbers as floats."""
    rows = [fact_row(fact, doc or "") for fact in facts]
    columns = {key: [row[key] for row in rows] for key in FACT_KEYS}
    for key in ("value", "base_value"):
        columns[key] = [None if digits is None else float(digits) for digits in columns[key]]
    if doc is None:
        del columns["doc"]
    return columns
