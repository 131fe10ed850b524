"""The one way in which a data file of the catalogue is read: tab separated, a header line, `#` for comments."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files

from taizhang.errors import CatalogueError


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a data file. An error about it names the file and the line."""

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def words(self, column: str) -> tuple[str, ...]:
        """The entries of a cell that holds several, parted by `|`."""
        return tuple(word for word in self.cells[column].split("|") if word)

    def one_of(self, column: str, allowed: Iterable[str]) -> str:
        """The cell, which must be one of the allowed words."""
        value = self.cells[column]
        if value not in allowed:
            raise self.wrong(f"{column} is {value!r}, not one of {', '.join(allowed)}")
        return value

    def flag(self, column: str) -> bool:
        """The cell as yes or no."""
        return self.one_of(column, ("yes", "no")) == "yes"

    def wrong(self, detail: str) -> CatalogueError:
        """The error to raise about this line."""
        return CatalogueError(detail=f"{self.file}:{self.line}: {detail}")


def read_table(file: str) -> tuple[Row, ...]:
    """The rows of `data/<file>`.

    >>> read_table("units.tsv")[0]["unit"]
    '元'
    """
    return parse_table(file, files("taizhang.catalogue").joinpath("data", file).read_text(encoding="utf-8"))


def parse_table(file: str, text: str) -> tuple[Row, ...]:
    r"""The rows of a table given as text. `file` is what errors call it.

    >>> [row["b"] for row in parse_table("x.tsv", "# note\na\tb\n1\t2\n")]
    ['2']
    """
    lines = [
        (number, line.split("\t"))
        for number, line in enumerate(text.split("\n"), 1)
        if line and not line.startswith("#")
    ]
    if not lines:
        raise CatalogueError(detail=f"{file}:1: no header line")
    header = lines[0][1]
    return tuple(_row(file, number, header, cells) for number, cells in lines[1:])


def _row(file: str, line: int, header: list[str], cells: list[str]) -> Row:
    if len(cells) != len(header):
        raise CatalogueError(detail=f"{file}:{line}: {len(cells)} cells under {len(header)} headings; check the tabs")
    return Row(file, line, dict(zip(header, cells, strict=True)))
