"""The buttons of a return: submit it, accept it, send it back."""

from datetime import date

from django.http import HttpRequest

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.lib.refusals import Invalid
from taizhang.server.pages.answers import act
from taizhang.server.pages.asked import whole
from taizhang.server.pages.entry.filling import SUBMITTED
from taizhang.server.pages.entry.finding import return_for
from taizhang.server.returns.deciding import accept_return, send_back
from taizhang.server.returns.submitting import submit

STALE = Words("页面内容不完整，请刷新后重试", "the page is cut off: reload it and try again")
NO_DAY = Words("应为日期，如 2025-07-31", "a day is wanted, as 2025-07-31")


@act
def submit_return(request: HttpRequest, actor: Actor, filed: int) -> Words:
    """Submit what is saved."""
    submit(actor, return_for(actor, filed), expected=revision_in(request))
    return SUBMITTED


@act
def accept(request: HttpRequest, actor: Actor, filed: int) -> Words:
    """Accept: the figures go into the ledger."""
    done = accept_return(
        actor, return_for(actor, filed), expected=revision_in(request), why=request.POST.get("why", "")
    )
    waiting = [row for row in done.rows if row.why]
    if not waiting:
        return Words("已审核通过，数据已入账", "accepted; its figures are in the ledger")
    zh = "；".join(f"{row.row.indicator.name}：{row.why.zh}" for row in waiting if row.why)
    en = "; ".join(f"{row.row.indicator.name}: {row.why.en}" for row in waiting if row.why)
    return Words(f"已审核通过。{zh}", f"accepted. {en}")


@act
def back(request: HttpRequest, actor: Actor, filed: int) -> Words:
    """Send back with a note, open until a day."""
    note, until = request.POST.get("note", ""), request.POST.get("until", "")
    row = return_for(actor, filed)
    send_back(actor, row, expected=revision_in(request), note=note, until=day_in("until", until) if until else None)
    return Words(f"已退回 {row.unit}", f"sent back to {row.unit}")


def revision_in(request: HttpRequest) -> int:
    """The revision of the return that the page showed."""
    revision = whole(request.POST.get("revision", ""))
    if revision is None:
        raise Invalid({"revision": STALE})
    return revision


def day_in(field: str, text: str) -> date:
    """The day that a field of a form names."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Invalid({field: NO_DAY}) from error
