"""Tell a hook what waits for it, in order: one failure ends the turn, and the address is left alone for a while."""

from datetime import timedelta
from importlib.metadata import version

from django.utils import timezone

from taizhang.server.accounts.acting import SERVER
from taizhang.server.hooks.actions import switch_off
from taizhang.server.hooks.models import Delivery, Hook, Line
from taizhang.server.hooks.sending import Answer, send
from taizhang.server.lib.rows import Json, canonical, plain
from taizhang.server.log.models import Entry

TRIES = 8
FAILURES = 20
FIRST_REST, LONGEST_REST = 30, 3600
CHANGES = 200


def tell(hook: Hook) -> int:
    """Send what waits, the oldest first; how many were taken."""
    taken = 0
    for delivery in hook.deliveries.filter(state="waiting").select_related("entry").order_by("pk").iterator():
        answer = send(hook.url, hook.secret, body_of(delivery), headers_of(delivery))
        keep(delivery, answer)
        if not answer.taken:
            rest(hook, answer)
            break
        taken += 1
        Line.objects.filter(hook=hook).delete()
    return taken


def message_of(entry: Entry) -> Json:
    """What is said of an entry. Of what changed the names of the fields are told, not what they hold."""
    changes = list(entry.changes.order_by("pk")[: CHANGES + 1])
    return {
        "id": entry.pk,
        "at": plain(entry.at),
        "action": entry.action,
        "actor": {"id": entry.actor, "name": entry.actor_name},
        "object": {"model": entry.model, "id": entry.object_id, "name": entry.object_name},
        "unit": {"id": entry.unit_id, "path": entry.unit_path},
        "why": entry.why,
        "changes": [
            {"model": each.model, "id": each.object_id, "fields": sorted({*(each.before or ()), *(each.after or ())})}
            for each in changes[:CHANGES]
        ],
        "more_changes": len(changes) > CHANGES,
    }


def body_of(delivery: Delivery) -> bytes:
    """The bytes that are sent."""
    return canonical(message_of(delivery.entry)).encode()


def headers_of(delivery: Delivery) -> dict[str, str]:
    """Who sends, what and which time; the same delivery may come twice."""
    return {
        "User-Agent": f"taizhang/{version('taizhang')}",
        "X-Taizhang-Delivery": str(delivery.pk),
        "X-Taizhang-Action": delivery.entry.action,
    }


def keep(delivery: Delivery, answer: Answer) -> None:
    """Keep what was answered. After so many tries the hook is not told of this entry any more."""
    delivery.tries += 1
    delivery.status, delivery.answer, delivery.tried_at = answer.status, answer.words, timezone.now()
    if answer.taken:
        delivery.state = Delivery.State.SENT
    elif delivery.tries >= TRIES:
        delivery.state = Delivery.State.FAILED
    delivery.save(update_fields=["tries", "status", "answer", "tried_at", "state"])


def rest(hook: Hook, answer: Answer) -> None:
    """Leave the address alone, twice as long after each failure in a row; after too many the hook is switched off."""
    line, _ = Line.objects.get_or_create(hook=hook)
    line.failures += 1
    seconds = min(FIRST_REST * 2 ** (line.failures - 1), LONGEST_REST)
    line.rests_until = timezone.now() + timedelta(seconds=seconds)
    line.save()
    if line.failures >= FAILURES:
        switch_off(SERVER, hook, why=f"连续 {line.failures} 次未送达（{answer.words}）")
