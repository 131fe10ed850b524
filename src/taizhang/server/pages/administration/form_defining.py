"""Forms of returns (报表) set up on a page; what is asked and of whom, changed for the periods to come."""

from collections.abc import Sequence
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.lib.periods import PeriodType
from taizhang.server.lib.refusals import Invalid
from taizhang.server.pages.administration import forms as pages
from taizhang.server.pages.administration.form_fields import PERIODS, asked_units, standing
from taizhang.server.pages.administration.form_rows import rows_typed, told_wrong
from taizhang.server.pages.administration.typing import NEEDED, needed, whole
from taizhang.server.pages.administration.units import unit_at
from taizhang.server.pages.answers import act
from taizhang.server.pages.forms.typed import Typed
from taizhang.server.pages.language import said
from taizhang.server.returns.columns import COLUMNS
from taizhang.server.returns.forms import RowIn, UnitIn, change_form, define_form
from taizhang.server.returns.models import Form, FormRow

MOST_DAYS = 366
LISTS = ("rows", "units")


@act
def add(request: HttpRequest, actor: Actor) -> Words | HttpResponse:
    """Set up a form, and go to its page, where its periods are made."""

    def do(typed: Typed) -> HttpResponse:
        made = _defined(actor, typed)
        messages.success(
            request, said(Words(f"已设立报表《{made}》；接着生成一年的期次", f"{made} is set up; now make its periods"))
        )
        return HttpResponseRedirect(reverse("admin_form", args=[made.pk]))

    return pages.all_forms.carried(request, actor, "add", do)


@act
def ask(request: HttpRequest, actor: Actor, form: int) -> Words | HttpResponse:
    """Change what a form asks and of whom, for periods that have not opened."""

    def do(typed: Typed) -> Words:
        row = pages.form_at(actor, form)
        rows = _rows(typed, standing(row))
        units = _units_again(typed, row, rows)
        since, why, seen = typed.line("since", 40), typed.text("why"), typed.revision()
        typed.checked()
        try:
            change_form(actor, row, expected=seen, rows=rows, units=units, since=since or None, why=why)
        except Invalid as error:
            raise Invalid(_at_fields(error, period="since")) from error
        return Words("已修改；已开放的期次不变", "Changed; periods that have opened stay")

    return pages.one_form.carried(request, actor, "ask", do, form)


def _defined(actor: Actor, typed: Typed) -> Form:
    unit, name, starts_on = typed.key("unit_id"), needed(typed, "name", 120), typed.day("starts_on")
    days = {each: whole(typed, each, 0, MOST_DAYS) for each in ("due_days", "open_days", "lock_days")}
    period, plan = typed.choice("period_type", PERIODS), typed.key("plan_id")
    columns = [key for key in COLUMNS if key in typed.post.getlist("columns")]
    rows, units = _rows(typed), _units(typed)
    instructions, why = typed.text("instructions"), typed.text("why")
    given = {
        "unit_id": unit,
        "period_type": period,
        "starts_on": starts_on,
        "due_days": days["due_days"],
        "columns": columns,
    }
    for field, value in given.items():
        if value in (None, "", []):
            typed.errors.setdefault(field, NEEDED)
    typed.checked()
    try:
        return define_form(
            actor,
            unit_at(actor, unit or 0),
            name=name,
            kind=Form.Kind.OBSERVATIONS if plan is None else Form.Kind.AUTUMN,
            plan_id=plan,
            period_type=cast("PeriodType", period),
            columns=columns,
            starts_on=starts_on,
            due_days=days["due_days"] or 0,
            open_days=days["open_days"] or 0,
            lock_days=days["lock_days"],
            rows=rows,
            units=units,
            instructions=instructions,
            why=why,
        )
    except Invalid as error:
        raise Invalid(_at_fields(error)) from error


def _rows(typed: Typed, there: Sequence[FormRow] = ()) -> list[RowIn]:
    """The rows typed; what is wrong with any is gathered beside their field."""
    rows, wrong = rows_typed(typed.text("rows"), there)
    if wrong:
        typed.errors["rows"] = told_wrong(wrong)
    elif not rows:
        typed.errors.setdefault("rows", NEEDED)
    return rows


def _units(typed: Typed) -> list[UnitIn]:
    units = [UnitIn(key) for key in dict.fromkeys(typed.keys("units"))]
    if not units:
        typed.errors.setdefault("units", Words("请勾选填报单位", "tick who reports"))
    return units


def _units_again(typed: Typed, row: Form, rows: Sequence[RowIn]) -> list[UnitIn]:
    """The units ticked; one that is asked for some rows only goes on with those that stay, wherever."""
    now = {(each.indicator, each.measure): each.position for each in rows}
    moved = {each.position: now.get((each.indicator_id, each.measure)) for each in standing(row)}
    only = {each.reporter_id: each for each in asked_units(row) if each.rows}
    found = []
    for unit in _units(typed):
        asked = only.get(unit.unit)
        left = [place for old in asked.rows if (place := moved.get(old))] if asked else []
        if asked and not left:
            zh = f"{asked.reporter}所报的行都已删去，请取消勾选"
            typed.errors["units"] = Words(zh, f"all rows of {asked.reporter} are gone: untick it")
        found.append(UnitIn(unit.unit, left))
    return found


def _at_fields(error: Invalid, **called: str) -> dict[str, Words]:
    """What was wrong, by the fields of the page: what is said of one row or unit stands beside all of them."""
    found: dict[str, list[Words]] = {}
    for name, words in error.errors.items():
        whole_name, _, _ = name.partition(".")
        field = whole_name if whole_name in LISTS else called.get(name, name)
        found.setdefault(field, []).append(words)
    return {field: told_wrong(list(dict.fromkeys(wrong))) for field, wrong in found.items()}
