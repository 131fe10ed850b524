"""The page of who has not reported, by days late, from which they are reminded."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.lib.refusals import Refused
from taizhang.server.pages.callers import actor_at
from taizhang.server.returns.late import Late, late_returns
from taizhang.server.returns.models import RETURN, Return
from taizhang.server.returns.notices.reminding import remind

MOST = 200
FILED = Words("填报", "return")


@login_required
@require_GET
def late(request: HttpRequest) -> HttpResponse:
    """Who has not reported."""
    actor = actor_at(request)
    page = max(1, _number(request.GET.get("page", "1")))
    found = late_returns(actor, limit=MOST, offset=(page - 1) * MOST)
    more = page + 1 if found.total > page * MOST else None
    rows = [_row(actor, each) for each in found.rows]
    return render(request, "returns/late.html", {"late": found, "rows": rows, "more": more})


@login_required
@require_POST
def remind_late(request: HttpRequest, filed: int) -> HttpResponse:
    """Remind those who report for a unit, and show the page again."""
    actor = actor_at(request)
    try:
        row = get_for(actor, "return.read", Return.objects.select_related("form", "unit"), filed, FILED)
        told = len(remind(actor, row))
    except Refused as error:
        messages.error(request, error.message())
    else:
        messages.success(request, f"已提醒 {row.unit}（{told} 条消息）")
    return redirect("late")


def _row(actor: Actor, each: Late) -> dict[str, object]:
    return {
        "late": each,
        "state": RETURN.states[each.state],
        "may_remind": actor.may("return.remind", each.unit),
    }


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 1
