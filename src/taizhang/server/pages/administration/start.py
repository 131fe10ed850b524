"""The first page of administration: what there is to keep."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from taizhang.server.accounts.acting import Actor
from taizhang.server.lib.refusals import NotAllowed
from taizhang.server.pages.administration.frame import ADMINISTRATION, tiles_for
from taizhang.server.pages.answers import page


@page
def administration(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The pages that the person may open."""
    tiles = tiles_for(actor)
    if not tiles:
        raise NotAllowed(action=ADMINISTRATION, unit=str(actor.user.unit or "") if actor.user else "")
    return render(request, "administration/start.html", {"tiles": tiles})
