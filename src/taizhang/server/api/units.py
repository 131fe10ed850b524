"""Regions and units."""

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from taizhang.errors import Words
from taizhang.server.accounts.actions import (
    change_region,
    change_unit,
    close_unit,
    create_region,
    create_unit,
    move_unit,
    order_units,
)
from taizhang.server.accounts.actions.regions import region_by_code
from taizhang.server.accounts.models import Region, Unit
from taizhang.server.accounts.queries import regions_for, units_for
from taizhang.server.api.body import Body
from taizhang.server.api.callers import actor_of
from taizhang.server.api.paging import After, Limit, Page, page
from taizhang.server.api.scalars import Key, Revision, RowId, Text
from taizhang.server.api.seen import unit_for
from taizhang.server.lib.rows import row_at

router = Router(tags=["units"])
REGION = Words("地区", "region")
Code = Annotated[str, Field(min_length=1, max_length=24)]
Name = Annotated[str, Field(min_length=1, max_length=80)]
Mail = Annotated[str, Field(max_length=254, pattern=r"^([^@\s]+@[^@\s]+)?$")]


class RegionOut(Schema):
    """A region as it is shown."""

    id: int
    revision: int
    code: str
    name: str
    level: Region.Level
    parent_id: int | None


class RegionIn(Body):
    """A region to be set up; name, level and the region above are filled from the catalogue where it knows the code."""

    code: Annotated[str, Field(pattern=r"^[0-9]{6}([0-9]{3}){0,2}$")]
    name: Annotated[str, Field(max_length=60)] = ""
    level: Region.Level | None = None
    parent_id: RowId | None = None
    why: Text = ""


class RegionChange(Body):
    """What may change of a region."""

    revision: Revision
    name: Annotated[str, Field(min_length=1, max_length=60)]
    why: Text = ""


class UnitOut(Schema):
    """A unit as it is shown."""

    id: int
    revision: int
    region_id: int
    parent_id: int | None
    code: str
    name: str
    short_name: str
    kind: str
    path: str
    rank: int
    mail: str
    closed_on: date | None


class UnitIn(Body):
    """A unit to be made below another."""

    code: Code
    name: Name
    kind: Unit.Kind
    short_name: Annotated[str, Field(max_length=24)] = ""
    region_id: RowId | None = None
    mail: Mail = ""


class UnitChange(Body):
    """What may change of a unit; `revision` is the one that was seen."""

    revision: Revision
    name: Name | None = None
    short_name: Annotated[str, Field(max_length=24)] | None = None
    mail: Mail | None = None
    why: Text = ""


class UnitMove(Body):
    """Under which unit it comes to stand."""

    revision: Revision
    parent_id: RowId
    why: Text = ""


class UnitOrder(Body):
    """The units in use right below one, by their ids, in the order in which they are to stand."""

    units: Annotated[list[RowId], Field(min_length=1, max_length=1000)]
    why: Text = ""


@router.get("/regions", response=Page[RegionOut])
def list_regions(request: HttpRequest, limit: Limit = 100, after: After = 0, below: RowId | None = None) -> object:
    """地区，全部或某地区的下级。Regions, all or those below one."""
    return page(regions_for(actor_of(request), below=below), limit, after)


@router.post("/regions", response={201: RegionOut})
def post_region(request: HttpRequest, body: RegionIn) -> object:
    """设立地区；目录中有的只需代码。Set up a region; of one in the catalogue the code is enough."""
    actor = actor_of(request)
    parent = row_at(Region.objects.all(), body.parent_id, REGION) if body.parent_id else None
    region = region_by_code(body.code, name=body.name, level=body.level or "", parent=parent)
    return Status(201, create_region(actor, region, why=body.why))


@router.patch("/regions/{region}", response=RegionOut)
def patch_region(request: HttpRequest, region: Key, body: RegionChange) -> object:
    """修改地区名称。Change the name of a region."""
    actor = actor_of(request)
    row = row_at(Region.objects.all(), region, REGION)
    return change_region(actor, row, expected=body.revision, name=body.name, why=body.why)


@router.get("/units", response=Page[UnitOut])
def list_units(request: HttpRequest, limit: Limit = 100, after: After = 0, below: RowId | None = None) -> object:
    """单位，全部或某单位的下级。Units, all or those below one."""
    return page(units_for(actor_of(request), below=below), limit, after)


@router.get("/units/{unit}", response=UnitOut)
def get_unit(request: HttpRequest, unit: Key) -> object:
    """一个单位。One unit."""
    return unit_for(actor_of(request), unit)


@router.post("/units/{parent}/below", response={201: UnitOut})
def post_unit(request: HttpRequest, parent: Key, body: UnitIn) -> object:
    """在某单位下设立单位。Make a unit below another."""
    actor = actor_of(request)
    above = unit_for(actor, parent)
    return Status(201, create_unit(actor, above, **body.dict()))


@router.patch("/units/{unit}", response=UnitOut)
def patch_unit(request: HttpRequest, unit: Key, body: UnitChange) -> object:
    """修改单位。Change a unit."""
    actor = actor_of(request)
    row = unit_for(actor, unit)
    return change_unit(actor, row, expected=body.revision, **body.dict(exclude={"revision"}, exclude_none=True))


@router.post("/units/{unit}/move", response=UnitOut)
def post_move(request: HttpRequest, unit: Key, body: UnitMove) -> object:
    """把单位连同下属移到另一单位之下。Put a unit, with all below it, below another."""
    actor = actor_of(request)
    row = unit_for(actor, unit)
    above = unit_for(actor, body.parent_id)
    return move_unit(actor, row, parent=above, expected=body.revision, why=body.why)


@router.post("/units/{unit}/order", response=list[UnitOut])
def post_order(request: HttpRequest, unit: Key, body: UnitOrder) -> object:
    """按所列次序排列直属单位（文件排序）。Put the units right below one in the order in which they are to be listed."""
    above = order_units(actor_of(request), unit_for(actor_of(request), unit), units=body.units, why=body.why)
    return list(Unit.objects.filter(parent=above))


@router.post("/units/{unit}/close", response=UnitOut)
def post_close(request: HttpRequest, unit: Key, why: Annotated[str, Field(min_length=1, max_length=2000)]) -> object:
    """撤销单位，历史保留，不再要求填报。Close a unit: it keeps its history and is asked for nothing more."""
    actor = actor_of(request)
    return close_unit(actor, unit_for(actor, unit), why=why)
