"""What is done with a plan as a whole: it is opened. Steps stand in ledger/cycle, changes in ledger/adjusting."""

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import Plan, PlanVersion
from taizhang.server.lib.refusals import Invalid

PLANNING = frozenset({Unit.Kind.DISTRICT, Unit.Kind.TOWN, Unit.Kind.ZONE})


def governs(unit: Unit) -> bool:
    """Whether the plan of its region is made at this unit: a government, or a district, town or zone with a region of
    its own. A bureau or a zone within the region of the city speaks for that region in nothing.
    """
    own = unit.parent is None or unit.parent.region_id != unit.region_id
    return unit.kind == Unit.Kind.GOVERNMENT or (unit.kind in PLANNING and own)


@action("plan.open")
def open_plan(act: Act, unit: Unit, *, year: int, title: str = "", why: str = "") -> Plan:
    """Open the plan of a government for a year, with its first version as an empty draft."""
    Unit.objects.select_for_update().get(pk=unit.pk)  # two that open the same plan come one after the other
    if not governs(unit) or unit.closed_on is not None:
        raise Invalid({"unit_id": Words(f"“{unit}”不编制年度计划", f"{unit} makes no plan of the year")})
    if Plan.objects.filter(region_id=unit.region_id, year=year).exists():
        raise Invalid(
            {"year": Words(f"{unit.region} {year} 年计划已开设", f"there is a plan of {unit.region} for {year}")}
        )
    title = title or f"{unit.region.name}{year}年国民经济和社会发展计划"
    plan = act.create(Plan(region=unit.region, unit=unit, year=year, title=title))
    act.create(PlanVersion(plan=plan, number=1))
    return plan
