"""Reports and requests for a later deadline, decided: one with a note, or many reports accepted at once."""

from django.http import HttpRequest

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.ledger.models import TaskReport
from taizhang.server.ledger.tasks.extending import decide_extension
from taizhang.server.ledger.tasks.queries import extensions_for, reports_for
from taizhang.server.ledger.tasks.reporting import accept_report, return_report
from taizhang.server.lib.refusals import Invalid, NotThere, Refused
from taizhang.server.pages.answers import act
from taizhang.server.pages.forms.typed import Typed
from taizhang.server.pages.tasks.asked import seen_rows

REPORT = Words("进展报告", "report")
EXTENSION = Words("延期申请", "request for a later deadline")
DECISIONS = ("accept", "return")


@act
def decide_report(request: HttpRequest, actor: Actor, report: int) -> Words:
    """Accept a report, or send it back with a note."""
    row, typed = get_for(actor, "task.read", reports_for(actor), report, REPORT), Typed(request.POST)
    note, decision = typed.text("note"), typed.choice("decision", DECISIONS)
    typed.checked()
    if decision == "return":
        return_report(actor, row, expected=typed.revision(), note=note)
        return Words("已退回", "It is sent back")
    accept_report(actor, row, expected=typed.revision(), note=note)
    return Words("已审核通过", "It is accepted")


@act
def accept_many(request: HttpRequest, actor: Actor) -> Words:
    """Accept the reports chosen, each for itself; what is refused is told, and stays as it was."""
    chosen = seen_rows(request.POST.getlist("reports"))
    if not chosen:
        raise Invalid({"reports": Words("请先勾选报告", "choose reports first")})
    found = reports_for(actor).select_related("task__plan").in_bulk(list(chosen))
    refused = [told for key, seen in chosen.items() if (told := _accepted(actor, found.get(key), seen))]
    number = len(chosen) - len(refused)
    done = Words(f"已审核通过 {number} 份", f"{number} accepted")
    if not refused:
        return done
    zh, en = "；".join(each.zh for each in refused), "; ".join(each.en for each in refused)
    return Words(f"{done.zh}，{len(refused)} 份未通过：{zh}", f"{done.en}, {len(refused)} not: {en}")


@act
def decide_request(request: HttpRequest, actor: Actor, extension: int) -> Words:
    """Grant a later deadline, or refuse it with a note."""
    row, typed = get_for(actor, "task.read", extensions_for(actor), extension, EXTENSION), Typed(request.POST)
    note, decision = typed.text("note"), typed.choice("decision", ("grant", "refuse"))
    typed.checked()
    granted = decision == "grant"
    decide_extension(actor, row, granted=granted, expected=typed.revision(), note=note)
    return Words("已同意延期", "The later deadline is granted") if granted else Words("未同意延期", "It is refused")


def _accepted(actor: Actor, row: TaskReport | None, seen: int) -> Words | None:
    """Accept one report; the words of the refusal where it is refused."""
    try:
        if row is None:
            raise NotThere(thing=REPORT)
        accept_report(actor, row, expected=seen)
    except Refused as error:
        name = row.task.title if row else ""
        return Words(f"{name} {error.message('zh')}".strip(), f"{name} {error.message('en')}".strip())
    return None
