"""The ledger as the API exports it, in tables of a few columns, held against the tables that are expected.

Rows are known by codes, periods and words, never by ids. Numbers are compared by what they are worth.
"""

import json
from collections.abc import Callable, Iterable
from csv import DictReader, writer
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from yearly.cast import Year

CASES = Path(__file__).parents[2] / "tests" / "cases"
OFFICE = ZoneInfo("Asia/Shanghai")  # a dump tells times in UTC
Row = dict[str, Any]


@dataclass(frozen=True)
class Table:
    """A table of the ledger: its name, the columns by which a row is known, the others, and the rows as they are."""

    name: str
    keys: tuple[str, ...]
    values: tuple[str, ...]
    rows: Callable[[Year], Iterable[Row]]

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns."""
        return self.keys + self.values

    @property
    def path(self) -> Path:
        """Where the rows that are expected stand."""
        return CASES / f"year_{self.name}.tsv"

    def found(self, year: Year) -> list[Row]:
        """The rows of the ledger, in the order of their keys."""
        rows = [{name: shown(row[name]) for name in self.columns} for row in self.rows(year)]
        return sorted(rows, key=lambda row: [row[name] for name in self.columns])

    def expected(self) -> list[Row]:
        """The rows that are expected."""
        with self.path.open(encoding="utf-8") as lines:
            return list(DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))


@dataclass
class Compared:
    """How many values were held against what is expected, and where they differ."""

    values: int = 0
    differences: list[str] = field(default_factory=list)

    def hold(self, table: Table, found: list[Row], expected: list[Row]) -> None:
        """Compare row by row: rows missing and rows too many are differences as well."""
        groups: dict[tuple[str, ...], tuple[list[Row], list[Row]]] = {}
        for side, rows in enumerate((found, expected)):
            for row in rows:
                groups.setdefault(tuple(row[name] for name in table.keys), ([], []))[side].append(row)
        for key, (ours, theirs) in groups.items():
            told = f"{table.name} {' '.join(key)}"
            if len(ours) != len(theirs):
                self.differences.append(f"{told}: {len(ours)} rows, {len(theirs)} expected")
            for one, other in zip(ours, theirs, strict=False):
                self.values += len(table.columns)
                for name in table.values:
                    if not same(one[name], other[name]):
                        self.differences.append(f"{told}: {name} is {one[name]!r}, expected {other[name]!r}")


def shown(value: object) -> str:
    """A value as a table shows it: no trailing noughts, nothing for null, yes and no."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def same(one: str, other: str) -> bool:
    """Whether two values are the same; numbers by what they are worth."""
    try:
        return Decimal(one) == Decimal(other)
    except InvalidOperation:
        return one == other


def exported(year: Year, kind: str) -> list[Row]:
    """All rows of a kind, as the auditor may export them."""
    return [json.loads(line) for line in year["auditor"].download(f"/export/{kind}.jsonl").decode().splitlines()]


def by_id(rows: Iterable[Row]) -> dict[int, Row]:
    """Rows by their ids."""
    return {row["id"]: row for row in rows}


def targets(year: Year) -> Iterable[Row]:
    """The targets of the last version."""
    last = year.version("issued")["id"]
    rows = (row for row in exported(year, "targets") if row["version_id"] == last)
    return (row | {"indicator": row["indicator_code"]} for row in rows)


def shares(year: Year) -> Iterable[Row]:
    """The shares of all breakdowns, with the target that was dealt out."""
    dealt, targets_ = by_id(exported(year, "breakdowns")), by_id(exported(year, "targets"))
    numbers = {key: row["number"] for key, row in by_id(exported(year, "plan_versions")).items()}
    for row in exported(year, "shares"):
        target = targets_[dealt[row["breakdown_id"]]["target_id"]]
        yield row | {
            "indicator": target["indicator_code"],
            "measure": target["measure"],
            "of_version": numbers[target["version_id"]],
            "unit": row["assignee_code"],
            "state": dealt[row["breakdown_id"]]["state"],
            "residue_reason": dealt[row["breakdown_id"]]["residue_reason"],
        }


