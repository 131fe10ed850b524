"""The list of plans: every region in reach, year by year, with where each plan stands; and opening a new one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.cycle.listing import Listed, plans_listed
from taizhang.server.ledger.models import PLAN
from taizhang.server.ledger.plans.actions import governs, open_plan
from taizhang.server.ledger.plans.queries import plans_for
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import Invalid
from taizhang.server.pages.answers import act, page
from taizhang.server.pages.asked import whole
from taizhang.server.pages.forms.typed import MENDED, Field, Form, Typed
from taizhang.server.pages.plans.words import STATE_TAGS

UNIT = Words("单位", "unit")
MOST = 100


@dataclass(frozen=True, slots=True)
class Row:
    """A plan in the list, with its state and the day of its next step."""

    listed: Listed
    state: Words
    tag: str
    due: date | None
    late: int


@dataclass(frozen=True, slots=True)
class Group:
    """The plans of one government, the latest year first."""

    unit: Unit
    rows: list[Row]


@page
def plans(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list."""
    return _listed(request, actor)


@act
def open_new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Open the plan of a government for a year, and go to it."""
    typed = Typed(request.POST)
    try:
        unit = _unit(actor, typed.key("unit_id"))
        year, title = typed.key("year") or 0, typed.line("title", 200)
        if not 1949 <= year <= 2199:
            typed.errors["year"] = Words("应为四位年份，如 2026", "a year of four digits, as 2026")
        typed.checked()
        plan = open_plan(actor, unit, year=year, title=title)
    except MENDED as error:
        return _listed(request, actor, _opening(actor).again(request.POST, error))
    return HttpResponseRedirect(reverse("plan", args=[plan.pk]))


def _unit(actor: Actor, key: int | None) -> Unit:
    if key is None:
        raise Invalid({"unit_id": Words("请选择地区", "choose the region")})
    return get_for(actor, "unit.read", Unit.objects.select_related("region"), key, UNIT)


def _listed(request: HttpRequest, actor: Actor, refused: Form | None = None) -> HttpResponse:
    """The page, with the form as it was refused, if it was."""
    asked = {name: request.GET.get(name, "") for name in ("year", "state")}
    found = plans_for(actor, year=whole(asked["year"]), state=asked["state"] if asked["state"] in PLAN.states else None)
    last = Unit.objects.filter(pk=whole(request.GET.get("after", "")) or 0).values_list("order", flat=True).first()
    units = list(Unit.objects.filter(pk__in=found.values("unit"), order__gt=last or "").order_by("order")[: MOST + 1])
    rows = list(found.filter(unit__in=units[:MOST]).order_by("unit__order", "-year"))
    opening = refused or (_opening(actor) if _may_open(actor) else None)
    return render(
        request,
        "plans/list.html",
        {
            "groups": _groups(plans_listed(rows)),
            "years": _years(actor),
            "states": [(key, words) for key, words in PLAN.states.items()],
            "asked": asked,
            "next": units[MOST - 1].pk if len(units) > MOST else None,
            "opening": opening,
            "opened": refused is not None or "open" in request.GET,
            "filtered": any(asked.values()),
        },
        status=422 if refused else 200,
    )


def _groups(listed: Sequence[Listed]) -> list[Group]:
    groups: list[Group] = []
    for each in listed:
        if not groups or groups[-1].unit.pk != each.plan.unit_id:
            groups.append(Group(each.plan.unit, []))
        groups[-1].rows.append(_row(each))
    return groups


def _row(each: Listed) -> Row:
    following = each.next
    state = each.plan.state
    return Row(
        listed=each,
        state=PLAN.states[state],
        tag=STATE_TAGS.get(state, "tag-info"),
        due=following.due if following else None,
        late=following.days_late if following else 0,
    )


def _years(actor: Actor) -> list[int]:
    return sorted(set(plans_for(actor).values_list("year", flat=True)), reverse=True)


def _may_open(actor: Actor) -> bool:
    return Unit.objects.filter(actor.within("plan.open", "path")).exists()


def _opening(actor: Actor) -> Form:
    """The form that opens a plan: for the governments where the person may."""
    units = Unit.objects.filter(actor.within("plan.open", "path"), closed_on=None).select_related("region", "parent")
    places = [(str(unit.pk), unit.region.name) for unit in units if governs(unit)]
    year = clock.today().year + (1 if clock.today().month > 8 else 0)
    return Form(
        key="open",
        deed=reverse("plan_open"),
        back=reverse("plans"),
        button=Words("开设", "Open"),
        fields=(
            Field("unit_id", Words("地区", "region"), "choice", choices=places, required=True),
            Field("year", Words("年度", "year"), "number", str(year), required=True),
            Field(
                "title",
                Words("名称", "title"),
                help=Words("不填则为“××年国民经济和社会发展计划”", "left empty it is the usual title"),
            ),
        ),
    )
