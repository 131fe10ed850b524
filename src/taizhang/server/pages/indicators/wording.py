"""How indicators, their targets and their figures are told: short in a table, with symbols that everybody knows."""

from decimal import Decimal

from taizhang.errors import Words
from taizhang.following.wording import period_called
from taizhang.server.ledger.models import Indicator
from taizhang.server.ledger.observations.deriving import Cell
from taizhang.server.ledger.wording import name_of, number
from taizhang.server.lib.periods import period_of
from taizhang.server.pages.language import said

LIGHTS = ("red", "amber", "green", "blue", "grey")  # in the order in which one wants to see them


def named(indicator: Indicator) -> str:
    """What an indicator is called in the language of the page."""
    return said(name_of(indicator))


def figure(cell: Cell) -> str:
    """The number of a cell as it was written; a growth has the one place that it is released with."""
    return number(cell.number, cell.places)


def brief_period(code: str, year: int | None = None) -> Words:
    """What a period is called, short enough for a table: of a year that is known from elsewhere without the year.

    >>> brief_period("2025-01/2025-06").en, brief_period("2025-01/2025-06", 2025).zh, brief_period("2024", 2025).zh
    ('Jan–Jun 2025', '1—6月', '2024年')
    """
    period = period_of(code)
    if period.year == year and period.type not in {"week", "five_years"}:
        return period_called(code)
    if period.type == "cumulative":
        return Words(period.words.zh, f"Jan–{period.end:%b} {period.end:%Y}")
    return period.words


def period_short(code: str, year: int | None = None) -> str:
    """A period in the language of the page."""
    return said(brief_period(code, year))


def per_cent(part: Decimal | None) -> str:
    """A part of one in per cent, with one place; blank is a dash.

    >>> per_cent(Decimal("0.9991")), per_cent(None)
    ('99.9%', '—')
    """
    return "—" if part is None else f"{(part * 100).quantize(Decimal('0.1')):,f}%"
