"""Regions (地区): set up by their code, renamed."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.actions import change_region, create_region
from taizhang.server.accounts.actions.regions import region_by_code
from taizhang.server.accounts.models import Region, Unit
from taizhang.server.accounts.queries import regions_for
from taizhang.server.lib.rows import row_at
from taizhang.server.pages.administration.form_pages import Forms, Told, form_page
from taizhang.server.pages.administration.typing import needed
from taizhang.server.pages.administration.words import LEVELS, WHY
from taizhang.server.pages.answers import act, page
from taizhang.server.pages.forms.typed import Field, Form, Typed, options

PAGE = "admin_regions"
REGION = Words("地区", "region")
NAME = Words("名称", "name")
CODE_LENGTHS = (6, 9, 12)
NO_CODE = Words("应为 6、9 或 12 位数字", "six, nine or twelve digits are wanted")


@page
def regions(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All regions of the ledger."""
    return _all.shown(request, actor)


@act
def add(request: HttpRequest, actor: Actor) -> Words | HttpResponse:
    """Set up a region."""

    def do(typed: Typed) -> Words:
        code, name, level = needed(typed, "code", 12), typed.line("name", 60), typed.choice("level", LEVELS)
        above, why = typed.key("parent_id"), typed.text("why")
        if code and not (code.isascii() and code.isdecimal() and len(code) in CODE_LENGTHS):
            typed.errors["code"] = NO_CODE
        typed.checked()
        made = region_by_code(code, name=name, level=level, parent=_region(above) if above else None)
        create_region(actor, made, why=why)
        return Words(f"已设立地区 {made}", f"The region {made} is set up")

    return _all.carried(request, actor, "add", do)


@page
def region(request: HttpRequest, actor: Actor, region: int) -> HttpResponse:
    """One region."""
    return _one.shown(request, actor, region)


@act
def change(request: HttpRequest, actor: Actor, region: int) -> Words | HttpResponse:
    """Rename a region."""

    def do(typed: Typed) -> Words:
        name, why, seen = needed(typed, "name", 60), typed.text("why"), typed.revision()
        typed.checked()
        change_region(actor, _region(region), expected=seen, name=name, why=why)
        return Words("已修改地区", "The region is changed")

    return _one.carried(request, actor, "change", do, region)


def _region(key: int) -> Region:
    return row_at(Region.objects.select_related("parent"), key, REGION)


@form_page(PAGE, "regions")
def _all(_request: HttpRequest, actor: Actor) -> Told:
    rows = regions_for(actor).select_related("parent").order_by("code")
    return {"rows": [(row, LEVELS[row.level]) for row in rows]}, _forms(actor)


@form_page(PAGE, "region")
def _one(_request: HttpRequest, actor: Actor, key: int) -> Told:
    row = _region(key)
    told = {
        "region": row,
        "level": LEVELS[row.level],
        "below": list(regions_for(actor, below=key)),
        "units": list(row.units.filter(closed_on=None)),
    }
    return told, _forms_of(actor, row)


def _forms(actor: Actor) -> Forms:
    if not Unit.objects.filter(actor.within("region.create", "path")).exists():
        return {}
    rows = Region.objects.order_by("code")
    choices = [("", "—"), *((str(row.pk), f"{row.name} {row.code}") for row in rows)]
    known = Words("国家区划目录里有的，只填代码即可", "of one in the national catalogue the code is enough")
    fields = [
        Field("code", Words("区划代码", "code"), required=True, help=known),
        Field("name", NAME),
        Field("level", Words("级别", "level"), "choice", choices=options(LEVELS, Words("—", "—"))),
        Field("parent_id", Words("上级地区", "the region above"), "choice", choices=choices),
        Field("why", WHY, "text"),
    ]
    return {"add": Form("add", reverse("admin_region_add"), reverse(PAGE), Words("设立地区", "Set up"), fields)}


def _forms_of(actor: Actor, row: Region) -> Forms:
    if not actor.may("region.change", row.unit):
        return {}
    fields = [
        Field("revision", REGION, "hidden", str(row.revision)),
        Field("name", NAME, value=row.name, required=True),
        Field("why", WHY, "text"),
    ]
    deed, back = reverse("admin_region_change", args=[row.pk]), reverse("admin_region", args=[row.pk])
    return {"change": Form("change", deed, back, Words("修改地区", "Rename the region"), fields)}
