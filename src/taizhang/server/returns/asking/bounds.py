"""Values outside the bounds of their indicator."""

from collections.abc import Iterator

from taizhang.errors import Words
from taizhang.server.returns.asking.asks import Ask, Spot


def outside_bounds(spot: Spot) -> Iterator[Ask]:
    """A level below the lowest or above the highest that the indicator can be expected to take."""
    lowest, highest = spot.indicator.lowest, spot.indicator.highest
    if spot.grows:
        return
    if lowest is not None and spot.value < lowest:
        bound = spot.said(lowest)
        yield Ask("below_lowest", Words(f"低于合理下限 {bound}", f"below the lowest to be expected, {bound}"))
    if highest is not None and spot.value > highest:
        bound = spot.said(highest)
        yield Ask("above_highest", Words(f"高于合理上限 {bound}", f"above the highest to be expected, {bound}"))
