"""Rates of growth against the two levels that they should follow from."""

from collections.abc import Iterator
from fractions import Fraction

from taizhang.errors import Words
from taizhang.grammar.intervals import HUNDRED, exactly
from taizhang.server.ledger.models import Indicator
from taizhang.server.ledger.observations.deriving import Kind
from taizhang.server.lib.rows import digits
from taizhang.server.returns.asking.asks import Ask, Spot
from taizhang.server.returns.columns import COLUMNS
from taizhang.server.returns.models import Cell

LEVEL_OF = {Cell.Column.GROWTH: Cell.Column.VALUE, Cell.Column.CUMULATIVE_GROWTH: Cell.Column.CUMULATIVE}


def contradicts_levels(spot: Spot) -> Iterator[Ask]:
    """A growth that level and last year's level do not give, beyond rounding; of series in current prices alone.

    The growth of v over b is 100(v/b - 1), each number standing for all that round to it.
    """
    level_column = LEVEL_OF.get(Cell.Column(spot.column.key))
    if level_column is None or not Kind.of(spot.indicator).divides or spot.indicator.nature == Indicator.Nature.RATE:
        return
    level, base = spot.other(level_column), spot.beside.at(spot.row, COLUMNS[level_column]).last_year
    if level is None or base is None or base.value <= 0:
        return
    ratio = level.interval.over(base.figure.interval)
    if ratio is None or ratio.minus(exactly(1)).times(HUNDRED).meets(spot.figure.interval):
        return
    grown = float(100 * (Fraction(level.value) / Fraction(base.value) - 1))
    zh = f"按本期 {digits(level.value)} 与上年同期 {digits(base.value)} 计算，增速约为 {grown:.1f}%"
    yield Ask("growth_contradicts", Words(zh, f"the level and that of last year make {grown:.1f} %"))
