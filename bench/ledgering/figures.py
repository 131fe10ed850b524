"""The figures of every unit, indicator and month: entered in bulk by one person, accepted in bulk by another."""

from collections.abc import Iterator
from decimal import Decimal

from ledgering.cast import Cast
from ledgering.scale import Scale
from taizhang.server.ledger.models import Indicator, Observation
from taizhang.server.ledger.observations.actions import CHUNK, accept_many, enter_many
from taizhang.server.ledger.observations.figures import Figure
from taizhang.server.ledger.observations.queries import to_accept

GROWTH = Decimal("5.1")
TENTH = Decimal("0.1")


def enter_all(cast: Cast, scale: Scale) -> int:
    """Enter every figure as the planner of the city; how many."""
    count = 0
    for outcomes in enter_many(cast.people["planner"], figures(cast, scale)):
        assert all(outcome.result == "new" for outcome in outcomes)
        count += len(outcomes)
    return count


def accept_all(cast: Cast) -> int:
    """Accept what was entered as the reviewer of the city, as the API does: a page at a time; how many."""
    reviewer, count, last = cast.people["reviewer"], 0, 0
    while True:
        rows = list(to_accept(reviewer).filter(pk__gt=last, state="entered").order_by("pk")[:CHUNK])
        if not rows:
            return count
        outcomes = accept_many(reviewer, cast.city, rows=[(row, row.revision) for row in rows])
        assert all(outcome.result == "accepted" for outcome in outcomes)
        count, last = count + len(rows), rows[-1].pk


def figures(cast: Cast, scale: Scale) -> Iterator[Figure]:
    """Month by month as they come in, unit by unit: flows by month and so far, stocks and rates as they stand."""
    months = scale.months()
    for index, month in enumerate(months):
        for place, unit in enumerate(cast.units):
            for number, indicator in enumerate(cast.indicators):
                yield Figure(unit, indicator, month, **_numbers(indicator, place + number, index))


def _numbers(indicator: Indicator, base: int, index: int) -> dict[str, Decimal]:
    """The numbers of a month, the same at each run; they grow from month to month."""
    value = (1000 + 7 * base + 3 * index) * TENTH
    if indicator.nature != Indicator.Nature.FLOW:
        return {"value": value}
    so_far = index % 12 + 1
    cumulative = so_far * value - TENTH * 3 * so_far * (so_far - 1) / 2
    return {"value": value, "cumulative": cumulative, "growth": GROWTH, "cumulative_growth": GROWTH}


def unaccepted(cast: Cast, scale: Scale) -> int:
    """Enter some final editions that wait to be accepted, so that lists of what waits have rows; how many."""
    month = scale.months()[-1]
    waiting = (
        Figure(unit, indicator, month, **_numbers(indicator, 1, 1), vintage=Observation.Vintage.FINAL)
        for unit in cast.units
        for indicator in cast.indicators[:10]
    )
    return sum(map(len, enter_many(cast.people["planner"], waiting)))
