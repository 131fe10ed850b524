"""Returns grow old: they fall due, overdue and locked, and exemptions end, by the calendar and nobody's hand."""

from datetime import date

from django.db.models import Q, QuerySet

from taizhang.errors import Words
from taizhang.server.accounts.acting import SERVER, Act, changed_meanwhile
from taizhang.server.lib import clock
from taizhang.server.lib.rows import Json
from taizhang.server.log.models import Change
from taizhang.server.returns.by_itself import by_itself
from taizhang.server.returns.models import RETURN, Exemption, Return
from taizhang.server.returns.standing import WAITING, is_locked, lock_on, locked_since, state_on

BATCH = 200  # others write in between
AGE = "return.age"
STEPS = {"not_due": "fall_due", "due": "fall_overdue"}


def fresh(act: Act, filed: Return, expected: int | None = None) -> Return:
    """The return as it stands, held against others who would write it, and aged to today.

    `expected` is the revision that the person saw: ChangedMeanwhile where somebody saved the return since. That it grew
    older is nobody's doing and keeps nobody from going on: what it may not be any more by its days is told by them.
    """
    now = Return.objects.select_related("form", "unit").select_for_update(of=("self",)).get(pk=filed.pk)
    if expected is not None and expected != now.revision and not _only_aged(now, expected):
        raise changed_meanwhile(now)
    return age(act, now, clock.today())


def _only_aged(filed: Return, since: int) -> bool:
    """Whether a return was saved after that revision, and each time by its age alone."""
    later = Change.objects.filter(model=filed._meta.label_lower, object_id=filed.pk, after__revision__gt=since)
    return since < filed.revision and not later.exclude(entry__action=AGE).exists()


def age(act: Act, filed: Return, day: date) -> Return:
    """Let a return become what it is on a day. Where the clock of a trial was set back it does not grow younger."""
    state, becomes = filed.state, state_on(filed, day)
    while state in WAITING and WAITING.index(state) < WAITING.index(becomes):
        state = RETURN.after(state, STEPS[state], Words("到期", "falling due"))
    values: Json = {"state": state, "locked": is_locked(filed, day)}
    if lock_on(filed, day) != filed.lock:
        values |= {"lock": lock_on(filed, day), "locked_at": locked_since(filed)}
    if filed.open_until is not None and filed.open_until < day:
        values["open_until"] = None
        end_exemptions(act, filed)
    return act.update(filed, **values)


def end_exemptions(act: Act, filed: Return) -> None:
    """End what exempted a return from its lock."""
    for exemption in Exemption.objects.filter(filed=filed, ended_at=None):
        act.update(exemption, ended_at=clock.now())


def aged_by(day: date) -> "QuerySet[Return]":
    """The returns whose row does not say yet what they are on a day."""
    fall_due = Q(state="not_due", opens_on__lte=day)
    fall_overdue = Q(state__in=("not_due", "due"), due_on__lt=day)
    lock = Q(lock="", locks_on__lt=day)
    return Return.objects.filter(fall_due | fall_overdue | lock | Q(open_until__lt=day))


def age_returns() -> int:
    """Age all returns to today, some hundreds in one entry of the log; how many."""
    day, count = clock.today(), 0
    while keys := list(aged_by(day).order_by("id").values_list("pk", flat=True)[:BATCH]):
        with by_itself(SERVER, AGE) as act:
            held = Return.objects.select_related("form", "unit").select_for_update(of=("self",))
            for filed in held.filter(pk__in=keys).order_by("pk"):
                age(act, filed, day)
        count += len(keys)
    return count
