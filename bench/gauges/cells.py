"""Numbers in tables that were judged by eye: whether they still read as judged, and how many of them are right.

The verdicts hold no text: the headings that were judged are kept as the first digits of their hash.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from gauges.child import in_child
from gauges.corpus import ROOT
from gauges.figures import Figure
from gauges.originals import FOLDER

JUDGED = ROOT / "tests" / "judged" / "cells.tsv"
ELSEWHERE = ROOT / "tests" / "judged" / "cells_elsewhere.tsv"  # of files that none of the rules was tried on
DRAWN_FROM = ("*/province-shanxi*", "*/province-heilongjiang*", "*/province-ningxia*", "*/province-jiangsu*.pdf")
DRAWN_FROM += ("docx/*chengde*", "xlsx/*")
COLUMNS = ("file", "page", "table", "row", "column", "value", "unit", "value_right", "row_heading_right")
COLUMNS += ("column_heading_right", "unit_right", "row_heading_hash", "column_heading_hash")
VERDICTS = COLUMNS[7:11]
LEAST_RIGHT = 0.98
Cell = dict[str, Any]


class Judged(NamedTuple):
    """A row of the verdicts: as it was read when it was judged, and whether that was right."""

    file: str
    page: str
    table: str
    row: str
    column: str
    value: str
    unit: str
    value_right: str
    row_heading_right: str
    column_heading_right: str
    unit_right: str
    row_heading_hash: str
    column_heading_hash: str

    @property
    def place(self) -> tuple[str, ...]:
        """Page, table, row and column."""
        return tuple(self[1:5])

    @property
    def said(self) -> tuple[str, ...]:
        """What was judged."""
        return (self.value, self.unit, self.row_heading_hash, self.column_heading_hash)

    @property
    def right(self) -> bool:
        """Whether all four were right."""
        return set(self[7:11]) == {"1"}


def chosen_files() -> list[Path]:
    """The files whose cells are drawn."""
    return sorted({path for pattern in DRAWN_FROM for path in FOLDER.glob(pattern)})


def hashed(headings: Iterable[str]) -> str:
    """The first digits of the hash of headings, blanks apart.

    >>> hashed(["总 计", "本级"]) == hashed(["总计", "本 级"]) != hashed(["总计本级"])
    True
    """
    words = "\t".join("".join(heading.split()) for heading in headings)
    return sha256(words.encode()).hexdigest()[:8]


def as_judged(file: str, cell: Cell, verdicts: Iterable[str] = ("", "", "", "")) -> Judged:
    """A cell as a row of verdicts, these still to be filled in."""
    place = [str("" if cell[key] is None else cell[key]) for key in ("page", "table", "row", "column")]
    hashes = hashed(cell["row_headings"]), hashed(cell["column_headings"])
    return Judged(file, *place, cell["value"], cell["unit"], *verdicts, *hashes)


def judged_rows(path: Path = JUDGED) -> list[Judged]:
    """The verdicts; none where nothing was judged yet."""
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [Judged(*row) for row in rows[1:]]


def cell_figures(of: str = "", *, short: bool = False) -> list[Figure]:
    """The share of judged cells that are right and read as they did; lists those that read otherwise."""
    rows = [row for row in judged_rows() if of in row.file]
    if not rows:
        print("\n  no cell was judged yet: bench/formats --draw")
        return []
    figures = _figures_of(rows, short=short)
    others = [] if short else [row for row in judged_rows(ELSEWHERE) if of in row.file]
    apart = _figures_of(others, short=False, least=None) if others else []
    return figures + [replace(figure, name=f"elsewhere: {figure.name}") for figure in apart]


def _figures_of(rows: list[Judged], *, short: bool, least: float | None = LEAST_RIGHT) -> list[Figure]:
    files = sorted({row.file for row in rows}, key=lambda file: (FOLDER / file).stat().st_size)
    counts: Counter[str] = Counter()
    for file in files[:1] if short else files:
        outcome = in_child("cells", FOLDER / file)
        kept = Readings(outcome.get("cells", []))
        counts.update(_counted([row for row in rows if row.file == file], kept))
    total = counts["cells"]
    named = [Figure(f"{name} right", counts[name] / total, note=f"{counts[name]} of {total}") for name in VERDICTS]
    same = Figure("read as they were judged", (total - counts["otherwise"]) / total)
    return [Figure("cells right", counts["right"] / total, least=least, note=f"of {total}"), *named, same]


class Readings:
    """The cells of a file as they read now: by place, and by page and what they say, for tables may be counted anew."""

    def __init__(self, cells: Iterable[Cell]) -> None:
        rows = [as_judged("", cell) for cell in cells]
        self._at = {row.place: row for row in rows}
        self._said = {(row.page, row.said) for row in rows}

    def same(self, row: Judged) -> bool:
        """Whether a judged cell still reads as it did."""
        return (row.page, row.said) in self._said

    def instead(self, row: Judged) -> str:
        """What is read at its place now."""
        found = self._at.get(row.place)
        return " ".join(found.said) if found else "no number"


def _counted(rows: list[Judged], readings: Readings) -> Counter[str]:
    counts: Counter[str] = Counter()
    for row in rows:
        counts["cells"] += 1
        if not readings.same(row):
            counts["otherwise"] += 1
            place = " ".join(row.place)
            print(f"  {row.file} {place}: judged {' '.join(row.said)}, now {readings.instead(row)}")
            continue
        counts["right"] += row.right
        counts.update(name for name in VERDICTS if getattr(row, name) == "1")
    return counts
