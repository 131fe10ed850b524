"""Figures as programs name them, by the id of the unit and the code of the indicator; looked up many at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from taizhang.errors import Words
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import Indicator
from taizhang.server.ledger.observations.figures import Figure
from taizhang.server.lib.refusals import Invalid
from taizhang.server.lib.rows import Json

NO_UNIT = Words("没有这个单位", "there is no such unit")
NO_INDICATOR = Words("没有这个指标；请先从指标目录载入或设立", "there is no such indicator; load or define it first")


@dataclass(frozen=True, slots=True)
class Named:
    """A figure by the names of what it is of; the fields are those of Figure."""

    unit_id: int
    indicator: str
    period: str
    value: Decimal | None = None
    cumulative: Decimal | None = None
    growth: Decimal | None = None
    cumulative_growth: Decimal | None = None
    vintage: str = "flash"
    places: int | None = None
    authority_id: int | None = None
    released_on: date | None = None
    reason: str = ""
    comment: str = ""
    origin: Json = field(default_factory=dict)


SAME = (
    "period",
    "value",
    "cumulative",
    "growth",
    "cumulative_growth",
    "vintage",
    "places",
    "released_on",
    "reason",
    "comment",
    "origin",
)


def figures_named(rows: Sequence[Named]) -> list[Figure | Invalid]:
    """The figures, each or what is wrong with its names; in two queries."""
    keys = {row.unit_id for row in rows} | {row.authority_id for row in rows if row.authority_id is not None}
    units = Unit.objects.in_bulk(list(keys))
    indicators = _by_code(row.indicator for row in rows)
    return [_figure(row, units, indicators) for row in rows]


def _by_code(codes: Iterable[str]) -> dict[str, Indicator]:
    rows = Indicator.objects.select_related("authority").filter(code__in=set(codes))
    return {row.code: row for row in rows}


def _figure(row: Named, units: dict[int, Unit], indicators: dict[str, Indicator]) -> Figure | Invalid:
    errors: dict[str, Words] = {}
    if row.unit_id not in units:
        errors["unit_id"] = NO_UNIT
    if row.authority_id is not None and row.authority_id not in units:
        errors["authority_id"] = NO_UNIT
    if row.indicator not in indicators:
        errors["indicator"] = NO_INDICATOR
    if errors:
        return Invalid(errors)
    same: dict[str, Any] = {name: getattr(row, name) for name in SAME}
    authority = units[row.authority_id] if row.authority_id is not None else None
    return Figure(units[row.unit_id], indicators[row.indicator], authority=authority, **same)
