"""Regions are set up from the catalogue by their code, or by hand where the catalogue knows none (towns, villages)."""

from taizhang.catalogue.regions import LEVELS, region_of
from taizhang.catalogue.regions import ancestors as regions_above
from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.accounts.models import Region
from taizhang.server.lib.refusals import Invalid


def region_by_code(code: str, *, name: str = "", level: str = "", parent: Region | None = None) -> Region:
    """A region not yet saved: what is not given is filled from the catalogue, the region above from the ledger."""
    known = region_of(code)
    if known is not None:
        name, level = name or known.name, level or LEVELS[known.level]
        above = [region.code for region in regions_above(known)]
        parent = parent or Region.objects.filter(code__in=above).order_by("-code").first()
    missing = {"name": name, "level": level}
    if not all(missing.values()):
        words = Words(
            f"目录中没有代码 {code}，请填写名称和级别", f"the catalogue has no code {code}: give name and level"
        )
        raise Invalid({field: words for field, value in missing.items() if not value})
    return Region(code=code, name=name, level=level, parent=parent)


@action("region.create")
def create_region(act: Act, region: Region, *, why: str = "") -> Region:
    """Set up a region (see region_by_code)."""
    if Region.objects.filter(code=region.code).exists():
        raise Invalid({"code": Words(f"地区代码 {region.code} 已设立", f"the region {region.code} is there already")})
    if region.parent is not None and _rank(region) <= _rank(region.parent):
        words = Words("上级地区的级别应高于本地区", "the region above must be of a higher level")
        raise Invalid({"parent_id": words})
    return act.create(region)


@action("region.change")
def change_region(act: Act, region: Region, /, *, expected: int, why: str = "", **values: str) -> Region:
    """Change the name of a region."""
    return act.update(region, expected=expected, **values)


def _rank(region: Region) -> int:
    return Region.Level.values.index(region.level)
