"""The regions of GB/T 2260, today's and former: provinces, prefectures and counties by code and by name.

The table is data/regions.tsv; data/regions.LICENCE.txt says whose work it is. It is loaded when first asked for.
A code may have stood for several names (420600: 襄樊市 to 2010, 襄阳市 since), a name for several codes, so that a
region here is a name of a code between two years of change.
"""

import re
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from taizhang.catalogue.table import read_table
from taizhang.errors import CatalogueError

LEVELS = {1: "province", 2: "prefecture", 3: "county"}
SHORT_SINCE = 1998  # former short names count in running text where the name was in use in this year or later


class Region(NamedTuple):
    """A name that a code stood for.

    level       1 province, 2 prefecture, 3 county
    parent      code of the region above, empty for a province
    since       year in which it began, None where that was before 1981
    until       year in which it ended, None where it is in force; the name is right within both years of change
    successors  codes that hold its area since then
    common      1: the short name is an everyday word as well (大同), 2: so is the full name (城区)
    """

    code: str
    name: str
    short: str
    level: int
    parent: str
    since: int | None
    until: int | None
    successors: tuple[str, ...]
    common: int

    def in_force(self, year: int | None = None) -> bool:
        """Whether the name held at some time of `year`, or holds today."""
        if year is None:
            return self.until is None
        return (self.since or 0) <= year <= (self.until or 9999)


class RegionMatch(NamedTuple):
    """Where a text names a region, and the regions that it may mean."""

    start: int
    end: int
    candidates: tuple[Region, ...]


def _row(line: str) -> Region:
    try:
        code, name, short, level, parent, since, until, heirs, common = line.split("\t")
        years = int(since) if since else None, int(until) if until else None
        return Region(code, name, short, int(level), parent, *years, _codes(heirs), int(common or 0))
    except ValueError as error:
        raise CatalogueError(detail=f"regions.tsv: {line!r}: {error}") from error


def _codes(heirs: str) -> tuple[str, ...]:
    return tuple(heirs.split(",")) if heirs else ()


@cache
def all_regions() -> tuple[Region, ...]:
    """Every region, by code and then by time."""
    table = files("taizhang.catalogue").joinpath("data/regions.tsv").read_text("utf-8")
    return tuple(map(_row, table.splitlines()[1:]))


@cache
def _by_code() -> dict[str, list[Region]]:
    index = defaultdict(list)
    for region in all_regions():
        index[region.code].append(region)
    return dict(index)


@cache
def _by_name() -> dict[str, list[Region]]:
    index = defaultdict(list)
    for region in all_regions():
        for name in _names(region):
            index[name].append(region)
    return dict(index)


AUTONOMOUS = re.compile("自治(州|县|旗)$")


def _names(region: Region) -> set[str]:
    """The full name, the short one, and that of the kind 甘孜州 for 甘孜藏族自治州."""
    match = AUTONOMOUS.search(region.name)
    return {region.name, region.short, region.short.removesuffix("州") + match[1] if match else region.name}


def region_of(code: str, year: int | None = None) -> Region | None:
    """The region of a code: the one of `year`, else the one in force, else the last.

    >>> region_of("370303").name
    '张店区'
    >>> region_of("420600", 2009).name
    '襄樊市'
    >>> region_of("371200").until
    2018
    """
    named = _by_code().get(code, [])
    if year is not None:
        held = [region for region in named if region.in_force(year)]
        return held[-1] if held else None
    return named[-1] if named else None


def regions_named(name: str) -> tuple[Region, ...]:
    """All regions of that full or short name, former ones too.

    >>> [(region.code, region.until) for region in regions_named("襄樊市")]
    [('420600', 2010)]
    """
    return tuple(_by_name().get(name, ()))


def region_named(name: str, within: str | None = None, year: int | None = None) -> Region | None:
    """The one region that a name means, or None where it may mean several.

    `name` may hold the regions above (山东省淄博市张店区). `within` is the code of a region above it. `year` wants the
    name to have held in that year. Names in force go before former ones, full names before short ones, and of
    short names the one of the highest level is meant (吉林: the province).

    >>> region_named("张店区").code
    '370303'
    >>> region_named("鼓楼区") is None
    True
    >>> region_named("鼓楼区", within="320100").code
    '320106'
    >>> region_named("江苏省徐州市鼓楼区").code
    '320302'
    """
    found = [region for region in regions_named(name) if year is None or region.in_force(year)]
    if not found:
        return _named_by_path(name, within, year)
    if within is not None:
        found = [region for region in found if within in _above(region) or region.code == within]
    return _preferred(found, name)


