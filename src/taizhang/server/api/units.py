"""Regions and units."""

from datetime import date

from django.http import HttpRequest
from ninja import Router, Schema, Status

from taizhang.errors import Words
from taizhang.server.accounts.acting import get_for
from taizhang.server.accounts.actions import change_unit, close_unit, create_unit
from taizhang.server.accounts.models import Unit
from taizhang.server.accounts.queries import units_for
from taizhang.server.api.callers import actor_of
from taizhang.server.api.paging import After, Limit, Page, page

router = Router(tags=["units"])
UNIT = Words("单位", "unit")


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
    closed_on: date | None


class UnitIn(Schema):
    """A unit to be made below another."""

    code: str
    name: str
    kind: Unit.Kind
    short_name: str = ""
    region_id: int | None = None
    mail: str = ""


class UnitChange(Schema):
    """What may change of a unit; `revision` is the one that was seen."""

    revision: int
    name: str | None = None
    short_name: str | None = None
    mail: str | None = None
    why: str = ""


@router.get("/units", response=Page[UnitOut])
def list_units(request: HttpRequest, limit: Limit = 100, after: After = 0, below: int | None = None) -> object:
    """Units, all or those below one."""
    return page(units_for(actor_of(request), below=below), limit, after)


@router.post("/units/{parent}/below", response={201: UnitOut})
def post_unit(request: HttpRequest, parent: int, body: UnitIn) -> object:
    """Make a unit below another."""
    actor = actor_of(request)
    above = get_for(actor, "unit.read", Unit.objects.all(), parent, UNIT)
    return Status(201, create_unit(actor, above, **body.dict()))


@router.patch("/units/{unit}", response=UnitOut)
def patch_unit(request: HttpRequest, unit: int, body: UnitChange) -> object:
    """Change a unit."""
    actor = actor_of(request)
    row = get_for(actor, "unit.read", Unit.objects.all(), unit, UNIT)
    return change_unit(actor, row, expected=body.revision, **body.dict(exclude={"revision"}, exclude_none=True))


@router.post("/units/{unit}/close", response=UnitOut)
def post_close(request: HttpRequest, unit: int, why: str) -> object:
    """Close a unit: it keeps its history and is asked for nothing more."""
    actor = actor_of(request)
    return close_unit(actor, get_for(actor, "unit.read", Unit.objects.all(), unit, UNIT), why=why)
