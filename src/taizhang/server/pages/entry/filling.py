"""The page of one return: filled in cell by cell with a script, as one form without it."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from taizhang.errors import TaizhangError, Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import Invalid, Refused
from taizhang.server.pages.answers import act, page, told
from taizhang.server.pages.asked import whole
from taizhang.server.pages.entry.finding import named, return_for, standing
from taizhang.server.pages.entry.sheet import Left, as_seen, for_script, shown
from taizhang.server.pages.entry.words import for_page
from taizhang.server.pages.language import language, said
from taizhang.server.returns.cell_input import CellIn
from taizhang.server.returns.filling import fill_cells
from taizhang.server.returns.grid import Grid, grid
from taizhang.server.returns.models import Return
from taizhang.server.returns.submitting import submit

SAVED = Words("已保存", "saved")
SUBMITTED = Words("已报送，等待审核", "submitted; it waits for review")
NOTHING = Words("没有改动", "nothing was changed")
BROKEN = Words("页面内容不完整，请刷新后重试", "the page is cut off: reload it and try again")


@page
def entry_grid(request: HttpRequest, actor: Actor, filed: int) -> HttpResponse:
    """A return to fill in, to look at, or to decide on."""
    return _shown(request, actor, return_for(actor, filed), Left())


@act
def fill_return(request: HttpRequest, actor: Actor, filed: int) -> HttpResponse:
    """Save what was typed without a script, and submit it where that was asked for; what is refused stays typed."""
    row = return_for(actor, filed)
    cells = typed_cells(request)
    try:
        if cells:
            row = fill_cells(actor, row, cells=cells).filed
        if request.POST.get("then") == "submit":
            submit(actor, row, expected=row.revision)
            messages.success(request, said(SUBMITTED))
        else:
            messages.success(request, said(SAVED if cells else NOTHING))
    except TaizhangError as error:
        messages.error(request, told(error))
        return _shown(request, actor, return_for(actor, filed), _left(cells, error))
    return redirect("return", filed)


def typed_cells(request: HttpRequest) -> list[CellIn]:
    """The cells of a form of the page that are no longer as the page showed them."""
    seen = _seen(request.POST.get("seen", "{}"))
    fields, reasons = _named(request, "c."), _named(request, "r.")
    cells = []
    for key in fields | reasons:
        revision, value, reason = seen.get(key, (0, "", ""))
        now, why = fields.get(key, value).replace("\r\n", "\n"), reasons.get(key, reason)
        if now.strip() != value or why.strip() != reason:
            line, _, column = key.partition(".")
            given = None if why.strip() == reason else why
            cells.append(CellIn(column, row=whole(line), value=now, reason=given, seen=revision))
    return cells


def _named(request: HttpRequest, mark: str) -> dict[str, str]:
    """The fields whose names begin with a mark, by the rest of their names."""
    return {name[2:]: request.POST.get(name, "") for name in request.POST if name.startswith(mark)}


def _seen(text: str) -> dict[str, tuple[int, str, str]]:
    try:
        held = json.loads(text)
        return {str(key): (int(cell[0]), str(cell[1]), str(cell[2])) for key, cell in held.items()}
    except (ValueError, TypeError, AttributeError, IndexError, OverflowError, RecursionError) as error:
        raise Invalid({"seen": BROKEN}) from error


def _left(cells: list[CellIn], error: TaizhangError) -> Left:
    errors = error.errors if isinstance(error, Invalid) else {}
    return Left(
        {f"{cell.row}.{cell.column}": str(cell.value or "") for cell in cells},
        {spot: said(words) for spot, words in errors.items()},
        error.status if isinstance(error, Refused) else 422,
    )


def _shown(request: HttpRequest, actor: Actor, filed: Return, left: Left) -> HttpResponse:
    sheet = grid(actor, filed)
    table = shown(sheet, left)
    people = named([filed.submitted_by, filed.decided_by])
    context = {
        "filed": filed,
        "stands": standing(filed, clock.today()),
        "open": sheet.open,
        "table": table,
        "seen": as_seen(sheet),
        "told": _told(actor, sheet),
        "submitted_by": people.get(filed.submitted_by or 0, ""),
        "decided_by": people.get(filed.decided_by or 0, ""),
        "may": _may(actor, filed, sheet),
    }
    return render(request, "entry/return.html", context, status=left.status)


def _may(actor: Actor, filed: Return, sheet: Grid) -> dict[str, bool]:
    """Which buttons the page has. Nobody accepts what they submitted."""
    own = actor.user is not None and filed.submitted_by == actor.user.pk
    accepting = filed.state == "submitted" and actor.may("return.accept", filed.unit)
    return {
        "submit": sheet.open and actor.may("return.submit", filed.unit),
        "accept": accepting and not own,
        "own": accepting and own,
        "send_back": filed.state in {"submitted", "accepted"} and actor.may("return.send_back", filed.unit),
        "exempt": actor.may("return.exempt", filed.unit),
        "remind": actor.may("return.remind", filed.unit),
    }


def _told(actor: Actor, sheet: Grid) -> dict[str, Any]:
    """What the script is told."""
    filed = sheet.filed
    return {
        "id": filed.pk,
        "user": actor.user.pk if actor.user else 0,
        "open": sheet.open,
        "revision": filed.revision,
        "api": f"/api/v1/returns/{filed.pk}",
        "language": language(),
        "positions": {row.position: row.row for row in sheet.rows},
        "cells": for_script(sheet),
        "words": for_page(),
    }
