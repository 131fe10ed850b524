"""The consecutive years of six regions in the shared documents, their links, and what was left without one."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import taizhang
from gauges.corpus import DOCUMENTS
from taizhang.linking import Linked, link
from taizhang.linking.quantities import Quantity
from taizhang.linking.stock import Stock
from taizhang.model import Fact, Link, Said

REGIONS = (
    "hebei_qingyuanqu",
    "hebei_shunpingxian",
    "hebei_yixian",
    "hebei_xingtai",
    "sichuan_ganzi",
    "jiangsu_lianyungang",
)
KINDS = ("same_series", "outcome")


class Open(NamedTuple):
    """A figure of one year that no link leads from, and the document of the next year."""

    kind: str
    said: Said
    later: str


@cache
def linked(region: str) -> Linked:
    """The documents of one region, linked."""
    return link([taizhang.read(path) for path in sorted((DOCUMENTS / "sample").glob(f"*-{region}-*.txt"))])


def year_links() -> Iterator[Link]:
    """The links between facts of one year and the next."""
    for region in REGIONS:
        for one in linked(region).of(*KINDS):
            if isinstance(one.a.record, Fact) and isinstance(one.b.record, Fact):
                yield one


def year_gaps() -> Iterator[Open]:
    """The results and targets that could be linked with the next year's report and are not."""
    for region in REGIONS:
        found = linked(region)
        stock = Stock(found.shelf)
        for entries in found.shelf.places.values():
            for entry in entries:
                later = next((other for other in entries if entry.year and other.year == entry.year + 1), None)
                if later is None or entry.year is None:
                    continue
                results: list[Quantity] = stock.results(entry, entry.year - 1)
                for kind, quantities in (("same_series", results), ("outcome", stock.targets(entry, entry.year))):
                    for one in quantities:
                        if not any(isinstance(link.b.record, Fact) for link in found.after(one.said, kind)):
                            yield Open(kind, one.said, later.doc)
