"""What is asked of webhooks."""

from django.db.models import QuerySet

from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.permissions import permissions
from taizhang.server.hooks.models import Delivery, Hook


def hooks_for(actor: Actor) -> "QuerySet[Hook]":
    """The hooks that the actor may keep, each with its line."""
    hooks = Hook.objects.select_related("unit", "line")
    if actor.scopes is not None and permissions()["webhook.keep"].scope not in actor.scopes:
        return hooks.none()
    return hooks.filter(actor.within("webhook.keep"))


def deliveries_of(hook: Hook, *, state: str | None = None) -> "QuerySet[Delivery]":
    """What a hook was or is to be told."""
    rows = hook.deliveries.select_related("entry")
    return rows.filter(state=state) if state else rows
