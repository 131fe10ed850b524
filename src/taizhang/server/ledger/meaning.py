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
    """What an indicator means: in the ledger's own words where it has any, which are in one language; else as the
    catalogue says it now.
    """
    definition = Words(row.definition, row.definition) if row.definition else catalogue_definition(row)
    return Meaning(definition, how_measured(_traits(row)), row.source or catalogue_source(row))


def catalogue_definition(row: Indicator) -> Words:
    """The catalogue's definition, empty where it has none."""
    held = definition_of(row.code)
    return held.words if held else Words("", "")


def catalogue_source(row: Indicator) -> str:
    """Where the catalogue has the notion from, empty for an indicator of a region's own."""
    entry = _entry(row)
    return source_of(entry) if entry else ""


def _entry(row: Indicator) -> catalogue.Indicator | None:
    return catalogue.indicators_by_id().get(row.code)


def _traits(row: Indicator) -> Traits:
    """How figures of the row are to be read, as the ledger keeps them."""
    entry = _entry(row)
    return Traits(row.unit_of_measure, _nature(row, entry), _price(row, entry), additive=row.adds_up)


def _nature(row: Indicator, entry: catalogue.Indicator | None) -> catalogue.Measured:
    """How its values behave; the ledger keeps an index of the catalogue as a rate."""
    if entry and entry.nature == "index" and row.nature == Indicator.Nature.RATE:
        return "index"
    return cast("catalogue.Measured", row.nature)


def _price(row: Indicator, entry: catalogue.Indicator | None) -> catalogue.Price:
    """On which prices its growth is: constant where the row says so, else by the catalogue, else current if money."""
    if row.real_growth:
        return "real"
    if entry and entry.price != "real":
        return entry.price
    known = unit_named(row.unit_of_measure)
    return "nominal" if known and known.base_unit.partition("/")[0] in MONEY else "none"
