"""Deciding on a return: accepted by another person than reported it, or sent back with a note."""

from dataclasses import dataclass
from datetime import date, timedelta

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import Invalid, Locked
from taizhang.server.lib.rows import Json
from taizhang.server.returns.ageing import fresh
from taizhang.server.returns.becoming import Became, authors, become
from taizhang.server.returns.locks import open_again
from taizhang.server.returns.models import RETURN, Return
from taizhang.server.returns.notices import tell
from taizhang.server.returns.sheet import sheet_of
from taizhang.server.returns.standing import is_locked, lock_on, lock_words, locked_since

ACCEPT, SEND_BACK = Words("审核通过", "accepting"), Words("退回", "sending back")
DAYS_TO_MEND = 7


@dataclass(frozen=True, slots=True)
class Accepted:
    """A return that was accepted, and what became of each of its rows."""

    filed: Return
    rows: list[Became]


@action("return.accept")
def accept_return(act: Act, filed: Return, *, expected: int, why: str = "") -> Accepted:
    """Accept a return: its values become observations or proposals in the same step. It is locked from then on.

    Nobody accepts what they entered or submitted. `why` is wanted where it corrects what was accepted from elsewhere.
    """
    filed = fresh(act, filed, expected)
    state = RETURN.after(filed.state, "accept", ACCEPT)
    sheet = sheet_of(filed)
    for author in (filed.submitted_by, *authors(sheet.cells.values())):
        act.not_by(author, filed)
    became = become(act, sheet, why or (filed.note if filed.decided_at else ""))
    values = _decided(act, state) | {"approved": True, "open_until": None}
    if filed.lock in {"", Return.Lock.DEADLINE}:
        values |= {"lock": Return.Lock.APPROVAL, "lock_note": "", "locked_by": _user(act), "locked_at": clock.now()}
    return Accepted(act.update(filed, **values, locked=True), became)


@action("return.send_back")
def send_back(
    act: Act,
    filed: Return,
    *,
    expected: int,
    note: str,
    until: date | None = None,
    why: str = "",
) -> Return:
    """Send a return back with a note, which opens this one alone: past its deadline until a day, a week unless said.

    What was accepted of it stays in the ledger until a corrected value is accepted, which then stands in its place.
    """
    filed = fresh(act, filed, expected)
    state = RETURN.after(filed.state, "send_back", SEND_BACK)
    if not note.strip():
        raise Invalid({"note": Words("请说明退回的原因", "say why it is sent back")})
    values = _decided(act, state) | {"approved": False, "note": note.strip()}
    if filed.lock == Return.Lock.APPROVAL:
        values |= {"lock": "", "lock_note": "", "locked_by": None, "locked_at": None}
    filed = act.update(filed, **values, locked=False)
    _open(act, filed, until, note)
    _tell_reporters(act, filed)
    return filed


def _open(act: Act, filed: Return, until: date | None, note: str) -> None:
    """Open what is past its deadline for some days; what was locked by hand opens only by an exemption."""
    today = clock.today()
    if not is_locked(filed, today):
        return
    if lock_on(filed, today) == Return.Lock.HAND:
        raise Locked(thing=str(filed), since=f"{locked_since(filed):%Y-%m-%d}", reason=lock_words(filed, today))
    open_again(act, filed, reason=note.strip(), until=until or today + timedelta(days=DAYS_TO_MEND))


def _tell_reporters(act: Act, filed: Return) -> None:
    words = Words(f"{filed}被退回：{filed.note}", f"{filed} was sent back: {filed.note}")
    tell(act, filed, "returned", words)


def _decided(act: Act, state: str) -> Json:
    return {"state": state, "decided_by": _user(act), "decided_at": clock.now()}


def _user(act: Act) -> int | None:
    return act.user.pk if act.user else None
