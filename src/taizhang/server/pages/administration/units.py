"""Units (单位): the tree, and one unit with what may be done to it."""

from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.accounts.actions import change_unit, close_unit, create_unit, move_unit, order_units
from taizhang.server.accounts.models import Region, Unit
from taizhang.server.accounts.queries import units_for
from taizhang.server.pages.administration.form_pages import Forms, Told, form_page
from taizhang.server.pages.administration.frame import drawn, opened
from taizhang.server.pages.administration.typing import mail, needed, needed_choice, needed_key
from taizhang.server.pages.administration.words import KINDS_OF_UNITS, WHY
from taizhang.server.pages.answers import act, page
from taizhang.server.pages.asked import whole, words_in
from taizhang.server.pages.forms.typed import Field, Form, Typed, named_choices, options
from taizhang.server.returns.workbooks.naming import called
from taizhang.server.returns.workbooks.typing import NotTyped

UNIT = Words("单位", "unit")
PAGE = "admin_units"
NAME, SHORT, MAIL, CODE = (
    Words("名称", "name"),
    Words("简称", "short name"),
    Words("邮箱", "mail"),
    Words("编号", "code"),
)


@dataclass(frozen=True, slots=True)
class Node:
    """A unit in the tree, with how deep it stands and how many people work at it."""

    unit: Unit
    depth: int
    people: int
    kind: Words


