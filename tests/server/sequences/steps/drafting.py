"""What stands in a draft: targets and tasks, set, changed, removed, carried over, adopted; parts of issued tasks."""

from datetime import date
from decimal import Decimal

from server.sequences.stage import likely, seen
from server.sequences.steps.registry import step
from taizhang.server.accounts.models import Unit
from taizhang.server.documents.models import Document
from taizhang.server.ledger.adopting import actions as adopting
from taizhang.server.ledger.cycle.proposing import targets_from_proposals
from taizhang.server.ledger.models import Indicator, Plan, PlanVersion, Programme, Target, Task
from taizhang.server.ledger.plans import targets
from taizhang.server.ledger.programmes.actions import attach_tasks, detach_task
from taizhang.server.ledger.tasks import drafting
from taizhang.server.ledger.tasks.parts import break_task, remove_part

VERSIONS = PlanVersion.objects.select_related("plan__unit", "plan__region")
TARGETS = Target.objects.select_related("version__plan__unit", "version__plan__region", "indicator")
TASKS = Task.objects.select_related("version__plan__unit", "plan", "unit")
OPEN = ("collecting", "drafting", "consultation", "meetings", "first_examination")


@step(weight=3)
def add_target(stage, dice):
    version = likely(dice, VERSIONS, state="draft", kind__in=("original", "plan"))
    by = stage.by(dice, "plan.draft", version.unit)
    said = {"comparator": dice.pick((">=", "=", "<=", "~", "range")), "value": Decimal(dice.below(200)) / 10}
    said["value_to"] = said["value"] + 5 if said["comparator"] == "range" else None
    measure = dice.pick(("growth", "level", "change"))
    indicator = dice.pick(Indicator.objects.all())
    return targets.add_target(by, version, indicator_id=indicator.pk, measure=measure, **said)


@step(weight=3)
def change_target(stage, dice):
    target = likely(dice, TARGETS, version__state="draft")
    by = stage.by(dice, "plan.draft", target.unit)
    return targets.change_target(by, target, expected=seen(dice, target), value=Decimal(dice.below(250)))


@step()
def remove_target(stage, dice):
    target = likely(dice, TARGETS, version__state="draft", breakdowns=None)
    by = stage.by(dice, "plan.draft", target.unit)
    return targets.remove_target(by, target, expected=seen(dice, target))


@step(weight=1)
def carry_over(stage, dice):
    version = likely(dice, VERSIONS, state="draft", kind="original", plan__state__in=OPEN)
    return targets.carry_over(stage.by(dice, "plan.draft", version.unit), version)


@step(weight=1)
def take_approved_values(stage, dice):
    version = likely(dice, VERSIONS, state="draft", kind="original", plan__state__in=OPEN)
    return targets_from_proposals(stage.by(dice, "plan.draft", version.unit), version)


@step()
def adopt(stage, dice):
    drafted = Plan.objects.select_related("unit", "region").filter(versions__state="draft").distinct()
    plan = likely(dice, drafted, state__in=OPEN)
    by = stage.by(dice, "plan.adopt", plan.unit)
    read = Document.objects.select_related("unit", "region").filter(state="read")
    document = likely(dice, read, region=plan.region)
    what = dice.pick((("observation",), ("observation", "target", "task"), ("task",)))
    return adopting.adopt(by, plan, document=document, what=what)


@step()
def create_tasks(stage, dice):
    version = likely(dice, VERSIONS, state="draft", kind__in=("original", "plan", "task"))
    by = stage.by(dice, "plan.draft", version.unit)
    unit, other = dice.pick(Unit.objects.all()), dice.pick(Unit.objects.all())
    draft = drafting.TaskDraft("建设学校", unit.pk, supporting=(other.pk,), deadline=some_day(dice))
    return drafting.create_tasks(by, version, drafts=[draft, draft])


@step()
def change_task(stage, dice):
    task = likely(dice, TASKS.exclude(version=None), version__state="draft")
    by = stage.by(dice, "plan.draft", task.version.unit)
    said = {"title": dice.pick(("改造小区", "新建道路", " ")), "deadline": some_day(dice)}
    supporting = [dice.pick(Unit.objects.all()).pk] if dice.below(2) else None
    return drafting.change_task(by, task.version, task=task, expected=seen(dice, task), supporting=supporting, **said)


@step(weight=1)
def remove_task(stage, dice):
    task = likely(dice, TASKS.exclude(version=None), version__state="draft", parts=None)
    by = stage.by(dice, "plan.draft", task.version.unit)
    return drafting.remove_task(by, task.version, task=task, expected=seen(dice, task))


@step()
def break_a_task(stage, dice):
    task = likely(dice, TASKS, version__state="issued")
    by = stage.by(dice, "plan.draft", task.unit)
    return break_task(by, task, drafts=[drafting.TaskDraft("分项", dice.pick(Unit.objects.all()).pk)])


@step(weight=1)
def remove_a_part(stage, dice):
    part = likely(dice, TASKS.exclude(parent=None), version=None)
    by = stage.by(dice, "plan.draft", part.unit)
    return remove_part(by, part.parent, part=part, expected=seen(dice, part))


@step(weight=1)
def group_a_task(stage, dice):
    programme = dice.pick(Programme.objects.select_related("unit"))
    by = stage.by(dice, "programme.keep", programme.unit)
    return attach_tasks(by, programme, tasks=[likely(dice, TASKS, unit__path__startswith=programme.unit.path)])


@step(weight=1)
def ungroup_a_task(stage, dice):
    programme = dice.pick(Programme.objects.select_related("unit"))
    by = stage.by(dice, "programme.keep", programme.unit)
    return detach_task(by, programme, task=likely(dice, TASKS, programme=programme))


def some_day(dice):
    """A day of a plan's year, or none."""
    return dice.pick((date(2025, 12, 31), date(2025, 6, 30), date(2024, 12, 31), None))
