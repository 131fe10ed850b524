"""The table of proposals: of each indicator the government's three values, the units' beside, and what these add to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.breakdown.adding import Part, Sum, Whole, added, method_for
from taizhang.server.ledger.cycle.queries import proposals_for
from taizhang.server.ledger.models import Indicator, Plan, Proposal
from taizhang.server.lib.refusals import Invalid

PLACES = frozenset({Unit.Kind.DISTRICT, Unit.Kind.TOWN, Unit.Kind.ZONE})
LEVEL = "level"
Key = tuple[int, int, str]
Value = Callable[[Proposal], Decimal | None]


@dataclass(frozen=True, slots=True)
class Against:
    """What the values of units come to against the total; `unknown` says why that cannot be told."""

    sum: Sum | None
    unknown: Words | None


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator in the table. `proposed` and `balanced` hold the units' values against the government's."""

    indicator: Indicator
    measure: str
    total: Proposal | None
    units: list[Proposal]
    proposed: Against
    balanced: Against


def proposal_table(actor: Actor, plan: Plan) -> list[Row]:
    """The proposals of a plan that the actor may see, by indicator and measure; one query."""
    proposals = list(proposals_for(actor, plan=plan.pk).order_by("indicator__code", "measure", "unit__order"))
    by_key = {(row.unit_id, row.indicator_id, row.measure): row for row in proposals}
    groups: dict[tuple[int, str], list[Proposal]] = {}
    for row in proposals:
        groups.setdefault((row.indicator_id, row.measure), []).append(row)
    return [_row(plan, rows, by_key) for rows in groups.values()]


def _row(plan: Plan, rows: list[Proposal], by_key: Mapping[Key, Proposal]) -> Row:
    total = next((row for row in rows if row.unit_id == plan.unit_id), None)
    units = [row for row in rows if row is not total]
    first = rows[0]
    return Row(
        first.indicator,
        first.measure,
        total,
        units,
        _against(total, units, by_key, lambda row: row.proposed),
        _against(total, units, by_key, lambda row: row.proposed if row.balanced is None else row.balanced),
    )


def _against(
    total: Proposal | None, units: Iterable[Proposal], by_key: Mapping[Key, Proposal], value: Value
) -> Against:
    """The values of units held against the balanced total (the one proposed until it is balanced)."""
    whole = None if total is None else total.proposed if total.balanced is None else total.balanced
    if total is None or whole is None:
        return Against(None, Words("本级还没有建议值", "the government has no value yet"))
    parts = [_part(row, by_key, given) for row in _summed(units) if (given := value(row)) is not None]
    try:
        method = method_for(total.measure, adds_up=total.indicator.adds_up)
        against = Whole(comparator=total.comparator or "=", value=whole, places=total.places)
        return Against(added(against, parts, method), None)
    except Invalid as error:
        return Against(None, next(iter(error.errors.values())))


def _summed(units: Iterable[Proposal]) -> list[Proposal]:
    """Districts and zones where there are any, for bureaus that propose too would count the same again; else all."""
    rows = list(units)
    return [row for row in rows if row.unit.kind in PLACES] or rows


def _part(row: Proposal, by_key: Mapping[Key, Proposal], value: Decimal) -> Part:
    """A value with its weight. A functional zone lies inside a district and is not counted again."""
    return Part(
        name=row.unit.name,
        comparator=row.comparator or "=",
        value=value,
        weight=_weight(row, by_key),
        counted=row.unit.kind != Unit.Kind.ZONE,
    )


def _weight(row: Proposal, by_key: Mapping[Key, Proposal]) -> Decimal | None:
    """By what a value is weighed: a growth by the level of this year, a rate by the indicator named for that."""
    by = row.indicator_id if row.measure == "growth" else row.indicator.weight_id
    base = by_key.get((row.unit_id, by, LEVEL)) if by is not None else None
    return None if base is None else base.estimate
