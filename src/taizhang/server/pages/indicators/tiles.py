"""A schematic map of the districts of a region: each a tile, near its neighbours where a layout is known."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from math import ceil, sqrt

from taizhang.catalogue.table import parse_table
from taizhang.server.accounts.models import Unit

FILE = "data/tiles.tsv"
Place = tuple[int, int]


@cache
def layouts() -> dict[str, dict[str, Place]]:
    """The layouts of tiles.tsv: region → code of a district or zone → column and row."""
    text = files("taizhang.server.pages.indicators").joinpath(FILE).read_text(encoding="utf-8")
    found: dict[str, dict[str, Place]] = {}
    for row in parse_table(FILE, text):
        found.setdefault(row["region"], {})[row["code"]] = (int(row["column"]), int(row["row"]))
    return found


def places_of(above: Unit, units: Sequence[Unit]) -> list[Place]:
    """The tile of each unit; where the layout of the region does not know all of them they stand in order of code."""
    known = layouts().get(above.region.code, {})
    codes = [_code(above, unit) for unit in units]
    if all(code in known for code in codes):
        return [known[code] for code in codes]
    wide = ceil(sqrt(len(units)))
    order = {code: at for at, code in enumerate(sorted(codes))}
    return [(order[code] % wide, order[code] // wide) for code in codes]


def _code(above: Unit, unit: Unit) -> str:
    """The code of its region, or its own where it has no region apart."""
    return unit.code if unit.region_id == above.region_id else unit.region.code
