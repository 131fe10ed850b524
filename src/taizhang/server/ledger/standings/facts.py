"""Targets and observations as the records that the library follows: facts with indicator, role, period and unit."""

from decimal import Decimal

from taizhang.model import Commitment, Fact, Record, Span
from taizhang.model.facts import Comparator, Nature, Role
from taizhang.server.ledger.models import Indicator, Share, Target
from taizhang.server.ledger.observations.deriving import Cell
from taizhang.server.ledger.plans.measures import PER_CENT, POINTS, written

APART = 1000  # between the places of two targets, so that no two are taken for the ends of a range
ROLES: dict[str, Role] = {"level": "level", "growth": "growth", "change": "change"}
COMPARATORS: dict[str, Comparator] = {"=": "=", ">=": ">=", "<=": "<=", "~": "~", "range": "=", "": "="}
TURNED: dict[Comparator, Comparator] = {">=": "<=", "<=": ">="}


def records_of(target: Target, share: Share | None, at: int) -> list[Record]:
    """A target, or a share of it, as what a document would say: words, a number, or the two ends of a range."""
    if target.measure == Target.Measure.WORDS:
        return [Commitment(Span(at, at + 1), target.words, None, "target", None, str(target.indicator))]
    values = [share.value] if share else [target.value, target.value_to]
    return [_aimed(target, share, value, at + 2 * place) for place, value in enumerate(values) if value is not None]


def _aimed(target: Target, share: Share | None, value: Decimal, at: int) -> Fact:
    indicator = target.indicator
    comparator = COMPARATORS[share.comparator if share else target.comparator]
    if comparator == "=" and _wants_less(target):
        comparator = "<="
    if is_reduction(target):
        value, comparator = -value, TURNED.get(comparator, comparator)
    return Fact(
        Span(at, at + 1),
        str(value),
        "measure",
        value=written(value, share.places if share else target.places),
        unit=unit_of(target),
        role=ROLES[target.measure],
        comparator=comparator,
        subject=indicator.name,
        indicator=catalogue_id(indicator),
        period=target.due,
        status="target",
        nature=nature_of(indicator, target.measure),
    )


def reached(indicator: Indicator, cell: Cell, role: Role, period: str, at: int) -> Fact:
    """A figure as what a report would say."""
    return Fact(
        Span(at, at + 1),
        str(cell.number),
        "measure",
        value=written(cell.number, cell.places),
        unit=_measured_in(role, indicator.unit_of_measure),
        role=role,
        comparator="=",
        subject=indicator.name,
        indicator=catalogue_id(indicator),
        period=period,
        status="actual",
        nature=nature_of(indicator, role),
    )


def unit_of(target: Target) -> str:
    """The unit of measure of a target's number: per cent of a growth, points of the change of a percentage."""
    return _measured_in(target.measure, target.unit_of_measure or target.indicator.unit_of_measure)


def _measured_in(measure: str, unit: str) -> str:
    if measure == "growth":
        return PER_CENT
    return POINTS if measure == "change" and unit == PER_CENT else unit


def is_reduction(target: Target) -> bool:
    """Whether what is wanted is a fall by an amount, which is then counted as so much reduced."""
    return target.measure == Target.Measure.CHANGE and target.value is not None and target.value < 0


def catalogue_id(indicator: Indicator) -> str | None:
    """The id of the catalogue; None of an indicator that a region added."""
    return indicator.code if indicator.region_id is None else None


def nature_of(indicator: Indicator, measure: str) -> Nature:
    """How the library should take it: of what does not add up a growth is told as that of a stock."""
    if indicator.nature == Indicator.Nature.FLOW:
        return "added"
    if measure == "growth" or indicator.nature == Indicator.Nature.STOCK:
        return "stock"
    return "rate"


def _wants_less(target: Target) -> bool:
    """Whether a plain number bounds an indicator of a region's own from above, of which the catalogue knows nothing."""
    own = target.indicator.region_id is not None and target.indicator.better == Indicator.Better.DOWN
    return own and target.measure in {Target.Measure.LEVEL, Target.Measure.GROWTH}
