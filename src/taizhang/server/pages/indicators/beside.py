"""The districts side by side: their ranking by one measure of an indicator, with targets, lights and movement."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.urls import reverse

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import Indicator, Target
from taizhang.server.ledger.observations.beside import Wanted, wanted
from taizhang.server.ledger.observations.deriving import Cell
from taizhang.server.ledger.observations.districts import best_period, districts_of, periods_told
from taizhang.server.ledger.observations.matrix import By, Ranked, ranking
from taizhang.server.ledger.plans.wording import target_words
from taizhang.server.ledger.standings.queries import TargetStanding
from taizhang.server.lib.periods import Period
from taizhang.server.pages.figures import Figure
from taizhang.server.pages.indicators import wording
from taizhang.server.pages.indicators.beside_charts import GROWTHS, MEASURES, Compared, Place, figures_of
from taizhang.server.pages.indicators.tracing import traced
from taizhang.server.pages.language import said

PAIRS: Mapping[By, By] = {  # what is shown beside each measure
    "cumulative": "cumulative_growth",
    "value": "growth",
    "cumulative_growth": "cumulative",
    "growth": "value",
}


@dataclass(frozen=True, slots=True)
class Beside:
    """The districts in a period: the choices of period and measure, the ranking, its charts."""

    period: str
    periods: list[tuple[str, str]]
    by: By
    measures: list[tuple[By, str]]
    places: list[Place]
    measured: str
    beside: str
    bars: Figure
    map: Figure | None

    @property
    def figures(self) -> list[Figure]:
        """Its charts."""
        return [self.bars, self.map] if self.map else [self.bars]


@dataclass(frozen=True, slots=True)
class Whole:
    """What the districts are parts of: an indicator of a government in a year, with what is known of its targets."""

    unit: Unit
    indicator: Indicator
    year: int
    stood: Sequence[TargetStanding]


def beside(actor: Actor, whole: Whole, on: date, asked: QueryDict) -> Beside | None:
    """The districts of a government side by side; None where there are none, or nothing is told of them."""
    indicator = whole.indicator
    districts = districts_of(actor, whole.unit)
    told = periods_told(districts, indicator, whole.year, on) if districts else []
    period = next((one for one, _ in told if one.code == asked.get("period")), None) or best_period(told)
    if period is None:
        return None
    aims = {key: found for (key, _), found in wanted(_keys(districts), [indicator.pk], [period.year]).items()}
    ranked = ranking(districts, indicator, period, "value")
    known = _measures(period, ranked)
    by = next((one for one in known if one == asked.get("by")), None) or _usual(whole, known, aims.values())
    ranked = ranked if by == "value" else ranking(districts, indicator, period, by)
    fitting = {key: _aim(found, by) for key, found in aims.items()}
    lights = {one.unit.pk: one.light for one in whole.stood if one.share_of is not None}
    places = [_place(one, indicator, by, aims.get(one.unit.pk, []), lights.get(one.unit.pk, "")) for one in ranked]
    return Beside(
        period.code,
        [(one.code, wording.period_short(one.code)) for one, _ in told],
        by,
        [(one, said(MEASURES[one])) for one in known],
        places,
        said(MEASURES[by]),
        said(MEASURES[PAIRS[by]]),
        *figures_of(whole.unit, indicator, Compared(period, by, ranked, places, fitting)),
    )


def _keys(units: Iterable[Unit]) -> list[int]:
    return [unit.pk for unit in units]


def _measures(period: Period, ranked: Iterable[Ranked]) -> list[By]:
    """The measures of which anything is known; of a whole year what is so far is the same as that of the period."""
    known = [by for by in MEASURES if any(getattr(one.figures, by) is not None for one in ranked)]
    whole = period.type in {"year", "five_years"}
    return [by for by in known if not (whole and by.startswith("cumulative"))] or known


def _usual(whole: Whole, known: Sequence[By], aims: Iterable[Sequence[Wanted]]) -> By:
    """The measure of what is wanted: of the districts, else of the whole; of these the first that is known."""
    counted = Counter(aim.measure for some in aims for aim in some if aim.value is not None)
    measures = counted or Counter(one.target.measure for one in whole.stood)
    grows = measures[Target.Measure.GROWTH] > measures[Target.Measure.LEVEL]
    flows = whole.indicator.nature == Indicator.Nature.FLOW
    order: list[By] = ["cumulative", "value"] if flows else ["value", "cumulative"]
    growths: list[By] = ["cumulative_growth", "growth"]
    wished = growths + order if grows else order + growths
    return next((by for by in wished if by in known), "value")


def _aim(found: Sequence[Wanted], by: By) -> Wanted | None:
    """The target of a district that is of the measure shown: a share of the region's before one of its own plan."""
    measure = Target.Measure.GROWTH if by in GROWTHS else Target.Measure.LEVEL
    fitting = [one for one in found if one.measure == measure and one.value is not None]
    return next((one for one in fitting if one.share_id), fitting[0] if fitting else None)


def _place(ranked: Ranked, indicator: Indicator, by: By, aims: Sequence[Wanted], light: str) -> Place:
    """A district as it is shown, with its target in this measure, else in another."""
    cell: Cell | None = getattr(ranked.figures, by)
    aim = _aim(aims, by) or (aims[0] if aims else None)
    other = _other(ranked, by)
    return Place(
        ranked.unit,
        ranked.unit.short_name or ranked.unit.name,
        f"{reverse('indicator', args=[indicator.code])}?unit={ranked.unit.pk}",
        ranked.rank,
        _told(cell, by),
        traced(cell.id) if cell else "",
        other,
        said(target_words(aim)) if aim else "—",
        light,
        ranked.rose,
        _moved(ranked),
    )


def _told(cell: Cell | None, by: By) -> str:
    return "—" if cell is None else wording.figure(cell) + ("%" if by in GROWTHS else "")


def _other(ranked: Ranked, by: By) -> str:
    """What is shown beside the measure that is ranked by: the growth beside a level, the level beside a growth."""
    return _told(getattr(ranked.figures, PAIRS[by]), PAIRS[by])


def _moved(ranked: Ranked) -> str:
    if ranked.rose is None:
        return ""
    if ranked.rose == 0:
        return said(Words("持平", "as before"))
    places = abs(ranked.rose)
    up, down = Words(f"升 {places} 位", f"up {places}"), Words(f"降 {places} 位", f"down {places}")
    return said(up if ranked.rose > 0 else down)
