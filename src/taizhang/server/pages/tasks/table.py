"""A page of a list of tasks as its table: groups of rows, the chips of the lights, headings by which it is sorted."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.ledger.tasks.grouping import grouped
from taizhang.server.ledger.tasks.ordering import By, Order, Sort
from taizhang.server.ledger.tasks.queries import Wanted
from taizhang.server.pages.tasks.rows import chips, headed

AT_ONCE = 300
NUMBER, TASK = Words("序号", "No."), Words("任务", "Task")
SECTION, LEAD, DEADLINE = Words("章节", "Section"), Words("牵头单位", "Lead unit"), Words("完成时限", "Deadline")
DELIVERABLE, LIGHT, STATE = Words("成果", "Deliverable"), Words("亮灯", "Light"), Words("状态", "State")
PERCENT, REPORTED = Words("自报进度", "Stated %"), Words("最近进展", "Latest report")


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: by what a press sorts (`next`, None where it does not), and which way it is sorted now."""

    words: Words
    key: str = ""
    next: str | None = None
    sorted: str = ""
    css: str = ""


def table(
    request: HttpRequest, actor: Actor, wanted: Wanted, order: Order, *, limit: int | None = None, drafted: bool = False
) -> dict[str, Any]:
    """What the template of the table shows; of a draft (`drafted`) neither light nor progress is told."""
    found = grouped(actor, wanted, order, limit=limit or AT_ONCE, after=request.GET.get("after", ""))
    return {
        "wanted": wanted,
        "order": order,
        "sort": _written(order),
        "headings": headings(order, drafted=drafted),
        "groups": headed(found, order.by),
        "chips": chips(found.lights, wanted.light),
        "total": found.lights.total(),
        "next": found.next,
        "with_section": order.by != By.SECTION,
        "is_draft": drafted,
    }


def headings(order: Order, *, drafted: bool = False) -> list[Heading]:
    """The headings of the columns; the section has one of its own where it stands over no group."""
    found = [_heading(order, Sort.LINE, NUMBER, "number"), Heading(TASK)]
    if order.by != By.SECTION:
        found.append(_heading(order, Sort.SECTION, SECTION))
    found += [_heading(order, Sort.UNIT, LEAD), _heading(order, Sort.DEADLINE, DEADLINE)]
    if drafted:
        return [*found, Heading(DELIVERABLE)]
    return [
        *found,
        _heading(order, Sort.LIGHT, LIGHT),
        Heading(STATE),
        _heading(order, Sort.PERCENT, PERCENT, "number"),
        _heading(order, Sort.REPORTED, REPORTED),
    ]


def _heading(order: Order, sort: Sort, words: Words, css: str = "") -> Heading:
    """A press sorts, another turns it, a third goes back to the order of the plan."""
    if order.sort != sort:
        return Heading(words, sort.value, sort.value, css=css)
    if order.down:
        return Heading(words, sort.value, "", "descending", css)
    return Heading(words, sort.value, f"-{sort.value}", "ascending", css)


def _written(order: Order) -> str:
    """The order as an address holds it; nothing where it is the usual one."""
    if order.sort == Sort.LINE and not order.down:
        return ""
    return f"-{order.sort.value}" if order.down else order.sort.value
