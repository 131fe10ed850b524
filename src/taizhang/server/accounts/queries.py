"""What is asked of regions, units and people."""

from django.db.models import QuerySet

from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Unit
from taizhang.server.accounts.permissions import within


def units_for(actor: Actor, *, below: int | None = None) -> "QuerySet[Unit]":
    """The units that the actor may see, all or those below one."""
    units = Unit.objects.all()
    if actor.user is not None:
        units = units.filter(within(actor.user, "unit.read", "path"))
    if below is not None:
        units = units.filter(parent_id=below)
    return units
