"""Livelihood commitments (民生实事): how those of each level of government stand, and the list of them."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from taizhang.server.accounts.acting import Actor
from taizhang.server.ledger.models import Task
from taizhang.server.ledger.scoring.exact import percent
from taizhang.server.ledger.tasks.livelihood import Level, livelihood_levels
from taizhang.server.ledger.tasks.ordering import By
from taizhang.server.pages.answers import page
from taizhang.server.pages.figures import taken
from taizhang.server.pages.language import said
from taizhang.server.pages.scope import scope_of
from taizhang.server.pages.tasks.asked import ordered_by, wanted_by
from taizhang.server.pages.tasks.files import table_of
from taizhang.server.pages.tasks.listing import file_address
from taizhang.server.pages.tasks.rows import LEVELS
from taizhang.server.pages.tasks.table import table


@dataclass(frozen=True, slots=True)
class Card:
    """One level of government, with the share of its commitments that is done, in per cent."""

    name: str
    level: Level
    share: str | None


@page
def livelihood(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The commitments of a government and of all below it for a year."""
    scope = scope_of(request, actor)
    wanted = wanted_by(
        request.GET, kind=(Task.Kind.LIVELIHOOD.value,), year=scope.year, unit=(scope.unit.pk,), below=True
    )
    order = ordered_by(request.GET, By.LEVEL)
    if "figure" in request.GET and (file := taken(request, [table_of(actor, wanted, order)])):
        return file
    context = {
        "scope": scope,
        "cards": [_card(each) for each in livelihood_levels(actor, year=scope.year, unit=scope.unit.pk)],
        "file_address": file_address(request),
        **table(request, actor, wanted, order),
    }
    return render(request, "tasks/livelihood.html", context)


def _card(level: Level) -> Card:
    name = said(LEVELS[level.level]) if level.level in LEVELS else level.level
    return Card(name, level, percent(level.share_done) if level.share_done is not None else None)
