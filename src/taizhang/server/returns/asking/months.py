"""Cumulative values against those of the period before, and against the value of the period itself."""

from collections.abc import Iterator

from taizhang.errors import Words
from taizhang.server.ledger.models import Indicator
from taizhang.server.lib.rows import digits
from taizhang.server.returns.asking.asks import Ask, Spot
from taizhang.server.returns.beside import Known
from taizhang.server.returns.models import Cell


def falls(spot: Spot) -> Iterator[Ask]:
    """A cumulative value of a flow below that of the period before in the same year."""
    last = _earlier(spot)
    if last is not None and spot.value < last.value:
        said = spot.said(last.value)
        yield Ask(
            "cumulative_falls", Words(f"累计值小于上期累计（{said}）", f"below the cumulative value before, {said}")
        )


def does_not_add_up(spot: Spot) -> Iterator[Ask]:
    """A cumulative value that is not the one before with the value of the period, beyond rounding."""
    last, value = _earlier(spot), spot.other(Cell.Column.VALUE)
    if last is None or value is None:
        return
    if not last.figure.interval.plus(value.interval).meets(spot.figure.interval):
        total_said = spot.said(last.value + value.value)
        zh = f"上期累计 {digits(last.value)} 加本期值 {digits(value.value)} 为 {total_said}，与累计值不符"
        yield Ask("does_not_add_up", Words(zh, f"the cumulative before and this value make {total_said}"))


def _earlier(spot: Spot) -> Known | None:
    """The cumulative value before in the same year, where `spot` is one of a flow."""
    flow = spot.indicator.nature == Indicator.Nature.FLOW
    return spot.near.last if flow and spot.column.key == Cell.Column.CUMULATIVE else None
