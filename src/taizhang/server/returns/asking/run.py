"""Put all questions to a sheet."""

from collections.abc import Callable, Iterator

from taizhang.errors import Words
from taizhang.server.returns.asking.asks import Ask, Spot
from taizhang.server.returns.asking.bounds import outside_bounds
from taizhang.server.returns.asking.growth import contradicts_levels
from taizhang.server.returns.asking.jumps import off_last_period
from taizhang.server.returns.asking.months import does_not_add_up, falls
from taizhang.server.returns.asking.parts import parts_do_not_fit
from taizhang.server.returns.asking.scale import factor_off, sign_turned
from taizhang.server.returns.beside import Beside
from taizhang.server.returns.sheet import Key, Sheet


def converted(spot: Spot) -> Iterator[Ask]:
    """A number typed with another unit than that of the form, which was converted."""
    typed = spot.figure.converted
    if typed:
        said = spot.said(spot.value)
        yield Ask("converted", Words(f"“{typed}”已换算为 {said}，请核对", f"{typed!r} was converted to {said}"))


RULES: tuple[Callable[[Spot], Iterator[Ask]], ...] = (
    converted,
    outside_bounds,
    factor_off,
    sign_turned,
    off_last_period,
    falls,
    does_not_add_up,
    contradicts_levels,
    parts_do_not_fit,
)


def asks_of(sheet: Sheet, beside: Beside) -> dict[Key, list[Ask]]:
    """What is asked about each figure of a sheet, by row and column; those about which nothing is asked are absent."""
    asked: dict[Key, list[Ask]] = {}
    for row, column in sheet.places():
        figure = sheet.figures.get((row.pk, column.key))
        if figure is not None:
            spot = Spot(sheet, beside, row, column, figure)
            found = [ask for rule in RULES for ask in rule(spot)]
            if found:
                asked[row.pk, column.key] = found
    return asked
