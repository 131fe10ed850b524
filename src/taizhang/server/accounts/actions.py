"""What is done with regions, units, people, roles and tokens."""

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.accounts.models import Region, Unit
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import Invalid


@action("unit.create")
def create_unit(
    act: Act,
    parent: Unit,
    *,
    code: str,
    name: str,
    kind: str,
    short_name: str = "",
    region_id: int | None = None,
    mail: str = "",
) -> Unit:
    """Make a unit below another; of the same region unless one is named."""
    if Unit.objects.filter(code=code).exists():
        raise Invalid({"code": Words(f"编号 {code} 已被使用", f"the code {code} is taken")})
    region = Region.objects.filter(pk=region_id or parent.region_id).first()
    if region is None:
        raise Invalid({"region_id": Words("没有这个地区", "there is no such region")})
    unit = act.create(
        Unit(region=region, parent=parent, code=code, name=name, kind=kind, short_name=short_name, mail=mail)
    )
    return act.update(unit, path=f"{parent.path}{unit.pk}/")


@action("unit.change")
def change_unit(act: Act, unit: Unit, /, *, expected: int, why: str = "", **values: str) -> Unit:
    """Change the names or the address of a unit."""
    return act.update(unit, expected=expected, **values)


@action("unit.close")
def close_unit(act: Act, unit: Unit, *, why: str) -> Unit:
    """Close a unit. Nothing of it is removed."""
    return act.update(unit, closed_on=clock.today())
