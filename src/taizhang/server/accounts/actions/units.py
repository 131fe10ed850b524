"""Units are made below others, changed, put in order, moved and closed; none is ever removed."""

from collections.abc import Mapping, Sequence

from django.db.models import Max

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.accounts.models import Region, Unit
from taizhang.server.accounts.placing import order_of, path_of
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import ChangedMeanwhile, Invalid, WrongState

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
    """Make a unit below another, the last of those there; of the same region unless one is named."""
    above = _open(parent, Words("在其下设立单位", "making a unit below it"))
    if Unit.objects.filter(code=code).exists():
        raise Invalid({"code": Words(f"编号 {code} 已被使用", f"the code {code} is taken")})
    region = Region.objects.filter(pk=region_id or above.region_id).first()
    if region is None:
        raise Invalid({"region_id": Words("没有这个地区", "there is no such region")})
    unit = Unit(region=region, parent=above, code=code, name=name, kind=kind, short_name=short_name, mail=mail)
    unit.rank = _next_rank(above)
    act.create(unit)
    return _put(act, unit, above, unit.rank)


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
    return _put(act, unit, above, _next_rank(above), expected=expected)


@action("unit.change")
def order_units(
    act: Act, above: Unit, *, units: Sequence[int], expected: Sequence[int] | None = None, why: str = ""
) -> Unit:
    """Put the units right below another in the order of their ids given; closed ones come after all.

    `expected` is the order that the person saw: ChangedMeanwhile where it is another now.
    """
    held = _open(above, Words("排列下属单位", "putting those below it in order"))
    below = {unit.pk: unit for unit in Unit.objects.select_for_update().filter(parent=held).order_by("order")}
    used = [key for key, unit in below.items() if unit.closed_on is None]
    if expected is not None and list(expected) != used:
        raise ChangedMeanwhile(thing=Words("下属单位", "the units below it"), who="", revision=held.revision)
    if sorted(units) != sorted(used):
        raise Invalid({"units": _unlike(units, used, below)})
    closed = [unit for unit in below.values() if unit.closed_on]
    for rank, unit in enumerate([*(below[key] for key in units), *closed], start=1):
        _put(act, unit, held, rank)
    return held


def _unlike(units: Sequence[int], used: Sequence[int], below: Mapping[int, Unit]) -> Words:
    """Why units are not those in use right below one, each once."""
    missing = "、".join(str(below[key]) for key in used if key not in units)
    twice = "、".join(str(below[key]) for key in dict.fromkeys(units) if key in below and units.count(key) > 1)
    zh = (f"还缺 {missing}" if missing else "", f"重复 {twice}" if twice else "")
    en = (f"{missing} missing" if missing else "", f"{twice} more than once" if twice else "")
    told_zh, told_en = "；".join(filter(None, zh)), "; ".join(filter(None, en))
    return Words(
        f"应列出全部在用的直属单位，各一次{told_zh and '：'}{told_zh}",
        f"each unit in use right below it is wanted, once{told_en and ': '}{told_en}",
    )


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


def _next_rank(above: Unit) -> int:
    """The rank behind all that stand right below a unit."""
    last: int | None = Unit.objects.filter(parent=above).aggregate(last=Max("rank"))["last"]
    return (last or 0) + 1


def _put(act: Act, unit: Unit, above: Unit, rank: int, *, expected: int | None = None) -> Unit:
    """Let a unit have a rank below another, with what follows from it for all below."""
    path, order = unit.path, unit.order
    act.update(
        unit,
        expected=expected,
        parent=above,
        rank=rank,
        path=_checked(path_of(unit, above)),
        order=order_of(unit, above, rank),
    )
    if path and (path, order) != (unit.path, unit.order):
        for below in Unit.objects.select_for_update().filter(path__startswith=path).exclude(pk=unit.pk):
            steps, place = unit.path + below.path.removeprefix(path), unit.order + below.order.removeprefix(order)
            act.update(below, path=_checked(steps), order=place)
    return unit


def _checked(path: str) -> str:
    if len(path) > LONGEST_PATH:
        raise Invalid({"parent_id": Words("单位层级过深", "the tree of units is too deep there")})
    return path
