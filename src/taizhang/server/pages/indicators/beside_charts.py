"""The charts of districts side by side: bars with the marks of their targets, and a schematic map."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from taizhang.errors import Words
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import Indicator
from taizhang.server.ledger.observations.beside import Wanted
from taizhang.server.ledger.observations.deriving import Cell
from taizhang.server.ledger.observations.matrix import By, Ranked
from taizhang.server.ledger.standings.answers import so_far
from taizhang.server.lib.periods import Period
from taizhang.server.pages.figures import Column, Figure
from taizhang.server.pages.figures.figure import Value
from taizhang.server.pages.indicators import wording
from taizhang.server.pages.indicators.tiles import places_of

MEASURES: Mapping[By, Words] = {
    "cumulative": Words("累计", "so far"),
    "cumulative_growth": Words("累计同比", "growth so far"),
    "value": Words("当期", "of the period"),
    "growth": Words("当期同比", "growth of the period"),
}
GROWTHS = {"growth", "cumulative_growth"}
ENOUGH_FOR_A_MAP = 3
DISTRICT = Words("地区", "district")
SCHEMATIC = Words("示意图，方格不表示面积和实际边界。", "Schematic: tiles show neither area nor borders.")


@dataclass(frozen=True, slots=True)
class Place:
    """A district in the ranking, as it is shown."""

    unit: Unit
    name: str
    address: str
    rank: int | None
    number: str
    trace: str
    beside: str
    target: str
    light: str
    rose: int | None
    moved: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Districts in a period by a measure: their ranking, each as it is shown, and the target of each that has one."""

    period: Period
    by: By
    ranked: Sequence[Ranked]
    places: Sequence[Place]
    aims: Mapping[int, Wanted | None]

    def rows(self) -> Iterator[tuple[Place, Decimal | None, Decimal | None]]:
        """Each district with its number and the number of its target."""
        for one, place in zip(self.ranked, self.places, strict=True):
            cell: Cell | None = getattr(one.figures, self.by)
            aim = self.aims.get(one.unit.pk)
            yield place, _plain(cell.number if cell else None), _plain(aim.value if aim else None)


def figures_of(unit: Unit, indicator: Indicator, compared: Compared) -> tuple[Figure, Figure | None]:
    """The bars, and the schematic map where there are enough districts."""
    measured = "%" if compared.by in GROWTHS else indicator.unit_of_measure
    bars = _bars(_title(indicator, compared), Column(MEASURES[compared.by], measured, "bar"), compared)
    if len(compared.places) < ENOUGH_FOR_A_MAP:
        return bars, None
    called = f"{wording.named(indicator)}: districts, schematic"
    tiles = Figure(
        "tiles",
        Words(f"{indicator.name}：各地分布（示意）", called),
        DISTRICT,
        bars.columns[:1],
        [row[:2] for row in bars.rows],
        "tiles",
        note=SCHEMATIC,
        links=bars.links,
        places=places_of(unit, [place.unit for place in compared.places]),
    )
    return bars, tiles


def _title(indicator: Indicator, compared: Compared) -> Words:
    what, when = MEASURES[compared.by], period_of_measure(compared.period, compared.by)
    english = f"{wording.named(indicator)}: districts, {when.en}, {what.en}"
    return Words(f"{indicator.name}：各地{when.zh}{what.zh}", english)


def period_of_measure(period: Period, by: By) -> Words:
    """What the period of a measure is called: what is so far is of the months to the end of the period."""
    code = so_far(period) if by.startswith("cumulative") else period.code
    return wording.brief_period(code)


def _bars(title: Words, column: Column, compared: Compared) -> Figure:
    """A bar for each district with a mark at its target, where any has one."""
    known = list(compared.rows())
    aimed = any(mark is not None for _, _, mark in known)
    marks = [Column(Words("目标", "target"), column.unit, "at_least")] if aimed else []
    told = [Column(Words("目标要求", "wanted"), drawn="told"), Column(Words("名次", "rank"), drawn="told")]
    rows: list[list[Value]] = [
        [place.name, number, *([mark] if aimed else []), place.target, place.rank] for place, number, mark in known
    ]
    links = [place.address for place, _, _ in known]
    return Figure("districts", title, DISTRICT, (column, *marks, *told), rows, "side_by_side", links=links)


def _plain(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.normalize()
