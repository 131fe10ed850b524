"""Which entries of the log are told to which hook: those after the mark, each looked at once."""

from fnmatch import fnmatchcase

from django.db import transaction

from taizhang.server.hooks.models import Delivery, Heard, Hook
from taizhang.server.log.models import Entry

AT_ONCE = 2000


def hear() -> int:
    """Make deliveries of the entries since the last time; how many. Ids of entries are in the order of their commit."""
    with transaction.atomic():
        hooks = list(Hook.objects.filter(active=True).select_related("unit"))
        if not hooks:
            return 0
        mark, _ = Heard.objects.select_for_update().get_or_create(pk=1)
        after = max(mark.entry, min(hook.since for hook in hooks))
        entries = list(Entry.objects.filter(pk__gt=after).order_by("pk")[:AT_ONCE])
        told = [Delivery(hook=hook, entry=entry) for entry in entries for hook in hooks if concerns(hook, entry)]
        Delivery.objects.bulk_create(told, ignore_conflicts=True)
        if entries:
            Heard.objects.filter(pk=1).update(entry=entries[-1].pk)
    return len(told)


def concerns(hook: Hook, entry: Entry) -> bool:
    """Whether a hook is told of an entry: one of its actions, at its unit or below; at no unit only to a root."""
    if entry.pk <= hook.since or not any(fnmatchcase(entry.action, wanted) for wanted in hook.actions):
        return False
    return entry.unit_path.startswith(hook.unit.path) or (not entry.unit_path and hook.unit.parent_id is None)
