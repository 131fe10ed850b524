"""Parts (其中) against their whole."""

from collections.abc import Iterator
from decimal import Decimal

from taizhang.errors import Words
from taizhang.grammar.intervals import exactly
from taizhang.server.ledger.models import Indicator
from taizhang.server.returns.asking.asks import Ask, Spot


def parts_do_not_fit(spot: Spot) -> Iterator[Ask]:
    """A whole below the sum of its parts, or, where these make it up, another than their sum; beyond rounding."""
    if spot.grows or spot.indicator.nature == Indicator.Nature.RATE:
        return
    rows = spot.sheet.parts(spot.row)
    found = [spot.sheet.figures.get((row.pk, spot.column.key)) for row in rows]
    figures = [figure for figure in found if figure is not None]
    if not figures:
        return
    total = exactly(0)
    for figure in figures:
        total = total.plus(figure.interval)
    said = spot.said(sum((figure.value for figure in figures), Decimal(0)))
    if spot.figure.interval.below(total):
        yield Ask("parts_exceed", Words(f"其中各项之和 {said} 大于本项", f"its parts come to {said}, more than it"))
    elif spot.row.exhaustive and len(figures) == len(rows) and not total.meets(spot.figure.interval):
        yield Ask("parts_differ", Words(f"各组成项之和 {said} 与本项不符", f"its parts come to {said}, not to it"))
