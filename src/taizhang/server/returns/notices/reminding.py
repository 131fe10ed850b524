"""Reminders: by hand, and by the days that a form names before and after its due day."""

from datetime import date, timedelta

from taizhang.errors import Words
from taizhang.server.accounts.acting import SERVER, Act, action
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import Invalid, WrongState
from taizhang.server.returns.by_itself import by_itself
from taizhang.server.returns.models import RETURN, Form, Notice, Return
from taizhang.server.returns.notices.telling import tell
from taizhang.server.returns.standing import TO_FILL, asked_units, days_late, state_on

REMIND = Words("催报", "reminding")


@action("return.remind")
def remind(act: Act, filed: Return, *, note: str = "", why: str = "") -> list[Notice]:
    """Remind those who report for the unit of a return."""
    if filed.state not in TO_FILL:
        raise WrongState(thing=str(filed), state=RETURN.states[filed.state], step=REMIND)
    return tell(act, filed, "remind", reminder(filed, clock.today(), note))


@action("return.remind")
def remind_period(act: Act, form: Form, *, period: str, note: str = "", why: str = "") -> list[Notice]:
    """Remind all who have not reported a form for a period, as far as the one who acts may."""
    wanted = Return.objects.filter(asked_units(), form=form, period=period).select_related("form", "unit")
    if not wanted.exists():
        raise Invalid({"period": Words("本表没有这一期次的填报", "this form has no returns for that period")})
    waiting = wanted.filter(act.actor.within("return.remind"), state__in=TO_FILL)
    today = clock.today()
    return [notice for filed in waiting for notice in tell(act, filed, "remind", reminder(filed, today, note))]


def remind_due() -> int:
    """Remind by the days of each form, once for each of these days; how many returns were reminded of."""
    today, count = clock.today(), 0
    for form in Form.objects.filter(active=True).exclude(remind_days=[]):
        due = dict(_due(form, today))
        if due:
            with by_itself(SERVER, "return.remind") as act:
                for filed in Return.objects.filter(pk__in=due).select_related("form", "unit"):
                    count += bool(tell(act, filed, "due", reminder(filed, today), day=due[filed.pk]))
    return count


def _due(form: Form, today: date) -> list[tuple[int, int]]:
    """The returns of a form of which its unit is to be reminded, each with the day from its due day for which."""
    first, last = (
        today - timedelta(days=max(form.remind_days)) - timedelta(days=31),
        today - timedelta(days=min(form.remind_days)),
    )
    waiting = Return.objects.filter(asked_units(), form=form, state__in=TO_FILL, due_on__gte=first, due_on__lte=last)
    found = [(filed.pk, _latest(form, filed, today)) for filed in waiting if state_on(filed, today) != "not_due"]
    sent = Notice.objects.filter(kind="due", about__return__in=[key for key, _ in found])
    done = {(about["return"], about["day"]) for about in sent.values_list("about", flat=True)}
    return [(key, day) for key, day in found if day is not None and (key, day) not in done]


def _latest(form: Form, filed: Return, today: date) -> int | None:
    """The last of the days of reminding that has come, counted from the due day."""
    passed = (today - filed.due_on).days
    return max((day for day in form.remind_days if day <= passed), default=None)


def reminder(filed: Return, today: date, note: str = "") -> Words:
    """What a reminder says."""
    late, more = days_late(filed, today), f"：{note.strip()}" if note.strip() else ""
    if late:
        zh = f"{filed}应于 {filed.due_on} 前报送，已逾期 {late} 天，请尽快填报{more}"
        return Words(zh, f"{filed} was due on {filed.due_on}, {late} days ago{more}")
    return Words(f"{filed}请于 {filed.due_on} 前报送{more}", f"{filed} is due on {filed.due_on}{more}")
