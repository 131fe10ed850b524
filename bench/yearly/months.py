"""What a unit types for a month, and the way of a return: filled in, submitted, accepted, released by its authority."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from yearly.autumn import BUDGET, INDUSTRY, JOBS
from yearly.calling import Caller
from yearly.cast import Year
from yearly.dealing import INVESTMENT
from yearly.tables import table

TAX = "budget_revenue.tax"
PLACES = ("YL-QT", "YL-SP", "YL-GXQ")
# The rows of the form: position, indicator, columns, and of which row it is a part.
ROWS: tuple[tuple[int, str, tuple[str, ...], int | None], ...] = (
    (1, BUDGET, ("value", "cumulative", "cumulative_growth"), None),
    (2, TAX, ("value", "cumulative"), 1),
    (3, JOBS, ("value", "cumulative"), None),
    (4, INDUSTRY, ("cumulative_growth",), None),
    (5, INVESTMENT, ("cumulative_growth",), None),
)
GROWTHS = (INDUSTRY, INVESTMENT)
Cells = dict[tuple[int, str], str]


@cache
def months(unit: str, indicator: str, year: int) -> tuple[Decimal, ...]:
    """The twelve numbers of a unit."""
    wanted = {"unit": unit, "indicator": indicator, "year": str(year)}
    row = next(row for row in table("months") if wanted.items() <= row.items())
    return tuple(map(Decimal, row["months"].split()))


def so_far(unit: str, indicator: str, year: int, month: int) -> Decimal:
    """From January to the month."""
    return sum(months(unit, indicator, year)[:month], Decimal(0))


def cells(unit: str, month: int) -> Cells:
    """What a unit types for a month of 2025, by row and column."""
    typed: Cells = {}
    for position, indicator, _, _ in ROWS:
        number = months(unit, indicator, 2025)[month - 1]
        if indicator in GROWTHS:
            typed[position, "cumulative_growth"] = str(number)
        else:
            typed[position, "value"] = str(number)
            typed[position, "cumulative"] = str(so_far(unit, indicator, 2025, month))
    ratio = so_far(unit, BUDGET, 2025, month) / so_far(unit, BUDGET, 2024, month)
    typed[1, "cumulative_growth"] = str(((ratio - 1) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP))
    return typed


@dataclass(frozen=True)
class Filing:
    """The return of one unit for one month."""

    year: Year
    unit: str
    month: int

    @property
    def who(self) -> Caller:
        """Who reports for the unit."""
        return self.year.speaker(self.unit)

    @property
    def period(self) -> str:
        """The month by its code."""
        return f"2025-{self.month:02d}"

    @property
    def row(self) -> dict[str, Any]:
        """The return as it stands."""
        found: dict[str, Any] = self.who.one(
            "/returns", form=self.year.form, unit=self.year.units[self.unit], period=self.period
        )
        return found

    def state(self, *wanted: str) -> dict[str, Any]:
        """The return, if it stands in one of these states."""
        row = self.row
        if row["state"] not in wanted:
            raise AssertionError(f"{self.unit} {self.period} is {row['state']}, not {wanted}")
        return row

    def body(self, typed: Cells, who: Caller | None = None, **reasons: str) -> list[dict[str, Any]]:
        """Cells with the revisions that the one who fills in sees on the grid."""
        grid = (who or self.who).get(f"/returns/{self.row['id']}/grid")
        seen = {(row["position"], cell["column"]): cell["revision"] for row in grid["rows"] for cell in row["cells"]}
        return [
            {"position": position, "column": column, "value": value, "revision": seen[position, column]}
            | ({"reason": reasons[column]} if column in reasons else {})
            for (position, column), value in typed.items()
        ]

    def fill(self, typed: Cells, who: Caller | None = None, **reasons: str) -> list[dict[str, Any]]:
        """Fill in cells; what is asked about them."""
        caller = who or self.who
        done = caller.post(f"/returns/{self.row['id']}/cells", cells=self.body(typed, who, **reasons))
        return [cell for cell in done["cells"] if cell["warnings"]]

    def submit(self, who: Caller | None = None) -> None:
        """Submit it."""
        row = self.row
        (who or self.who).post(f"/returns/{row['id']}/submit", revision=row["revision"])

    def accept(self) -> None:
        """The reviewer accepts it, and what its authority owns once that released it."""
        row = self.state("submitted")
        done = self.year["reviewer"].post(f"/returns/{row['id']}/accept", revision=row["revision"])
        waiting = [each["name"] for each in done["rows"] if each["why"]]
        if len(waiting) != 1:
            raise AssertionError(f"the growth of industry alone waits for its authority, not {waiting}")

    def send_back(self, note: str, **said: Any) -> None:
        """The reviewer sends it back."""
        row = self.row
        body = {"revision": row["revision"], "note": note, **said}
        self.year["reviewer"].post(f"/returns/{row['id']}/send-back", **body)

    def usual(self) -> None:
        """All that is usual: filled in, nothing asked, submitted, accepted."""
        asked = self.fill(cells(self.unit, self.month))
        if asked:
            raise AssertionError(f"{self.unit} {self.period}: nothing should be asked, but {asked}")
        self.submit()
        self.accept()


def release(year: Year, units: Iterable[str], month: int) -> int:
    """The statistics bureau released the growth of industry on that day: the reviewer accepts it with the date."""
    reviewer = year["reviewer"]
    count = 0
    for unit in units:
        body = {"unit": year.units[unit], "indicator": INDUSTRY, "period": f"2025-{month:02d}", "state": "entered"}
        row = reviewer.one("/observations", **body)
        seen = {"revision": row["revision"]}
        reviewer.refused(422, "POST", f"/observations/{row['id']}/accept", **seen)
        reviewer.post(f"/observations/{row['id']}/accept", **seen, released_on=str(year.day))
        count += 1
    return count
