"""The page of who has not reported, by days late, from which they are reminded."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.pages.answers import act, page
from taizhang.server.pages.entry.finding import return_for, standing, tabs
from taizhang.server.returns.late import Late, late_returns
from taizhang.server.returns.notices.reminding import remind

MOST = 200


@page
def late(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who has not reported; of one unit alone where it is named."""
    at = max(1, _number(request.GET.get("page", "1")))
    unit = _number(request.GET.get("unit", "")) if request.GET.get("unit") else None
    found = late_returns(actor, unit=unit, limit=MOST, offset=(at - 1) * MOST)
    more = at + 1 if found.total > at * MOST else None
    rows = [_row(actor, each, found.day) for each in found.rows]
    context = {"late": found, "rows": rows, "more": more, "unit": unit, **tabs("late")}
    return render(request, "entry/late.html", context)


@act
def remind_late(_: HttpRequest, actor: Actor, filed: int) -> Words:
    """Remind those who report for a unit."""
    row = return_for(actor, filed)
    told = len(remind(actor, row))
    return Words(f"已提醒 {row.unit}（{told} 条消息）", f"{row.unit} was reminded ({told} notices)")


def _row(actor: Actor, each: Late, day: date) -> dict[str, object]:
    return {
        "late": each,
        "stands": standing(each.filed, day),
        "may_remind": actor.may("return.remind", each.unit),
    }


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 1
