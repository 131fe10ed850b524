"""Plans as a list shows them: each with its next step and its day, its counts and its version in force.

A number of queries that does not grow with the plans.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet, prefetch_related_objects

from taizhang.server.ledger.cycle.calendar import Entry, calendar_of
from taizhang.server.ledger.cycle.procedure import Rules, rules_of, usual_rules
from taizhang.server.ledger.models import Plan, PlanVersion, Procedure, Target, Task
from taizhang.server.ledger.tasks.standing import in_force


@dataclass(frozen=True, slots=True)
class Listed:
    """A plan; `version` is the one in force, or the first draft; `open` are adjustments not decided."""

    plan: Plan
    version: PlanVersion
    next: Entry | None
    targets: int
    tasks: int
    open: int


def plans_listed(plans: Sequence[Plan]) -> list[Listed]:
    """The plans in their order, each with what a list shows of it."""
    prefetch_related_objects(plans, "versions", "steps")
    rules = {row.region_id: rules_of(row.steps) for row in Procedure.objects.filter(region__plans__in=plans)}
    ruling = {plan.pk: _ruling(plan) for plan in plans}
    targets, tasks = _targets(ruling.values()), _tasks(ruling)
    return [
        Listed(
            plan=plan,
            version=ruling[plan.pk],
            next=next(filter(_is_next, _calendar(plan, rules)), None),
            targets=targets.get(ruling[plan.pk].pk, 0),
            tasks=tasks.get(plan.pk, 0),
            open=sum(each.base_id is not None and each.state in {"draft", "proposed"} for each in plan.versions.all()),
        )
        for plan in plans
    ]


def _calendar(plan: Plan, rules: Mapping[int, Rules]) -> list[Entry]:
    return calendar_of(plan, rules.get(plan.region_id) or usual_rules(), plan.steps.all())


def _is_next(entry: Entry) -> bool:
    return entry.next


def _ruling(plan: Plan) -> PlanVersion:
    versions = list(plan.versions.all())
    return next((each for each in versions if each.state == "issued"), versions[0])


def _targets(versions: Iterable[PlanVersion]) -> dict[int, int]:
    rows = Target.objects.filter(version__in=[each.pk for each in versions])
    return dict(rows.order_by().values_list("version").annotate(Count("pk")))


def _tasks(ruling: Mapping[int, PlanVersion]) -> dict[int, int]:
    """Of an issued plan the tasks that hold, of another those of its draft."""
    held = Task.objects.filter(in_force(), plan__in=ruling).exclude(version=None)
    drafts = [each.pk for each in ruling.values() if each.state == "draft"]
    return _counted(held) | _counted(Task.objects.filter(version__in=drafts))


def _counted(tasks: "QuerySet[Task]") -> dict[int, int]:
    return dict(tasks.order_by().values_list("plan").annotate(Count("pk")))