def observations(year: Year) -> Iterable[Row]:
    """All figures, also those that were replaced."""
    for row in exported(year, "observations"):
        yield row | {"unit": row["unit_code"], "indicator": row["indicator_code"], "authority": row["authority_code"]}


def tasks(year: Year) -> Iterable[Row]:
    """The tasks of all versions."""
    numbers = {key: row["number"] for key, row in by_id(exported(year, "plan_versions")).items()}
    for row in exported(year, "tasks"):
        yield row | {"unit": row["unit_code"], "version": numbers[row["version_id"]]}


def returns(year: Year) -> Iterable[Row]:
    """The returns of the year and of the autumn before; those of the next are being made by the calendar."""
    names = {key: row["name"] for key, row in by_id(exported(year, "forms")).items()}
    for row in exported(year, "returns"):
        if row["period_end"] <= "2025-12-31":
            sent = datetime.fromisoformat(row["submitted_at"]).astimezone(OFFICE).date()
            yield row | {"unit": row["unit_code"], "form": names[row["form_id"]], "submitted_on": sent.isoformat()}


def _aims(rows: Iterable[Row], year: Year) -> Iterable[Row]:
    """Targets and shares as they stood, or as they were judged."""
    for row in rows:
        target, cell = row["target"], (row["reached"] or {}).get("cell") or {}
        yield row | {
            "indicator": target["indicator"]["code"],
            "measure": target["measure"],
            "due": target["due"],
            "unit": year.unit_codes[row["unit"]["id"]],
            "aim": (row["share_of"] or target)["value"],
            "of": (row["reached"] or {}).get("period"),
            "figure": cell.get("number"),
            "derived": cell.get("derived"),
        }


TABLES = (
    Table(
        "targets",
        ("indicator", "measure", "due"),
        ("comparator", "value", "value_to", "places", "unit_of_measure", "words", "binding", "firmness"),
        targets,
    ),
    Table(
        "shares",
        ("indicator", "measure", "of_version", "unit"),
        ("comparator", "value", "weight", "counted", "state", "residue_reason"),
        shares,
    ),
    Table(
        "observations",
        ("unit", "indicator", "period", "vintage", "current"),
        ("value", "cumulative", "growth", "cumulative_growth", "places", "state", "authority", "released_on"),
        observations,
    ),
    Table("tasks", ("title", "version"), ("unit", "deadline", "deliverable", "state", "done_on"), tasks),
    Table(
        "returns",
        ("form", "unit", "period"),
        ("state", "complete", "approved", "locked", "on_time", "due_on", "submitted_on", "vintage"),
        returns,
    ),
    Table(
        "standings",
        ("indicator", "measure", "due", "unit"),
        ("aim", "of", "figure", "derived", "light"),
        lambda year: _aims(year.rows["standings"], year),
    ),
    Table(
        "verdicts",
        ("indicator", "measure", "due", "unit"),
        ("aim", "of", "figure", "derived", "verdict"),
        lambda year: _aims(year.rows["verdicts"], year),
    ),
)


def compare(year: Year, write_to: Path | None = None) -> Compared:
    """Hold every table against what is expected; with a folder named, write what was found there to be looked at."""
    compared = Compared()
    for table in TABLES:
        found = table.found(year)
        if write_to is not None:
            _write(table, found, write_to)
        compared.hold(table, found, table.expected())
        year.tell(f"{table.name}: {len(found)} rows held against those expected")
    return compared


def _write(table: Table, rows: list[Row], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / table.path.name).open("w", encoding="utf-8", newline="") as out:
        lines = writer(out, delimiter="\t", lineterminator="\n", quotechar=None, quoting=3, escapechar="\\")
        lines.writerow(table.columns)
        lines.writerows([row[name] for name in table.columns] for row in rows)
