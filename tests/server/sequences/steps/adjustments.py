"""Changes of what was issued."""

from server.sequences.stage import likely, seen
from server.sequences.steps.drafting import TASKS, VERSIONS
from server.sequences.steps.plans import PLANS
from server.sequences.steps.registry import step
from taizhang.server.ledger.adjusting import actions, tasks
from taizhang.server.ledger.models import Task


@step(weight=3)
def open_adjustment(stage, dice):
    plan = likely(dice, PLANS, state__in=("issued", "half_year"))
    by = stage.by(dice, "adjustment.propose", plan.unit)
    return actions.open_adjustment(by, plan, kind=dice.pick(("plan", "task", "projects")), reason="条件变化")


@step(weight=3)
def take_up_task(stage, dice):
    version = likely(dice, VERSIONS, state="draft", kind__in=("plan", "task"))
    by = stage.by(dice, "adjustment.propose", version.unit)
    task = likely(dice, TASKS.filter(plan=version.plan), state__in=("not_started", "under_way", "late"))
    return tasks.take_up_task(by, version, task=task, ends=dice.below(3) == 2)


@step(weight=4)
def propose_adjustment(stage, dice):
    changed = VERSIONS.filter(pk__in=Task.objects.exclude(version=None).values("version")) | VERSIONS.filter(
        kind="plan"
    )
    version = likely(dice, changed.filter(base__isnull=False), state="draft")
    by = stage.by(dice, "adjustment.propose", version.unit)
    document = stage.things.document.pk
    return actions.propose_adjustment(by, version, expected=seen(dice, version), document_id=document)


@step(weight=4)
def decide_adjustment(stage, dice):
    version = likely(dice, VERSIONS, state="proposed")
    by = stage.by(dice, "adjustment.decide", version.unit, version.proposed_by)
    said = {"agreed": dice.below(4) < 3, "reason": "会议决定", "document_id": stage.things.document.pk}
    return actions.decide_adjustment(by, version, expected=seen(dice, version), **said)


@step(weight=1)
def drop_adjustment(stage, dice):
    version = likely(dice, VERSIONS, state="draft", base__isnull=False)
    by = stage.by(dice, "adjustment.propose", version.unit)
    return actions.drop_adjustment(by, version, expected=seen(dice, version))
