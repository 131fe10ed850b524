"""Observations from the accepted results of a document; each waits in the ledger until another person accepts it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act
from taizhang.server.ledger.adopting.matching import Indicators, converted, no_indicator
from taizhang.server.ledger.adopting.outcomes import THERE, Outcome, left, role_of
from taizhang.server.ledger.adopting.outcomes import Result as Became
from taizhang.server.ledger.adopting.settling import settled
from taizhang.server.ledger.adopting.sources import Measure, Source, first_bar, not_barred, of_region
from taizhang.server.ledger.models import Indicator, Observation, Plan
from taizhang.server.ledger.observations.figures import Figure, Placed, placed
from taizhang.server.ledger.observations.recording import Outcome as Recorded
from taizhang.server.ledger.observations.recording import record
from taizhang.server.ledger.plans.measures import PER_CENT, written
from taizhang.server.lib.periods import period_of
from taizhang.server.lib.refusals import Invalid, Refused

NOT_OURS = Words(
    "台账中同期已有他人录入或已审定的数据，未作补充", "another entered it, or it was accepted: nothing was added"
)
COLUMNS = {"level": "value", "growth": "growth"}
RESULTS = frozenset({"actual", "estimate"})
Key = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Result:
    """One column of an observation: the indicator, the period as the ledger keeps it, the edition, the number."""

    indicator: Indicator
    period: str
    vintage: str
    column: str
    number: Decimal
    places: int
    measure: Measure

    preferred = True
    rounded = True

    @property
    def key(self) -> Key:
        """Of what there is one observation."""
        return self.indicator.pk, self.period, self.vintage


def adopt_observations(act: Act, plan: Plan, source: Source) -> list[Outcome]:
    """Enter every result of a document that may be used; what becomes of each."""
    indicators = Indicators(plan)
    results: list[Result] = []
    outcomes: list[Outcome] = []
    for measure in source.measures:
        if measure.row["status"] in RESULTS:
            found = _result(plan, indicators, source, measure)
            if isinstance(found, Result):
                results.append(found)
            else:
                outcomes.append(found)
    chosen, refused = settled(results, lambda each: (each.key, each.column))
    outcomes += [_left(one, why) for one, why in refused]
    return outcomes + _enter(act, plan, chosen)


def _result(plan: Plan, indicators: Indicators, source: Source, measure: Measure) -> Result | Outcome:
    """What a measure comes to, or why it comes to nothing."""
    row, indicator = measure.row, indicators.of(measure.row)
    said = {"says": measure.says, "indicator": row["subject"] or ""}
    why = first_bar(measure, not_barred, of_region(plan.region.name), _column, _exact, _dated)
    if why is not None or indicator is None:
        return left("observation", why or no_indicator(row), measure.fact, **said)
    growth = row["role"] == "growth"
    unit = PER_CENT if growth and row["unit"] == "1" else row["unit"]
    try:
        number, places = converted(measure.value, unit, PER_CENT if growth else indicator.unit_of_measure)
    except Invalid as error:
        return left("observation", error.errors["unit"], measure.fact, **said)
    period = kept_period(row["period"], stock=indicator.nature == Indicator.Nature.STOCK)
    vintage = vintage_of(row["status"], source.document.kind)
    return Result(indicator, period, vintage, COLUMNS[row["role"]], number, places, measure)


def _column(measure: Measure) -> Words | None:
    role = measure.row["role"]
    if role in COLUMNS:
        return None
    called = role_of(role)
    return Words(f"{called.zh}不单独入账", f"{called.en} is not entered by itself")


def _exact(measure: Measure) -> Words | None:
    comparator = measure.row["comparator"] or "="
    if comparator == "=":
        return None
    return Words(f"不是确切数值（{comparator}）", f"is no exact figure ({comparator})")


def _dated(measure: Measure) -> Words | None:
    return None if measure.row["period"] else Words("没有写明时期", "no period is said")


def kept_period(period: str, *, stock: bool) -> str:
    """The period as the ledger keeps it: from January on, months 1 to N; of a stock the month at whose end it stood.

    >>> [kept_period(code, stock=False) for code in ("2024H1", "2024Q1", "2024-03", "2024", "2024Q2")]
    ['2024-01/2024-06', '2024-01/2024-03', '2024-03', '2024', '2024Q2']
    >>> [kept_period(code, stock=True) for code in ("2024H1", "2024-01/2024-09", "2024")]
    ['2024-06', '2024-09', '2024']
    """
    known = period_of(period)
    year, month = known.end.year, known.end.month
    if known.type in {"year", "five_years", "month", "week", "ten_day"}:
        return period
    if stock:
        return f"{year}-{month:02d}"
    return f"{year}-01/{year}-{month:02d}" if known.start.month == 1 else period


def vintage_of(status: str, kind: str) -> str:
    """Which edition of a figure a document of that kind prints."""
    if status == "estimate":
        return Observation.Vintage.ESTIMATE
    return Observation.Vintage.PRELIMINARY if kind == "communique" else Observation.Vintage.FLASH


Chosen = tuple[Result, list[Result]]


def _enter(act: Act, plan: Plan, chosen: Iterable[Chosen]) -> list[Outcome]:
    """Level and growth of one period in one figure; none overwrites what the ledger says otherwise."""
    groups: dict[Key, list[Chosen]] = {}
    for each in chosen:
        groups.setdefault(each[0].key, []).append(each)
    figures = [_figure(plan, [one for one, _ in group]) for group in groups.values()]
    held = _held(plan, figures)
    outcomes: list[Outcome] = []
    entered: list[tuple[Figure, list[Chosen]]] = []
    for figure, group in zip(figures, groups.values(), strict=True):
        told = _beside(figure, held, act.user.pk if act.user else None)
        if told is None:
            entered.append((figure, group))
        else:
            outcomes += [_said(one, same, *told) for one, same in group]
    for (_, group), made in zip(entered, record(act, [figure for figure, _ in entered]), strict=True):
        outcomes += [_said(one, same, *_became(made)) for one, same in group]
    return outcomes


def _figure(plan: Plan, results: Sequence[Result]) -> Figure:
    first = min(results, key=lambda each: each.column != "value")
    level = next((each for each in results if each.column == "value"), None)
    growth = next((each for each in results if each.column == "growth"), None)
    origin = {"fact": first.measure.fact.pk}
    if growth is not None and growth is not first:
        origin["growth_fact"] = growth.measure.fact.pk
    return Figure(
        unit=plan.unit,
        indicator=first.indicator,
        period=first.period,
        vintage=first.vintage,
        value=level.number if level else None,
        growth=growth.number if growth else None,
        places=level.places if level else 0,
        fact=first.measure.fact,
        origin=origin,
    )


Held = dict[tuple[int, str, str], Observation]
Told = tuple[Became, Words | None, int | None]


def _held(plan: Plan, figures: Iterable[Figure]) -> Held:
    """The observations of the ledger of which the figures may speak."""
    rows = Observation.objects.filter(
        unit=plan.unit, current=True, indicator__in={figure.indicator.pk for figure in figures}
    )
    return {(row.indicator_id, row.period, row.vintage): row for row in rows}


def _beside(figure: Figure, held: Held, user: int | None) -> Told | None:
    """What is to be told of a figure beside which the ledger has one; None where there is something to enter."""
    try:
        put = placed(replace(figure, reason="—"))  # bounds are told when it is entered
    except Refused:
        return None
    row = held.get((figure.indicator.pk, put.period.code, figure.vintage))
    if row is None:
        return None
    other = _other(row, put)
    if other is not None:
        why = f"台账中已有不同的数值 {other}"
        return "left", Words(f"{why}；如需改动请按更正办理", f"the ledger has {other}; correct it there"), row.pk
    if all(getattr(row, name) is not None for name in put.numbers):
        return "there", THERE, row.pk
    if row.state == Observation.State.ENTERED and row.entered_by == user:
        return None
    return "left", NOT_OURS, row.pk  # who entered the rest of it would else be able to accept their own entry


def _other(row: Observation, put: Placed) -> str | None:
    for name, number in put.numbers.items():
        there = getattr(row, name)
        if there is not None and there != number:
            return f"{written(there, row.places):f}"
    return None


def _became(made: Recorded) -> Told:
    if made.row is None:
        return "left", made.why, None
    return ("there", THERE, made.row.pk) if made.result == "same" else ("adopted", None, made.row.pk)


def _said(one: Result, same: Sequence[Result], result: Became, why: Words | None, row: int | None) -> Outcome:
    facts = (one.measure.fact, *(each.measure.fact for each in same))
    says = f"{one.period} {one.measure.says}"
    return Outcome("observation", result, facts, says, one.indicator.name, why, row)


def _left(one: Result, why: Words) -> Outcome:
    says = f"{one.period} {one.measure.says}"
    return left("observation", why, one.measure.fact, indicator=one.indicator.name, says=says)
