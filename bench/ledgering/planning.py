"""Plans with their targets, breakdowns and tasks, made by their actions."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice

from django.db import transaction

from ledgering.cast import Cast
from ledgering.scale import Scale
from taizhang.server.accounts.acting import SERVER, Act, log
from taizhang.server.ledger.breakdown.actions import draft_breakdown, issue_breakdown, put_shares
from taizhang.server.ledger.breakdown.adding import method_for
from taizhang.server.ledger.breakdown.wanted import ShareWanted
from taizhang.server.ledger.models import Plan, Target, Task
from taizhang.server.ledger.plans.actions import open_plan
from taizhang.server.ledger.plans.targets import add_target
from taizhang.server.ledger.tasks.drafting import TaskDraft, create_tasks
from taizhang.server.ledger.tasks.extending import ask_extension
from taizhang.server.ledger.tasks.reporting import accept_report, report_on
from taizhang.server.lib import clock

AT_ONCE = 1000
SECTIONS = 12
SHARE = Decimal("12.5")


def make_plans(cast: Cast, scale: Scale) -> list[Plan]:
    """A plan for each year with a target of every indicator."""
    planner = cast.people["planner"]
    plans = [open_plan(planner, cast.city, year=year) for year in scale.past_years()]
    for plan in plans:
        version = plan.versions.get()
        for indicator in cast.indicators:
            of_all = SHARE * len(cast.districts) if method_for("level", adds_up=indicator.adds_up) == "sum" else SHARE
            add_target(
                planner, version, indicator_id=indicator.pk, measure="level", comparator=">=", value=of_all.normalize()
            )
    return plans


def make_tasks(cast: Cast, scale: Scale, plans: list[Plan]) -> int:
    """The tasks, dealt out over plans and units, a thousand in one action; how many."""
    each, rest = divmod(scale.tasks, len(plans))
    count = 0
    for number, plan in enumerate(plans):
        drafts = _drafts(cast, each + (number < rest))
        while some := list(islice(drafts, AT_ONCE)):
            count += len(create_tasks(cast.people["planner"], plan.versions.get(), drafts=some))
    return count


def _drafts(cast: Cast, count: int) -> Iterator[TaskDraft]:
    today, units = date.today(), cast.units  # noqa: DTZ011 - deadlines lie around today
    for number in range(count):
        yield TaskDraft(
            title=f"第{number + 1}项 推进重点工程建设，完成年度投资计划",
            unit_id=units[number % len(units)].pk,
            kind="livelihood" if number % 10 == 0 else "task",
            supporting=(units[(number + 1) % len(units)].pk, units[(number + 7) % len(units)].pk),
            section=f"（{number % SECTIONS + 1}）扩大有效投资",
            deliverable="建成投用",
            deadline=today + timedelta(days=number % 365 - 180),
            sentence="推进重点工程建设，完成年度投资计划，力争年内建成投用。",
        )


def issue(plans: list[Plan]) -> None:
    """Let the plans be issued, as the server itself does; the steps of the cycle are not what is measured."""
    act = Act(SERVER, "plan.issue")
    with transaction.atomic():
        for plan in plans:
            act.update(plan, state="issued")
            act.update(plan.versions.get(), state="issued", decided_at=clock.now())
        log(act, None)


def deal_out(cast: Cast, plans: list[Plan]) -> int:
    """Break every target down to the districts; how many breakdowns."""
    planner, count = cast.people["planner"], 0
    shares = [ShareWanted(assignee_id=d.pk, comparator=">=", value=SHARE, weight=Decimal(1)) for d in cast.districts]
    for target in Target.objects.filter(version__plan__in=plans).select_related("version__plan__unit", "indicator"):
        draft = draft_breakdown(planner, target)
        draft = put_shares(planner, draft, expected=draft.revision, shares=shares)
        issue_breakdown(planner, draft, expected=draft.revision)
        count += 1
    return count


def report(cast: Cast, scale: Scale) -> int:
    """Reports on some tasks, three of four accepted by another person, and requests for later deadlines."""
    planner, reviewer = cast.people["planner"], cast.people["reviewer"]
    tasks = Task.objects.select_related("unit", "plan", "version").order_by("pk")
    for number, task in enumerate(tasks[: scale.reports]):
        said = report_on(planner, task, step="start", words="已开工，按计划推进")
        if number % 4:
            accept_report(reviewer, said, expected=said.revision)
    for task in tasks[scale.reports : scale.reports + scale.extensions]:
        ask_extension(planner, task, to_day=date(task.plan.year + scale.years + 1, 12, 31), reason="用地手续未办结")
    return scale.reports + scale.extensions
