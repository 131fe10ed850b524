"""What an indicator of the ledger means and how it is measured, for whoever looks at it."""

from dataclasses import dataclass
from typing import cast

from taizhang.catalogue import indicators as catalogue
from taizhang.catalogue.definitions import Traits, definition_of, how_measured, source_of
from taizhang.catalogue.units import unit_named
from taizhang.errors import Words
from taizhang.server.ledger.models import Indicator

MONEY = frozenset({"元", "美元"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an indicator means, how it is measured, and where the notion comes from; what is not known is empty."""

    definition: Words
    measured: Words
    source: str


def meaning_of(row: Indicator) -> Meaning:
    """What the ledger says of an indicator; the catalogue's words where the ledger has none of its own."""
    entry = catalogue.indicators_by_id().get(row.code)
    source = source_of(entry) if entry and row.source in ("", entry.source) else row.source
    return Meaning(_definition(row), how_measured(_traits(row, entry)), source)


def _definition(row: Indicator) -> Words:
    """The catalogue's definition in both languages, unless the ledger has one of its own, which is in one language."""
    held = definition_of(row.code)
    if held and row.definition in ("", held.words.zh):
        return held.words
    return Words(row.definition, row.definition)


def _traits(row: Indicator, entry: catalogue.Indicator | None) -> Traits:
    """What the ledger knows of the row, with the levels that the catalogue knows it at."""
    return Traits(
        unit=row.unit_of_measure,
        nature=_nature(row, entry),
        price=_price(row),
        better=cast("catalogue.Better", row.better),
        additive=row.adds_up,
        levels=entry.levels if entry else (),
    )


def _nature(row: Indicator, entry: catalogue.Indicator | None) -> catalogue.Measured:
    """How its values behave; the ledger keeps an index of the catalogue as a rate."""
    if entry and entry.nature == "index" and row.nature == Indicator.Nature.RATE:
        return "index"
    return cast("catalogue.Measured", row.nature)


def _price(row: Indicator) -> catalogue.Price:
    """On which prices its growth is: constant where the row says so; else current, where it is money."""
    if row.real_growth:
        return "real"
    known = unit_named(row.unit_of_measure)
    return "nominal" if known and known.base_unit.partition("/")[0] in MONEY else "none"
