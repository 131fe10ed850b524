"""The page of one's own returns: what has to be filled in, by its due day."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from taizhang.server.lib import clock
from taizhang.server.pages.callers import actor_at
from taizhang.server.returns.models import RETURN, Return
from taizhang.server.returns.queries import returns_for, to_fill
from taizhang.server.returns.standing import days_late, is_locked, state_on

MOST = 200


@login_required
@require_GET
def my_returns(request: HttpRequest) -> HttpResponse:
    """The returns that the one who is signed in may fill in, the first due on top."""
    actor, today = actor_at(request), clock.today()
    waiting = to_fill(actor, returns_for(actor)).order_by("due_on", "pk")[:MOST]
    return render(request, "returns/mine.html", {"rows": [_row(filed) for filed in waiting], "today": today})


def _row(filed: Return) -> dict[str, object]:
    today = clock.today()
    return {
        "filed": filed,
        "period": filed.period_words,
        "state": RETURN.states[state_on(filed, today)],
        "days_late": days_late(filed, today),
        "locked": is_locked(filed, today),
    }
