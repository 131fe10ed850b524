"""A firm's stay on a roster: it enters, is examined again and stays or leaves, or climbs to a higher rung."""

from datetime import date

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.ledger.models import Firm, Roster, Standing
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import Invalid, WrongState

STAY = Words("在库记录", "stay on the roster")
GONE = Words("已出库", "over")


@action("roster.keep")
def enter(act: Act, roster: Roster, *, firm: Firm, on: date, basis: str = "", why: str = "") -> Standing:
    """Take a firm onto a roster."""
    return _enter(act, roster, firm, on, basis)


@action("roster.keep")
def leave(act: Act, standing: Standing, *, on: date, because: str, expected: int, why: str = "") -> Standing:
    """Let a firm leave a roster, for a reason that is told."""
    return _leave(act, standing, on, because, expected)


@action("roster.keep")
def examine(
    act: Act,
    standing: Standing,
    *,
    on: date,
    passed: bool,
    expected: int,
    because: str = "",
    basis: str = "",
    why: str = "",
) -> Standing:
    """Examine a firm again: it stays for another span of years, or leaves."""
    if not passed:
        return _leave(act, standing, on, because or "复核未通过", expected)
    _must_stay(standing)
    _day(on, standing.examined_on or standing.entered_on)
    return act.update(standing, expected=expected, examined_on=on, basis=basis or standing.basis)


@action("roster.keep")
def climb(
    act: Act,
    standing: Standing,
    *,
    to: Roster,
    on: date,
    expected: int,
    stays: bool = False,
    basis: str = "",
    why: str = "",
) -> Standing:
    """Move a firm up to a higher rung of the same ladder; it leaves the lower one unless it `stays` there too."""
    act.actor.wants("roster.keep", to.unit)
    _must_stay(standing)
    lower = standing.roster
    if not lower.ladder or to.ladder != lower.ladder or to.rank <= lower.rank:
        raise Invalid({"to": Words("只能晋级到同一梯度的更高一级", "it climbs to a higher rung of the same ladder")})
    if stays:
        act.update(standing, expected=expected)
    else:
        _leave(act, standing, on, f"晋级：{to}", expected)
    return _enter(act, to, standing.firm, on, basis)


def due_day(since: date, years: int) -> date:
    """The day on which a stay since a day is to be examined again.

    >>> due_day(date(2024, 2, 29), 3), due_day(date(2022, 12, 1), 3)
    (datetime.date(2027, 2, 28), datetime.date(2025, 12, 1))
    """
    last = 28 if (since.month, since.day) == (2, 29) else since.day
    return since.replace(year=since.year + years, day=last)


def _enter(act: Act, roster: Roster, firm: Firm, on: date, basis: str) -> Standing:
    _day(on, None)
    Roster.objects.select_for_update().get(pk=roster.pk)
    for stay in Standing.objects.filter(roster=roster, firm=firm):
        if stay.left_on is None or stay.left_on > on:
            raise Invalid({"firm": Words(f"{firm}在该日期已在库", f"{firm} stood there on that day already")})
    return act.create(Standing(roster=roster, firm=firm, entered_on=on, basis=basis))


def _leave(act: Act, standing: Standing, on: date, because: str, expected: int) -> Standing:
    _must_stay(standing)
    _day(on, standing.examined_on or standing.entered_on)
    if not because.strip():
        raise Invalid({"because": Words("请写明出库原因", "say why it leaves")})
    return act.update(standing, expected=expected, left_on=on, left_because=because.strip())


def _must_stay(standing: Standing) -> None:
    if standing.left_on is not None:
        raise WrongState(thing=STAY, state=GONE, step=Words("再次办理", "a further step"))


def _day(on: date, after: date | None) -> None:
    """Refuse a day that lies ahead, or before the day up to which the stay is known."""
    if on > clock.today():
        raise Invalid({"on": Words("日期不能晚于今天", "the day lies ahead")})
    if after is not None and on < after:
        raise Invalid({"on": Words(f"日期不能早于 {after}", f"the day is before {after}")})
