"""The page of one indicator (指标) of a region and year."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.ledger.models import Indicator
from taizhang.server.lib.refusals import NotThere
from taizhang.server.pages.answers import page
from taizhang.server.pages.indicators.wording import BETTER, NATURES, named
from taizhang.server.pages.scope import scope_of

INDICATOR = Words("指标", "indicator")


@page
def indicator(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """One indicator."""
    scope = scope_of(request, actor)
    row = indicator_of(code)
    return render(
        request,
        "indicators/one.html",
        {
            "scope": scope,
            "indicator": row,
            "name": named(row),
            "nature": NATURES[row.nature],
            "better": BETTER[row.better],
        },
    )


def indicator_of(code: str) -> Indicator:
    """The indicator of a code, which everybody who is signed in may see."""
    row = Indicator.objects.select_related("authority", "weight", "within", "region").filter(code=code).first()
    if row is None:
        raise NotThere(thing=INDICATOR)
    return row
