"""The routes of trial (试用): the day of practice."""

from datetime import date

from django.conf import settings
from django.http import HttpRequest
from ninja import Router, Schema

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.actions.trial import set_trial_day
from taizhang.server.accounts.models import Unit
from taizhang.server.accounts.permissions import grants_of
from taizhang.server.api.body import Body
from taizhang.server.api.callers import actor_of
from taizhang.server.api.scalars import Day
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import NotThere

router = Router(tags=["trial"])


class Trial(Schema):
    """Whether the server runs as a trial, and what day it is for the ledger."""

    trial: bool
    today: date


class TrialDay(Body):
    """The day to practise."""

    day: Day


@router.get("/trial", response=Trial)
def get_trial(request: HttpRequest) -> object:  # noqa: ARG001 - the same for everybody
    """是否试用，今天是哪一天。Whether it is a trial, and what day it is."""
    return {"trial": settings.TRIAL, "today": clock.today()}


@router.put("/trial/day", response=Trial)
def put_day(request: HttpRequest, body: TrialDay) -> object:
    """设定演练日期（仅试用）。Set the day, in a trial only."""
    actor = actor_of(request)
    set_trial_day(actor, _root(actor), day=body.day)
    return get_trial(request)


@router.delete("/trial/day", response=Trial)
def delete_day(request: HttpRequest) -> object:
    """恢复实际日期。Give the machine's day back."""
    actor = actor_of(request)
    set_trial_day(actor, _root(actor), day=None)
    return get_trial(request)


def _root(actor: Actor) -> Unit:
    """The root above the person: there it is asked for the right."""
    grants = grants_of(actor.user) if actor.user else []
    tops = {grant.unit.path.split("/")[0] for grant in grants} or {"0"}
    root = Unit.objects.filter(pk__in=tops).order_by("pk").first()
    if root is None:
        raise NotThere(thing=Words("单位", "unit"))
    return root
