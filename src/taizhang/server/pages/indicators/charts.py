"""The charts of one indicator: years with their targets, months against the pace line, growth so far."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from taizhang.errors import Words
from taizhang.server.ledger.models import Indicator, Target
from taizhang.server.ledger.observations.beside import Wanted
from taizhang.server.ledger.observations.deriving import Series
from taizhang.server.ledger.plans.wording import target_words, unit_of
from taizhang.server.ledger.standings.pacing import growth_so_far, pace_line, so_far
from taizhang.server.pages.figures import Column, Drawn, Figure
from taizhang.server.pages.figures.figure import Value
from taizhang.server.pages.indicators.wording import named
from taizhang.server.pages.language import said

YEARS = 6
YEAR, MONTH = Words("年份", "year"), Words("月份", "month")
DRAWN: Mapping[str, tuple[Drawn, Words]] = {
    ">=": ("at_least", Words("目标（不低于）", "target (at least)")),
    "<=": ("at_most", Words("目标（不超过）", "target (at most)")),
    "~": ("about", Words("目标（左右）", "target (about)")),
    "=": ("about", Words("目标", "target")),
}
LOW, HIGH = Words("目标下限", "target from"), Words("目标上限", "target to")
Aimed = Target | Wanted
Targeted = Mapping[int, Aimed]
Numbers = list[Decimal | None]
Drawing = tuple[Column, Numbers]


def charts(indicator: Indicator, series: Series | None, year: int, aims: Mapping[int, Sequence[Aimed]]) -> list[Figure]:
    """The charts of an indicator and a year, those with anything in them; `aims` are the targets of each year."""
    if series is None:
        return []
    made = [
        months(indicator, series, year, aims.get(year, ())),
        growth_by_month(indicator, series, year, aims.get(year, ())),
        by_year(indicator, series, year, aims),
        growth_by_year(indicator, series, year, aims),
    ]
    return [figure for figure in made if figure is not None]


def by_year(indicator: Indicator, series: Series, year: int, aims: Mapping[int, Sequence[Aimed]]) -> Figure | None:
    """The result of each year with what was wanted of it."""
    years = range(year - YEARS + 1, year + 1)
    reached: Numbers = [_number(series.at(str(one)).value) for one in years]
    columns: list[Drawing] = [
        (Column(Words("实绩", "result"), indicator.unit_of_measure, "line"), reached),
        *_targets(years, aims, Target.Measure.LEVEL, indicator.unit_of_measure),
    ]
    title = Words(f"{indicator.name}：历年实绩与目标", f"{named(indicator)}: results and targets by year")
    return _figure("years", title, YEAR, [str(one) for one in years], _beside(columns))


def growth_by_year(
    indicator: Indicator, series: Series, year: int, aims: Mapping[int, Sequence[Aimed]]
) -> Figure | None:
    """The growth of each year with what was wanted of it."""
    years = range(year - YEARS + 1, year + 1)
    grown: Numbers = [_number(series.at(str(one)).growth) for one in years]
    columns: list[Drawing] = [
        (Column(Words("同比增速", "growth"), "%", "line"), grown),
        *_targets(years, aims, Target.Measure.GROWTH, "%"),
    ]
    title = Words(f"{indicator.name}：历年增速与目标", f"{named(indicator)}: growth and targets by year")
    return _figure("growth", title, YEAR, [str(one) for one in years], _beside(columns))


def months(indicator: Indicator, series: Series, year: int, aims: Sequence[Aimed]) -> Figure | None:
    """What was reached month by month beside the pace line and last year."""
    target = _first(aims, Target.Measure.LEVEL)
    paced = target or _first(aims, Target.Measure.GROWTH)
    flow = indicator.nature == Indicator.Nature.FLOW
    unit = indicator.unit_of_measure
    what = Words("累计", "so far") if flow else Words("", "")
    columns: list[Drawing] = [
        (Column(Words(f"{year}年{what.zh}", f"{year} {what.en}".strip()), unit, "line"), so_far(series, year)),
        (
            Column(Words(f"{year - 1}年{what.zh}", f"{year - 1} {what.en}".strip()), unit, "faint"),
            so_far(series, year - 1),
        ),
    ]
    if paced is not None:
        columns.append((Column(Words("序时进度线", "pace line"), unit, "pace"), pace_line(series, paced, year)))
    if target is not None and _in_unit(target, unit):
        columns += _level_lines(target, unit)
    title = (
        Words(f"{indicator.name}：逐月累计与序时进度", f"{named(indicator)}: month by month, and on time")
        if flow
        else Words(f"{indicator.name}：逐月", f"{named(indicator)}: month by month")
    )
    return _figure("months", title, MONTH, _month_names(), _told(columns, 2))


def growth_by_month(indicator: Indicator, series: Series, year: int, aims: Sequence[Aimed]) -> Figure | None:
    """The growth so far month by month, with last year's and what is wanted."""
    columns: list[Drawing] = [
        (Column(Words(f"{year}年累计同比", f"{year} so far"), "%", "line"), growth_so_far(series, year)),
        (Column(Words(f"{year - 1}年累计同比", f"{year - 1} so far"), "%", "faint"), growth_so_far(series, year - 1)),
    ]
    target = _first(aims, Target.Measure.GROWTH)
    if target is not None:
        columns += _level_lines(target, "%")
    title = Words(f"{indicator.name}：逐月累计同比", f"{named(indicator)}: growth so far, month by month")
    return _figure("growth_months", title, MONTH, _month_names(), _told(columns, 2))


