"""Submitting a return: whole, answered, and told whether it came in time."""

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.ledger.models import Observation
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import Invalid
from taizhang.server.returns.ageing import fresh
from taizhang.server.returns.asking import asks_of
from taizhang.server.returns.beside import beside
from taizhang.server.returns.completing import is_blank, is_complete, lacking
from taizhang.server.returns.models import RETURN, Form, Return
from taizhang.server.returns.sheet import Sheet, cell_name, sheet_of
from taizhang.server.returns.standing import must_have_begun, must_not_be_locked

SUBMIT = Words("报送", "submitting")


@action("return.submit")
def submit(act: Act, filed: Return, *, expected: int | None = None, why: str = "") -> Return:
    """Submit a return; Invalid names each cell that keeps it back. The first submission tells whether it is in time."""
    filed = fresh(act, filed, expected)
    state = RETURN.after(filed.state, "submit", SUBMIT)
    must_not_be_locked(filed, clock.today())
    must_have_begun(filed, clock.today())
    sheet = sheet_of(filed)
    wrong = lacking(sheet, asks_of(sheet, beside(sheet))) | withdrawn(sheet)
    if wrong:
        raise Invalid(wrong)
    in_time = clock.today() <= filed.due_on if filed.on_time is None else filed.on_time
    return act.update(
        filed,
        state=state,
        complete=is_complete(sheet),
        on_time=in_time,
        submitted_by=act.user.pk if act.user else None,
        submitted_at=clock.now(),
    )


def withdrawn(sheet: Sheet) -> dict[str, Words]:
    """Values that the ledger accepted from this return and that were made blank since: they can only be corrected."""
    if sheet.form.kind != Form.Kind.OBSERVATIONS or sheet.filed.decided_at is None:
        return {}
    rows = Observation.objects.filter(
        unit=sheet.filed.unit_id, period=sheet.filed.period, current=True, state=Observation.State.ACCEPTED
    )
    accepted = {row.origin.get("row"): row for row in rows if row.origin.get("return") == sheet.filed.pk}
    words = Words("已审定的数据不能改为空，请填更正后的数值", "it was accepted: it may be corrected, not made blank")
    return {
        cell_name(row, column).zh: words
        for row, column in sheet.places()
        if row.pk in accepted
        and getattr(accepted[row.pk], column.key) is not None
        and is_blank(sheet.cells.get((row.pk, column.key)))
    }
