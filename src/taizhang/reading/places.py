"""Which region a document speaks for."""

import re
from collections import Counter
from collections.abc import Iterable

from taizhang.catalogue.regions import Region, ancestors, find_regions, region_named, region_of

SELF = re.compile("[我全](地区|[省市区县州盟旗])(?![第前首率平级])")
LEVEL_OF = {"省": (1,), "市": (1, 2, 3), "区": (1, 3), "县": (3,), "州": (2,), "盟": (2,), "旗": (3,), "地区": (2,)}
NATION = re.compile("国务院|中华人民共和国|全国人民代表大会")
NATION_NAME = "中国"
SAMPLE = 40_000
# A zone, a merged or an invented region: the head names it where a title or an issuer names its region.
UNLISTED = re.compile(
    "(?:关于)?+(?:印发|下达|公布)?+(?![全我本各]|自治[区州县旗])([一-鿿]{2,10}?(?:自治[州县旗]|[市县区州盟旗]))"
    "(?=[12][0-9]{3}年|国民经济|人民政府|政府工作|发展和?改革|统计局)"
)


def region_for(heads: Iterable[str], body: str, year: int | None, own: str = "") -> tuple[str | None, str | None]:
    """Name and code of the document's region: by its title, its caption, its issuer, else by the body.

    `heads` are the pieces of the head, the most telling first. A name that several regions share is settled by the
    regions above it that the head or the body names. `own` is how the document calls its region (市, 区) where known.

    >>> region_for(["关于博山区2030年计划的报告"], "", None)
    ('博山区', '370304')
    >>> region_for(["青汀区2030年计划", "青汀区发展和改革局"], "北关区的名字", None)
    ('青汀区', None)
    >>> region_for([], "打造幸福淄川。淄川旅游带动全区。全区经济增长。淄博市支持淄川。", None)
    ('淄川区', '370302')
    """
    pieces = [piece for piece in heads if piece]
    above = "".join(pieces) + body[:SAMPLE]
    for piece in pieces:
        if NATION.search(piece):
            return NATION_NAME, None
        found = _deepest(piece, above, year)
        if found:
            return found.name, found.code
    unlisted = next((match[1] for piece in pieces if (match := UNLISTED.match(piece))), None)
    if unlisted:
        return unlisted, None
    found = _by_frequency(body[:SAMPLE], year, own)
    return (found.name, found.code) if found else (None, None)


def _deepest(piece: str, above: str, year: int | None) -> Region | None:
    """The region named first in the piece, or the one below it that follows at once (淄博市张店区)."""
    found: Region | None = None
    end = -1
    for match in find_regions(piece):
        if found is not None and match.start > end:
            break
        region = _settled(match.candidates, piece[match.start : match.end], found, above, year)
        if region is None and found is not None:
            break
        found, end = region, match.end
        if found is None:
            return None
    return found


def _settled(
    candidates: tuple[Region, ...], name: str, parent: Region | None, above: str, year: int | None
) -> Region | None:
    """The one region meant by a name."""
    within = [each for each in candidates if parent is not None and parent in ancestors(each)]
    pool = within or list(candidates)
    held = [each for each in pool if each.in_force(year)] or pool
    full = [each for each in held if each.name == name] or held
    top = [each for each in full if each.level == min(other.level for other in full)]
    if len({each.code for each in top}) == 1:
        return top[-1]
    return max(top, key=lambda each: _support(each, above), default=None)


def _support(region: Region, text: str) -> int:
    """How often the text names the regions above."""
    return sum(text.count(each.short) for each in ancestors(region))


def _by_frequency(body: str, year: int | None, own: str) -> Region | None:
    """The region named most often among those of the kind that the text calls its own (我区, 全市)."""
    suffix = own if own in LEVEL_OF else next((word for word, _ in Counter(SELF.findall(body)).most_common(1)), "")
    counts: Counter[tuple[Region, ...]] = Counter(match.candidates for match in find_regions(body))
    if not suffix or not counts:
        return None
    fitting: Counter[str] = Counter()
    for candidates, count in counts.items():
        for region in candidates:
            if region.in_force(year) and region.name.endswith(suffix) and region.level in LEVEL_OF[suffix]:
                # a short name that is an everyday word too (中山) is not searched for; beside the full one it counts
                fitting[region.code] += count + (body.count(region.short) if region.common == 1 else 0)
    best = max(fitting, key=lambda code: (fitting[code], _support_of(code, body)), default=None)
    return region_of(best, year) if best else None


def _support_of(code: str, body: str) -> int:
    region = region_of(code)
    return _support(region, body) if region else 0


def full_name(name: str, year: int | None = None) -> str:
    """The full name of a region named in short, the name itself where it is not known.

    >>> full_name("淄博")
    '淄博市'
    """
    region = region_named(name, year=year)
    return region.name if region else name
