"""How large the ledger is that is measured."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Scale:
    """How many rows of each kind. The city has bureaus, and districts that each have bureaus and towns."""

    city_bureaus: int
    districts: int
    district_bureaus: int
    towns: int
    indicators: int
    years: int
    tasks: int
    reports: int
    extensions: int
    reporting_units: int
    returned_units: int
    documents: int

    @property
    def units(self) -> int:
        """All nodes of the tree."""
        return 1 + self.city_bureaus + self.districts * (1 + self.district_bureaus + self.towns)

    @property
    def observations(self) -> int:
        """A value of each unit and indicator in each month."""
        return self.units * self.indicators * self.years * 12

    def months(self) -> list[str]:
        """The codes of the months, of whole years that are over."""
        return [f"{year}-{month:02d}" for year in self.past_years() for month in range(1, 13)]

    def past_years(self) -> list[int]:
        """The years before this one."""
        this = date.today().year  # noqa: DTZ011 - only that the year is over everywhere matters
        return list(range(this - self.years, this))


FULL = Scale(
    city_bureaus=29,
    districts=10,
    district_bureaus=10,
    towns=16,
    indicators=60,
    years=3,
    tasks=20_000,
    reports=1500,
    extensions=300,
    reporting_units=100,
    returned_units=10,
    documents=1000,
)
SHORT = Scale(
    city_bureaus=5,
    districts=3,
    district_bureaus=3,
    towns=4,
    indicators=10,
    years=1,
    tasks=300,
    reports=20,
    extensions=5,
    reporting_units=10,
    returned_units=2,
    documents=20,
)