@page
def units(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The tree of units."""
    tile, words, closed = opened(actor, PAGE), words_in(request.GET), "closed" in request.GET
    found = units_for(actor).select_related("region")
    found = found if closed else found.filter(closed_on=None)
    if words:
        found = found.filter(Q(name__icontains=words) | Q(code__icontains=words))
    rows = list(found.annotate(working=Count("people", filter=Q(people__is_active=True))).order_by("order"))
    top = min((unit.path.count("/") for unit in rows), default=0)
    nodes = [Node(unit, 0 if words else unit.path.count("/") - top, unit.working, kind_of(unit)) for unit in rows]
    return drawn(request, "units", tile, {"nodes": nodes, "words": words, "closed": closed})


def kind_of(unit: Unit) -> Words:
    """What a unit is."""
    return KINDS_OF_UNITS[unit.kind]


@page
def unit(request: HttpRequest, actor: Actor, unit: int) -> HttpResponse:
    """One unit."""
    return _one.shown(request, actor, unit)


@act
def change(request: HttpRequest, actor: Actor, unit: int) -> Words | HttpResponse:
    """Change its names or its mail."""

    def do(typed: Typed) -> Words:
        values = {
            "name": needed(typed, "name", 80),
            "short_name": typed.line("short_name", 24),
            "mail": mail(typed),
        }
        why, seen = typed.text("why"), typed.revision()
        typed.checked()
        change_unit(actor, unit_at(actor, unit), expected=seen, why=why, **values)
        return Words("已修改单位", "The unit is changed")

    return _one.carried(request, actor, "change", do, unit)


@act
def add(request: HttpRequest, actor: Actor, unit: int) -> Words | HttpResponse:
    """Make a unit below it."""

    def do(typed: Typed) -> Words:
        kind, region = needed_choice(typed, "kind", KINDS_OF_UNITS), typed.key("region_id")
        values = {
            "code": needed(typed, "code", 24),
            "name": needed(typed, "name", 80),
            "short_name": typed.line("short_name", 24),
            "mail": mail(typed),
        }
        typed.checked()
        made = create_unit(actor, unit_at(actor, unit), kind=kind, region_id=region, **values)
        return Words(f"已设立“{made}”", f"{made} is made")

    return _one.carried(request, actor, "add", do, unit)


@act
def order(request: HttpRequest, actor: Actor, unit: int) -> Words | HttpResponse:
    """Put those right below it in the order of the lines typed."""

    def do(typed: Typed) -> Words:
        above = unit_at(actor, unit)
        words, why, seen = typed.text("units"), typed.text("why"), typed.line("seen", 20_000)
        try:
            keys = called(below_of(above)).many(words)
        except NotTyped as error:
            typed.errors["units"] = error.words
        typed.checked()
        order_units(actor, above, units=keys, expected=[int(key) for key in seen.split(",") if whole(key)], why=why)
        return Words("已排列下属单位", "Those below it are in order")

    return _one.carried(request, actor, "order", do, unit)


@act
def move(request: HttpRequest, actor: Actor, unit: int) -> Words | HttpResponse:
    """Put it below another."""

    def do(typed: Typed) -> Words:
        parent, seen, why = needed_key(typed, "parent_id"), typed.revision(), typed.text("why")
        typed.checked()
        above = unit_at(actor, parent)
        move_unit(actor, unit_at(actor, unit), parent=above, expected=seen, why=why)
        return Words(f"已移到“{above}”之下", f"It stands below {above} now")

    return _one.carried(request, actor, "move", do, unit)


@act
def close(request: HttpRequest, actor: Actor, unit: int) -> Words | HttpResponse:
    """Close it, with a reason."""

    def do(typed: Typed) -> Words:
        why = needed(typed, "why", 2000)
        typed.checked()
        close_unit(actor, unit_at(actor, unit), why=why)
        return Words("已撤销；历史保留", "It is closed; its history stays")

    return _one.carried(request, actor, "close", do, unit)


def unit_at(actor: Actor, key: int) -> Unit:
    """A unit that the person may see."""
    return get_for(actor, "unit.read", Unit.objects.select_related("region", "parent"), key, UNIT)


def below_of(unit: Unit) -> list[Unit]:
    """The units in use right below one."""
    return list(Unit.objects.filter(parent=unit, closed_on=None))


@form_page(PAGE, "unit")
def _one(_request: HttpRequest, actor: Actor, key: int) -> Told:
    row = unit_at(actor, key)
    told = {
        "unit": row,
        "kind": kind_of(row),
        "below": list(units_for(actor, below=row.pk).order_by(F("closed_on").asc(nulls_first=True), "order")),
        "people": row.people.filter(is_active=True).count(),
        "may_see_people": actor.may("user.read", row),
    }
    return told, forms_of(actor, row)


def forms_of(actor: Actor, row: Unit) -> Forms:
    """What may be done to a unit."""
    back = reverse("admin_unit", args=[row.pk])
    made: dict[str, Form] = {}
    if row.closed_on is not None:
        return made
    if actor.may("unit.change", row):
        made["change"] = _changing(row, back)
        made["move"] = _moving(actor, row, back)
    if actor.may("unit.create", row):
        made["add"] = _adding(row, back)
    if actor.may("unit.change", row) and len(below := below_of(row)) > 1:
        made["order"] = _ordering(row, below, back)
    if actor.may("unit.close", row) and row.parent_id is not None:
        fields = [Field("why", WHY, "text", required=True)]
        deed = reverse("admin_unit_close", args=[row.pk])
        made["close"] = Form("close", deed, back, Words("撤销单位", "Close the unit"), fields)
    if row.parent_id is None:
        made.pop("move", None)
    return made


def _changing(row: Unit, back: str) -> Form:
    fields = [
        Field("revision", UNIT, "hidden", str(row.revision)),
        Field("name", NAME, value=row.name, required=True),
        Field("short_name", SHORT, value=row.short_name),
        Field("mail", MAIL, value=row.mail, help=Words("催报邮件另发到此", "reminders go here too")),
        Field("why", WHY, "text"),
    ]
    return Form(
        "change", reverse("admin_unit_change", args=[row.pk]), back, Words("修改单位", "Change the unit"), fields
    )


def _adding(row: Unit, back: str) -> Form:
    regions = [(str(region.pk), f"{region.name} {region.code}") for region in Region.objects.order_by("code")]
    fields = [
        Field("code", CODE, required=True, help=Words("全台账唯一，如 YL-FG", "the only one of its kind, as YL-FG")),
        Field("name", NAME, required=True),
        Field("kind", Words("类型", "kind"), "choice", choices=options(KINDS_OF_UNITS), required=True),
        Field("short_name", SHORT),
        Field("region_id", Words("地区", "region"), "choice", str(row.region_id), regions),
        Field("mail", MAIL),
    ]
    return Form(
        "add", reverse("admin_unit_add", args=[row.pk]), back, Words("在其下设立单位", "Make a unit below it"), fields
    )


def _ordering(row: Unit, below: list[Unit], back: str) -> Form:
    lines = list(called(below).names.values())
    help_ = Words(
        "每行一个单位，自上而下即各处列表的次序；可从文件中整段粘贴名称、简称或编号",
        "a unit a line, as they are to stand in every list; names, short names or codes can be pasted from a document",
    )
    words = Words("下属单位", "units below it")
    fields = [
        Field("seen", UNIT, "hidden", ",".join(str(unit.pk) for unit in below)),
        Field("units", words, "text", "\n".join(lines), required=True, help=help_, lines=min(max(len(lines), 3), 20)),
        Field("why", WHY, "text"),
    ]
    deed = reverse("admin_unit_order", args=[row.pk])
    return Form("order", deed, back, Words("排列下属单位", "Put those below it in order"), fields)


def _moving(actor: Actor, row: Unit, back: str) -> Form:
    others = Unit.objects.filter(actor.within("unit.create", "path"), closed_on=None)
    others = others.exclude(path__startswith=row.path).exclude(pk=row.parent_id or row.pk)
    choices = named_choices(others, Words("—", "—"))
    fields = [
        Field("revision", UNIT, "hidden", str(row.revision)),
        Field("parent_id", Words("移到哪个单位之下", "below which unit"), "choice", choices=choices, required=True),
        Field("why", WHY, "text"),
    ]
    return Form(
        "move", reverse("admin_unit_move", args=[row.pk]), back, Words("移到别的单位之下", "Move below another"), fields
    )
