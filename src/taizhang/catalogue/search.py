"""Search the catalogue: by id, name, alias or English, best match first."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from taizhang.catalogue.definitions import definition_of, how_measured, source_of, traits_of
from taizhang.catalogue.indicators import Indicator, indicators
from taizhang.catalogue.regions import LEVELS, Region, all_regions
from taizhang.catalogue.units import Unit, unit_named, unit_names, units

CatalogueKind = Literal["indicators", "units", "regions"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as a search shows it. `details` are the columns that only its kind has, ready to print."""

    kind: CatalogueKind
    id: str
    zh: str
    en: str
    aliases: tuple[str, ...]
    details: Mapping[str, str]


def search(kind: CatalogueKind, query: str, limit: int = 20) -> tuple[Entry, ...]:
    """The entries of one kind that the query names, at most `limit`; all of them for an empty query.

    Ranked: the id or a name itself, then a name that begins with the query, then one that holds it, then one
    that holds every word of it; among equals the shorter name, then the order of the catalogue.

    >>> [entry.id for entry in search("units", "平方公里", 1)]
    ['平方公里']
    """
    wanted = query.strip().casefold()
    held = (*_built(query.strip()), *entries(kind)) if kind == "units" else entries(kind)
    ranked = [(rank, len(entry.zh), entry) for entry in held if (rank := _rank(entry, wanted)) is not None]
    return tuple(entry for _, _, entry in sorted(ranked, key=lambda found: found[:2])[:limit])


@cache
def entries(kind: CatalogueKind) -> tuple[Entry, ...]:
    """All entries of one kind."""
    return tuple(_SOURCES[kind]())


def _built(query: str) -> Iterable[Entry]:
    """The unit that the query names without being listed: one with a multiplier (亿元) or built by parts (元/吨).

    >>> [(entry.id, entry.details["base_unit"], entry.details["factor"]) for entry in search("units", "亿元", 1)]
    [('亿元', '元', '100000000')]
    """
    unit = unit_named(query)
    return () if unit is None or query in unit_names() else (_unit_entry(unit),)


def _rank(entry: Entry, wanted: str) -> int | None:
    if not wanted:
        return 0
    names = [name.casefold() for name in (entry.id, entry.zh, entry.en, *entry.aliases)]
    if wanted in names:
        return 0
    if any(name.startswith(wanted) for name in names):
        return 1
    if any(wanted in name for name in names):
        return 2
    text = " ".join(names)
    return 3 if all(word in text for word in wanted.split()) else None


def _units() -> Iterable[Entry]:
    return map(_unit_entry, units())


def _unit_entry(unit: Unit) -> Entry:
    details = {
        "dimension": unit.dimension,
        "base_unit": unit.base_unit,
        "factor": str(unit.factor),
        "kind": unit.kind,
        "source": unit.source,
    }
    return Entry("units", unit.symbol, unit.symbol, unit.en, unit.aliases, details)


def _indicators() -> Iterable[Entry]:
    return map(_indicator_entry, indicators())


def _indicator_entry(indicator: Indicator) -> Entry:
    held, measured = definition_of(indicator.id), how_measured(traits_of(indicator))
    details = {
        "units": "|".join(indicator.units),
        "nature": indicator.nature,
        "price": indicator.price,
        "better": indicator.better,
        "additive": "yes" if indicator.additive else "no",
        "levels": "|".join(indicator.levels),
        "definition_zh": held.words.zh if held else "",
        "definition_en": held.words.en if held else "",
        "measured_zh": measured.zh,
        "measured_en": measured.en,
        "source": source_of(indicator),
    }
    return Entry("indicators", indicator.id, indicator.zh, indicator.en, indicator.aliases, details)


def _regions() -> Iterable[Entry]:
    return map(_region_entry, all_regions())


def _region_entry(region: Region) -> Entry:
    details = {
        "level": LEVELS[region.level],
        "parent": region.parent,
        "since": str(region.since or ""),
        "until": str(region.until or ""),
        "successors": "|".join(region.successors),
    }
    return Entry("regions", region.code, region.name, "", (region.short,), details)


_SOURCES: dict[CatalogueKind, Callable[[], Iterable[Entry]]] = {
    "units": _units,
    "indicators": _indicators,
    "regions": _regions,
}
