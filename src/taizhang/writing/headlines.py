"""What a planner looks at first: the headline indicators of a region, each result beside the target that it answers.

A column is a period of one of the documents: what it reviews (results) or what it plans (targets). A cell holds what
the documents say of one indicator there, prose before tables, and where the two differ both are kept.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from taizhang.catalogue.headlines import Headline, headline_named, headlines, worded
from taizhang.extracting import Reading
from taizhang.linking.headlines import headline_of
from taizhang.linking.quantities import is_older
from taizhang.linking.shelf import place_of, rank_of
from taizhang.model import Document, Fact

Kind = Literal["result", "target"]
ROLES = ("level", "growth")


class Column(NamedTuple):
    """Results or targets of one period."""

    period: str
    kind: Kind

    @property
    def order(self) -> tuple[str, int, str]:
        """Sorts a year's target before what was reached within the year, and that before the year's result."""
        year, rest = self.period[:4], self.period[4:]
        return year, 0 if self.kind == "target" else 1 if rest else 2, rest


@dataclass(frozen=True)
class Cell:
    """What is said of an indicator: its level and growth (two facts each for a range), else a target in words.

    `differs` are figures of a table that contradict the prose.
    """

    level: tuple[Fact, ...] = ()
    growth: tuple[Fact, ...] = ()
    words: str | None = None
    differs: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """One region: its columns in the order of time, and a row of cells for each headline that has any."""

    region: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Headline, tuple[Cell | None, ...]], ...]


def columns_of(document: Document) -> tuple[Column, ...]:
    """What the document can fill: results of the period it reviews, targets of the period it plans."""
    reviewed, planned = document.metadata.reviewed_period, document.metadata.planned_period
    results: tuple[Column, ...] = (Column(reviewed, "result"),) if reviewed else ()
    return results + ((Column(planned, "target"),) if planned else ())


def sheets_of(readings: Iterable[Reading]) -> tuple[Sheet, ...]:
    """A sheet for each region, provinces ahead of cities and these ahead of districts, else in the order they come.

    Where two documents fill a cell, the later one has it.
    """
    cells: dict[str, dict[tuple[Headline, Column], Cell]] = {}
    columns: dict[str, set[Column]] = {}
    for reading in readings:
        region = place_of(reading.document)
        columns.setdefault(region, set()).update(columns_of(reading.document))
        cells.setdefault(region, {}).update(cells_of(reading))
    regions = sorted(filter(cells.__getitem__, cells), key=rank_of)
    return tuple(_sheet(region, columns[region], cells[region]) for region in regions)


def _sheet(region: str, columns: set[Column], cells: dict[tuple[Headline, Column], Cell]) -> Sheet:
    filled = {column for _, column in cells}
    shown = tuple(sorted(columns & filled, key=lambda column: column.order))
    rows = ((headline, tuple(cells.get((headline, column)) for column in shown)) for headline in headlines())
    return Sheet(region, shown, tuple(row for row in rows if any(row[1])))


def cells_of(reading: Reading) -> dict[tuple[Headline, Column], Cell]:
    """The cells that one document fills."""
    columns = columns_of(reading.document)
    said: dict[tuple[Headline, Column], list[Fact]] = {}
    for fact in reading.facts:
        headline = headline_of(fact)
        column = Column(fact.period or "", "target" if fact.status == "target" else "result")
        own = fact.region in (None, reading.document.metadata.region)
        if headline and column in columns and own and not is_older(fact, reading.document.text):
            said.setdefault((headline, column), []).append(fact)
    cells = {key: _cell(facts) for key, facts in said.items()}
    for headline, words in _targets_in_words(reading):
        for column in columns:
            if column.kind == "target":
                cells.setdefault((headline, column), Cell(words=words))
    return cells


def _cell(facts: Sequence[Fact]) -> Cell:
    prose = [fact for fact in facts if fact.place is None]
    table = [fact for fact in facts if fact.place is not None]
    first = {role: _first(prose, role) or _first(table, role) for role in ROLES}
    differs = [fact for role in ROLES for fact in _first(table, role) if not _agrees(fact, first[role])]
    return Cell(first["level"], first["growth"], None, tuple(differs))


def _first(facts: Sequence[Fact], role: str) -> tuple[Fact, ...]:
    """The first figure of a role, with the upper end where it is a range (5%—6%)."""
    fitting = [fact for fact in facts if fact.role == role]
    return tuple(
        fact for i, fact in enumerate(fitting[:2]) if i == 0 or (fact.comparator == "<=" and _joined(fitting[0], fact))
    )


def _joined(low: Fact, high: Fact) -> bool:
    return low.comparator == ">=" and low.clause == high.clause and high.span.start - low.span.end <= len("%——")


def _agrees(fact: Fact, others: Sequence[Fact]) -> bool:
    """Whether a figure is among the others, or speaks in another unit and cannot be compared here."""
    return any((fact.value, fact.unit) == (other.value, other.unit) or fact.unit != other.unit for other in others)


def _targets_in_words(reading: Reading) -> Iterator[tuple[Headline, str]]:
    """Targets without a number: 外贸进出口保稳提质, from the prose (a task too may set one) and from the annex."""
    for commitment in reading.commitments:
        if not commitment.quantities:
            yield from worded(commitment.text)
    for table in reading.document.tables:
        for row in table.targets:
            headline, words = headline_named(row.name), row.planned_value or row.planned_growth or ""
            if headline and re.search("[一-龥]{2}", words) and not re.search(r"\d", words):
                yield headline, words
