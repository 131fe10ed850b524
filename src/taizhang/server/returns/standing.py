"""What a return is on a day: what time alone changes is told from its days, whether a worker aged the row or not."""

from datetime import date, datetime, time

from django.db.models import F, Q
from django.utils import timezone

from taizhang.errors import Words
from taizhang.server.lib import clock
from taizhang.server.lib.periods import period_of
from taizhang.server.lib.refusals import Locked, WrongState
from taizhang.server.returns.models import RETURN, Return

WAITING = ("not_due", "due", "overdue")
TO_FILL = (*WAITING, "returned")
FILL = Words("填报", "filling in")


def state_on(filed: Return, day: date) -> str:
    """The state of a return on a day."""
    if filed.state not in WAITING:
        return filed.state
    if day > filed.due_on:
        return "overdue"
    return "due" if day >= filed.opens_on else "not_due"


def in_state(state: str, day: date) -> Q:
    """The condition for returns that are in a state on a day."""
    waiting = Q(state__in=WAITING)
    days = {
        "not_due": Q(opens_on__gt=day, due_on__gte=day),
        "due": Q(opens_on__lte=day, due_on__gte=day),
        "overdue": Q(due_on__lt=day),
    }
    return waiting & days[state] if state in days else Q(state=state)


def days_late(filed: Return, day: date) -> int:
    """By how many days what is still wanted is late; nought where it is not."""
    return max(0, (day - filed.due_on).days) if filed.state in TO_FILL else 0


def lock_on(filed: Return, day: date) -> str:
    """What locks a return on a day, an exemption or not; empty for nothing."""
    past = filed.locks_on is not None and day > filed.locks_on
    return filed.lock or (Return.Lock.DEADLINE if past else "")


def is_locked(filed: Return, day: date) -> bool:
    """Whether nothing may be written in it on a day: locked, and no exemption holds."""
    exempt = filed.open_until is not None and day <= filed.open_until
    return bool(lock_on(filed, day)) and not exempt


def locked_rows(day: date) -> Q:
    """The condition for returns that are locked on a day, exempt or not."""
    return ~Q(lock="") | Q(locks_on__lt=day)


def asked_units() -> Q:
    """The condition for returns of units not closed before the period ended: of no others anything is wanted."""
    return Q(unit__closed_on=None) | Q(unit__closed_on__gt=F("period_end"))


def must_be_open(filed: Return, day: date) -> None:
    """Raise Locked or WrongState where nothing may be filled in on a day."""
    if filed.state not in TO_FILL:
        detail = Words("；如需修改，请审核人先退回", "; a reviewer has to send it back first")
        raise WrongState(thing=str(filed), state=RETURN.states[filed.state], step=FILL, detail=detail)
    must_not_be_locked(filed, day)


def must_not_be_locked(filed: Return, day: date) -> None:
    """Raise Locked where a lock holds on a day, which names it."""
    if is_locked(filed, day):
        raise Locked(thing=str(filed), since=f"{locked_since(filed):%Y-%m-%d}", reason=lock_words(filed, day))


def locked_since(filed: Return) -> datetime:
    """When the lock began: as it was written, or at the end of the deadline."""
    if filed.locked_at is not None:
        return timezone.localtime(filed.locked_at)
    return datetime.combine(filed.locks_on or clock.today(), time(23, 59), timezone.get_current_timezone())


def lock_words(filed: Return, day: date) -> Words:
    """What locked it, with the note that was given."""
    kind = lock_on(filed, day)
    note = f"：{filed.lock_note}" if filed.lock_note else ""
    english = {"deadline": "past the deadline", "approval": "accepted", "hand": "by hand"}
    return Words(f"{Return.Lock(kind).label}{note}", f"{english[kind]}{note.replace('：', ': ')}")


def must_have_begun(filed: Return, day: date) -> None:
    """Raise WrongState where the period of a return lies ahead."""
    period = period_of(filed.period)
    if day < period.start:
        detail = Words(f"：{period.words.zh}尚未开始", f": {period.words.en} has not begun")
        raise WrongState(thing=str(filed), state=RETURN.states[state_on(filed, day)], step=FILL, detail=detail)