def _preferred(found: list[Region], name: str) -> Region | None:
    """The one region of the best rank: in force before former and the later ended first, full name before short."""
    if not found:
        return None
    best = max(map(_in_time, found))
    kept = [region for region in found if _in_time(region) == best]
    kept = [region for region in kept if region.name == name] or kept
    if kept[0].name != name:
        kept = [region for region in kept if region.level == min(other.level for other in kept)]
    return kept[-1] if len({region.code for region in kept}) == 1 else None


def _in_time(region: Region) -> int:
    return region.until or 9999


def _named_by_path(name: str, within: str | None, year: int | None) -> Region | None:
    """The region of a name that holds the names above it."""
    for cut in range(2, len(name) - 1):
        above = region_named(name[:cut], within, year) if name[:cut] in _by_name() else None
        below = above and region_named(name[cut:], above.code, year)
        if below:
            return below
    return None


def _above(region: Region) -> set[str]:
    return {other.code for other in ancestors(region)}


def ancestors(region: Region) -> tuple[Region, ...]:
    """The regions above, the nearest first, as they were when the region was last in force.

    >>> [above.name for above in ancestors(region_of("370303"))]
    ['淄博市', '山东省']
    """
    above = region_of(region.parent, region.until) or region_of(region.parent)
    return (above, *ancestors(above)) if above else ()


def children(region: Region, year: int | None = None) -> tuple[Region, ...]:
    """The regions directly below, those of `year` or those in force.

    >>> len(children(region_of("370300")))
    8
    """
    return tuple(other for other in all_regions() if other.parent == region.code and other.in_force(year))


# What makes a short name that of a road, a school, a port or a water; a last character that belongs to the next word.
NAMESAKE = re.compile(
    "[东西南北中]?(?:路|街|大道|大桥|高速|号线)|大学|学院|师范|理工|工业大学|中医药|航空航天|交通大学|科技大学|港(?![区口])|湾|海峡|草原|"
    "江(?![苏西门阴山油])|湖(?![南北州口])|山(?![东西南阴阳])|河(?![北南源池间])"
)
NEXT_WORD = re.compile("市[场区]|区[域间划块]|区位优|旗[舰帜]")


@cache
def _matcher() -> tuple[AhoCorasick, list[str]]:
    names = [name for name, regions in _by_name().items() if any(_is_sought(name, region) for region in regions)]
    names += _neighbours()
    return AhoCorasick(names, matchkind=MatchKind.LeftmostLongest, store_patterns=False), names


def _neighbours() -> list[str]:
    """Everyday words that end where the name of a region begins."""
    words = [word for row in read_table("region_neighbours.tsv") for word in row.words("words")]
    return [word for word in words if word not in _by_name()]


def _is_sought(name: str, region: Region) -> bool:
    """Whether the automaton holds the name; everyday words are held too: 城西 keeps 城西安置 from giving 西安."""
    return len(name) > 1 and (name == region.name or name != region.short or (region.until or 9999) >= SHORT_SINCE)


def _is_meant(name: str, region: Region) -> bool:
    return region.common < (1 if name == region.short != region.name else 2) and _is_sought(name, region)


def find_regions(text: str) -> list[RegionMatch]:
    """Where the text names regions, from left to right, the longest name at each place.

    >>> [(text, [r.code for r in regions]) for text, regions in _shown("博山区与张店携手，在人民路以西开工")]
    [('博山区', ['370304']), ('张店', ['370303'])]
    """
    automaton, names = _matcher()
    found = []
    for index, start, end in automaton.find_matches_as_indexes(text):
        name = names[index][:-1] if NEXT_WORD.match(text, end - 1) else names[index]
        candidates = _candidates(name)
        if candidates and (name != candidates[0].short or not NAMESAKE.match(text, start + len(name))):
            found.append(RegionMatch(start, start + len(name), candidates))
    return found


@cache
def _candidates(name: str) -> tuple[Region, ...]:
    return tuple(region for region in regions_named(name) if _is_meant(name, region))


def _shown(text: str) -> list[tuple[str, tuple[Region, ...]]]:
    return [(text[start:end], candidates) for start, end, candidates in find_regions(text)]
