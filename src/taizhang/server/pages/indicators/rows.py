"""The rows of the table of indicators: what stands in each cell, and what it is sorted and filtered by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse

from taizhang.errors import Words
from taizhang.server.ledger.models import Indicator, Observation, Target
from taizhang.server.ledger.observations.deriving import Cell
from taizhang.server.ledger.observations.recent import Recent
from taizhang.server.ledger.plans.wording import target_words, unit_of
from taizhang.server.ledger.standings.lines import Line
from taizhang.server.ledger.standings.queries import DERIVED as DERIVED_NOTE
from taizhang.server.ledger.wording import VINTAGES, number
from taizhang.server.pages.indicators.tracing import traced
from taizhang.server.pages.indicators.wording import figure, named, per_cent, period_short
from taizhang.server.pages.language import said
from taizhang.server.pages.lights import pace_told, why
from taizhang.server.pages.scope import Scope

DERIVED = Words("推算", "derived")


@dataclass(frozen=True, slots=True)
class Shown:
    """A number in a cell: as it is written, what it is sorted by, and where it leads; `held` against the target."""

    text: str
    value: Decimal
    trace: str
    held: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table as it is shown."""

    indicator: Indicator
    name: str
    address: str
    target: Target | None
    wanted: str
    result: Shown | None
    growth: Shown | None
    change: Shown | None
    period: str
    pace: Decimal | None
    pace_text: str
    light: str
    why: str
    note: str
    last: str
    values: Sequence[Decimal | None]
    spark: str
    edition: str
    edition_tag: str
    released_on: date | None
    authority: str


def row_of(line: Line, scope: Scope, released: dict[int, date | None], *, readable: bool) -> Row:
    """A line as a row of a government and a year; `readable` is whether the person may see where figures came from."""
    standing = line.standing
    target = standing.target if standing else None
    held = standing.reached.cell if standing and standing.reached else None
    seen = held or (line.level or line.growth or ("", None))[1]
    return Row(
        indicator=line.indicator,
        name=named(line.indicator),
        address=f"{reverse('indicator', args=[line.indicator.code])}?unit={scope.unit.pk}&year={scope.year}",
        target=target,
        wanted=said(target_words(target)) if target else "",
        result=_shown(line.level, held, readable=readable),
        growth=_shown(line.growth, held, readable=readable, unit="%"),
        change=_change(target, held),
        period=_period(line, scope.year),
        pace=standing.pace if standing else None,
        pace_text=pace_told(standing) if standing else per_cent(None),
        light=standing.light if standing else "",
        why=why(standing) if standing else "",
        note=said(standing.note) if standing and standing.note and standing.note != DERIVED_NOTE else "",
        last=_last(line),
        values=line.recent.values,
        spark=spark_words(line.recent),
        edition=_edition(seen),
        edition_tag=_edition_tag(seen),
        released_on=released.get(seen.id) if seen and seen.id else None,
        authority=str(line.indicator.authority) if line.indicator.authority else "",
    )


def _shown(known: tuple[str, Cell] | None, held: Cell | None, *, readable: bool, unit: str = "") -> Shown | None:
    if known is None:
        return None
    cell = known[1]
    trace = traced(cell.id) if readable else ""
    return Shown(figure(cell) + unit, cell.number, trace, held is not None and cell == held)


def _change(target: Target | None, held: Cell | None) -> Shown | None:
    """What a target of change is held against, which no figure reports by itself."""
    if target is None or held is None or target.measure != Target.Measure.CHANGE:
        return None
    sign = "+" if held.number > 0 else ""
    return Shown(f"{sign}{figure(held)} {unit_of(target)}", held.number, "", held=True)


def _period(line: Line, year: int) -> str:
    if line.standing and line.standing.reached:
        return period_short(line.standing.reached.period, year)
    known = line.level or line.growth
    return period_short(known[0], year) if known else ""


def _last(line: Line) -> str:
    """What was reached the year before, for a line of which nothing is known yet."""
    if line.level or line.growth or line.last is None:
        return ""
    parts = [figure(line.last.level)] if line.last.level else []
    parts += [f"{figure(line.last.growth)}%"] if line.last.growth else []
    return f"{period_short(line.last.period)} {' · '.join(parts)}" if parts else ""


def _edition(cell: Cell | None) -> str:
    if cell is None:
        return ""
    return said(DERIVED) if cell.derived else said(VINTAGES[cell.vintage])


def _edition_tag(cell: Cell | None) -> str:
    if cell is None or cell.vintage == Observation.Vintage.FLASH:
        return ""
    return "tag-warn" if cell.vintage == Observation.Vintage.ESTIMATE else "tag-good"


def spark_words(recent: Recent) -> str:
    """A small history in words, for those who do not see it."""
    known = [(code, value) for code, value in zip(recent.periods, recent.values, strict=True) if value is not None]
    if not known:
        return ""
    first, last = known[0], known[-1]
    unit = "%" if recent.measure == "growth" else ""
    ends = [f"{period_short(code)} {number(value)}{unit}" for code, value in (first, last)]
    of = Words("同比增速", "growth") if recent.measure == "growth" else Words("数值", "values")
    return f"{said(of)}：{said(Words('至', ' to ')).join(ends)}"
