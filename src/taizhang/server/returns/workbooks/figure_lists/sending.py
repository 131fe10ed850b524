"""Figures as a list that goes out, with what is entered by now."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from taizhang.errors import Words
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import Indicator, Observation
from taizhang.server.ledger.observations.deriving import MEASURES
from taizhang.server.lib.refusals import TooLarge
from taizhang.server.lib.rows import digits
from taizhang.server.returns.columns import COLUMNS
from taizhang.server.returns.models import Import
from taizhang.server.returns.workbooks.listing import Field, Listed, Row, list_workbook
from taizhang.server.returns.workbooks.names import file_name

MOST_LINES = 15_000
FREE = 50
Place = tuple[int, int, str, str]
VINTAGES = {str(label): value for value, label in Observation.Vintage.choices}
FIELDS = [
    Field("unit", Words("单位编码", "code of the unit"), 12),
    Field("unit_name", Words("单位", "unit"), 18, "fixed"),
    Field("indicator", Words("指标编码", "code of the indicator"), 24),
    Field("indicator_name", Words("指标", "indicator"), 26, "fixed"),
    Field("unit_of_measure", Words("计量单位", "unit of measure"), 10, "fixed"),
    Field("period", Words("期次", "period"), 16),
    Field("vintage", Words("版本", "edition"), 12, "words", tuple(VINTAGES)),
    *(Field(key, COLUMNS[key].name, 13, "number") for key in MEASURES),
    Field("released_on", Words("发布日期", "released on"), 13, "date"),
    Field("reason", Words("说明原因", "reason"), 24),
    Field("comment", Words("备注", "comment"), 20),
]
NAMING = ("unit", "indicator", "period", "vintage")
SAID = (*MEASURES, "released_on", "reason", "comment")


def figure_workbook(
    top: Unit, units: Sequence[Unit], indicators: Sequence[Indicator], periods: Sequence[str], vintage: str
) -> tuple[str, bytes]:
    """A workbook with a line for each unit, indicator and period, with what is entered there, and what it is called."""
    if len(units) * len(indicators) * len(periods) > MOST_LINES:
        raise TooLarge(thing=Words("行数", "the number of lines"), limit=MOST_LINES)
    there = there_at(units, indicators, periods)
    rows = [
        _out(unit, indicator, period, vintage, there.get((unit.pk, indicator.pk, period, vintage)))
        for unit in units
        for indicator in indicators
        for period in periods
    ]
    title = f"{top.name} 数据"
    listed = Listed(Import.Kind.FIGURES, top.pk, top.region.code, top.name)
    return file_name(top.name, "数据"), list_workbook(listed, title, FIELDS, rows, FREE)


def there_at(
    units: Iterable[Unit], indicators: Iterable[Indicator], periods: Iterable[str]
) -> dict[Place, Observation]:
    """The current figures at some places."""
    rows = Observation.objects.filter(
        current=True,
        unit__in=[unit.pk for unit in units],
        indicator__in=[indicator.pk for indicator in indicators],
        period__in=list(periods),
    )
    return {(row.unit_id, row.indicator_id, row.period, row.vintage): row for row in rows}


def _out(unit: Unit, indicator: Indicator, period: str, vintage: str, row: Observation | None) -> Row:
    said_now = told(row)
    shown: dict[str, Any] = {
        key: Decimal(said_now[key]) if key in MEASURES and said_now.get(key) else said_now.get(key, "") for key in SAID
    }
    names = {
        "unit": unit.code,
        "unit_name": unit.name,
        "indicator": indicator.code,
        "indicator_name": indicator.name,
        "unit_of_measure": indicator.unit_of_measure,
        "period": period,
        "vintage": str(Observation.Vintage(vintage).label),
    }
    place_of = {"unit": unit.code, "indicator": indicator.code, "period": period, "vintage": vintage}
    return Row({**place_of, "base": said_now}, {**names, **{key: value for key, value in shown.items() if value != ""}})


def told(row: Observation | None) -> dict[str, str]:
    """A figure as its line says it. Its reason is of the day on which it was given, and does not come again."""
    if row is None:
        return {}
    numbers = {name: digits(number) for name in MEASURES if (number := getattr(row, name)) is not None}
    released = {"released_on": row.released_on.isoformat()} if row.released_on else {}
    return {**numbers, **released, **({"comment": row.comment} if row.comment else {})}
