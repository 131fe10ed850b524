"""Locks by hand, and exemptions from locks: for one return, for a reason, until a day."""

from datetime import date

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import Invalid
from taizhang.server.lib.rows import Json
from taizhang.server.returns.ageing import age, end_exemptions, fresh
from taizhang.server.returns.models import Exemption, Form, Return
from taizhang.server.returns.standing import lock_on

MOST_DAYS_OPEN = 366


@action("return.lock")
def lock_period(act: Act, form: Form, *, period: str, why: str) -> list[Return]:
    """Lock all returns of a form for a period by hand; what exempted any of them ends."""
    if not why.strip():
        raise Invalid({"why": Words("请说明锁定的原因", "say why it is locked")})
    by = act.user.pk if act.user else None
    locked = []
    for filed in _of_period(form, period):
        values: Json = {"lock": Return.Lock.HAND, "lock_note": why.strip(), "locked_by": by, "locked_at": clock.now()}
        if filed.open_until is not None:
            end_exemptions(act, filed)
        locked.append(act.update(filed, **values, open_until=None, locked=True))
    return locked


@action("return.lock")
def unlock_period(act: Act, form: Form, *, period: str, why: str = "") -> list[Return]:
    """Take back a lock by hand; what the deadline or the approval locks stays locked."""
    opened = []
    for filed in _of_period(form, period):
        if filed.lock == Return.Lock.HAND:
            left = Return.Lock.APPROVAL if filed.approved else ""
            act.update(filed, lock=left, lock_note="", locked_by=None, locked_at=clock.now() if left else None)
            opened.append(age(act, filed, clock.today()))
    return opened


def _of_period(form: Form, period: str) -> list[Return]:
    rows = Return.objects.select_related("form", "unit").select_for_update(of=("self",))
    found = list(rows.filter(form=form, period=period).order_by("pk"))
    if not found:
        raise Invalid({"period": Words("本表没有这一期次的填报", "this form has no returns for that period")})
    return found


@action("return.exempt")
def exempt(act: Act, filed: Return, *, reason: str, until: date, why: str = "") -> Exemption:
    """Let a return be filled in until a day in spite of its lock, for a reason; it ends by itself."""
    filed = fresh(act, filed)
    if not reason.strip():
        raise Invalid({"reason": Words("请说明开放补报的原因", "say why it is opened")})
    return open_again(act, filed, reason=reason.strip(), until=until)


def open_again(act: Act, filed: Return, *, reason: str, until: date) -> Exemption:
    """The core of exempting: one exemption at a time, the later in place of the earlier."""
    today = clock.today()
    if not 0 <= (until - today).days <= MOST_DAYS_OPEN:
        wrong = Words("开放的截止日应在今天以后一年之内", "a day from today on, within a year, is wanted")
        raise Invalid({"until": wrong})
    end_exemptions(act, filed)
    by = act.user.pk if act.user else None
    made = act.create(Exemption(filed=filed, reason=reason, until=until, by=by, at=clock.now()))
    act.update(filed, open_until=until, locked=False)
    return made


@action("return.exempt")
def end_exemption(act: Act, filed: Return, *, why: str = "") -> Return:
    """End the exemption of a return before its day."""
    filed = fresh(act, filed)
    if filed.open_until is None:
        raise Invalid({"exemption": Words("没有正在开放的补报", "no exemption holds")})
    end_exemptions(act, filed)
    return act.update(filed, open_until=None, locked=bool(lock_on(filed, clock.today())))
