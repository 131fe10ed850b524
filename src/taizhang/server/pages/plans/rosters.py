"""Rosters that firms climb (梯度培育库): ladders with how many stand on each rung, and the firms of one."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.ledger.models import Roster, Standing
from taizhang.server.ledger.rosters.queries import due_for_examination, rosters_for, standings_for
from taizhang.server.ledger.rosters.staying import due_day
from taizhang.server.lib import clock
from taizhang.server.pages.answers import page
from taizhang.server.pages.asked import part_of

ROSTER = Words("名单", "roster")
MOST = 100


@dataclass(frozen=True, slots=True)
class Rung:
    """One roster of a ladder: how many stand there, how many are to be examined again by today."""

    roster: Roster
    count: int
    due: int


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rosters of one ladder, from the lowest rung up."""

    name: str
    rungs: list[Rung]


@dataclass(frozen=True, slots=True)
class Row:
    """A firm on a roster."""

    standing: Standing
    due: date | None
    overdue: bool


@page
def rosters(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The ladders, rung by rung."""
    rows = rosters_for(actor).select_related("stock", "added").order_by("ladder", "rank", "pk")
    due = Counter(each.standing.roster_id for each in due_for_examination(actor, until=clock.today()))
    ladders = [
        Ladder(name, [_rung(row, due) for row in rungs]) for name, rungs in groupby(rows, lambda row: row.ladder)
    ]
    return render(request, "plans/rosters.html", {"ladders": ladders})


def _rung(row: Roster, due: Counter[int]) -> Rung:
    count: int = getattr(row, "standing_now", 0)
    return Rung(row, count, due[row.pk])


@page
def roster(request: HttpRequest, actor: Actor, roster: int) -> HttpResponse:
    """The firms that stand on a roster today, or have left it."""
    held = get_for(actor, "observation.read", rosters_for(actor).select_related("stock", "added"), roster, ROSTER)
    words, gone = request.GET.get("words", "").replace("\0", "").strip()[:80], request.GET.get("left") == "yes"
    rows = standings_for(actor, roster=held.pk).filter(left_on__isnull=not gone)
    if words:
        rows = rows.filter(Q(firm__name__contains=words) | Q(firm__code__startswith=words.upper()))
    part = part_of(request, rows, MOST)
    context = {
        "roster": held,
        "rows": [_row(row, held) for row in part.rows],
        "next": part.next,
        "words": words,
        "gone": gone,
    }
    return render(request, "plans/roster.html", context)


def _row(row: Standing, roster: Roster) -> Row:
    due = due_day(row.examined_on or row.entered_on, roster.valid_years) if roster.valid_years else None
    return Row(row, due, due is not None and row.left_on is None and due <= clock.today())