def _targets(years: Iterable[int], aims: Mapping[int, Sequence[Aimed]], measure: str, unit: str) -> list[Drawing]:
    """The columns of the targets of some years: one for each way in which a result is held against them."""
    aimed = {one: target for one in years if (target := _first(aims.get(one, ()), measure))}
    aimed = {one: target for one, target in aimed.items() if _in_unit(target, unit)}
    found: list[Drawing] = []
    for sign, (drawn, words) in DRAWN.items():
        if any(target.comparator == sign for target in aimed.values()):
            found.append((Column(words, unit, drawn), _values(years, aimed, _value_of(sign))))
    if any(target.comparator == "range" for target in aimed.values()):
        ranged = {one: target for one, target in aimed.items() if target.comparator == "range"}
        found.append((Column(LOW, unit, "low"), _values(years, ranged, lambda target: target.value)))
        found.append((Column(HIGH, unit, "high"), _values(years, ranged, lambda target: target.value_to)))
    return found


def _value_of(sign: str) -> Callable[[Aimed], Decimal | None]:
    return lambda target: target.value if target.comparator == sign else None


def _values(years: Iterable[int], aimed: Targeted, read: Callable[[Aimed], Decimal | None]) -> Numbers:
    return [_plain(read(aimed[one])) if one in aimed else None for one in years]


def _level_lines(target: Aimed, unit: str) -> list[Drawing]:
    """A target over all months."""
    if target.comparator == "range":
        ends = ((LOW, "low", target.value), (HIGH, "high", target.value_to))
        return [(Column(words, unit, _drawn(drawn)), [_plain(value)] * 12) for words, drawn, value in ends]
    drawn, _ = DRAWN[target.comparator or "="]
    words = target_words(target)
    return [(Column(Words(f"目标 {words.zh}", f"target {words.en}"), unit, drawn), [_plain(target.value)] * 12)]


def _drawn(word: str) -> Drawn:
    return "low" if word == "low" else "high"


def _first(aims: Iterable[Aimed], measure: str) -> Aimed | None:
    return next((aim for aim in aims if aim.measure == measure and aim.value is not None), None)


def _in_unit(target: Aimed, unit: str) -> bool:
    return unit_of(target) in {unit, ""}


def _number(cell: object) -> Decimal | None:
    return _plain(getattr(cell, "number", None))


def _plain(value: Decimal | None) -> Decimal | None:
    """A number without the noughts that computing puts behind it."""
    if value is None:
        return None
    return round(value, 4).normalize()


def _month_names() -> list[str]:
    return [said(Words(f"{month}月", f"{month}")) for month in range(1, 13)]


def _told(columns: list[Drawing], reached: int) -> list[Drawing]:
    """The columns, unless none of the first of them, which hold what was reached, makes a line."""
    return columns if any(_count(values) > 1 for _, values in columns[:reached]) else []


def _beside(columns: list[Drawing]) -> list[Drawing]:
    """The columns, unless there are neither two results in the first nor one beside a target."""
    wanted = any(_count(values) for _, values in columns[1:])
    return columns if _count(columns[0][1]) >= (1 if wanted else 2) else []


def _count(values: Numbers) -> int:
    return sum(value is not None for value in values)


def _figure(key: str, title: Words, over: Words, names: Sequence[str], columns: Sequence[Drawing]) -> Figure | None:
    """A chart of columns; None where there is nothing to see."""
    shown = [(column, values) for column, values in columns if any(value is not None for value in values)]
    if not shown:
        return None
    rows: list[list[Value]] = [[name, *(_plain(values[at]) for _, values in shown)] for at, name in enumerate(names)]
    return Figure(key, title, over, tuple(column for column, _ in shown), rows)
