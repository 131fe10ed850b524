"""Forms of returns (报表): who reports what by when, and the periods for which it is asked."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.lib import clock
from taizhang.server.pages.administration.form_fields import PERIODS, adding, asking
from taizhang.server.pages.administration.form_pages import Forms, Told, form_page
from taizhang.server.pages.administration.typing import NEEDED, needed, whole
from taizhang.server.pages.administration.words import WHY
from taizhang.server.pages.answers import act, page
from taizhang.server.pages.asked import one_of, part_of
from taizhang.server.pages.forms.typed import Field, Typed
from taizhang.server.pages.forms.typed import Form as Typing
from taizhang.server.returns.columns import COLUMNS
from taizhang.server.returns.forms import change_form, schedule_form
from taizhang.server.returns.models import RETURN, Form
from taizhang.server.returns.queries import counted_by_state, forms_for, returns_for

PAGE = "admin_forms"
FORM = Words("报表", "form")
ON_A_PAGE, MOST_DAYS = 100, 366
ACTIVE = {"yes": True, "no": False}
KINDS = {"observations": Words("数据填报", "figures"), "autumn": Words("计划编制征集", "autumn form")}


@page
def forms(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All forms."""
    return all_forms.shown(request, actor)


@form_page(PAGE, "forms")
def all_forms(request: HttpRequest, actor: Actor) -> Told:
    """The list of forms, with that by which another is set up."""
    active, add = one_of(request.GET, "active", ACTIVE), adding(actor)
    part = part_of(request, forms_for(actor, active=ACTIVE.get(active)), ON_A_PAGE)
    told = {"rows": [_row(row) for row in part.rows], "part": part, "active": active}
    return told, {"add": add} if add else {}


def _row(row: Form) -> dict[str, object]:
    return {
        "form": row,
        "kind": KINDS[row.kind],
        "period": PERIODS[row.period_type],
        "asks": sum(each.until is None for each in row.rows.all()),
        "units": sum(each.until is None for each in row.units.all()),
    }


@page
def form(request: HttpRequest, actor: Actor, form: int) -> HttpResponse:
    """One form."""
    return one_form.shown(request, actor, form)


@act
def schedule(request: HttpRequest, actor: Actor, form: int) -> Words | HttpResponse:
    """Make the periods of a year."""

    def do(typed: Typed) -> Words:
        year, why = whole(typed, "year", 1949, 2199), typed.text("why")
        if year is None:
            typed.errors.setdefault("year", NEEDED)
        typed.checked()
        made = len(schedule_form(actor, form_at(actor, form), year=year, why=why))
        return Words(f"已生成 {made} 份填报；已有的不变", f"{made} returns are made; those that stood there stay")

    return one_form.carried(request, actor, "schedule", do, form)


@act
def change(request: HttpRequest, actor: Actor, form: int) -> Words | HttpResponse:
    """Change the name, the days, or put the form out of use."""

    def do(typed: Typed) -> Words:
        values: dict[str, Any] = {
            "name": needed(typed, "name", 120),
            "due_days": whole(typed, "due_days", 0, MOST_DAYS),
            "open_days": whole(typed, "open_days", 0, MOST_DAYS) or 0,
            "lock_days": whole(typed, "lock_days", 0, MOST_DAYS),
            "instructions": typed.text("instructions"),
            "active": "active" in request.POST,
        }
        why, seen = typed.text("why"), typed.revision()
        if values["due_days"] is None:
            typed.errors.setdefault("due_days", NEEDED)
        typed.checked()
        change_form(actor, form_at(actor, form), expected=seen, why=why, **values)
        return Words("已修改报表；已开放的期次不变", "The form is changed; periods that have opened stay")

    return one_form.carried(request, actor, "change", do, form)


def form_at(actor: Actor, key: int) -> Form:
    """The form with that id."""
    return get_for(actor, "unit.read", forms_for(actor), key, FORM)


@form_page(PAGE, "form_one")
def one_form(_request: HttpRequest, actor: Actor, key: int) -> Told:
    """One form, with what may be done to it."""
    row = form_at(actor, key)
    counts = counted_by_state(returns_for(actor, form=row.pk), clock.today())
    told = {
        **_row(row),
        "columns": [COLUMNS[key].name for key in row.columns],
        "asked": [each for each in row.rows.all() if each.until is None],
        "reporters": sorted((each.reporter for each in row.units.all() if each.until is None), key=lambda u: u.order),
        "states": [(RETURN.states[name], count) for name, count in counts.items()],
    }
    return told, _forms_of(actor, row)


def _forms_of(actor: Actor, row: Form) -> Forms:
    back, made = reverse("admin_form", args=[row.pk]), dict[str, Typing]()
    if actor.may("form.schedule", row.unit) and row.active:
        fields = [
            Field("year", Words("年份", "year"), "number", str(clock.today().year), required=True),
            Field("why", WHY, "text"),
        ]
        deed = reverse("admin_form_schedule", args=[row.pk])
        made["schedule"] = Typing("schedule", deed, back, Words("生成一年的期次", "Make the periods of a year"), fields)
    if actor.may("form.define", row.unit):
        if ask := asking(actor, row):
            made["ask"] = ask
        made["change"] = _changing(row, back)
    return made


def _changing(row: Form, back: str) -> Typing:
    lock = "" if row.lock_days is None else str(row.lock_days)
    fields = [
        Field("revision", FORM, "hidden", str(row.revision)),
        Field("name", Words("名称", "name"), value=row.name, required=True),
        Field("open_days", Words("期末前几天开放", "opens days before the end"), "number", str(row.open_days)),
        Field("due_days", Words("期末后几天应报", "due days after"), "number", str(row.due_days), required=True),
        Field(
            "lock_days",
            Words("应报后几天锁定", "locks days after that"),
            "number",
            lock,
            help=Words("留空为不自动锁定", "none: never by itself"),
        ),
        Field("active", Words("在用", "in use"), "check", "on" if row.active else ""),
        Field("instructions", Words("填报说明", "instructions"), "text", row.instructions),
        Field("why", WHY, "text"),
    ]
    return Typing("change", reverse("admin_form_change", args=[row.pk]), back, Words("修改报表", "Change it"), fields)
