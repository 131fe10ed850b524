"""Roles are given to people at a unit, for good or until a day, and withdrawn; each stays on record."""

from datetime import date

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.accounts.models import Grant, Unit, User
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import Invalid, WrongState


@action("grant.give")
def give_grant(act: Act, unit: Unit, *, user: User, role: str, until: date | None = None, why: str = "") -> Grant:
    """Give another person a role at a unit. One that has run out is withdrawn, and the new one stands in its place."""
    act.not_by(user.pk, Words("本人的角色", "a role of one's own"))
    if until is not None and until < clock.today():
        raise Invalid({"until": Words("截止日期已过", "the last day is past")})
    User.objects.select_for_update().get(pk=user.pk)  # two that give the same role come one after the other
    held = Grant.objects.filter(user=user, unit=unit, role=role, withdrawn_at=None).first()
    if held is not None:
        if held.until is None or held.until >= clock.today():
            words = Words(f"{user} 在 {unit} 已有该角色", f"{user} holds that role at {unit} already")
            raise Invalid({"role": words})
        act.update(held, withdrawn_at=clock.now())
    return act.create(Grant(user=user, unit=unit, role=role, until=until))


@action("grant.withdraw")
def withdraw_grant(act: Act, grant: Grant, *, why: str) -> Grant:
    """Withdraw a role. It ends at once, also for who is signed in."""
    if grant.withdrawn_at is not None:
        raise WrongState(thing=str(grant), state=Words("已收回", "withdrawn"), step=Words("再次收回", "withdrawing"))
    return act.update(grant, withdrawn_at=clock.now())
