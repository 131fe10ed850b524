"""Locks and the exemptions from them: all listed, granted and withdrawn by who may."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.lib import clock
from taizhang.server.lib.periods import period_of
from taizhang.server.pages.answers import act, page
from taizhang.server.pages.asked import whole
from taizhang.server.pages.entry.deciding import day_in
from taizhang.server.pages.entry.finding import named, return_for, standings, tabs
from taizhang.server.pages.entry.paging import cut
from taizhang.server.returns.locks import end_exemption, exempt, lock_period, unlock_period
from taizhang.server.returns.models import Exemption, Form
from taizhang.server.returns.queries import exemptions_for, forms_for, returns_for
from taizhang.server.returns.standing import TO_FILL

MOST_SHOWN = 200
FORM = Words("报表", "form")


@page
def locks(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Exemptions that hold, those that are past, and what is locked without having been accepted."""
    past = "past" in request.GET
    held = exemptions_for(actor, open_only=not past).order_by("-pk")[:MOST_SHOWN]
    locked = returns_for(actor, locked=True).filter(state__in=TO_FILL)
    rows = cut(locked, request.GET.get("after", ""))
    people = named(exemption.by for exemption in held)
    forms = [form for form in forms_for(actor, active=True) if actor.may("return.lock", form.unit)]
    context = {
        "past": past,
        "exemptions": [_exemption(actor, row, people) for row in held],
        "rows": [{"stands": each, "may": actor.may("return.exempt", each.filed.unit)} for each in standings(rows.rows)],
        "next": rows.next,
        "forms": forms,
        **tabs("locks"),
    }
    return render(request, "entry/locks.html", context)


def _exemption(actor: Actor, row: Exemption, people: dict[int, str]) -> dict[str, object]:
    open_now = row.ended_at is None and row.until >= clock.today()
    return {
        "row": row,
        "period": row.filed.period_words,
        "open": open_now,
        "by": people.get(row.by or 0, ""),
        "may": open_now and actor.may("return.exempt", row.filed.unit),
    }


@act
def open_return(request: HttpRequest, actor: Actor, filed: int) -> Words:
    """Open a return in spite of its lock until a day."""
    until = day_in("until", request.POST.get("until", ""))
    row = return_for(actor, filed)
    reason = request.POST.get("reason", "").strip()
    exempt(actor, row, reason=reason, until=until, why=reason)
    return Words(f"{row}已开放补报至 {until}", f"{row} is open until {until}")


@act
def close_return(_: HttpRequest, actor: Actor, filed: int) -> Words:
    """End an exemption before its day."""
    row = return_for(actor, filed)
    end_exemption(actor, row)
    return Words(f"{row}已停止补报", f"{row} is closed again")


@act
def lock_a_period(request: HttpRequest, actor: Actor) -> Words:
    """Lock all returns of a form for a period by hand."""
    form, period = _asked(request, actor)
    count = len(lock_period(actor, form, period=period, why=request.POST.get("why", "")))
    return Words(f"已锁定 {count} 份", f"{count} returns are locked")


@act
def unlock_a_period(request: HttpRequest, actor: Actor) -> Words:
    """Take back a lock by hand."""
    form, period = _asked(request, actor)
    count = len(unlock_period(actor, form, period=period, why=request.POST.get("why", "")))
    return Words(f"已解除 {count} 份的手动锁定", f"the lock by hand was taken off {count} returns")


def _asked(request: HttpRequest, actor: Actor) -> tuple[Form, str]:
    key, period = whole(request.POST.get("form", "")) or 0, request.POST.get("period", "").strip()
    form = get_for(actor, "unit.read", Form.objects.select_related("unit"), key, FORM)
    return form, period_of(period).code
