"""What a person owes: returns to fill in, tasks to report on, opinions to give; of their own units, none below."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.ledger.cycle.opinions import STAGE_STATES
from taizhang.server.ledger.cycle.queries import opinions_for
from taizhang.server.ledger.tasks.owed import Owed, owed_by, own_units
from taizhang.server.lib import clock
from taizhang.server.pages.language import said
from taizhang.server.pages.plans.words import STAGES
from taizhang.server.pages.tasks.mine.items import MOST, Item, Section, cut
from taizhang.server.returns.models import RETURN
from taizhang.server.returns.queries import returns_for, to_fill
from taizhang.server.returns.standing import state_on

FILL, REPORT, GIVE = Words("去填报", "Fill in"), Words("去报告", "Report"), Words("去反馈", "Answer")
BECAUSE = {
    "returned": Words("报告被退回，请重报", "the report was sent back"),
    "late": Words("已过完成时限", "past its deadline"),
    "due": Words("临近完成时限", "its deadline is near"),
    "silent": Words("超过一个月没有报告", "nothing said for more than a month"),
    "never": Words("还没有报告过", "nothing was said yet"),
}


def owed_sections(actor: Actor) -> Iterator[Section]:
    """What is owed, what is due first on top."""
    for key, words, button, items, place in (
        ("fill", Words("待填报表", "Returns to fill in"), FILL, _returns(actor), reverse("my_returns")),
        ("report", Words("待报任务", "Tasks to report on"), REPORT, _tasks(actor), ""),
        ("give", Words("待反馈意见", "Opinions to give"), GIVE, _opinions(actor), ""),
    ):
        found, more = cut(items)
        yield Section(key, words, button, found, more, place)


def _returns(actor: Actor) -> Iterator[Item]:
    today = clock.today()
    rows = to_fill(actor, returns_for(actor)).filter(own_units(actor, "return.fill")).order_by("due_on", "pk")
    for filed in rows[: MOST + 1]:
        state = said(RETURN.states[state_on(filed, today)])
        detail = f"{said(filed.period_words)} · {state}" + (f" · {filed.note}" if filed.note else "")
        yield Item(filed.form.name, detail, filed.unit.name, reverse("return", args=[filed.pk]), due=filed.due_on)


def _tasks(actor: Actor) -> Iterator[Item]:
    for owed in owed_by(actor):
        yield _task(owed)


def _task(owed: Owed) -> Item:
    """Due on the day of the task, or where there is silence on the day on which a month of it was over."""
    task, by_silence = owed.task, owed.because in {"silent", "never"}
    due = clock.today() - timedelta(owed.days) if by_silence or task.deadline is None else task.deadline
    address = f"{reverse('task', args=[task.pk])}?do=report#report"
    return Item(task.title, said(BECAUSE[owed.because]), task.unit.name, address, due=due)


def _opinions(actor: Actor) -> Iterator[Item]:
    rows = opinions_for(actor, state="asked").filter(own_units(actor, "opinion.give")).order_by("due_on", "pk")
    for row in rows[: MOST + 1]:
        if row.plan.state == STAGE_STATES[row.stage]:  # type: ignore[index]  # it is one of them
            address = f"{reverse('plan_steps', args=[row.plan_id])}#opinion-{row.pk}"
            yield Item(row.plan.title, said(STAGES[row.stage]), row.unit.name, address, due=row.due_on)
