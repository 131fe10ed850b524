"""Values that jump against the last period by more than their indicator does."""

from collections.abc import Iterator
from decimal import Decimal

from taizhang.errors import Words
from taizhang.server.ledger.models import Indicator
from taizhang.server.lib.rows import digits
from taizhang.server.returns.asking.asks import Ask, Spot

GROWTH_POINTS = Decimal(30)


def off_last_period(spot: Spot) -> Iterator[Ask]:
    """A change beyond what the indicator's `jump` allows, in per cent; of growth and rates in points."""
    last = spot.near.last
    if last is None:
        return
    in_points = spot.grows or (spot.indicator.nature == Indicator.Nature.RATE and spot.unit == "%")
    allowed = spot.indicator.jump
    if in_points:
        allowed, change = allowed or GROWTH_POINTS, spot.value - last.value
    elif allowed is not None and last.expected:
        change = (spot.value / last.expected - 1) * 100 * (1 if last.expected > 0 else -1)
    else:
        return
    if abs(change) <= allowed:
        return
    by, unit = digits(round(abs(change), 1)), ("个百分点", " points") if in_points else ("%", "%")
    way = ("高", "above") if change > 0 else ("低", "below")
    zh = f"比上期（{spot.said(last.value)}）{way[0]} {by}{unit[0]}，超过 {digits(allowed)}{unit[0]}"
    en = f"{by}{unit[1]} {way[1]} the last period, more than {digits(allowed)}{unit[1]}"
    yield Ask("jump", Words(zh, en))
