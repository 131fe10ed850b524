"""The target beside a row: the unit's share of one that was dealt out, or the target of its own region's plan."""

from taizhang.server.ledger.models import Plan
from taizhang.server.ledger.observations.beside import Wanted, wanted
from taizhang.server.returns.sheet import Sheet


def targets_of(sheet: Sheet) -> dict[int, Wanted]:
    """What is wanted of the rows of a sheet in its year, by the id of the row. A share goes before a target.

    A bureau reports figures of its region, so that the targets of the region's government stand beside them too.
    """
    unit, year = sheet.filed.unit, sheet.period.year
    governments = list(Plan.objects.filter(region=unit.region_id, year=year).values_list("unit_id", flat=True))
    indicators = [line.row.indicator_id for line in sheet.lines]
    found = wanted([unit.pk, *governments], indicators, [year])
    targets = {}
    for line in sheet.lines:
        own = found.get((unit.pk, line.row.indicator_id), [])
        shares = [each for each in own if each.share_id is not None]
        of_region = [each for key in governments for each in found.get((key, line.row.indicator_id), ())]
        first = next(iter([*shares, *own, *of_region]), None)
        if first is not None:
            targets[line.row.pk] = first
    return targets
