"""Units are made below others, changed, moved and closed; none is ever removed."""

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.accounts.models import Region, Unit
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import Invalid, WrongState

LONGEST_PATH = 200


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
    above = _open(parent, Words("在其下设立单位", "making a unit below it"))
    if Unit.objects.filter(code=code).exists():
        raise Invalid({"code": Words(f"编号 {code} 已被使用", f"the code {code} is taken")})
    region = Region.objects.filter(pk=region_id or above.region_id).first()
    if region is None:
        raise Invalid({"region_id": Words("没有这个地区", "there is no such region")})
    unit = act.create(
        Unit(region=region, parent=above, code=code, name=name, kind=kind, short_name=short_name, mail=mail)
    )
    return act.update(unit, path=_path(above, unit))


@action("unit.change")
def change_unit(act: Act, unit: Unit, /, *, expected: int, why: str = "", **values: str) -> Unit:
    """Change the names or the address of a unit."""
    return act.update(unit, expected=expected, **values)


@action("unit.change")
def move_unit(act: Act, unit: Unit, *, parent: Unit, expected: int, why: str = "") -> Unit:
    """Put a unit, with all below it, below another parent. The right to make units there is asked for as well."""
    act.actor.wants("unit.create", parent)
    above = _open(parent, Words("移入单位", "moving a unit below it"))
    if above.path.startswith(unit.path):
        words = Words("不能移到本单位或其下属单位之下", "a unit is not moved below itself")
        raise Invalid({"parent_id": words})
    before = unit.path
    act.update(unit, expected=expected, parent=above, path=_path(above, unit))
    for below in Unit.objects.select_for_update().filter(path__startswith=before).exclude(pk=unit.pk):
        act.update(below, path=_checked(unit.path + below.path.removeprefix(before)))
    return unit


@action("unit.close")
def close_unit(act: Act, unit: Unit, *, why: str) -> Unit:
    """Close a unit. Nothing of it is removed; units below it are closed or moved first."""
    _open(unit, Words("撤销", "closing"))
    left = list(Unit.objects.filter(parent=unit, closed_on=None).values_list("name", flat=True)[:5])
    if left:
        raise WrongState(
            thing=str(unit),
            state=Words("仍有下属单位", "still above others"),
            step=Words("撤销", "closing"),
            detail=Words(f"：请先撤销或移走 {'、'.join(left)}", f": close or move {', '.join(left)} first"),
        )
    return act.update(unit, closed_on=clock.today())


def _open(unit: Unit, step: Words) -> Unit:
    """The unit as it stands now, and held with the root until the end of the transaction.

    By the root who makes, moves and closes units comes one after the other: else a unit could be made below one that
    is moved meanwhile, and keep the path that was.
    """
    list(Unit.objects.select_for_update().filter(parent=None).order_by("pk"))
    row = Unit.objects.select_for_update().get(pk=unit.pk)
    if row.closed_on is not None:
        raise WrongState(thing=str(row), state=Words("已撤销", "closed"), step=step)
    return row


def _path(above: Unit, unit: Unit) -> str:
    return _checked(f"{above.path}{unit.pk}/")


def _checked(path: str) -> str:
    if len(path) > LONGEST_PATH:
        raise Invalid({"parent_id": Words("单位层级过深", "the tree of units is too deep there")})
    return path
