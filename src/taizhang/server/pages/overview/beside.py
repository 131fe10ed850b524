"""What stands beside the indicators: tasks by light, who is late, open findings, what one owes oneself."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count as CountOf

from taizhang.errors import Words
from taizhang.model import SEVERITIES
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Role
from taizhang.server.accounts.permissions import grants_of
from taizhang.server.documents.models import Document
from taizhang.server.documents.queries import documents_for, findings_for
from taizhang.server.ledger.models import Plan
from taizhang.server.ledger.tasks.owed import Owed, owed_by
from taizhang.server.ledger.tasks.queries import Wanted, counts
from taizhang.server.lib import clock
from taizhang.server.pages.overview.addresses import to, within
from taizhang.server.pages.overview.glance import LIGHTS, Count
from taizhang.server.pages.scope import Scope
from taizhang.server.returns.late import LateReturns, late_returns
from taizhang.server.returns.models import RETURN, Form, Return
from taizhang.server.returns.queries import returns_for, to_fill
from taizhang.server.returns.standing import days_late, state_on

MOST = 5
GRAVITY = {
    "high": Words("高", "high"),
    "medium": Words("中", "medium"),
    "low": Words("低", "low"),
}
BECAUSE = {
    "returned": Words("被退回，待重报", "sent back"),
    "late": Words("已超期", "past its deadline"),
    "due": Words("即将到期", "due soon"),
    "silent": Words("一个月没有新进展", "silent for a month"),
    "never": Words("尚未报告过", "never reported on"),
}
OWING = frozenset({Role.REPORTER})


@dataclass(frozen=True, slots=True)
class OwedReturn:
    """A return that is to be filled in."""

    filed: Return
    state: Words
    late: int
    address: str


@dataclass(frozen=True, slots=True)
class OwedTask:
    """A task on which a report is owed."""

    owed: Owed
    because: Words
    address: str


@dataclass(frozen=True, slots=True)
class Owing:
    """What one's own units owe: the first of it, and how much there is."""

    returns: list[OwedReturn]
    return_count: int
    tasks: list[OwedTask]
    task_count: int


@dataclass(frozen=True, slots=True)
class Step:
    """One of the first steps: its words, whether it was taken, where one takes it; no address where one may not."""

    words: Words
    help: Words
    done: bool
    address: str


def task_lights(actor: Actor, plan: Plan, scope: Scope) -> list[Count]:
    """How many tasks of a plan stand in each light."""
    found: Counter[str] = Counter()
    for row in counts(actor, Wanted(plan=plan.pk), "kind"):
        found[str(row["light"])] += int(str(row["number"]))
    return [Count(light, found[light], within(scope, "tasks", light=light)) for light in LIGHTS if found[light]]


def late_in(actor: Actor, scope: Scope) -> LateReturns:
    """Who has not reported, of the units of a government."""
    return late_returns(actor, below=scope.unit.path, limit=MOST)


def findings_of(actor: Actor, scope: Scope) -> list[tuple[str, Words, int, str]]:
    """How many findings are open, by severity, in what units of a government keep."""
    rows = findings_for(actor, state="open").filter(unit__path__startswith=scope.unit.path)
    counted = dict(rows.order_by().values_list("severity").annotate(CountOf("pk")))
    return [
        (severity, GRAVITY[severity], counted[severity], to("checks", severity=severity, state="open"))
        for severity in SEVERITIES
        if severity in counted
    ]


def owing(actor: Actor) -> Owing | None:
    """What one who reports owes; None for who does not report, and where nothing is owed."""
    if actor.user is None or not any(grant.role in OWING for grant in grants_of(actor.user)):
        return None
    waiting = to_fill(actor, returns_for(actor)).order_by("due_on", "pk")
    owed = owed_by(actor)
    return Owing(
        [_return(filed) for filed in waiting[:MOST]],
        waiting.count(),
        [OwedTask(each, BECAUSE[each.because], to("task", each.task.pk)) for each in owed[:MOST]],
        len(owed),
    )


def _return(filed: Return) -> OwedReturn:
    today = clock.today()
    return OwedReturn(
        filed,
        RETURN.states[state_on(filed, today)],
        days_late(filed, today),
        to("return", filed.pk),
    )


def first_steps(actor: Actor, scope: Scope) -> list[Step]:
    """The three steps with which a ledger begins."""

    def open_to(action: str, name: str) -> str:
        return to(name) if actor.may(action, scope.unit) else ""

    read = documents_for(actor).filter(unit__path__startswith=scope.unit.path)
    return [
        Step(
            Words("建立年度计划", "Open the plan of the year"),
            Words("台账以一个政府一年的计划为单位。", "The ledger goes by the plan of one government for one year."),
            done=Plan.objects.filter(actor.within("plan.read"), unit=scope.unit).exists(),
            address=open_to("plan.open", "plans"),
        ),
        Step(
            Words("上传一份文档", "Upload a document"),
            Words(
                "政府工作报告、计划报告或附表；读出的目标和任务逐条复核后进入计划。",
                "A work report or the report on the plan; what is read in it goes into the plan once reviewed.",
            ),
            done=read.exclude(state=Document.State.REFUSED).exists(),
            address=open_to("document.upload", "documents"),
        ),
        Step(
            Words("下发一张报表", "Send out a form"),
            Words(
                "定好填报单位和期次，到期自动生成待报。", "Say who reports and when; returns are made by the calendar."
            ),
            done=Form.objects.filter(unit__path__startswith=scope.unit.path).exists(),
            address=open_to("form.define", "admin_forms"),
        ),
    ]
